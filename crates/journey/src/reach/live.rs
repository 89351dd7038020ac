//! Which values matter from a step on: those that some condition behind it reads. What matters to
//! nothing is forgotten, so that ways that differ only in it are one again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::{Recipes, conditions};
use crate::condition::Reads;
use crate::document::Journey;
use crate::id::NodeId;
use crate::op::{Entry, Lowered, Op};
use crate::scope::expiry_key;
use crate::settings::Settings;

/// Which names are read from each step on, and which are written anywhere or may be missing all the same.
#[derive(Debug, Default)]
pub(super) struct Live {
    names: BTreeMap<String, usize>,
    read: BTreeMap<NodeId, Bits>,
    written: Arc<BTreeSet<String>>,
}

/// A set of names, by their numbers.
type Bits = Vec<u64>;

impl Live {
    pub(super) fn of(journey: &Journey, lowered: &Recipes, settings: &Settings) -> Self {
        let (mut live, mut written) = (Self::default(), BTreeSet::new());
        let mut own: BTreeMap<&NodeId, Bits> = BTreeMap::new();
        for (&id, lowered) in lowered {
            let ops = match &**lowered {
                Lowered::Ops(ops) => ops,
                Lowered::Entry(Entry::Inbound { reasons: Some(reasons), .. }, _) => {
                    written.extend(reasons.store.iter().map(|key| format!("context.{key}")));
                    continue;
                }
                Lowered::Entry(..) => continue,
            };
            let own = own.entry(id).or_default();
            for op in ops {
                for source in conditions(op) {
                    names(source).for_each(|name| live.note(name, own));
                }
                if let Op::Gate { .. } = op {
                    for name in settings.consent.values() {
                        live.note(&format!("customer.{name}"), own);
                    }
                }
                write(op, settings, &mut written);
            }
        }
        live.written = Arc::new(written);
        live.spread(journey, own);
        live
    }

    fn note(&mut self, name: &str, own: &mut Bits) {
        let new = self.names.len();
        let number = match self.names.get(name) {
            Some(&known) => known,
            None => *self.names.entry(name.to_owned()).or_insert(new),
        };
        if own.len() <= number / 64 {
            own.resize(number / 64 + 1, 0);
        }
        own[number / 64] |= 1 << (number % 64);
    }

    /// Returns every name that some step writes, or that lacks its promised value in an event that a model draws.
    pub(super) fn written(&self) -> &Arc<BTreeSet<String>> {
        &self.written
    }

    /// Returns whether something behind a step may ask for a value computed from this.
    pub(super) fn matters(&self, node: &NodeId, reads: &Reads) -> bool {
        let Some(read) = self.read.get(node) else {
            return false;
        };
        let is_read =
            |&number: &usize| read.get(number / 64).is_some_and(|it| it >> (number % 64) & 1 == 1);
        reads.names.iter().all(|name| self.names.get(name).is_some_and(|it| is_read(it)))
    }

    /// Carries what is read back to every step before.
    fn spread(&mut self, journey: &Journey, own: BTreeMap<&NodeId, Bits>) {
        let mut before: BTreeMap<&NodeId, Vec<&NodeId>> = BTreeMap::new();
        for (from, ports) in &journey.edges {
            for to in ports.values() {
                before.entry(to).or_default().push(from);
            }
        }
        let mut queue: VecDeque<&NodeId> = own.keys().copied().collect();
        let mut read = own;
        while let Some(node) = queue.pop_front() {
            let Some(names) = read.get(node).filter(|names| !names.is_empty()).cloned() else {
                continue;
            };
            for &from in before.get(node).into_iter().flatten() {
                if add(read.entry(from).or_default(), &names) {
                    queue.push_back(from);
                }
            }
        }
        self.read = read.into_iter().map(|(id, names)| (id.clone(), names)).collect();
    }
}

/// Adds names to a set; returns whether one of them is new.
fn add(all: &mut Bits, more: &Bits) -> bool {
    if all.len() < more.len() {
        all.resize(more.len(), 0);
    }
    let mut new = false;
    for (own, more) in all.iter_mut().zip(more) {
        new |= *more & !*own != 0;
        *own |= more;
    }
    new
}

fn write(op: &Op, settings: &Settings, written: &mut BTreeSet<String>) {
    match op {
        Op::Assign { sets, .. } => {
            written.extend(sets.iter().map(|(name, _)| name.clone()));
        }
        Op::Score { store, .. } => {
            written.extend(store.iter().map(|key| format!("context.{key}")));
        }
        Op::Take { offer, .. } => {
            written.insert(format!("context.{}", expiry_key(offer)));
        }
        // What a sub-journey writes is not looked at.
        Op::Sub { .. } => {
            let customer = settings.attributes.keys().map(|name| format!("customer.{name}"));
            let context = settings.all_context().into_keys().map(|name| format!("context.{name}"));
            written.extend(customer.chain(context));
        }
        Op::Await { events, .. } => {
            let drawn = events.iter().filter(|(awaited, _)| awaited.model.is_some());
            for (awaited, _) in drawn {
                lack(&awaited.event, settings, written);
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
fn lack(event: &str, settings: &Settings, written: &mut BTreeSet<String>) {
    let properties = settings.all_events().remove(event).map(|event| event.properties);
    let names = properties.into_iter().flatten().map(|(name, _)| format!("event.{name}"));
    written.extend(names);
}

/// Returns every `root.name` that a text might read; reading too much only keeps ways apart for longer.
fn names(source: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    source.split(move |c: char| !is_part(c)).filter(|word| word.contains('.'))
}
