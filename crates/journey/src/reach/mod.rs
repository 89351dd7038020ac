//! Who can come where: walks a journey's steps with what their conditions leave of a customer's values.
//! Over-estimates where it cannot be exact, so "nobody can come here" is sure, and names the conditions
//! that say so. Chance, budgets and caps are taken to allow everything they might.

mod live;
mod node;
#[cfg(test)]
mod tests;
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::condition::{Domain, Reason, Region, Scope, Typed, check};
use crate::document::Journey;
use crate::id::{NodeId, PortName};
use crate::kind::Kinds;
use crate::op::{Entry, Lowered, Op, To};
use crate::settings::Settings;

use live::Live;
pub use ways::{Turn, Way, Ways};

/// Most regions kept apart at one step; beyond, they are joined.
const MOST: usize = 16;
/// Most visits of a step, on average; beyond, nothing is said at all.
const VISITS: usize = 64;

/// From this part on, conditions are consents that a contact gate asks for.
pub const CONSENT: usize = 1 << 16;

/// Where a condition stands that decides who goes where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The node.
    pub node: NodeId,
    /// Which of the node's conditions, from 0, in the order they are asked; a contact gate's consents come
    /// after [`CONSENT`].
    pub part: usize,
    /// The words as typed.
    pub source: String,
}

/// Where a journey's customers come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Through its entries, or out of a journey around it, which may have stored something.
    Anywhere,
    /// Through its entries, so that nothing is stored at first.
    Alone,
}

/// A condition that held, or did not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// Which condition.
    pub place: Place,
    /// Whether it held.
    pub held: bool,
}

/// What a walk through a journey found.
#[derive(Debug, Default)]
pub struct Reach {
    /// Who can come to a step; a step that is not here is reached by nobody.
    pub nodes: BTreeMap<NodeId, Vec<Region>>,
    /// Who can leave by a port; a port that is not here is used by nobody.
    pub ports: BTreeMap<(NodeId, PortName), Vec<Region>>,
    /// Of whom a condition is asked, by the place of the condition.
    pub asked: BTreeMap<Place, Asked>,
    /// Whether the walk came to its end; if not, nothing here may be used.
    pub finished: bool,
    /// The conditions that kept everyone from a port, or, without one, from going on inside a node.
    barred: BTreeMap<(NodeId, Option<PortName>), BTreeSet<Reason>>,
    said: Vec<Said>,
    /// The place of each in `said`.
    index: BTreeMap<Place, [Option<Reason>; 2]>,
}

/// A condition and everyone of whom it is asked.
#[derive(Debug)]
pub struct Asked {
    /// The condition.
    pub condition: Typed,
    /// What is known of those of whom it is asked.
    pub of: Vec<Region>,
}

impl Reach {
    /// Walks a journey. Conditions with errors are taken to hold and not to hold.
    pub fn of(journey: &Journey, settings: &Settings, kinds: &Kinds, start: Start) -> Self {
        Self::of_lowered(journey, settings, recipes(settings, kinds), start)
    }

    /// As [`Reach::of`], where the kinds have been lowered already.
    pub(crate) fn of_lowered(
        journey: &Journey,
        settings: &Settings,
        recipes: Recipes,
        start: Start,
    ) -> Self {
        let mut walk = Walk::new(journey, settings, recipes, start);
        walk.run();
        walk.reach
    }

    /// Returns the conditions that keep everyone from leaving a node by a port that nobody uses. None where
    /// no condition does, as for an arm that nobody is drawn for.
    pub fn why_not(&self, journey: &Journey, node: &NodeId, port: &PortName) -> Vec<&Said> {
        let mut reasons = BTreeSet::new();
        let mut asked = BTreeSet::new();
        let mut todo = vec![(node.clone(), port.clone())];
        while let Some((node, port)) = todo.pop() {
            if !asked.insert((node.clone(), port.clone())) {
                continue;
            }
            if self.nodes.contains_key(&node) {
                let own = self.barred.get(&(node.clone(), Some(port)));
                let inside = self.barred.get(&(node, None));
                reasons.extend(own.or(inside).into_iter().flatten());
                continue;
            }
            for (from, ports) in &journey.edges {
                let here = ports.iter().filter(|(_, target)| **target == node);
                todo.extend(here.map(|(port, _)| (from.clone(), port.clone())));
            }
        }
        let mut said: Vec<&Said> = reasons.into_iter().filter_map(|it| self.said(it)).collect();
        said.sort();
        said
    }

    /// Returns what a reason stands for.
    pub fn said(&self, reason: Reason) -> Option<&Said> {
        self.said.get(reason as usize)
    }

