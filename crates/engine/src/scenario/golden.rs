//! Golden traces: stories of customers who between them go every way that anybody goes, each with all that came of it. Another
//! engine, or a later one, shows by them that it does the same. They are chosen among customers that the engine
//! made; whose customers those are is the caller's to see to.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use journey::scenario::{Line, Scenario};

use super::record::{Recorded, Writer, record};
use super::{Difference, play, played};
use crate::again::{Again, answers};
use crate::cover::{Coverage, is_inner, population};
use crate::draw::Seed;
use crate::plan::Plan;
use crate::report::both;
use crate::run::Seen;
use crate::simulate::{Cancelled, Options, Watch, scene};
use crate::table::Population;

/// Most marks that one customer may leave to become a trace: whoever contacts us all day is not read by anybody.
const LONGEST: usize = 400;

/// Stories that any runtime must play as they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Golden {
    /// The stories, each with a way that none before it has.
    pub traces: Vec<Scenario>,
    /// How many ways out of steps they go between them.
    pub ways: u64,
}

/// Chooses customers who between them go every way, first among those made, then among those found for the gaps of their coverage.
///
/// A customer who fares otherwise alone than among the others, as where somebody took the last of an offer, is passed over.
///
/// # Errors
///
/// When the caller stops.
pub fn golden(
    plan: &Plan,
    made: &Population,
    coverage: &Coverage,
    options: &Options,
    watch: &Watch,
) -> Result<Golden, Cancelled> {
    let mut choice = Choice { plan, options, watch, gone: BTreeSet::new(), traces: Vec::new() };
    choice.take(made)?;
    if let Ok(found) = population(coverage, plan) {
        choice.take(&found)?;
    }
    Ok(Golden { ways: choice.gone.len() as u64, traces: choice.traces })
}

struct Choice<'a> {
    plan: &'a Plan,
    options: &'a Options,
    watch: &'a Watch,
    /// Ways that are gone already, by the ports' places.
    gone: BTreeSet<u32>,
    traces: Vec<Scenario>,
}

/// What one customer would add.
struct Trip {
    row: usize,
    ways: BTreeSet<u32>,
    length: usize,
}

impl Choice<'_> {
    /// Takes from a population whoever adds most, the shortest of equals, until nobody adds anything.
    fn take(&mut self, population: &Population) -> Result<(), Cancelled> {
        let mut trips = self.trips(population)?;
        let added = |gone: &BTreeSet<u32>, trip: &Trip| trip.ways.difference(gone).count();
        while let Some((place, _)) =
            trips.iter().enumerate().filter(|(_, trip)| added(&self.gone, trip) > 0).max_by_key(
                |(_, trip)| (added(&self.gone, trip), Reverse(trip.length), Reverse(trip.row)),
            )
        {
            let trip = trips.swap_remove(place);
            let (plan, options, watch) = (self.plan, self.options, self.watch);
            if let Recorded::Story(story) = record(plan, population, options, 0, trip.row, watch)? {
                let id = format!("gold_{}", self.traces.len() + 1);
                self.traces.push(Scenario { id, story, ..Scenario::default() });
                self.gone.extend(trip.ways);
            }
        }
        Ok(())
    }

    fn trips(&self, population: &Population) -> Result<Vec<Trip>, Cancelled> {
        let scene = scene(self.plan, population, self.options);
        let answers = answers(&scene, self.options, 0, self.watch)?;
        let seed = Seed::new(self.options.seed, 0);
        let mut again = Again::new(&scene);
        let trips = (0..population.table.len()).map(|row| {
            let marks = again.live(row, seed, &answers);
            let passed = marks.iter().filter(|mark| mark.what == Seen::Passed);
            let drawn = passed.map(|mark| mark.index).filter(|&port| !is_inner(self.plan, port));
            Trip { row, ways: drawn.collect(), length: marks.len() }
        });
        Ok(trips.filter(|trip| trip.length <= LONGEST).collect())
    }
}

/// Plays a golden trace; returns the first thing that goes another way than it says, or that it does not say.
pub fn replay(plan: &Plan, trace: &Scenario) -> Option<Difference> {
    play(plan, trace).difference.or_else(|| untold(plan, trace))
}

/// Returns the first effect that a trace leaves out, or tells otherwise than the engine does.
fn untold(plan: &Plan, trace: &Scenario) -> Option<Difference> {
    let (story, _) = trace.read();
    let is_effect =
        |line: &Line| matches!(line, Line::Expect(..) | Line::Never(_) | Line::NoOther(_));
    let told: Vec<(usize, String)> = story
        .lines
        .iter()
        .filter(|(_, line)| is_effect(line))
        .map(|(number, line)| (*number, line.to_string()))
        .collect();
    let retold = played(plan, &story, |population, _, happened| {
        Writer { plan, population, row: 0 }.expectations(happened)
    });
    let retold: Vec<String> = retold.ok()?.iter().map(Line::to_string).collect();
    let same = told.iter().zip(&retold).take_while(|((_, told), retold)| told == *retold).count();
    if same == told.len().max(retold.len()) {
        return None;
    }
    let here = told.get(same).or(told.last());
    let text = match retold.get(same) {
        Some(done) => both(
            format!("the engine goes on with “{done}” here"),
            format!("エンジンはここで「{done}」と続けます"),
        ),
        None => both("the engine does nothing more here", "エンジンはここで終わっています"),
    };
    Some(Difference {
        line: here.map_or(0, |(number, _)| *number),
        source: here.map_or(String::new(), |(_, source)| source.clone()),
        text,
        node: None,
    })
}
