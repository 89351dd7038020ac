//! Which values matter from a step on: those that some condition behind it reads. What matters to
//! nothing is forgotten, so that ways that differ only in it are one again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::conditions;
use crate::condition::Reads;
use crate::document::Journey;
use crate::id::NodeId;
use crate::op::{Entry, Lowered, Op};
use crate::scope::expiry_key;
use crate::settings::Settings;

/// Which names are read from each step on, and which are written anywhere or may be missing all the same.
#[derive(Debug, Default)]
pub(super) struct Live {
    read: BTreeMap<NodeId, BTreeSet<String>>,
    written: BTreeSet<String>,
}

impl Live {
    pub(super) fn of(
        journey: &Journey,
        lowered: &BTreeMap<NodeId, Arc<Lowered>>,
        settings: &Settings,
    ) -> Self {
        let mut live = Self::default();
        let mut own: BTreeMap<&NodeId, BTreeSet<String>> = BTreeMap::new();
        for (id, lowered) in lowered {
            let ops = match &**lowered {
                Lowered::Ops(ops) => ops,
                Lowered::Entry(Entry::Inbound { reasons: Some(reasons), .. }, _) => {
                    live.written.extend(reasons.store.iter().map(|key| format!("context.{key}")));
                    continue;
                }
                Lowered::Entry(..) => continue,
            };
            let own = own.entry(id).or_default();
            for op in ops {
                conditions(op).into_iter().for_each(|source| names(source, own));
                if let Op::Gate { .. } = op {
                    own.extend(settings.consent.values().map(|name| format!("customer.{name}")));
                }
                live.write(op, settings);
            }
        }
        live.spread(journey, own);
        live
    }

    /// Returns every name that some step writes, or that lacks its promised value in an event that a model draws.
    pub(super) fn written(&self) -> &BTreeSet<String> {
        &self.written
    }

    /// Returns whether something behind a step may ask for a value computed from this.
    pub(super) fn matters(&self, node: &NodeId, reads: &Reads) -> bool {
        let Some(read) = self.read.get(node) else {
            return false;
        };
        reads.names.iter().all(|name| read.contains(name))
    }

    fn write(&mut self, op: &Op, settings: &Settings) {
        match op {
            Op::Assign { sets, .. } => {
                self.written.extend(sets.iter().map(|(name, _)| name.clone()));
            }
            Op::Score { store, .. } => {
                self.written.extend(store.iter().map(|key| format!("context.{key}")));
            }
            Op::Take { offer, .. } => {
                self.written.insert(format!("context.{}", expiry_key(offer)));
            }
            // What a sub-journey writes is not looked at.
            Op::Sub { .. } => {
                let customer = settings.attributes.keys().map(|name| format!("customer.{name}"));
                let context =
                    settings.all_context().into_keys().map(|name| format!("context.{name}"));
                self.written.extend(customer.chain(context));
            }
            Op::Await { events, .. } => {
                let drawn = events.iter().filter(|(awaited, _)| awaited.model.is_some());
                for (awaited, _) in drawn {
                    self.lack(&awaited.event, settings);
                }
            }
            Op::Decide { .. }
            | Op::Script { .. }
            | Op::Draw { .. }
            | Op::Pause { .. }
            | Op::Gate { .. }
            | Op::Send { .. }
            | Op::Call { .. }
            | Op::Count { .. }
            | Op::Ask { .. }
            | Op::Task { .. }
            | Op::Goal { .. }
            | Op::End { .. } => {}
        }
    }

    /// A drawn event has no properties, and everyone who hears the event may hear a drawn one: another
    /// entry, a look-back, an exit rule.
    fn lack(&mut self, event: &str, settings: &Settings) {
        let properties = settings.all_events().remove(event).map(|event| event.properties);
        let names = properties.into_iter().flatten().map(|(name, _)| format!("event.{name}"));
        self.written.extend(names);
    }

    /// Carries what is read back to every step before.
    fn spread(&mut self, journey: &Journey, own: BTreeMap<&NodeId, BTreeSet<String>>) {
        let mut before: BTreeMap<&NodeId, BTreeSet<&NodeId>> = BTreeMap::new();
        for (from, ports) in &journey.edges {
            for to in ports.values() {
                before.entry(to).or_default().insert(from);
            }
        }
        let mut queue: VecDeque<&NodeId> = own.keys().copied().collect();
        self.read = own.into_iter().map(|(id, names)| (id.clone(), names)).collect();
        while let Some(node) = queue.pop_front() {
            let Some(names) = self.read.get(node).filter(|names| !names.is_empty()).cloned() else {
                continue;
            };
            for &from in before.get(node).into_iter().flatten() {
                let read = self.read.entry(from.clone()).or_default();
                let count = read.len();
                read.extend(names.iter().cloned());
                if read.len() > count {
                    queue.push_back(from);
                }
            }
        }
    }
}

/// Adds every `root.name` that a text might read; reading too much only keeps ways apart for longer.
fn names(source: &str, into: &mut BTreeSet<String>) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let words = source.split(|c: char| !is_part(c));
    into.extend(words.filter(|word| word.contains('.')).map(str::to_owned));
}
