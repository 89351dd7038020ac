//! Resolving: symbolic ops become ops of indices, slots and compiled conditions.

use std::collections::{BTreeMap, BTreeSet};

use journey::condition::{self, Root, Scope, Slot};
use journey::document::{Label, Stage};
use journey::id::NodeId;
use journey::op::{Compared, Lowered, To};
use journey::response::{Chance, Delay, Response};
use journey::settings::{Channel, HolidayList, Settings};
use journey::time::{Grid, Holidays, Zone, japan, parse_date};
use journey::value::{Cell, Decimal};

use super::Clocks;
use super::*;

/// One step, lowered, with the ways out that the journey has for it.
pub(crate) struct Part {
    pub(crate) id: NodeId,
    pub(crate) name: Label,
    pub(crate) kind: String,
    pub(crate) stage: Option<Stage>,
    pub(crate) cost: i64,
    pub(crate) value: i64,
    pub(crate) effort: u8,
    pub(crate) ports: Vec<Out>,
    /// Where its context stands: nothing, or the place of its sub-journey with `/`.
    pub(crate) inside: String,
    pub(crate) lowered: Lowered,
}

/// A way out of a part.
pub(crate) struct Out {
    pub(crate) name: String,
    /// The step it leads to; none ends the instance.
    pub(crate) target: Option<NodeId>,
    /// Whether a pass counts the step's cost and value.
    pub(crate) charged: bool,
    /// The step and port it goes on through, for the ends of a sub-journey.
    pub(crate) through: Option<(NodeId, String)>,
}

