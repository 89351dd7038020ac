//! Which values matter from a step on: those that some condition behind it reads. What matters to
//! nothing is forgotten, so that ways that differ only in it are one again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::{Step, conditions};
use crate::condition::Reads;
use crate::op::{Entry, Lowered, Op};
use crate::scope::expiry_key;
use crate::settings::Settings;

/// Which names are read from each step on, and which are written anywhere or may be missing all the same.
#[derive(Debug, Default)]
pub(super) struct Live {
    names: BTreeMap<String, usize>,
    /// By step.
    read: Vec<Bits>,
    written: Arc<BTreeSet<String>>,
}

/// A set of names, by their numbers.
type Bits = Vec<u64>;

impl Live {
    pub(super) fn of(steps: &[Step], settings: &Settings) -> Self {
        let (mut live, mut written) = (Self::default(), BTreeSet::new());
        live.read = vec![Bits::new(); steps.len()];
        for (number, step) in steps.iter().enumerate() {
            let ops = match step.recipe.as_deref() {
                Some(Lowered::Ops(ops)) => ops,
                Some(Lowered::Entry(Entry::Inbound { reasons: Some(reasons), .. }, _)) => {
                    written.extend(reasons.store.iter().map(|key| format!("context.{key}")));
                    continue;
                }
                Some(Lowered::Entry(..)) | None => continue,
            };
            for op in ops {
                for source in conditions(op) {
                    names(source).for_each(|name| live.note(name, number));
                }
                if let Op::Gate { .. } = op {
                    for name in settings.consent.values() {
                        live.note(&format!("customer.{name}"), number);
                    }
                }
                write(op, settings, &mut written);
            }
        }
        live.written = Arc::new(written);
        live.spread(steps);
        live
    }

    fn note(&mut self, name: &str, step: usize) {
        let new = self.names.len();
        let number = match self.names.get(name) {
            Some(&known) => known,
            None => *self.names.entry(name.to_owned()).or_insert(new),
        };
        let own = &mut self.read[step];
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
    pub(super) fn matters(&self, step: usize, reads: &Reads) -> bool {
        let read = &self.read[step];
        let is_read = |number: usize| {
            read.get(number / 64).is_some_and(|names| (names >> (number % 64)) & 1 == 1)
        };
        reads.names.iter().all(|name| self.names.get(name).is_some_and(|&it| is_read(it)))
    }

    /// Carries what is read back to every step before.
    fn spread(&mut self, steps: &[Step]) {
        let mut before = vec![Vec::new(); steps.len()];
        for (number, step) in steps.iter().enumerate() {
            for &(_, to) in &step.ways {
                before[to].push(number);
            }
        }
        let mut queue: VecDeque<usize> = (0..steps.len()).collect();
        while let Some(step) = queue.pop_front() {
            let names = self.read[step].clone();
            for &from in &before[step] {
                if add(&mut self.read[from], &names) {
                    queue.push_back(from);
                }
            }
        }
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
