//! Who can come where: walks a journey's steps with what their conditions leave of a customer's values.
//! Over-estimates where it cannot be exact, so "nobody can come here" is sure, and names the conditions
//! that say so. Chance, budgets and caps are taken to allow everything they might.

mod live;
mod node;
#[cfg(test)]
mod tests;
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::condition::{Domain, Reason, Region, Scope, Typed, check};
use crate::document::Journey;
use crate::id::{NodeId, PortName};
use crate::kind::Kinds;
use crate::op::{Entry, Lowered, Op, To};
use crate::settings::{Offer, Settings};

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
    /// Who contradicts its failing, and its holding, once that was asked.
    never: [OnceLock<Option<BTreeSet<Reason>>>; 2],
}

impl Asked {
    /// Returns who contradicts the condition's holding, or not holding, if it can never be so.
    pub(crate) fn never(&self, holds: bool) -> Option<&BTreeSet<Reason>> {
        let contradicted = || {
            let mut reasons = BTreeSet::new();
            for region in &self.of {
                reasons.extend(region.given(&self.condition, holds, Reason::MAX).err()?);
            }
            Some(reasons)
        };
        self.never[usize::from(holds)].get_or_init(contradicted).as_ref()
    }
}

impl Reach {
    /// Walks a journey. Conditions with errors are taken to hold and not to hold.
    pub fn of(journey: &Journey, settings: &Settings, kinds: &Kinds, start: Start) -> Self {
        let recipes = recipes(kinds);
        Self::of_lowered(journey, settings, &recipes, start, &Conditions::default())
    }

    /// As [`Reach::of`], where the kinds have been lowered already, and conditions may have been read before.
    pub(crate) fn of_lowered(
        journey: &Journey,
        settings: &Settings,
        recipes: &Recipes,
        start: Start,
        conditions: &Conditions,
    ) -> Self {
        let mut walk = Walk::new(journey, settings, recipes, start);
        walk.known = std::mem::take(&mut *conditions.read());
        let finished = walk.run();
        *conditions.read() = std::mem::take(&mut walk.asked);
        walk.found(finished)
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
}

/// One condition of a step, and the event whose properties it may read.
struct Ask<'a> {
    step: usize,
    part: usize,
    source: &'a str,
    event: Option<&'a str>,
}

/// The conditions that the last walk asked, read already. One for each meaning of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conditions(Arc<Mutex<BySource>>);

/// Conditions by source and event; none where it has errors.
type BySource = BTreeMap<(String, Option<String>), Option<Typed>>;

impl Conditions {
    fn read(&self) -> MutexGuard<'_, BySource> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns what a walk reads of the settings themselves, names and their types apart; the rest it knows from recipes.
pub(crate) fn heeded(settings: &Settings) -> impl PartialEq + use<> {
    let limited = |(name, offer): (&String, &Offer)| {
        (name.clone(), offer.budget.is_some() || offer.stock.is_some())
    };
    let offers: BTreeMap<String, bool> = settings.offers.iter().map(limited).collect();
    let (quiet, capped) = (settings.quiet_hours.is_some(), !settings.caps.is_empty());
    (settings.consent.clone(), offers, quiet, capped, settings.concurrency > 1)
}

/// What each step does, lowered.
pub(crate) type Recipes<'a> = BTreeMap<&'a NodeId, Arc<Lowered>>;

/// Lowers every step.
pub(crate) fn recipes<'a>(kinds: &Kinds<'a>) -> Recipes<'a> {
    kinds.iter().map(|(&id, kind)| (id, Arc::new(kind.lower()))).collect()
}

/// One step of the journey, and what the walk has found there.
struct Step<'a> {
    id: &'a NodeId,
    recipe: Option<Arc<Lowered>>,
    /// Where its ports lead, if to a step that is there.
    ways: Vec<(&'a PortName, usize)>,
    /// Its place on the way from the entries.
    order: usize,
    here: Option<Vec<Region>>,
    out: Vec<(PortName, Vec<Region>)>,
    conditions: Vec<Condition>,
    barred: BTreeMap<Option<PortName>, BTreeSet<Reason>>,
}

/// A condition of a step, and everyone of whom it is asked.
struct Condition {
    part: usize,
    source: String,
    /// None if it has errors.
    typed: Option<Typed>,
    of: Vec<Region>,
    /// That it did not hold, and that it held.
    reasons: [Option<Reason>; 2],
}

