//! Explaining: one customer run again with everything told — each decision with the values in it.

use journey::time::instant_text;
use serde::Serialize;

use crate::draw::Seed;
use crate::plan::Plan;
use crate::run::{Agenda, Line, Note, Person, Rehearser, Scene, live};
use crate::simulate::{Cancelled, Keep, Options, Watch, contended, scene};
use crate::table::Population;

/// One line of a customer's timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// When, with the offset of the customer's zone.
    pub at: String,
    /// The same in milliseconds since 1970-01-01T00:00Z.
    pub at_ms: i64,
    /// Which of the customer's passes through the journey, from 1.
    pub instance: u16,
    /// The step, if it is about one.
    pub node: Option<String>,
    /// The step's name in English and Japanese.
    pub name: Option<(String, String)>,
    /// What happened.
    #[serde(flatten)]
    pub note: Note,
}

/// Runs one customer of a rehearsal again and tells everything.
///
/// Draws are keyed, so this is what happened in [`crate::simulate::simulate`] with the same inputs. Where
/// customers share something, the whole population is run once more to learn what this one got.
pub fn explain(
    plan: &Plan,
    population: &Population,
    options: &Options,
    run: u32,
    row: usize,
    watch: &Watch,
) -> Result<Vec<Told>, Cancelled> {
    let scene = scene(plan, population, options);
    let (lines, zone) = lived(&scene, options, run, row, watch)?;
    Ok(told(&scene, lines, zone))
}

/// Returns lines as they are told, by the clock of the zone at a place.
pub(crate) fn told(scene: &Scene, lines: Vec<Line>, zone: usize) -> Vec<Told> {
    let zone = &scene.zones[zone];
    let told = lines.into_iter().map(|line| {
        let node = line.node.map(|node| &scene.plan.nodes[node as usize]);
        Told {
            at: instant_text(line.at, zone.offset(line.at)),
            at_ms: line.at,
            instance: line.instance + 1,
            node: node.map(|node| node.id.to_string()),
            name: node
                .map(|node| (node.name.text("en").to_owned(), node.name.text("ja").to_owned())),
            note: line.note,
        }
    });
    told.collect()
}

/// Lives one customer's time of a run again; returns everything there is to tell, and the place of the customer's zone.
pub(crate) fn lived(
    scene: &Scene,
    options: &Options,
    run: u32,
    row: usize,
    watch: &Watch,
) -> Result<(Vec<Line>, usize), Cancelled> {
    let answers = if scene.plan.shared {
        let options = Options { threads: 1, ..options.clone() };
        let settled = contended(scene, &options, run, watch, Keep::One(row))?;
        let mut answers = settled.answers;
        answers.remove(&row).unwrap_or_default()
    } else {
        Vec::new()
    };
    let mut person = Person::new(scene.plan);
    let mut world = Rehearser::<true>::new(scene, Seed::new(options.seed, run), &answers);
    // With all answers at hand nothing is left to settle.
    let _settled = live(scene, &mut person, &mut Agenda::new(scene.plan, 1), row, &mut world);
    Ok((world.notes, person.zone))
}
