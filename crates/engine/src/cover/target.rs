//! What can be tried of a journey: steps, ways out, and both truths of every atomic condition.

use journey::document::Journey;
use journey::finding::View;
use journey::id::{NodeId, PortName};
use journey::kind::Role;
use journey::reach::{Place, Reach};

use super::{Answer, Because, Gap};
use crate::plan::{Plan, PlanWatch};
use crate::run::{Mark, Seen};
use crate::tally::Tally;

/// One thing that can be tried.
pub(super) struct Target {
    pub(super) place: Where,
}

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// A step, by its place in the plan.
    Node(u32),
    /// A way out, by its place in the plan.
    Port(u32),
    /// A truth of an atom of a watched condition.
    Atom { watch: usize, atom: usize, truth: bool },
}

/// Returns everything that can be tried, in the order of steps.
pub(super) fn all(plan: &Plan) -> Vec<Target> {
    let mut targets = Vec::new();
    for (place, node) in plan.nodes.iter().enumerate() {
        targets.push(Where::Node(place as u32));
        let ports = node.ports.clone().filter(|&port| !is_inner(plan, port));
        targets.extend(ports.map(Where::Port));
        let own = plan.watches.iter().enumerate();
        let own = own.filter(|(_, watch)| watch.node == Some(place as u32));
        own.for_each(|(index, watch)| atoms(&mut targets, index, watch));
    }
    let rules = plan.watches.iter().enumerate().filter(|(_, watch)| watch.node.is_none());
    rules.for_each(|(index, watch)| atoms(&mut targets, index, watch));
    targets.into_iter().map(|place| Target { place }).collect()
}

fn atoms(targets: &mut Vec<Where>, index: usize, watch: &PlanWatch) {
    for atom in 0..watch.watch.atoms.len() {
        // A literal has one truth only.
        let text = &watch.typed.source()[watch.watch.atoms[atom].clone()];
        let only = text.trim().parse::<bool>().ok();
        let truths =
            [false, true].into_iter().filter(|truth| only.is_none_or(|only| only == *truth));
        targets.extend(truths.map(|truth| Where::Atom { watch: index, atom, truth }));
    }
}

/// Returns whether a port only joins a sub-journey to its caller, so that nobody drew it.
pub(crate) fn is_inner(plan: &Plan, port: u32) -> bool {
    let port = &plan.ports[port as usize];
    port.name.starts_with('(') || port.through.is_some()
}

/// Returns what a way out is for.
pub(super) fn role(plan: &Plan, port: u32, view: &View) -> Option<Role> {
    let port = &plan.ports[port as usize];
    let kind = view.kind(&plan.nodes[port.node as usize].id)?;
    let found = kind.ports().into_iter().find(|it| it.name.as_str() == port.name)?;
    Some(found.role)
}

impl Target {
    /// Returns whether a rehearsal has tried it.
    pub(super) fn was_tried(&self, plan: &Plan, tally: &Tally) -> bool {
        match self.place {
            Where::Port(port) => tally.ports[port as usize] > 0,
            Where::Node(node) => {
                let entered = plan.entries.iter().zip(&tally.entered);
                let entered = entered.filter(|(entry, _)| entry.node == node);
                let comes = |port: u32| tally.ports[port as usize] > 0;
                entered.map(|(_, count)| *count).sum::<u64>() > 0
                    || leading_to(plan, node).any(comes)
            }
            Where::Atom { watch, atom, truth } => plan.watches[watch].watch.had(atom, truth),
        }
    }

    /// Returns whether one customer's marks, and what the conditions saw meanwhile, show it.
    pub(super) fn is_hit(&self, plan: &Plan, marks: &[Mark]) -> bool {
        let passed =
            |port: u32| marks.iter().any(|mark| mark.what == Seen::Passed && mark.index == port);
        match self.place {
            Where::Port(port) => passed(port),
            Where::Node(node) => {
                let entry = |mark: &&Mark| {
                    mark.what == Seen::Entered && plan.entries[mark.index as usize].node == node
                };
                marks.iter().any(|mark| entry(&mark)) || leading_to(plan, node).any(passed)
            }
            Where::Atom { watch, atom, truth } => plan.watches[watch].watch.had(atom, truth),
        }
    }

