//! The simulator: every customer through the plan in virtual time, on any number of threads.
//!
//! Customers who share nothing run in parallel, each to the end. Where something is shared, each runs
//! ahead to the first wish that others may contend for; wishes are settled in the order of time, then of
//! customers' keys. No state is kept meanwhile: draws are keyed, so the customer is simply run again with
//! the answers so far.

use std::collections::{BinaryHeap, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use journey::span::Span;
use journey::time::Millis;

use crate::draw::{Seed, Threshold};
use crate::guard::Watchman;
use crate::plan::Plan;
use crate::run::{
    Agenda, Contend, Granted, Ledger, Mark, Person, Rehearser, Scene, Seen, Shared, Wish, live,
};
use crate::share::share;
use crate::table::Population;
use crate::tally::{Folder, Tally};

/// How to rehearse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The seed of all draws.
    pub seed: u64,
    /// How many independent runs, 1 or more.
    pub runs: u32,
    /// When the rehearsal starts.
    pub start: Millis,
    /// How long it lasts, by the journey's calendar.
    pub horizon: Span,
    /// Rehearse only one in so many customers, chosen by key; 1 takes everyone.
    pub one_in: u64,
    /// Assumptions at another percentage (millionths) than written, by their place in [`Plan::assumptions`].
    pub bend: Vec<(u32, i64)>,
    /// How many threads; 0 means one for each core. Results do not depend on it.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            runs: 1,
            start: 0,
            horizon: Span::days(90),
            threads: 0,
            one_in: 1,
            bend: Vec::new(),
        }
    }
}

/// What a caller watches and stops a rehearsal by.
#[derive(Debug, Default)]
pub struct Watch {
    /// Customers × runs done so far.
    pub done: AtomicU64,
    /// Set to stop; the rehearsal ends within a few thousand customers.
    pub cancel: AtomicBool,
}

/// The rehearsal was stopped by its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rehearsal was stopped")]
pub struct Cancelled;

/// Rows whose values are read at a time; so many single bytes fill a line of the cache.
const NEIGHBORS: usize = 64;

/// Rehearses a population and returns what was counted.
pub fn simulate(
    plan: &Plan,
    population: &Population,
    options: &Options,
    watch: &Watch,
) -> Result<Tally, Cancelled> {
    let scene = scene(plan, population, options);
    let runs = options.runs.max(1);
    if !plan.shared {
        return independent(&scene, options, watch);
    }
    let mut tally = Tally::new(plan, runs);
    for run in 0..runs {
        tally.merge(&contended(&scene, options, run, watch, Keep::None)?.tally);
    }
    Ok(tally)
}

/// Rehearses on one thread and counts nothing but passes of ports: the engine alone, for `make bench`.
pub fn count_passes(plan: &Plan, population: &Population, options: &Options) -> Vec<u64> {
    let scene = scene(plan, population, options);
    let seed = Seed::new(options.seed, 0);
    let (mut person, mut agenda) = (Person::new(plan), Agenda::new(plan, NEIGHBORS));
    let mut world = Rehearser::<false, Passes>::new(&scene, seed, &[]);
    world.marks.0 = vec![0; plan.ports.len()];
    for row in 0..population.table.len() {
        world.begin(seed, &[]);
        // Only plans that share nothing are timed this way.
        let _settled = live(&scene, &mut person, &mut agenda, row, &mut world);
    }
    world.marks.0
}

/// Passes of each port, over all customers.
#[derive(Default)]
struct Passes(Vec<u64>);

impl Ledger for Passes {
    #[inline]
    fn take(&mut self, mark: Mark) {
        if mark.what == Seen::Passed {
            self.0[mark.index as usize] += 1;
        }
    }

    fn begin(&mut self) {}
}

/// Returns the scene of a rehearsal.
pub(crate) fn scene<'p>(
    plan: &'p Plan,
    population: &'p Population,
    options: &Options,
) -> Scene<'p> {
    let end = options.horizon.after(options.start, &plan.zone);
    let mut scene = Scene::new(plan, population, options.start, end);
    if !options.bend.is_empty() {
        scene.bent = vec![None; plan.assumptions.len()];
        for &(place, percent) in &options.bend {
            scene.bent[place as usize] = Some(Threshold::percent_millionths(percent));
        }
    }
    scene
}

/// What one thread works with.
struct Hand<'s> {
    scene: &'s Scene<'s>,
    person: Person,
    agenda: Agenda,
    world: Rehearser<'s, false>,
    folder: Folder<'s>,
    watchman: Option<Watchman<'s>>,
}

impl<'s> Hand<'s> {
    fn new(scene: &'s Scene<'s>, options: &Options) -> Self {
        // Of a sample, most neighbors are not in it.
        let neighbors = (NEIGHBORS as u64 / options.one_in.max(1)).max(1) as usize;
        Self {
            scene,
            person: Person::new(scene.plan),
            agenda: Agenda::new(scene.plan, neighbors),
            world: Rehearser::new(scene, Seed::new(0, 0), &[]),
            folder: Folder::new(scene.plan, options.runs.max(1)),
            watchman: Watchman::new(scene),
        }
    }

    /// Runs one customer; folds the marks only when nothing is left to settle.
    #[inline]
    fn run(&mut self, row: usize, seed: Seed, run: u32, answers: &'s [i64]) -> Result<(), Contend> {
        self.world.begin(seed, answers);
        live(self.scene, &mut self.person, &mut self.agenda, row, &mut self.world)?;
        let zone = &self.scene.zones[self.person.zone];
        self.folder.fold(&self.world.marks, run, zone);
        if let Some(watchman) = &mut self.watchman {
            watchman.fold(&self.world.marks, row, zone, &mut self.folder.tally.guards);
        }
        Ok(())
    }
}