/// Builds a plan from parts. The error lists every name or text that could not be resolved.
pub(crate) fn build(
    head: (String, Label, String),
    settings: Settings,
    scope: Scope,
    events: BTreeMap<String, BTreeMap<String, journey::value::Attribute>>,
    parts: Vec<Part>,
    (watched, clocks): (bool, &Clocks),
) -> Result<Plan, Vec<String>> {
    let zone = clocks
        .zone(&settings.time_zone)
        .ok_or_else(|| vec![format!("time zone {}", settings.time_zone)])?;
    let (context, event) = (scope.slots(Root::Context), scope.slots(Root::Event));
    let places =
        parts.iter().enumerate().map(|(place, part)| (part.id.clone(), place as u32)).collect();
    let mut ports_of: Vec<std::ops::Range<u32>> = Vec::new();
    let mut next = 0;
    for part in &parts {
        ports_of.push(next..next + part.ports.len() as u32);
        next += part.ports.len() as u32;
    }
    let mut builder = Builder {
        constants: parts.iter().map(|part| part.id.to_string()).collect(),
        events: events
            .iter()
            .map(|(name, properties)| PlanEvent {
                name: name.clone(),
                properties: properties
                    .keys()
                    .filter_map(|name| {
                        scope.slot(Root::Event, name).map(|slot| (name.clone(), slot))
                    })
                    .collect(),
                heard: false,
            })
            .collect(),
        settings: &settings,
        scope: scope.clone(),
        returns: BTreeMap::new(),
        zone: &zone,
        clocks,
        parts: &parts,
        places,
        ports_of,
        wrong: Vec::new(),
        calendars: Vec::new(),
        goals: Vec::new(),
        assumptions: Vec::new(),
        used: BTreeSet::new(),
        look_back: false,
        shared: settings.entry_cap.is_some(),
        interpreted: Vec::new(),
        watches: watched.then(Vec::new),
        groups: Vec::new(),
        consent: Vec::new(),
        node: 0,
        base: 0,
    };
    builder.consent = builder.consent();
    let limits = limits(&settings);
    let offers: Vec<_> = settings.offers.clone().into_iter().collect();
    let mut nodes: Vec<PlanNode> = Vec::new();
    let (mut ports, mut ops, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (place, part) in parts.iter().enumerate() {
        builder.node = place as u32;
        builder.scope = scope.within(&part.inside);
        builder.base = ops.len() as u32;
        let first = match &part.lowered {
            Lowered::Entry(entry, admission) => {
                entries.push(builder.entry(entry, admission));
                None
            }
            Lowered::Ops(list) => {
                let built = list
                    .iter()
                    .zip(0..)
                    .map(|(op, index)| Op { node: place as u32, what: builder.op(op, index) });
                ops.extend(built.collect::<Vec<_>>());
                ops.extend(builder.hand_out(list, ops.len() as u32));
                Some(builder.base)
            }
        };
        for out in &part.ports {
            ports.push(builder.port(out));
        }
        nodes.push(PlanNode {
            id: part.id.clone(),
            name: part.name.clone(),
            kind: part.kind.clone(),
            stage: part.stage,
            cost: part.cost,
            value: part.value,
            effort: part.effort,
            first,
            ports: builder.ports_of[place].clone(),
        });
    }
    builder.scope = scope.clone();
    builder.node = NOWHERE;
    let exits: Vec<Exit> = settings.exit_rules.iter().map(|rule| builder.exit(rule)).collect();
    let quiet = settings.quiet_hours.as_ref().map(|quiet| {
        let holidays = quiet.holidays.as_ref().map(|list| builder.holidays(list));
        let grid =
            Grid::new(&quiet.windows, holidays.clone().unwrap_or_default(), holidays.is_some());
        (builder.grid(grid, "quiet hours"), quiet.clock)
    });
    let zone_slot = settings
        .zone_attribute
        .as_ref()
        .and_then(|name| builder.attribute(&format!("customer.{name}")));
    let holidays = builder.holidays(&settings.holidays);
    let Builder {
        wrong,
        calendars,
        goals,
        assumptions,
        used,
        look_back,
        shared,
        interpreted,
        watches,
        groups,
        returns,
        constants,
        events,
        ..
    } = builder;
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut plan = Plan {
        id: head.0,
        name: head.1,
        hash: head.2,
        zone,
        clocks: clocks.clone(),
        holidays,
        hops: Hop::all(&ports, &nodes, &ops, &returns),
        nodes,
        ports,
        ops,
        groups: groups.into_iter().map(|(group, goal)| of_goal(group, goal, &goals)).collect(),
        entries,
        event_exits: exits.iter().any(|exit| exit.event.is_some()),
        condition_exits: exits.iter().any(|exit| exit.event.is_none()),
        exits,
        events,
        quiet: quiet.filter(|(grid, _)| !grid.is_empty()),
        caps: settings.caps.clone(),
        calendars,
        offers,
        limits,
        goals,
        assumptions,
        zone_slot,
        used: used.into_iter().filter(|&slot| (slot as usize) < context.start).collect(),
        context,
        event,
        constants,
        look_back,
        shared,
        interpreted,
        guards: Vec::new(),
        watches: watches.unwrap_or_default(),
        settings,
        scope,
    };
    ears::listen(&mut plan);
    Ok(plan)
}

pub(super) struct Builder<'a> {
    pub(super) settings: &'a Settings,
    /// The names that the step in hand sees.
    pub(super) scope: Scope,
    /// The op that hands out what a sub-journey gives back, by the port of the step that entered it.
    pub(super) returns: BTreeMap<u32, u32>,
    pub(super) zone: &'a Zone,
    clocks: &'a Clocks,
    pub(super) parts: &'a [Part],
    pub(super) places: BTreeMap<NodeId, u32>,
    pub(super) ports_of: Vec<std::ops::Range<u32>>,
    pub(super) events: Vec<PlanEvent>,
    pub(super) constants: Vec<String>,
    pub(super) wrong: Vec<String>,
    pub(super) calendars: Vec<(String, OpenHours)>,
    pub(super) goals: Vec<String>,
    pub(super) assumptions: Vec<Assumption>,
    pub(super) used: BTreeSet<Slot>,
    pub(super) look_back: bool,
    pub(super) shared: bool,
    pub(super) interpreted: Vec<NodeId>,
    /// The conditions that are watched, if any are.
    pub(super) watches: Option<Vec<PlanWatch>>,
    /// Groups of arms, and the goal that each names.
    pub(super) groups: Vec<(Group, Option<String>)>,
    /// The boolean attribute of each channel's consent.
    pub(super) consent: Vec<(Channel, Slot)>,
    /// The step in hand, and the place of its first op.
    pub(super) node: u32,
    pub(super) base: u32,
}

