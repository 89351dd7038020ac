//! Making a scenario of a simulated customer: who they are, what they did, whose draws decided, and what came of it.

use std::collections::BTreeMap;

use journey::condition::cell_text;
use journey::id::NodeId;
use journey::reading::read;
use journey::scenario::{Due, Effect, Line, Moment, Scenario, Sort, Story};
use journey::settings::Outcome;
use journey::time::{MINUTE, Millis};
use journey::value::{Attribute, Cell, MISSING, TextView, Texts, Type};

use super::fates::Fates;
use super::seen::{Observed, Seen, observed, written_as};
use super::{Difference, play};
use crate::explain::lived;
use crate::fork::{Moment as ForkedAt, NotForked, Stem, Subject};
use crate::plan::{Enter, Plan};
use crate::run::Scene;
use crate::simulate::{Cancelled, Options, Watch, scene};
use crate::table::Population;

/// What came of making a scenario of a customer.
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// The story, which passes as the journey is.
    Story(Vec<String>),
    /// The customer alone fares otherwise, as where others took what was shared: what would differ.
    Otherwise(Difference),
}

/// Makes a story of what a customer does in a run of a rehearsal, and plays it.
///
/// It names whose draws decide, so it says how chance fell without a line for each; lines that the person adds later
/// go before it. Nothing is promised where customers share something: then the story is held against
/// the customer alone, and what differs is told instead.
pub fn record(
    plan: &Plan,
    population: &Population,
    options: &Options,
    run: u32,
    row: usize,
    watch: &Watch,
) -> Result<Recorded, Cancelled> {
    let scene = scene(plan, population, options);
    let (lines, _) = lived(&scene, options, run, row, watch)?;
    let subject = Subject { plan, population, options, run, row };
    Ok(written(&scene, subject, lines, None))
}

/// Makes a story of what a customer does who forks, and plays it.
///
/// The story holds the change from its start, since a scenario knows no other moment; where that makes a
/// difference, it is told instead, as [`record`] does.
///
/// # Errors
///
/// As [`crate::fork::fork`].
pub fn record_fork(
    subject: Subject,
    moment: ForkedAt,
    change: &Line,
    watch: &Watch,
) -> Result<Recorded, NotForked> {
    let scene = scene(subject.plan, subject.population, subject.options);
    let stem = Stem::new(&scene, subject, watch)?;
    let first = stem.grow(&Fates::default(), None);
    let grown = stem.forked(&first, moment, change)?;
    Ok(written(&scene, subject, grown.lines, Some(change)))
}

fn written(
    scene: &Scene,
    subject: Subject,
    lines: Vec<crate::run::Line>,
    change: Option<&Line>,
) -> Recorded {
    let Subject { plan, population, options, run, row } = subject;
    let happened = observed(lines);
    let writer = Writer { plan, population, row };
    let contacts = plan.entries.iter().any(|entry| matches!(entry.what, Enter::Inbound { .. }));
    let mut lines = vec![
        Line::Start(writer.moment(options.start)),
        Line::Until(options.horizon),
        Line::Chance {
            seed: options.seed,
            run,
            customer: population.table.id(row).to_owned(),
            among: contacts.then_some(scene.crowd),
        },
    ];
    let recorded = plan.events.iter().zip(&scene.recorded).filter(|(_, recorded)| **recorded);
    let recorded: Vec<String> = recorded.map(|(event, _)| event.name.clone()).collect();
    if !recorded.is_empty() {
        lines.push(Line::Recorded(recorded));
    }
    lines.push(Line::Customer(writer.attributes(change)));
    lines.extend(writer.inputs());
    lines.extend(change.filter(|it| !matches!(it, Line::Customer(_))).cloned());
    lines.extend(writer.expectations(&happened));
    let story = Story { lines: (1..).zip(lines).collect() }.text();
    let scenario = Scenario { story, ..Scenario::default() };
    match play(plan, &scenario).difference {
        None => Recorded::Story(scenario.story),
        Some(difference) => Recorded::Otherwise(difference),
    }
}

pub(super) struct Writer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) population: &'a Population,
    pub(super) row: usize,
}