/// Steps go by their place in the order of ids.
struct Walk<'a> {
    settings: &'a Settings,
    steps: Vec<Step<'a>>,
    live: Live,
    scope: Scope,
    /// Conditions that an earlier walk asked, and those of this one.
    known: BySource,
    asked: BySource,
    /// Each condition that was asked: its step, its place there, and whether it held.
    said: Vec<(usize, usize, bool)>,
    /// Who is still to go on, by the place of their step on the way, so that all who come to a step by
    /// earlier steps are there before any goes on.
    queue: BTreeMap<(usize, usize), (usize, Region)>,
    queued: usize,
    start: Start,
    gave_up: bool,
}

impl<'a> Walk<'a> {
    fn new(journey: &'a Journey, settings: &'a Settings, recipes: &Recipes, start: Start) -> Self {
        let ids: Vec<&NodeId> = journey.nodes.keys().collect();
        let way = |(port, to): (&'a PortName, &NodeId)| Some((port, ids.binary_search(&to).ok()?));
        let step = |id: &'a NodeId| Step {
            id,
            recipe: recipes.get(id).cloned(),
            ways: journey.edges.get(id).into_iter().flatten().filter_map(way).collect(),
            order: 0,
            here: None,
            out: Vec::new(),
            conditions: Vec::new(),
            barred: BTreeMap::new(),
        };
        let mut steps: Vec<Step> = journey.nodes.keys().map(step).collect();
        order(&mut steps);
        Walk {
            settings,
            live: Live::of(&steps, settings),
            steps,
            scope: settings.scope(),
            known: BySource::new(),
            asked: BySource::new(),
            said: Vec::new(),
            queue: BTreeMap::new(),
            queued: 0,
            start,
            gave_up: false,
        }
    }

    /// Walks until nobody says anything new; returns whether that came.
    fn run(&mut self) -> bool {
        for step in 0..self.steps.len() {
            if let Some(Lowered::Entry(entry, _)) = self.steps[step].recipe.clone().as_deref() {
                self.steps[step].here = Some(Vec::new());
                let regions = self.enter(step, entry);
                self.leave(step, &PortName::from("out"), regions);
            }
        }
        let mut visits = self.steps.len().saturating_mul(VISITS);
        while let Some((_, (step, region))) = self.queue.pop_first() {
            // A region that was joined with others since then comes again as a part of them.
            let current = self.steps[step].here.as_ref().is_some_and(|all| all.contains(&region));
            if !current {
                continue;
            }
            let Some(left) = visits.checked_sub(1) else {
                return false;
            };
            visits = left;
            for (port, regions) in self.through(step, region) {
                self.leave(step, &port, regions);
            }
        }
        !self.gave_up
    }