    /// Returns the reason of a condition that held or did not.
    pub fn reason(&self, place: &Place, held: bool) -> Option<Reason> {
        self.index.get(place)?[usize::from(held)]
    }

    /// Returns the reason of a condition that held or did not, which is a new one if need be.
    fn new_reason(&mut self, place: &Place, held: bool) -> Reason {
        if let Some(known) = self.reason(place, held) {
            return known;
        }
        let new = self.said.len() as Reason;
        self.said.push(Said { place: place.clone(), held });
        self.index.entry(place.clone()).or_default()[usize::from(held)] = Some(new);
        new
    }
}

/// One condition of a node, and the event whose properties it may read.
struct Ask<'a> {
    node: &'a NodeId,
    part: usize,
    source: &'a str,
    event: Option<&'a str>,
}

/// What each step does, lowered.
pub(crate) type Recipes<'a> = BTreeMap<&'a NodeId, Arc<Lowered>>;

/// Lowers every step.
pub(crate) fn recipes<'a>(settings: &Settings, kinds: &Kinds<'a>) -> Recipes<'a> {
    kinds.iter().map(|(&id, kind)| (id, Arc::new(kind.lower(settings)))).collect()
}

struct Walk<'a> {
    journey: &'a Journey,
    settings: &'a Settings,
    lowered: Recipes<'a>,
    live: Live,
    scope: Scope,
    /// Conditions by source and event, each checked once.
    typed: BTreeMap<(String, Option<String>), Option<Typed>>,
    reach: Reach,
    /// Who is still to go on, by the place of their step on the way, so that all who come to a step by
    /// earlier steps are there before any goes on.
    queue: BTreeMap<(usize, usize), (NodeId, Region)>,
    order: BTreeMap<NodeId, usize>,
    queued: usize,
    start: Start,
    gave_up: bool,
}

impl<'a> Walk<'a> {
    fn new(
        journey: &'a Journey,
        settings: &'a Settings,
        lowered: Recipes<'a>,
        start: Start,
    ) -> Self {
        Walk {
            journey,
            settings,
            live: Live::of(journey, &lowered, settings),
            order: order(journey, &lowered),
            lowered,
            scope: settings.scope(),
            typed: BTreeMap::new(),
            reach: Reach::default(),
            queue: BTreeMap::new(),
            queued: 0,
            start,
            gave_up: false,
        }
    }

    fn run(&mut self) {
        for (&id, lowered) in &self.lowered.clone() {
            if let Lowered::Entry(entry, _) = &**lowered {
                self.reach.nodes.insert(id.clone(), Vec::new());
                let regions = self.enter(id, entry);
                self.leave(id, &PortName::from("out"), regions);
            }
        }
        let mut visits = self.journey.nodes.len().saturating_mul(VISITS);
        while let Some((_, (node, region))) = self.queue.pop_first() {
            // A region that was joined with others since then comes again as a part of them.
            let current = self.reach.nodes.get(&node).is_some_and(|all| all.contains(&region));
            if !current {
                continue;
            }
            let Some(left) = visits.checked_sub(1) else {
                return;
            };
            visits = left;
            for (port, regions) in self.through(&node, region) {
                self.leave(&node, &port, regions);
            }
        }
        self.reach.finished = !self.gave_up;
    }

    /// Returns who comes in by an entry.
    fn enter(&mut self, node: &NodeId, entry: &Entry) -> Vec<Region> {
        let mut anyone = Region::anyone(self.live.written().clone());
        if self.start == Start::Alone {
            for (name, attribute) in &self.settings.all_context() {
                anyone.write(&format!("context.{name}"), Domain::none_of(attribute));
            }
        }
        if let Entry::Inbound { reasons: Some(reasons), .. } = entry
            && let Some(key) = &reasons.store
        {
            anyone.forget(|reads| reads.names.contains(&format!("context.{key}")));
        }
        let (condition, event) = match entry {
            Entry::Event { event, condition } => (condition, Some(event.as_str())),
            Entry::Audience { condition, .. } => (condition, None),
            Entry::Inbound { .. } => (&None, None),
        };
        match condition {
            Some(source) => {
                let ask = Ask { node, part: 0, source, event };
                self.narrowed(&ask, &To::port("out"), vec![anyone])
            }
            None => vec![anyone],
        }
    }

    /// Sends regions out of a port, to where it leads.
    fn leave(&mut self, node: &NodeId, port: &PortName, regions: Vec<Region>) {
        if regions.is_empty() {
            return;
        }
        let key = (node.clone(), port.clone());
        keep(self.reach.ports.entry(key).or_default(), &regions);
        let target = self.journey.edges.get(node).and_then(|ports| ports.get(port)).cloned();
        let Some(target) = target.filter(|target| self.journey.nodes.contains_key(target)) else {
            return;
        };
        let trimmed: Vec<Region> = regions
            .into_iter()
            .map(|mut region| {
                region.forget(|reads| !self.live.matters(&target, reads));
                region
            })
            .collect();
        let all = self.reach.nodes.entry(target.clone()).or_default();
        let place = self.order.get(&target).copied().unwrap_or_default();
        for region in keep(all, &trimmed) {
            self.queued += 1;
            self.queue.insert((place, self.queued), (target.clone(), region));
        }
    }