impl Builder<'_> {
    pub(super) fn part(&self) -> &Part {
        &self.parts[self.node as usize]
    }

    pub(super) fn refuse<T>(&mut self, what: String) -> Option<T> {
        let node = self.parts.get(self.node as usize).map_or("settings", |part| part.id.as_str());
        self.wrong.push(format!("{node}: {what}"));
        None
    }

    pub(super) fn go(&mut self, to: &To) -> Go {
        match to {
            To::Op(place) => Go::op(self.base + *place as u32),
            To::Port(name) => {
                let place = self.part().ports.iter().position(|out| out.name == name.as_str());
                match place {
                    Some(place) => Go::port(self.ports_of[self.node as usize].start + place as u32),
                    None => {
                        self.refuse::<()>(format!("port {name}"));
                        Go::op(0)
                    }
                }
            }
        }
    }

    pub(super) fn port(&mut self, out: &Out) -> PlanPort {
        let through = out.through.as_ref().and_then(|(node, name)| {
            let place = *self.places.get(node)?;
            let port = self.parts[place as usize].ports.iter().position(|out| out.name == *name)?;
            Some(self.ports_of[place as usize].start + port as u32)
        });
        let target = out.target.as_ref().and_then(|target| {
            let place = self.places.get(target).copied();
            place.or_else(|| self.refuse(format!("step {target}")))
        });
        PlanPort { node: self.node, name: out.name.clone(), target, through, charged: out.charged }
    }

    pub(super) fn condition(&mut self, source: &str) -> Option<Condition> {
        match condition::check(source, &self.scope) {
            Ok(typed) => {
                self.used.extend(typed.reads());
                let holds = match &mut self.watches {
                    Some(watches) => typed.watched().map(|(holds, watch)| {
                        let node = self.parts.get(self.node as usize).map(|_| self.node);
                        watches.push(PlanWatch { node, typed: typed.clone(), watch });
                        holds
                    }),
                    None => typed.predicate(),
                };
                let Some(holds) = holds else {
                    return self.refuse(format!("no condition: {source}"));
                };
                Some(Condition { holds, typed })
            }
            Err(problems) => {
                let text = problems
                    .first()
                    .map_or_else(String::new, |problem| problem.message(condition::Lang::En));
                self.refuse(format!("condition {source}: {text}"))
            }
        }
    }

    /// A condition that may be left out.
    pub(super) fn maybe(&mut self, source: Option<&String>) -> Option<Condition> {
        source.filter(|source| !source.trim().is_empty()).and_then(|source| self.condition(source))
    }

    pub(super) fn expression(&mut self, source: &str) -> Expression {
        let typed = condition::check(source, &self.scope).or_else(|problems| {
            let text = problems
                .first()
                .map_or_else(String::new, |problem| problem.message(condition::Lang::En));
            self.refuse::<()>(format!("expression {source}: {text}"));
            condition::check("0", &self.scope)
        });
        match typed {
            Ok(typed) => {
                self.used.extend(typed.reads());
                Expression {
                    compiled: typed.value(),
                    shape: journey::value::Attribute {
                        values: typed.values().to_vec(),
                        ..journey::value::Attribute::of(typed.kind())
                    },
                }
            }
            Err(_) => unreachable!("0 is an expression"),
        }
    }

    pub(super) fn attribute(&mut self, path: &str) -> Option<Slot> {
        let (root, name) = path.split_once('.').unwrap_or(("customer", path));
        let slot = Root::of(root).and_then(|root| self.scope.slot(root, name));
        match slot {
            Some(slot) => {
                self.used.insert(slot);
                Some(slot)
            }
            None => self.refuse(format!("attribute {path}")),
        }
    }

    /// Returns the place of an event that something becomes.
    pub(super) fn event(&mut self, name: &str) -> Option<u16> {
        let place = self.events.iter().position(|event| event.name == name);
        match place {
            Some(place) => Some(place as u16),
            None => self.refuse(format!("event {name}")),
        }
    }

    /// Returns the place of an event that something listens to.
    pub(super) fn heard(&mut self, name: &str) -> Option<u16> {
        let place = self.event(name)?;
        self.events[usize::from(place)].heard = true;
        Some(place)
    }

    pub(super) fn site(&self, purpose: &str) -> Site {
        Site::new(self.part().id.as_str(), purpose)
    }

    /// Notes the arms of a draw, which is the op of this place in its step.
    pub(super) fn group(&mut self, place: u32, compared: &Compared, shares: &[Decimal]) -> u32 {
        let first = self.groups.iter().map(|(group, _)| group.arms.len() as u32).sum();
        let group = Group {
            node: self.node,
            op: self.base + place,
            of: compared.of,
            first,
            arms: compared.names.iter().cloned().zip(shares.iter().copied()).collect(),
            baseline: compared.baseline,
            goal: None,
        };
        self.groups.push((group, compared.goal.clone()));
        self.groups.len() as u32 - 1
    }

    /// Returns the place of a variant of the step in hand among the arms of all groups.
    pub(super) fn arm(&self, variant: usize) -> Option<u32> {
        let own = self.groups.iter().find(|(group, _)| group.node == self.node);
        own.map(|(group, _)| group.first + variant as u32)
    }

    /// Returns a chance that is drawn for `purpose`, and stands in the list of assumptions as `what`.
    ///
    /// Variants of a message draw at one site: a customer's luck does not depend on the wording.
    pub(super) fn odds(
        &mut self,
        purpose: &str,
        what: &str,
        response: &Response,
        delay: Option<&Delay>,
    ) -> Odds {
        let threshold = |percent: &Decimal| Threshold::percent_millionths(percent.0);
        let chances = match &response.chance {
            Chance::Constant(percent) => Chances::Constant(threshold(percent)),
            Chance::Segments { of, otherwise } => {
                // A segment of a model decides nobody's way.
                let watches = self.watches.take();
                let segments = of.iter().filter_map(|segment| {
                    self.condition(&segment.when).map(|when| (when, threshold(&segment.percent)))
                });
                let segments = segments.collect();
                self.watches = watches;
                Chances::Segments(segments, threshold(otherwise))
            }
            Chance::Expression(source) => Chances::Expression(self.expression(source)),
        };
        let assumption = Assumption {
            node: self.part().id.clone(),
            what: what.to_owned(),
            response: Some(response.clone()),
            delay: delay.cloned(),
        };
        // Variants without a model of their own have the message's, which is one assumption.
        let known = self.assumptions.iter().position(|it| *it == assumption);
        let place = known.unwrap_or_else(|| {
            self.assumptions.push(assumption);
            self.assumptions.len() - 1
        });
        Odds { what: chances, site: self.site(purpose), assumption: place as u32 }
    }

    pub(super) fn lag(&self, purpose: &str, delay: &Delay) -> Lag {
        Lag { wait: Wait::of(delay), site: self.site(&format!("{purpose} delay")) }
    }

    pub(super) fn reaction(
        &mut self,
        purpose: &str,
        what: &str,
        event: &str,
        model: &(Response, Delay),
    ) -> Reaction {
        Reaction {
            odds: self.odds(purpose, what, &model.0, Some(&model.1)),
            lag: self.lag(purpose, &model.1),
            event: self.event(event).unwrap_or_default(),
        }
    }

    pub(super) fn step_cell(&self, id: &NodeId) -> Option<Cell> {
        self.places.get(id).map(|&place| Cell::from(place))
    }

    pub(super) fn calendar(&mut self, name: &str) -> u32 {
        if let Some(place) = self.calendars.iter().position(|(known, _)| known == name) {
            return place as u32;
        }
        match open_hours(self.settings, self.zone, self.clocks, name) {
            Some(hours) => self.calendars.push((name.to_owned(), hours)),
            None => {
                self.refuse::<()>(format!("calendar {name}"));
                return 0;
            }
        }
        self.calendars.len() as u32 - 1
    }

    pub(super) fn grid(&mut self, grid: Result<Grid, usize>, name: &str) -> Grid {
        grid.unwrap_or_else(|window| {
            self.refuse::<()>(format!("{name}: window {}", window + 1));
            empty_grid()
        })
    }

    pub(super) fn holidays(&mut self, list: &HolidayList) -> Holidays {
        let (days, wrong) = holidays(list);
        for text in wrong {
            self.refuse::<()>(format!("date {text}"));
        }
        days
    }

    fn consent(&mut self) -> Vec<(Channel, Slot)> {
        let settings = self.settings;
        let channels = Channel::ALL.into_iter();
        channels
            .filter_map(|channel| {
                let attribute = settings.consent.get(channel.name())?;
                self.attribute(&format!("customer.{attribute}")).map(|slot| (channel, slot))
            })
            .collect()
    }

    pub(super) fn exit(&mut self, rule: &journey::settings::ExitRule) -> Exit {
        Exit {
            name: rule.name.clone(),
            event: rule.event.as_ref().and_then(|event| self.heard(event)),
            when: self.maybe(rule.condition.as_ref()),
            time: rule.when,
            outcome: rule.outcome,
            goal: rule.goal.as_ref().map(|goal| self.goal(goal)),
        }
    }

    /// Returns the place of a goal, adding it when new.
    pub(super) fn goal(&mut self, name: &str) -> u32 {
        let known = self.goals.iter().position(|goal| goal == name);
        known.unwrap_or_else(|| {
            self.goals.push(name.to_owned());
            self.goals.len() - 1
        }) as u32
    }
}