    /// Returns who comes in by an entry.
    fn enter(&mut self, step: usize, entry: &Entry) -> Vec<Region> {
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
                let ask = Ask { step, part: 0, source, event };
                self.narrowed(&ask, &To::port("out"), vec![anyone])
            }
            None => vec![anyone],
        }
    }

    /// Sends regions out of a port, to where it leads.
    fn leave(&mut self, step: usize, port: &PortName, regions: Vec<Region>) {
        if regions.is_empty() {
            return;
        }
        let Step { out, ways, .. } = &mut self.steps[step];
        match out.iter_mut().find(|(known, _)| known == port) {
            Some((_, all)) => drop(keep(all, &regions)),
            None => {
                let mut all = Vec::new();
                keep(&mut all, &regions);
                out.push((port.clone(), all));
            }
        }
        let Some(&(_, target)) = ways.iter().find(|(known, _)| *known == port) else {
            return;
        };
        let mut trimmed = regions;
        for region in &mut trimmed {
            region.forget(|reads| !self.live.matters(target, reads));
        }
        let Step { here, order, .. } = &mut self.steps[target];
        for region in keep(here.get_or_insert_default(), &trimmed) {
            self.queued += 1;
            self.queue.insert((*order, self.queued), (target, region));
        }
    }

    /// Returns the regions in which a condition of a step holds, or does not, and notes who is asked, and
    /// who was turned away.
    fn given(
        &mut self,
        ask: &Ask,
        holds: bool,
        regions: Vec<Region>,
    ) -> (Vec<Region>, BTreeSet<Reason>) {
        let place = self.condition(ask);
        let condition = &mut self.steps[ask.step].conditions[place];
        let Some(typed) = &condition.typed else {
            return (regions, BTreeSet::new());
        };
        let reason = *condition.reasons[usize::from(holds)].get_or_insert_with(|| {
            self.said.push((ask.step, place, holds));
            (self.said.len() - 1) as Reason
        });
        keep(&mut condition.of, &regions);
        let (mut out, mut conflict) = (Vec::new(), BTreeSet::new());
        for region in &regions {
            match region.given(typed, holds, reason) {
                Ok(regions) => {
                    keep(&mut out, &regions);
                }
                Err(reasons) => conflict.extend(reasons),
            }
        }
        (out, conflict)
    }

    /// Returns the place of a condition in its step.
    fn condition(&mut self, ask: &Ask) -> usize {
        let known = &self.steps[ask.step].conditions;
        let is_this = |it: &Condition| it.part == ask.part && it.source == ask.source;
        if let Some(place) = known.iter().position(is_this) {
            return place;
        }
        let place = known.len();
        let typed = self.typed(ask.source, ask.event);
        let (part, source) = (ask.part, ask.source.to_owned());
        let new = Condition { part, source, typed, of: Vec::new(), reasons: [None; 2] };
        self.steps[ask.step].conditions.push(new);
        place
    }

    fn typed(&mut self, source: &str, event: Option<&str>) -> Option<Typed> {
        let place = (source.to_owned(), event.map(str::to_owned));
        if let Some(typed) = self.asked.get(&place) {
            return typed.clone();
        }
        let typed = self.known.remove(&place).unwrap_or_else(|| {
            let own = event.and_then(|event| self.settings.scope_of(event));
            check(source, own.as_ref().unwrap_or(&self.scope)).ok()
        });
        self.asked.insert(place, typed.clone());
        typed
    }

    /// Returns what was found, by the ids of steps.
    fn found(self, finished: bool) -> Reach {
        let mut reach = Reach { finished, ..Reach::default() };
        let place = |step: usize, condition: &Condition| Place {
            node: self.steps[step].id.clone(),
            part: condition.part,
            source: condition.source.clone(),
        };
        let said = |&(step, condition, held): &(usize, usize, bool)| Said {
            place: place(step, &self.steps[step].conditions[condition]),
            held,
        };
        reach.said = self.said.iter().map(said).collect();
        let conditions = |(number, step): (usize, &Step)| {
            let asked = step.conditions.iter().filter(|condition| condition.typed.is_some());
            asked.map(|it| (place(number, it), it.reasons)).collect::<Vec<_>>()
        };
        reach.index = self.steps.iter().enumerate().flat_map(conditions).collect();
        let (mut nodes, mut ports, mut barred, mut asked) = (vec![], vec![], vec![], vec![]);
        for mut step in self.steps {
            let id = step.id;
            nodes.extend(step.here.map(|all| (id.clone(), all)));
            step.out.sort_by(|(one, _), (other, _)| one.cmp(other));
            ports.extend(step.out.into_iter().map(|(port, all)| ((id.clone(), port), all)));
            barred.extend(step.barred.into_iter().map(|(port, all)| ((id.clone(), port), all)));
            for Condition { part, source, typed, of, .. } in step.conditions {
                let place = Place { node: id.clone(), part, source };
                let never = Default::default();
                asked.extend(typed.map(|condition| (place, Asked { condition, of, never })));
            }
        }
        reach.nodes = nodes.into_iter().collect();
        reach.ports = ports.into_iter().collect();
        reach.barred = barred.into_iter().collect();
        reach.asked = asked.into_iter().collect();
        reach
    }
}

/// Finds the place of each step on the way from the entries: behind all that lead to it, rounds apart.
fn order(steps: &mut [Step]) {
    let mut seen = vec![false; steps.len()];
    // Steps are numbered from the last to the first, each once all behind it are.
    let mut last = steps.len();
    let is_entry = |step: &Step| matches!(step.recipe.as_deref(), Some(Lowered::Entry(..)));
    let entries: Vec<usize> = (0..steps.len()).filter(|&step| is_entry(&steps[step])).collect();
    for entry in entries {
        let mut open = vec![(entry, 0)];
        seen[entry] = true;
        while let Some((step, way)) = open.last_mut() {
            match steps[*step].ways.get(*way) {
                Some(&(_, to)) => {
                    *way += 1;
                    if !std::mem::replace(&mut seen[to], true) {
                        open.push((to, 0));
                    }
                }
                None => {
                    steps[*step].order = last;
                    last = last.saturating_sub(1);
                    open.pop();
                }
            }
        }
    }
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
