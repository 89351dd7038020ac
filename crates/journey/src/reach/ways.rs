//! Ways through a journey, each with what is known of a customer who goes it. For finding customers, not
//! for proving that there are none: of many ways only the shortest few are kept.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use super::{Start, Walk};
use crate::condition::{Domain, Region};
use crate::document::Journey;
use crate::id::{NodeId, PortName};
use crate::kind::Kinds;
use crate::op::{Lowered, Op};
use crate::settings::Settings;

/// Most ways kept to one step, and most steps looked at in all.
const MOST_TO: usize = 32;
const MOST_STEPS: usize = 50_000;

/// One step of a way: where it is left, and what is known of the event that came last there.
#[derive(Debug)]
pub struct Turn {
    /// The node.
    pub node: NodeId,
    /// The port it is left by.
    pub port: PortName,
    /// What the last event's properties can be, by full name.
    pub event: Vec<(String, Domain)>,
    before: Option<Arc<Turn>>,
}

/// A way to somewhere.
#[derive(Clone, Debug)]
pub struct Way {
    /// What is known of a customer who has come here.
    pub region: Region,
    last: Option<Arc<Turn>>,
}

impl Way {
    /// Returns the turns, first to last.
    pub fn turns(&self) -> Vec<&Turn> {
        let mut turns = Vec::new();
        let mut next = self.last.as_deref();
        while let Some(turn) = next {
            turns.push(turn);
            next = turn.before.as_deref();
        }
        turns.reverse();
        turns
    }

    /// Returns the same way with something else known of who goes it.
    #[must_use]
    pub fn known(self, region: Region) -> Self {
        Self { region, ..self }
    }

    fn passed(&self, node: &NodeId, port: &str) -> bool {
        let turns = std::iter::successors(self.last.as_deref(), |turn| turn.before.as_deref());
        turns.into_iter().any(|turn| turn.node == *node && turn.port.as_str() == port)
    }

    fn visits(&self, node: &NodeId) -> usize {
        let turns = std::iter::successors(self.last.as_deref(), |turn| turn.before.as_deref());
        turns.filter(|turn| turn.node == *node).count()
    }
}

/// The shortest few ways to every step and out of every port.
#[derive(Debug, Default)]
pub struct Ways {
    /// Ways to a step.
    pub to: BTreeMap<NodeId, Vec<Way>>,
    /// Ways out of a port, its turn included.
    pub by: BTreeMap<(NodeId, PortName), Vec<Way>>,
}

impl Ways {
    /// Looks for ways, the shortest first.
    pub fn of(journey: &Journey, settings: &Settings, kinds: &Kinds) -> Self {
        let recipes = super::recipes(kinds);
        let mut walk = Walk::new(journey, settings, &recipes, Start::Alone);
        let mut ways = Self::default();
        let mut queue: VecDeque<(usize, Way)> = VecDeque::new();
        let entries =
            walk.steps.iter().enumerate().filter_map(|(step, it)| match &**it.recipe.as_ref()? {
                Lowered::Entry(entry, _) => Some((step, entry.clone())),
                Lowered::Ops(_) => None,
            });
        let entries: Vec<_> = entries.collect();
        let out = PortName::from("out");
        for (step, entry) in entries {
            let region = Region::default();
            ways.to
                .entry(walk.steps[step].id.clone())
                .or_default()
                .push(Way { region, last: None });
            for region in walk.enter(step, &entry) {
                ways.leave(&walk, step, &out, Way { region, last: None }, &mut queue);
            }
        }
        let mut left = MOST_STEPS;
        while let (Some((step, way)), Some(rest)) = (queue.pop_front(), left.checked_sub(1)) {
            left = rest;
            for (port, regions) in walk.through(step, way.region.clone()) {
                if is_limit(&walk, step, &port) && !way.passed(walk.steps[step].id, "repeat") {
                    continue;
                }
                for region in regions {
                    let on = Way { region, last: way.last.clone() };
                    ways.leave(&walk, step, &port, on, &mut queue);
                }
            }
        }
        ways
    }

    fn leave(
        &mut self,
        walk: &Walk,
        step: usize,
        port: &PortName,
        way: Way,
        queue: &mut VecDeque<(usize, Way)>,
    ) {
        let event = way.region.names().filter(|(name, _)| name.starts_with("event."));
        let event = event.map(|(name, domain)| (name.to_owned(), domain.clone())).collect();
        let step = &walk.steps[step];
        let target = step.ways.iter().find(|(known, _)| *known == port).map(|(_, to)| *to);
        let (node, port) = (step.id.clone(), port.clone());
        let turn = Turn { node: node.clone(), port: port.clone(), event, before: way.last };
        let way = Way { region: way.region, last: Some(Arc::new(turn)) };
        let by = self.by.entry((node, port)).or_default();
        if by.len() < MOST_TO {
            by.push(way.clone());
        }
        let Some(next) = target else {
            return;
        };
        let target = walk.steps[next].id;
        // A second pass says something new only of loops; a third does not.
        let visits = way.visits(target);
        let to = self.to.entry(target.clone()).or_default();
        let known = to
            .iter()
            .any(|known| known.visits(target) == visits && known.region.covers(&way.region));
        if visits < 2 && !known && to.len() < MOST_TO * (visits + 1) {
            to.push(way.clone());
            queue.push_back((next, way));
        }
    }
}

/// Returns whether a port is the limit of a loop, which only those reach who went round.
fn is_limit(walk: &Walk, step: usize, port: &PortName) -> bool {
    let ops = match walk.steps[step].recipe.as_deref() {
        Some(Lowered::Ops(ops)) => ops.as_slice(),
        Some(Lowered::Entry(..)) | None => &[],
    };
    let limit = crate::op::To::Port(port.clone());
    ops.iter().any(|op| matches!(op, Op::Count { limit: to, .. } if *to == limit))
}
