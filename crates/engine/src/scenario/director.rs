//! The director: a world whose chances are settled by a story; where it is silent, by the draws of a rehearsal that the
//! story names, else by the middle draw.

use journey::time::Millis;

use super::fates::{Fates, Settled};
use crate::draw::{Seed, Site};
use crate::plan::{Ask, Call, Lag, Odds, Reaction};
use crate::run::{Contend, Here, Line, Mark, Note, Rehearser, Scene, Shared, Who, Wish, World};

/// The draw in the middle of all draws.
const MIDDLE: u64 = 1 << 63;

pub(super) struct Director<'a> {
    scene: &'a Scene<'a>,
    fates: &'a Fates,
    notes: Rehearser<'a, true>,
    /// Whose draws decide what the story leaves open; none takes the middle one.
    seed: Option<Seed>,
    shared: Shared,
}

impl<'a> Director<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, fates: &'a Fates, seed: Option<Seed>) -> Self {
        let notes = Rehearser::new(scene, Seed::new(0, 0), &[]);
        Self { scene, fates, notes, seed, shared: Shared::new(scene.plan) }
    }

    /// Returns everything that was told.
    pub(super) fn into_lines(self) -> Vec<Line> {
        self.notes.notes
    }
}

impl World for Director<'_> {
    const DETAIL: bool = true;

    fn draws(&self, customer: u64, site: Site, visit: u32) -> [u64; 2] {
        let open = self.seed.map_or([MIDDLE; 2], |seed| seed.draws(customer, site, visit));
        match self.fates.at(site) {
            Some(Settled::Draw(draw)) => [*draw, open[1]],
            _ => open,
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.notes.mark(mark);
    }

    fn note(&mut self, at: Millis, instance: u16, node: Option<u32>, note: Note) {
        self.notes.note(at, instance, node, note);
    }

    fn settle(&mut self, _at: Millis, wish: Wish) -> Result<i64, Contend> {
        Ok(self.shared.settle(self.scene.plan, wish))
    }

    fn recorded(&self, event: u16) -> bool {
        self.notes.recorded(event)
    }

    fn chance(&mut self, who: Who, odds: &Odds, here: Here) -> bool {
        match self.fates.at(odds.site) {
            Some(Settled::Chance(comes)) => *comes,
            // Tries of one pass are told apart by the high bits of the visit.
            Some(Settled::Fails(tries)) => who.visit >> 24 < *tries,
            _ => odds.threshold(here).hit(self.draw(who.key, odds.site, who.visit)),
        }
    }

    fn later(&mut self, who: Who, lag: &Lag, here: Here, from: Millis) -> Millis {
        match self.fates.at(lag.site) {
            Some(Settled::Delay(span)) => span.after(from, here.zone()),
            _ => lag.wait.after(from, self.draw(who.key, lag.site, who.visit), here.zone()),
        }
    }

    fn reaction(
        &mut self,
        who: Who,
        reaction: &Reaction,
        here: Here,
        from: Millis,
    ) -> Option<Millis> {
        // What a story settles counts even where it also has such an event.
        let settled = self.fates.at(reaction.odds.site).is_some();
        if !settled && self.recorded(reaction.event) || !self.chance(who, &reaction.odds, here) {
            return None;
        }
        // One draw says whether and when.
        let [_, when] = self.draws(who.key, reaction.odds.site, who.visit);
        Some(match self.fates.at(reaction.lag.site) {
            Some(Settled::Delay(span)) => span.after(from, here.zone()),
            _ => reaction.lag.wait.after(from, when, here.zone()),
        })
    }

    fn reply(&self, call: &Call) -> Option<usize> {
        match self.fates.mock(call.failure.site) {
            Some(Settled::Reply(place)) => Some(*place),
            _ => None,
        }
    }

    fn score(&self, ask: &Ask) -> Option<i64> {
        match self.fates.at(ask.noise) {
            Some(Settled::Score(score)) => Some(*score),
            _ => None,
        }
    }

    fn contact(&self, entry: Site, drawn: u32) -> Option<Option<Millis>> {
        match self.fates.at(entry) {
            Some(Settled::Delay(span)) => {
                Some((drawn == 0).then(|| span.after(self.scene.start, &self.scene.plan.zone)))
            }
            _ if self.seed.is_some() => None,
            _ => Some(None),
        }
    }
}