    /// Returns the step it is at; none for an exit rule.
    pub(super) fn node<'p>(&self, plan: &'p Plan) -> Option<&'p NodeId> {
        let node = match self.place {
            Where::Node(node) => Some(node),
            Where::Port(port) => Some(plan.ports[port as usize].node),
            Where::Atom { watch, .. } => plan.watches[watch].node,
        };
        node.map(|node| &plan.nodes[node as usize].id)
    }

    /// Returns the conditions that make it impossible, if it is.
    pub(super) fn impossible(
        &self,
        plan: &Plan,
        journey: &Journey,
        reach: &Reach,
    ) -> Option<Vec<Because>> {
        let node = self.node(plan)?;
        // What is inside a sub-journey is not looked at.
        if !reach.finished || !journey.nodes.contains_key(node) {
            return None;
        }
        let reached = reach.nodes.contains_key(node);
        let why = |port: &PortName| because(reach.why_not(journey, node, port));
        match self.place {
            // Any port says why a step that nobody reaches is not reached.
            Where::Node(_) => (!reached).then(|| why(&PortName::from(""))),
            Where::Port(port) => {
                let port = PortName::from(plan.ports[port as usize].name.as_str());
                let used = reach.ports.contains_key(&(node.clone(), port.clone()));
                (!used).then(|| why(&port))
            }
            Where::Atom { watch, atom, truth } => {
                let watched = &plan.watches[watch];
                let place = self.asked(plan, watch, reach);
                let Some(place) = place else {
                    return (!reached).then(|| why(&PortName::from("")));
                };
                let asked = &reach.asked[&place];
                let mut reasons = std::collections::BTreeSet::new();
                for region in &asked.of {
                    let own = journey::condition::Reason::MAX;
                    match region.given_atom(&watched.typed, atom, truth, own) {
                        Ok(_) => return None,
                        Err(conflict) => reasons.extend(conflict),
                    }
                }
                let text = &watched.typed.source()[watched.watch.atoms[atom].clone()];
                let said = reasons.into_iter().filter_map(|reason| reach.said(reason)).collect();
                let mut all = because(said);
                let node = node.to_string();
                all.push(Because { node, condition: text.to_owned(), holds: truth });
                Some(all)
            }
        }
    }

    /// Returns where the walk asked a watched condition: the same words at the same step, in the same order.
    fn asked(&self, plan: &Plan, watch: usize, reach: &Reach) -> Option<Place> {
        let watched = &plan.watches[watch];
        let node = self.node(plan)?;
        let same = |other: &&PlanWatch| {
            other.node == watched.node && other.typed.source() == watched.typed.source()
        };
        let number = plan.watches[..watch].iter().filter(same).count();
        let mut places = reach.asked.keys().filter(|place| {
            place.node == *node
                && place.part < journey::reach::CONSENT
                && place.source == watched.typed.source()
        });
        places.nth(number).cloned()
    }

    /// Returns the gap that this target is.
    pub(super) fn gap(&self, plan: &Plan, answer: Answer) -> Gap {
        let node = self.node(plan).map(|node| node.to_string());
        let (mut port, mut condition, mut truth) = (None, None, None);
        match self.place {
            Where::Node(_) => {}
            Where::Port(index) => port = Some(plan.ports[index as usize].name.clone()),
            Where::Atom { watch, atom, truth: wanted } => {
                let watched = &plan.watches[watch];
                let span = watched.watch.atoms[atom].clone();
                condition = Some(watched.typed.source()[span].to_owned());
                truth = Some(wanted);
            }
        }
        Gap { node, port, condition, truth, answer }
    }
}

/// Returns the ports that lead to a step.
fn leading_to(plan: &Plan, node: u32) -> impl Iterator<Item = u32> + '_ {
    let ports = plan.ports.iter().zip(0u32..);
    ports.filter(move |(port, _)| port.target == Some(node)).map(|(_, index)| index)
}

fn because(said: Vec<&journey::reach::Said>) -> Vec<Because> {
    let each = said.into_iter().map(|said| Because {
        node: said.place.node.to_string(),
        condition: said.place.source.clone(),
        holds: said.held,
    });
    each.collect()
}
