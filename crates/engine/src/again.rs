//! A second look: one customer's time lived again, exactly as in the rehearsal. Draws are keyed, so nothing but
//! the answers to wishes for what is shared need be kept.

use crate::draw::Seed;
use crate::run::{Agenda, Mark, Person, Rehearser, Scene, live};
use crate::simulate::{Answers, Cancelled, Keep, Options, Watch, contended};

/// Returns the answers that customers get in a run; none where nothing is shared.
pub(crate) fn answers(
    scene: &Scene,
    options: &Options,
    run: u32,
    watch: &Watch,
) -> Result<Answers, Cancelled> {
    if !scene.plan.shared {
        return Ok(Answers::new());
    }
    Ok(contended(scene, options, run, watch, Keep::All)?.answers)
}

/// Lives customers again, one after the other, in the same room.
pub(crate) struct Again<'s> {
    pub(crate) scene: &'s Scene<'s>,
    pub(crate) person: Person,
    agenda: Agenda,
}

impl<'s> Again<'s> {
    /// Returns nobody yet.
    pub(crate) fn new(scene: &'s Scene<'s>) -> Self {
        Self { scene, person: Person::new(scene.plan), agenda: Agenda::new(scene.plan, 1) }
    }

    /// Lives the time of the customer in a row, and returns what they did.
    pub(crate) fn live(&mut self, row: usize, seed: Seed, answers: &Answers) -> Vec<Mark> {
        let answers = answers.get(&row).map_or(&[][..], Vec::as_slice);
        let mut world = Rehearser::<false>::new(self.scene, seed, answers);
        // With all answers at hand nothing is left to settle.
        let _settled = live(self.scene, &mut self.person, &mut self.agenda, row, &mut world);
        world.marks
    }
}
