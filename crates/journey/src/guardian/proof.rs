//! Proving guardians without a rehearsal, from the graph and from who can come where.
//!
//! A proof holds for every customer there could ever be. Where it is not sure there is none: conditions are
//! over-estimated by [`Reach`], and whatever this module cannot follow (sub-journeys for outcomes and
//! messages, late goals, exit rules that cut a way short) ends the attempt.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Guardian, Rule, Target};
use crate::condition::{Root, check};
use crate::document::{Journey, Node};
use crate::finding::View;
use crate::graph::Graph;
use crate::id::{JourneyId, NodeId, PortName};
use crate::kind::Kind;
use crate::op::{Lowered, Op};
use crate::reach::{Reach, Start};
use crate::settings::{Channel, Reentry, Settings};

/// Why a guardian holds for everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Conditions and ways let nobody come there.
    Unreachable,
    /// Every way there leads past what must come first.
    OnEveryWay,
    /// Every way to an end leads past one of them.
    BeforeEveryEnd,
    /// No way has more messages.
    LongestWay,
    /// No message can be sent at all.
    NoMessage,
}

/// Most steps in a row after which the engine cuts an instance short.
const MOST_STEPS: u64 = 10_000;

/// Returns why a guardian holds for everyone, if that can be proved.
///
/// The journey must have no errors; other journeys are not asked, so what happens inside sub-journeys is
/// taken to be anything.
pub fn prove(journey: &Journey, guardian: &Guardian) -> Option<Proof> {
    let live = Live::of(journey, guardian.when.as_deref())?;
    match &guardian.rule {
        Rule::Always(rule) if rule.within.is_none() => {
            live.is_on_every_way_out(&rule.one_of).then_some(Proof::BeforeEveryEnd)
        }
        Rule::Always(_) => None,
        Rule::Never(rule) => live.nobody_comes_to(&rule.any_of).then_some(Proof::Unreachable),
        Rule::Before(rule) => {
            let then = std::slice::from_ref(&rule.then);
            if live.nobody_comes_to(then) {
                return Some(Proof::Unreachable);
            }
            live.is_always_first(&rule.first, &rule.then).then_some(Proof::OnEveryWay)
        }
        Rule::AtMost(rule) => match live.most_messages(rule.channel)? {
            0 => Some(Proof::NoMessage),
            most if most <= u64::from(rule.messages) && live.enters_once() => {
                Some(Proof::LongestWay)
            }
            _ => None,
        },
        Rule::Hours(rule) => (live.most_messages(rule.channel)? == 0).then_some(Proof::NoMessage),
        Rule::Within(rule) => {
            let target = std::slice::from_ref(&rule.target);
            live.nobody_comes_to(target).then_some(Proof::Unreachable)
        }
    }
}

/// What of a journey the customers of a guardian can use.
struct Live {
    /// Only steps somebody can come to, and ways somebody can go.
    journey: Journey,
    settings: Settings,
    lowered: BTreeMap<NodeId, Lowered>,
}

impl Live {
    fn of(journey: &Journey, when: Option<&str>) -> Option<Self> {
        let (settings, _) = crate::settings::read(&journey.settings);
        let mut narrowed = journey.clone();
        if let Some(when) = when {
            if !is_lasting(journey, &settings, when) {
                return None;
            }
            only_for(&mut narrowed, when);
        }
        let library: BTreeMap<JourneyId, Journey> = BTreeMap::new();
        let view = View::new(&narrowed, &library, None);
        let reach = Reach::of(&narrowed, &view.settings, &view.kinds, Start::Alone);
        if !reach.finished {
            return None;
        }
        let lowered = view.kinds.iter().map(|(&id, kind)| (id.clone(), kind.lower()));
        let lowered: BTreeMap<NodeId, Lowered> = lowered.collect();
        // A script names its ports when it runs, and a broken call of a sub-journey is nobody's to follow.
        let used =
            |id: &NodeId, port: &PortName| reach.ports.contains_key(&(id.clone(), port.clone()));
        let mut kept = narrowed.clone();
        kept.nodes.retain(|id, _| reach.nodes.contains_key(id));
        for (id, ports) in &mut kept.edges {
            ports.retain(|port, _| used(id, port));
        }
        kept.edges.retain(|id, ports| kept.nodes.contains_key(id) && !ports.is_empty());
        for (id, node) in &mut kept.nodes {
            let node = Arc::make_mut(node);
            let ends = node.ends.clone();
            node.ends = ends.into_iter().filter(|port| used(id, port)).collect();
        }
        Some(Self { journey: kept, settings, lowered })
    }

    fn ops(&self, id: &NodeId) -> &[Op] {
        match self.lowered.get(id) {
            Some(Lowered::Ops(ops)) => ops,
            Some(Lowered::Entry(..)) | None => &[],
        }
    }

