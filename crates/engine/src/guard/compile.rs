//! Compiling guardians: names become places of the plan, conditions become predicates, and what can be
//! proved is proved.

use journey::condition;
use journey::document::Journey;
use journey::guardian::proof::prove;
use journey::guardian::{Guardian, Hours, Rule, Target};
use journey::span::Span;
use journey::time::{DayName, Grid, Window};

use super::{Check, Chosen, Guard, Open, Places};
use crate::plan::{Plan, open_hours};

/// Compiles the guardians of a journey for its plan.
///
/// # Errors
///
/// What could not be resolved, which findings have not named.
pub(crate) fn compile(plan: &Plan, journey: &Journey) -> Result<Vec<Guard>, Vec<String>> {
    let (mut guards, mut wrong) = (Vec::new(), Vec::new());
    for guardian in &plan.settings.guardians {
        match guard(plan, journey, guardian) {
            Ok(guard) => guards.push(guard),
            Err(what) => wrong.push(format!("guardian {}: {what}", guardian.id)),
        }
    }
    if wrong.is_empty() { Ok(guards) } else { Err(wrong) }
}

fn guard(plan: &Plan, journey: &Journey, guardian: &Guardian) -> Result<Guard, String> {
    let when = guardian.when.as_deref().map(|source| chosen(plan, source)).transpose()?;
    let rule = match &guardian.rule {
        Rule::Always(rule) => {
            Check::Always { one_of: places(plan, &rule.one_of)?, within: rule.within }
        }
        Rule::Never(rule) => Check::Never { any_of: places(plan, &rule.any_of)? },
        Rule::Before(rule) => Check::Before {
            first: places(plan, std::slice::from_ref(&rule.first))?,
            then: places(plan, std::slice::from_ref(&rule.then))?,
        },
        Rule::AtMost(rule) => Check::AtMost {
            messages: rule.messages as usize,
            channel: rule.channel,
            span: Span::days(i64::from(rule.days)),
        },
        Rule::Hours(rule) => {
            Check::Hours { open: Box::new(open(plan, rule)?), channel: rule.channel }
        }
        Rule::Within(rule) => Check::Within {
            target: places(plan, std::slice::from_ref(&rule.target))?,
            time: rule.time,
        },
    };
    Ok(Guard { proof: prove(journey, guardian), guardian: guardian.clone(), when, rule })
}

fn chosen(plan: &Plan, source: &str) -> Result<Chosen, String> {
    let typed = condition::check(source, &plan.scope).map_err(|_| format!("condition {source}"))?;
    let holds = typed.predicate().ok_or_else(|| format!("condition {source}"))?;
    Ok(Chosen { holds, reads: typed.reads() })
}

fn places(plan: &Plan, targets: &[Target]) -> Result<Places, String> {
    let mut places = Places {
        entries: vec![false; plan.entries.len()],
        ports: vec![false; plan.ports.len()],
        goals: vec![false; plan.goals.len()],
        outcomes: 0,
    };
    for target in targets {
        match target {
            Target::Step(id) => {
                let step = plan.nodes.iter().position(|node| node.id == *id);
                let step = step.ok_or_else(|| format!("step {id}"))? as u32;
                for (place, entry) in plan.entries.iter().enumerate() {
                    places.entries[place] |= entry.node == step;
                }
                for (place, port) in plan.ports.iter().enumerate() {
                    // What comes back out of a sub-journey was at its step already.
                    places.ports[place] |= port.through.is_none() && port.target == Some(step);
                }
            }
            Target::Goal(name) => {
                let goal = plan.goals.iter().position(|goal| goal == name);
                places.goals[goal.ok_or_else(|| format!("goal {name}"))?] = true;
            }
            Target::Outcome(outcome) => places.outcomes |= 1 << *outcome as u8,
        }
    }
    Ok(places)
}

fn open(plan: &Plan, hours: &Hours) -> Result<Open, String> {
    if let Some(name) = &hours.calendar {
        let open = open_hours(&plan.settings, &plan.zone, &plan.clocks, name);
        return open.map(Open::Calendar).ok_or_else(|| format!("calendar {name}"));
    }
    // A week that says nothing of holidays treats them like any day.
    let lists = |window: &Window| window.days.contains(&DayName::Holiday);
    let by_holiday = hours.windows.iter().any(lists);
    let grid = Grid::new(&hours.windows, plan.holidays.clone(), by_holiday);
    let grid = grid.map_err(|window| format!("window {}", window + 1))?;
    Ok(Open::Windows(grid, hours.clock))
}