    /// Returns the regions in which a condition of a node holds, or does not, and notes who is asked, and
    /// who was turned away.
    fn given(
        &mut self,
        ask: &Ask,
        holds: bool,
        regions: Vec<Region>,
    ) -> (Vec<Region>, BTreeSet<Reason>) {
        let Some(typed) = self.typed(ask.source, ask.event) else {
            return (regions, BTreeSet::new());
        };
        let source = ask.source.to_owned();
        let place = Place { node: ask.node.clone(), part: ask.part, source };
        let reason = self.reach.new_reason(&place, holds);
        let asked = self.reach.asked.entry(place);
        let asked = asked.or_insert_with(|| Asked { condition: typed.clone(), of: Vec::new() });
        keep(&mut asked.of, &regions);
        let (mut out, mut conflict) = (Vec::new(), BTreeSet::new());
        for region in &regions {
            match region.given(&typed, holds, reason) {
                Ok(regions) => {
                    keep(&mut out, &regions);
                }
                Err(reasons) => conflict.extend(reasons),
            }
        }
        (out, conflict)
    }

    fn typed(&mut self, source: &str, event: Option<&str>) -> Option<Typed> {
        let key = (source.to_owned(), event.map(str::to_owned));
        if let Some(typed) = self.typed.get(&key) {
            return typed.clone();
        }
        let own = event.and_then(|event| self.settings.scope_of(event));
        let typed = check(source, own.as_ref().unwrap_or(&self.scope)).ok();
        self.typed.insert(key, typed.clone());
        typed
    }
}

/// Returns the place of each step on the way from the entries: behind all that lead to it, rounds apart.
fn order(journey: &Journey, lowered: &Recipes) -> BTreeMap<NodeId, usize> {
    let next = |id: &NodeId| journey.edges.get(id).into_iter().flat_map(BTreeMap::values);
    let mut places = BTreeMap::new();
    let mut seen = BTreeSet::new();
    // Steps are numbered from the last to the first, each once all behind it are.
    let mut last = journey.nodes.len();
    let entries = lowered.iter().filter(|(_, lowered)| matches!(&***lowered, Lowered::Entry(..)));
    for (&entry, _) in entries {
        let mut open = vec![(entry, next(entry))];
        seen.insert(entry);
        while let Some((id, behind)) = open.last_mut() {
            match behind.find(|to| seen.insert(*to)) {
                Some(to) => open.push((to, next(to))),
                None => {
                    places.insert((*id).clone(), last);
                    last = last.saturating_sub(1);
                    open.pop();
                }
            }
        }
    }
    places
}

/// Adds regions to a list where they say something new; returns what is new in it. A list that grows too
/// long becomes one region that holds all.
fn keep(all: &mut Vec<Region>, regions: &[Region]) -> Vec<Region> {
    let mut new = Vec::new();
    for region in regions {
        if all.iter().any(|known| known.covers(region)) {
            continue;
        }
        all.retain(|known| !region.covers(known));
        if all.len() < MOST {
            all.push(region.clone());
            new.push(region.clone());
            continue;
        }
        let joined = all.iter().fold(region.clone(), |joined, other| joined.join(other));
        *all = vec![joined.clone()];
        new = vec![joined];
    }
    new
}

/// Returns the conditions of an op.
fn conditions(op: &Op) -> Vec<&str> {
    match op {
        Op::Decide { arms, .. } => arms.iter().filter_map(|(test, _)| test.condition()).collect(),
        Op::Await { events, .. } => {
            events.iter().filter_map(|(awaited, _)| awaited.condition.as_deref()).collect()
        }
        Op::Call { replies, .. } => {
            replies.iter().filter_map(|reply| reply.when.as_deref()).collect()
        }
        Op::Count { until, .. } => until.as_deref().into_iter().collect(),
        Op::Script { .. }
        | Op::Draw { .. }
        | Op::Pause { .. }
        | Op::Gate { .. }
        | Op::Send { .. }
        | Op::Assign { .. }
        | Op::Take { .. }
        | Op::Ask { .. }
        | Op::Score { .. }
        | Op::Task { .. }
        | Op::Goal { .. }
        | Op::Sub { .. }
        | Op::End { .. } => Vec::new(),
    }
}