    fn has_subs(&self) -> bool {
        let ids = self.journey.nodes.keys();
        ids.into_iter().any(|id| self.ops(id).iter().any(|op| matches!(op, Op::Sub { .. })))
    }

    /// Returns the steps at which a target is come to, and whether they are all there are.
    ///
    /// A step of a sub-journey is not here, so nothing is sure of it.
    fn steps_of(&self, target: &Target, sure: bool) -> Option<BTreeSet<NodeId>> {
        let ids = self.journey.nodes.keys();
        match target {
            Target::Step(id) if id.as_str().contains('/') => None,
            Target::Step(id) => Some(ids.filter(|it| *it == id).cloned().collect()),
            Target::Goal(wanted) => {
                let hits = |op: &Op| match op {
                    // What may come too late is no sure hit, but still may be one.
                    Op::Goal { name, window, offer, .. } => {
                        name == wanted && (!sure || (window.is_none() && offer.is_none()))
                    }
                    _ => false,
                };
                Some(ids.filter(|id| self.ops(id).iter().any(hits)).cloned().collect())
            }
            Target::Outcome(wanted) => {
                let ends = |op: &Op| matches!(op, Op::End { outcome } if outcome == wanted);
                Some(ids.filter(|id| self.ops(id).iter().any(ends)).cloned().collect())
            }
        }
    }

    fn nobody_comes_to(&self, targets: &[Target]) -> bool {
        targets.iter().all(|target| {
            let steps = self.steps_of(target, false);
            let outside = match target {
                Target::Step(_) => false,
                Target::Goal(name) => {
                    self.has_subs()
                        || self
                            .settings
                            .exit_rules
                            .iter()
                            .any(|rule| rule.goal.as_ref() == Some(name))
                }
                Target::Outcome(outcome) => {
                    let rules = &self.settings.exit_rules;
                    let expires = self.settings.lifetime.is_some() || self.is_long();
                    let silent = expires || self.has_ends() || self.has_subs();
                    rules.iter().any(|rule| rule.outcome == *outcome)
                        || (*outcome == crate::settings::Outcome::Unresolved && silent)
                }
            };
            steps.is_some_and(|steps| steps.is_empty()) && !outside
        })
    }

    /// Returns whether an end of a port, or a port that leads nowhere, ends an instance.
    fn has_ends(&self) -> bool {
        self.journey.nodes.values().any(|node| !node.ends.is_empty())
    }

    /// Returns whether an instance may be cut short for taking too many steps at once.
    fn is_long(&self) -> bool {
        Graph::of(&self.journey).worst_case_steps() >= MOST_STEPS
    }

    /// Returns the journey without some steps.
    fn without(&self, steps: &BTreeSet<NodeId>) -> Journey {
        let mut rest = self.journey.clone();
        rest.nodes.retain(|id, _| !steps.contains(id));
        rest
    }

    /// Returns whether every way that ends leads past one of some targets.
    fn is_on_every_way_out(&self, targets: &[Target]) -> bool {
        let cut = |rule: &crate::settings::ExitRule| {
            !targets.iter().any(|target| match target {
                Target::Goal(name) => rule.goal.as_ref() == Some(name),
                Target::Outcome(outcome) => rule.outcome == *outcome,
                Target::Step(_) => false,
            })
        };
        let mut rules = self.settings.exit_rules.iter();
        if rules.any(cut) || self.has_subs() || self.is_long() || self.settings.lifetime.is_some() {
            return false;
        }
        let steps: Option<Vec<_>> = targets.iter().map(|it| self.steps_of(it, true)).collect();
        let Some(steps) = steps else {
            return false;
        };
        let rest = self.without(&steps.into_iter().flatten().collect());
        let graph = Graph::of(&rest);
        let reached = graph.reachable();
        let ends = |id: &NodeId| {
            let node = &rest.nodes[id];
            let inside = self.ops(id).iter().any(|op| matches!(op, Op::End { .. }));
            !node.ends.is_empty() || inside || ends_by_itself(node)
        };
        !reached.iter().any(ends)
    }

    /// Returns whether nobody comes to one thing without having come to another.
    fn is_always_first(&self, first: &Target, then: &Target) -> bool {
        let steps = (self.steps_of(first, true), self.steps_of(then, false));
        let (Some(first_steps), Some(then_steps)) = steps else {
            return false;
        };
        // An outcome or a goal of an exit rule, of a sub-journey or of an expiry comes from anywhere.
        let is_step = |target: &Target| matches!(target, Target::Step(_));
        if !is_step(then) || first_steps.is_empty() || matches!(first, Target::Outcome(_)) {
            return false;
        }
        let both = first_steps.intersection(&then_steps).next().is_some();
        let rest = self.without(&first_steps);
        let reached = Graph::of(&rest).reachable();
        !both && then_steps.is_disjoint(&reached)
    }