/// Returns the connectors that take only so many calls a minute.
pub(super) fn limits(settings: &Settings) -> Vec<(String, u32)> {
    let connectors = settings.connectors.iter();
    connectors.filter_map(|(name, it)| Some((name.clone(), it.per_minute?))).collect()
}

/// Gives a group its goal: the one it names, else the journey's first, which the verdict is about.
fn of_goal(mut group: Group, named: Option<String>, goals: &[String]) -> Group {
    group.goal = match named.filter(|name| !name.trim().is_empty()) {
        Some(name) => goals.iter().position(|goal| *goal == name).map(|place| place as u32),
        None => (!goals.is_empty()).then_some(0),
    };
    group
}

/// The hidden port by which a step enters its sub-journey.
pub(crate) const BEGIN: &str = "(begin)";

fn empty_grid() -> Grid {
    match Grid::new(&[], Holidays::default(), false) {
        Ok(grid) => grid,
        Err(_) => unreachable!("no window, no error"),
    }
}

/// Returns the opening hours of a calendar of the settings, if there is one and it can be read.
pub(crate) fn open_hours(
    settings: &Settings,
    home: &Zone,
    clocks: &Clocks,
    name: &str,
) -> Option<OpenHours> {
    let calendar = settings.calendars.get(name)?;
    let zone = match &calendar.time_zone {
        Some(name) => clocks.zone(name)?,
        None => home.clone(),
    };
    let (days, wrong) = holidays(&calendar.holidays);
    let grid = Grid::new(&calendar.hours, days, true).ok().filter(|_| wrong.is_empty())?;
    let closed = Holidays::of(calendar.closed.iter().filter_map(|day| parse_date(day)));
    Some(OpenHours { grid, closed, zone })
}

/// Returns the days of a list, and the dates in it that cannot be read.
pub fn holidays(list: &HolidayList) -> (Holidays, Vec<&str>) {
    let japanese = (1980..=2099).filter(|_| list.japan).flat_map(|year| japan(year).into_keys());
    let mut days: BTreeSet<i64> = japanese.collect();
    let mut wrong = Vec::new();
    for text in &list.add {
        match parse_date(text) {
            Some(day) => drop(days.insert(day)),
            None => wrong.push(text.as_str()),
        }
    }
    for day in list.remove.iter().filter_map(|text| parse_date(text)) {
        days.remove(&day);
    }
    (Holidays::of(days), wrong)
}