impl Writer<'_> {
    /// Writes an instant on the journey's own clock, unless the clock shows it twice.
    fn moment(&self, at: Millis) -> Moment {
        let zone = &self.plan.zone;
        let local = zone.local(at);
        if zone.instant(local) == at { Moment::Local(local) } else { Moment::Instant(at) }
    }

    /// Writes a value so that it is read as the same one.
    fn value(&self, cell: Cell, attribute: &Attribute) -> Option<String> {
        if cell == MISSING {
            return None;
        }
        if attribute.kind == Type::Tags {
            let known = attribute.values.iter().enumerate();
            let held = known.filter(|&(bit, _)| bit < 62 && cell & (1 << bit) != 0);
            let held: Vec<&str> = held.map(|(_, tag)| tag.as_str()).collect();
            return Some(if held.is_empty() { "|".to_owned() } else { held.join("|") });
        }
        let texts = TextView { shared: &self.population.texts, own: &[] };
        let text = cell_text(cell, attribute, texts, &self.plan.zone);
        if attribute.kind == Type::Text {
            return Some(text);
        }
        let read = read(&text, attribute, &self.plan.zone, &mut Texts::default());
        (read == Some(cell)).then_some(text)
    }

    /// Writes who the customer is, with what a change makes otherwise; a value that it takes away is not written.
    fn attributes(&self, change: Option<&Line>) -> Vec<(String, String)> {
        let table = &self.population.table;
        let changed: &[(String, String)] = match change {
            Some(Line::Customer(values)) => values,
            _ => &[],
        };
        let each = self.plan.settings.attributes.iter().filter_map(|(name, attribute)| {
            if let Some((_, value)) = changed.iter().rev().find(|(changed, _)| changed == name) {
                return (!value.is_empty()).then(|| (name.clone(), value.clone()));
            }
            let cell = table.column(name)?.get(self.row);
            Some((name.clone(), self.value(cell, attribute)?))
        });
        each.collect()
    }

    /// Writes what is recorded of the customer, as far as the journey listens.
    fn inputs(&self) -> Vec<Line> {
        let events = &self.population.events;
        let properties = self.plan.settings.event_properties();
        let heard = |name: &str| self.plan.events.iter().any(|event| event.name == name);
        let each = events.of(self.row).filter(|&place| heard(&events.names[events.name(place)]));
        let each = each.map(|place| Line::Input {
            at: self.moment(events.at(place)),
            event: events.names[events.name(place)].clone(),
            properties: self.properties(&properties, place),
        });
        each.collect()
    }

    fn properties(
        &self,
        known: &BTreeMap<String, Attribute>,
        place: usize,
    ) -> Vec<(String, String)> {
        let each = known.iter().filter_map(|(name, attribute)| {
            let cell = self.population.events.column(name)?.get(place);
            Some((name.clone(), self.value(cell, attribute)?))
        });
        each.collect()
    }

    /// Writes what happened as what must happen, with a time wherever time went on.
    pub(super) fn expectations(&self, happened: &[Observed]) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut said = None;
        for it in happened {
            let Some(effect) = self.effect(it) else { continue };
            let at = minute(it.at);
            let timed = said != Some(at) || !matches!(effect, Effect::Step(..));
            said = Some(at);
            let due = timed.then(|| Due::At(self.moment(at)));
            lines.push(Line::Expect(effect, due));
        }
        if lines.is_empty() {
            lines.push(Line::Never(Effect::Enter(None)));
        }
        lines.push(Line::NoOther(Sort::Message));
        lines
    }

    fn effect(&self, it: &Observed) -> Option<Effect> {
        let node = it.node.map(|node| self.plan.nodes[node as usize].id.clone());
        Some(match &it.what {
            Seen::Enter => Effect::Enter(node),
            Seen::Refused(reason) => Effect::Refused(Some((*reason).to_owned())),
            Seen::Step(port) => Effect::Step(node?, Some(port.clone())),
            Seen::Message(channel) => Effect::Message(node, Some(*channel)),
            Seen::Blocked(reasons) => {
                Effect::Blocked(node?, reasons.first().map(|(_, reason)| (*reason).to_owned()))
            }
            Seen::Offer { offer, issued } => issued.then(|| Effect::Offer(offer.clone()))?,
            Seen::Task(team) => {
                Effect::Task(node.map_or(team.clone(), |id: NodeId| id.to_string()))
            }
            Seen::Goal { goal, counts } => counts.then(|| Effect::Goal(goal.clone()))?,
            Seen::Value(name, value) => {
                // What is shown is not always what can be read.
                let read = written_as(self.plan, name, value);
                (read.as_ref() == Some(value))
                    .then(|| Effect::Value(name.clone(), value.clone()))?
            }
            Seen::Call(connector, result) => {
                Effect::Call(connector.clone(), Some((*result).to_owned()))
            }
            Seen::Survey => Effect::Survey(node?),
            Seen::End(outcome, _) => {
                let mut known = Outcome::ALL.into_iter();
                Effect::End(known.find(|known| known.name() == *outcome))
            }
            Seen::Inside => Effect::Inside(node),
        })
    }
}

/// Returns the minute in which something happens, as a story without seconds means it.
fn minute(at: Millis) -> Millis {
    at - at.rem_euclid(MINUTE)
}
