//! Which event came last, at every step: whose properties `event.…` reads there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::finding::View;
use crate::id::{NodeId, PortName};
use crate::op::{Entry, Lowered, Op, To};

/// An event that may have come last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Last {
    /// None at all, as after an audience entry.
    Nothing,
    /// This one, as recorded.
    Event(String),
    /// This one, as drawn by a response model, which knows no properties.
    Modelled(String),
    /// A contact without a record, of which only this property is drawn.
    Contact(String),
}

/// Returns, for every step somebody can come to, the events that may have come last.
pub(crate) fn last_events(view: &View) -> BTreeMap<NodeId, BTreeSet<Last>> {
    let lowered = view.recipes();
    let mut before: BTreeMap<NodeId, BTreeSet<Last>> = BTreeMap::new();
    let mut queue: VecDeque<(NodeId, Last)> = VecDeque::new();
    let send = |queue: &mut VecDeque<(NodeId, Last)>, id: &NodeId, port: &PortName, last: Last| {
        if let Some(next) = view.next(id, port) {
            queue.push_back((next.clone(), last));
        }
    };
    for (&id, lowered) in lowered {
        if let Lowered::Entry(entry, _) = &**lowered {
            let last = match entry {
                Entry::Event { event, .. } => Last::Event(event.clone()),
                Entry::Inbound { event: Some(event), .. } => Last::Event(event.clone()),
                Entry::Inbound { reasons: Some(reasons), .. } => {
                    Last::Contact(reasons.property.clone())
                }
                Entry::Inbound { .. } | Entry::Audience { .. } => Last::Nothing,
            };
            send(&mut queue, id, &PortName::from("out"), last);
        }
    }
    while let Some((id, last)) = queue.pop_front() {
        if !before.entry(id.clone()).or_default().insert(last.clone()) {
            continue;
        }
        if let Some(Lowered::Ops(ops)) = lowered.get(&id).map(|it| &**it) {
            for (port, last) in through(ops, last) {
                send(&mut queue, &id, &port, last);
            }
        }
    }
    before
}

/// Returns the ports of a node with the event that came last when leaving by each.
fn through(ops: &[Op], last: Last) -> BTreeSet<(PortName, Last)> {
    let mut out = BTreeSet::new();
    let mut seen = BTreeSet::from([(0, last.clone())]);
    let mut todo = vec![(0, last)];
    while let Some((place, last)) = todo.pop() {
        let Some(op) = ops.get(place) else {
            continue;
        };
        for (to, last) in ways(op, &last) {
            match to {
                To::Port(port) => {
                    out.insert((port, last));
                }
                To::Op(next) => {
                    if seen.insert((next, last.clone())) {
                        todo.push((next, last));
                    }
                }
            }
        }
    }
    out
}

fn ways(op: &Op, last: &Last) -> Vec<(To, Last)> {
    if let Op::Await { events, timeout, .. } = op {
        let mut ways = vec![(timeout.clone(), last.clone())];
        for (awaited, to) in events {
            ways.push((to.clone(), Last::Event(awaited.event.clone())));
            if awaited.model.is_some() {
                ways.push((to.clone(), Last::Modelled(awaited.event.clone())));
            }
        }
        return ways;
    }
    let mut ways: Vec<To> = op.ways().into_iter().cloned().collect();
    if let Op::Script { ports, .. } = op {
        ways.extend(ports.iter().cloned().map(To::Port));
    }
    ways.into_iter().map(|to| (to, last.clone())).collect()
}