    /// Returns whether a customer can enter only once.
    fn enters_once(&self) -> bool {
        let own = self.lowered.values().any(|lowered| {
            matches!(lowered, Lowered::Entry(_, admission) if admission.reentry.is_some())
        });
        self.settings.reentry == Reentry::Never && !own
    }

    /// Returns how many messages one pass gets at most, or none where that is not known.
    fn most_messages(&self, channel: Option<Channel>) -> Option<u64> {
        if self.has_subs() {
            return None;
        }
        let counts = |of: &Channel| channel.is_none_or(|channel| channel == *of);
        let sends = |op: &Op| match op {
            Op::Send { channel, .. } | Op::Ask { channel, .. } => counts(channel),
            _ => false,
        };
        let sending = |id: &NodeId| self.ops(id).iter().any(sends);
        let graph = Graph::of(&self.journey);
        let reached = graph.reachable();
        if !reached.iter().any(sending) {
            return Some(0);
        }
        // In a cycle a message can be sent again: only a way without any has a longest one.
        if graph.cycles().iter().flatten().any(sending) {
            return None;
        }
        let order = graph.order();
        let mut most: BTreeMap<&NodeId, u64> = BTreeMap::new();
        // One round is enough but for cycles, through which a count may have to travel.
        loop {
            let mut changed = false;
            for id in &order {
                let before = graph.incoming(id);
                let before = before.iter().filter_map(|(from, _)| most.get(from)).max();
                let sum = before.copied().unwrap_or_default() + self.most_of_step(id, &counts);
                changed |= most.insert(id, sum) != Some(sum);
            }
            if !changed {
                return most.into_values().max();
            }
        }
    }

    /// Returns how many messages one pass of a step sends at most: its variants share one.
    fn most_of_step(&self, id: &NodeId, counts: &dyn Fn(&Channel) -> bool) -> u64 {
        let (mut sends, mut asks, mut variants) = (0, 0, 0);
        for op in self.ops(id) {
            match op {
                Op::Send { channel, variant: Some(_), .. } if counts(channel) => variants = 1,
                Op::Send { channel, variant: None, .. } if counts(channel) => sends += 1,
                Op::Ask { channel, .. } if counts(channel) => asks += 1,
                _ => {}
            }
        }
        sends + asks + variants
    }
}

/// Returns whether a node ends instances without an op that says so.
fn ends_by_itself(node: &Node) -> bool {
    Kind::read(node).map_or(true, |kind| kind.is_end())
}

/// Returns whether a condition on a customer stays as it was at the start, wherever they are.
fn is_lasting(journey: &Journey, settings: &Settings, when: &str) -> bool {
    let scope = settings.scope();
    let Ok(typed) = check(when, &scope) else {
        return false;
    };
    let reads: Vec<String> = typed.reads().into_iter().map(|slot| scope.path(slot)).collect();
    let own = |slot: &crate::condition::Slot| scope.name(*slot).0 == Root::Customer;
    if typed.reads_now() || !typed.reads().iter().all(own) {
        return false;
    }
    let mut kinds = journey.nodes.values().filter_map(|node| Kind::read(node).ok());
    kinds.all(|kind| match written(&kind) {
        Some(names) => !names.iter().any(|name| reads.contains(name)),
        None => false,
    })
}

/// Returns the names that a step writes; none where a sub-journey may write any.
fn written(kind: &Kind) -> Option<Vec<String>> {
    let Lowered::Ops(ops) = kind.lower() else {
        return Some(Vec::new());
    };
    if ops.iter().any(|op| matches!(op, Op::Sub { .. })) {
        return None;
    }
    let sets = ops.into_iter().flat_map(|op| match op {
        Op::Assign { sets, .. } => sets,
        _ => Vec::new(),
    });
    Some(sets.map(|(name, _)| name).collect())
}

/// Lets only customers for whom a condition holds go on behind every entry.
fn only_for(journey: &mut Journey, when: &str) {
    let entries: Vec<NodeId> = journey
        .nodes
        .iter()
        .filter(|(_, node)| Kind::read(node).is_ok_and(|kind| kind.is_entry()))
        .map(|(id, _)| id.clone())
        .collect();
    for (place, entry) in entries.iter().enumerate() {
        let id = NodeId::from(format!("(guardian {place})"));
        let config = serde_json::json!({"arms": [{"name": "guarded", "when": when}]});
        let node = Node {
            kind: "branch".to_owned(),
            config: config.as_object().cloned().unwrap_or_default(),
            ..Node::default()
        };
        let out = journey.edges.entry(entry.clone()).or_default();
        let target = out.insert(PortName::from("out"), id.clone());
        journey.put(id.clone(), node);
        let arm = target.map(|target| (PortName::from("guarded"), target));
        journey.edges.insert(id.clone(), arm.into_iter().collect());
    }
}