fn independent<'s>(
    scene: &'s Scene<'s>,
    options: &Options,
    watch: &Watch,
) -> Result<Tally, Cancelled> {
    let runs = options.runs.max(1);
    let seeds: Vec<Seed> = (0..runs).map(|run| Seed::new(options.seed, run)).collect();
    let work = |hand: &mut Hand<'s>, rows: Range<usize>| {
        let count = rows.len() as u64;
        for row in rows.filter(|&row| scene.is_in(row, options.one_in)) {
            for (run, &seed) in seeds.iter().enumerate() {
                // Nothing is shared, so nothing can be left to settle.
                let _settled = hand.run(row, seed, run as u32, &[]);
            }
            hand.folder.end_customer();
        }
        watch.done.fetch_add(count * u64::from(runs), Ordering::Relaxed);
    };
    let rows = scene.population.table.len();
    let hands = share(rows, options.threads, watch, || Hand::new(scene, options), work)?;
    Ok(merged(scene.plan, runs, hands))
}

fn merged(plan: &Plan, runs: u32, hands: Vec<Hand<'_>>) -> Tally {
    let mut tally = Tally::new(plan, runs);
    for hand in hands {
        tally.merge(&hand.folder.tally);
    }
    tally
}

/// A customer who waits for a wish to be settled. Greatest is first: the earliest, then the lowest key.
struct Waiting {
    at: Millis,
    key: u64,
    row: u32,
    wish: Wish,
    answers: Vec<i64>,
}

impl Waiting {
    fn order(&self) -> (Millis, u64, u32) {
        (self.at, self.key, self.row)
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.order().cmp(&self.order())
    }
}

/// The answers that customers' wishes got, by row, in the order in which they came up.
pub(crate) type Answers = HashMap<usize, Vec<i64>>;

/// What is kept of a run beside its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Nothing.
    None,
    /// The answers of the customer in this row.
    One(usize),
    /// What everyone but the customer in this row got.
    Others(usize),
    /// Everyone's answers.
    All,
}

/// What comes of a run in which things are shared.
pub(crate) struct Contended {
    pub(crate) tally: Tally,
    /// The answers that were to be kept.
    pub(crate) answers: Answers,
    /// What the others got, in the order in which it was settled.
    pub(crate) others: Vec<Granted>,
}

/// Rehearses one run in which things are shared, and keeps of it what is asked for.
pub(crate) fn contended<'s>(
    scene: &'s Scene<'s>,
    options: &Options,
    run: u32,
    watch: &Watch,
    keep: Keep,
) -> Result<Contended, Cancelled> {
    let runs = options.runs.max(1);
    let seed = Seed::new(options.seed, run);
    let start = |(hand, waiting): &mut (Hand<'s>, Vec<Waiting>), rows: Range<usize>| {
        let mut done = 0;
        for row in rows.filter(|&row| scene.is_in(row, options.one_in)) {
            if hand.run(row, seed, run, &[]).is_ok() {
                hand.folder.end_customer();
                done += 1;
            } else if let Some((at, wish)) = hand.world.open {
                let key = hand.person.key;
                waiting.push(Waiting { at, key, row: row as u32, wish, answers: Vec::new() });
            }
        }
        watch.done.fetch_add(done, Ordering::Relaxed);
    };
    let empty = || (Hand::new(scene, options), Vec::new());
    let rows = scene.population.table.len();
    let hands = share(rows, options.threads, watch, empty, start)?;
    let (hands, waiting): (Vec<_>, Vec<_>) = hands.into_iter().unzip();
    let mut tally = merged(scene.plan, runs, hands);
    let waiting: Vec<Waiting> = waiting.into_iter().flatten().collect();
    let mut queue = BinaryHeap::from(waiting);
    let mut shared = Shared::new(scene.plan);
    let mut found = Answers::new();
    let mut others = Vec::new();
    let mut person = Person::new(scene.plan);
    let mut agenda = Agenda::new(scene.plan, 1);
    let mut folder = Folder::new(scene.plan, runs);
    let mut watchman = Watchman::new(scene);
    while let Some(mut next) = queue.pop() {
        let answer = shared.settle(scene.plan, next.wish);
        next.answers.push(answer);
        let row = next.row as usize;
        if matches!(keep, Keep::Others(own) if own != row)
            && (answer == 1 || matches!(next.wish, Wish::Wave { .. }))
        {
            let Waiting { at, key, row, wish, .. } = next;
            others.push(Granted { at, key, row, wish });
        }
        let mut world = Rehearser::<false>::new(scene, seed, &next.answers);
        match live(scene, &mut person, &mut agenda, row, &mut world) {
            Ok(()) => {
                let zone = &scene.zones[person.zone];
                folder.fold(&world.marks, run, zone);
                if let Some(watchman) = &mut watchman {
                    watchman.fold(&world.marks, row, zone, &mut folder.tally.guards);
                }
                folder.end_customer();
                if keep == Keep::All || keep == Keep::One(row) {
                    found.insert(row, next.answers);
                }
                if watch.done.fetch_add(1, Ordering::Relaxed).is_multiple_of(1_024)
                    && watch.cancel.load(Ordering::Relaxed)
                {
                    return Err(Cancelled);
                }
            }
            Err(Contend) => {
                if let Some((at, wish)) = world.open {
                    queue.push(Waiting { at, wish, ..next });
                }
            }
        }
    }
    tally.merge(&folder.tally);
    Ok(Contended { tally, answers: found, others })
}
