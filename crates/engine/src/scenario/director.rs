//! The director: a world whose chances are settled by a story; where it is silent, by the draws of a rehearsal that the
//! story names, else by the middle draw. A fork is directed, too: up to a turn of the customer everything goes as it
//! went, and from there on as it is settled.

use std::cell::RefCell;

use journey::condition::Slot;
use journey::time::Millis;
use journey::value::Cell;

use super::fates::{Fates, Settled};
use crate::draw::{Seed, Site, Threshold};
use crate::plan::{Ask, Call, Lag, Odds, Reaction};
use crate::run::{
    Contend, Granted, Here, Line, Mark, Note, Person, Rehearser, Scene, Shared, Who, Wish, World,
};

/// The draw in the middle of all draws.
const MIDDLE: u64 = 1 << 63;

/// The bits of a visit that say which pass of the step it is; the others tell tries apart.
pub(crate) const PASS: u32 = 0xff_ffff;

pub(crate) struct Director<'a> {
    scene: &'a Scene<'a>,
    fates: &'a Fates,
    notes: Rehearser<'a, true>,
    /// Whose draws decide what the story leaves open; none takes the middle one.
    seed: Option<Seed>,
    shared: Shared,
    /// What others get of what is shared, in the order of time; they get it whatever this customer takes.
    others: &'a [Granted],
    /// The customer whose wishes are settled among the others': key and row.
    own: (u64, u32),
    /// Where it forks; none where the story settles everything from the start.
    onward: Option<Onward>,
    /// When each turn began, and how many lines were told by then.
    pub(crate) turns: Vec<(Millis, usize)>,
    /// What was asked of chance, in its order.
    pub(crate) asked: RefCell<Vec<Asked>>,
}

/// From when on something is settled.
#[derive(Clone, Debug)]
pub(crate) struct Onward {
    /// The turn, from 1.
    pub(crate) turn: usize,
    /// The pass of the step whose chances are settled; later passes are as they fall.
    pub(crate) pass: u32,
    /// Attributes that are of another value from this turn on.
    pub(crate) sets: Vec<(Slot, Value)>,
}

/// A value as a person wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Cell(Cell),
    Text(String),
}

/// Something asked of chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Asked {
    /// In which turn, from 1; 0 is before the first.
    pub(crate) turn: usize,
    pub(crate) site: Site,
    pub(crate) visit: u32,
    /// Of a reaction, whether it comes, and how long after it was asked for it comes, or would have come.
    pub(crate) reaction: Option<(bool, Millis)>,
}

impl<'a> Director<'a> {
    pub(crate) fn new(
        scene: &'a Scene<'a>,
        fates: &'a Fates,
        seed: Option<Seed>,
        others: &'a [Granted],
    ) -> Self {
        Self {
            scene,
            fates,
            notes: Rehearser::new(scene, Seed::new(0, 0), &[]),
            seed,
            shared: Shared::new(scene.plan),
            others,
            own: (0, 0),
            onward: None,
            turns: Vec::new(),
            asked: RefCell::default(),
        }
    }

    /// Makes this the world of a customer of a rehearsal, who goes on otherwise from a turn on.
    pub(crate) fn of(self, row: usize, onward: Option<Onward>) -> Self {
        let key = self.scene.population.table.key(row);
        let never = Onward { turn: usize::MAX, pass: 0, sets: Vec::new() };
        Self { own: (key, row as u32), onward: Some(onward.unwrap_or(never)), ..self }
    }

    /// Returns everything that was told.
    pub(crate) fn into_lines(self) -> Vec<Line> {
        self.notes.notes
    }

    /// Returns whether what is settled counts now, for a pass of a step.
    fn counts(&self, visit: u32) -> bool {
        self.onward.as_ref().is_none_or(|it| self.turns.len() >= it.turn && visit & PASS == it.pass)
    }

    fn settled(&self, site: Site, visit: u32) -> Option<&Settled> {
        self.fates.at(site).filter(|_| self.counts(visit))
    }

    fn open(&self, customer: u64, site: Site, visit: u32) -> [u64; 2] {
        self.seed.map_or([MIDDLE; 2], |seed| seed.draws(customer, site, visit))
    }

    fn jot(&self, site: Site, visit: u32, reaction: Option<(bool, Millis)>) {
        let turn = self.turns.len();
        self.asked.borrow_mut().push(Asked { turn, site, visit, reaction });
    }
}

impl World for Director<'_> {
    const DETAIL: bool = true;

    fn draws(&self, customer: u64, site: Site, visit: u32) -> [u64; 2] {
        self.jot(site, visit, None);
        let [whether, when] = self.open(customer, site, visit);
        match self.settled(site, visit) {
            Some(Settled::Arm(first, last)) => [whether.clamp(*first, *last), when],
            _ => [whether, when],
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.notes.mark(mark);
    }

    fn note(&mut self, at: Millis, instance: u16, node: Option<u32>, note: Note) {
        self.notes.note(at, instance, node, note);
    }

    fn turn(&mut self, now: Millis, person: &mut Person) {
        self.turns.push((now, self.notes.notes.len()));
        let Some(onward) = self.onward.as_ref().filter(|it| it.turn == self.turns.len()) else {
            return;
        };
        for (slot, value) in &onward.sets {
            person.cells[*slot as usize] = match value {
                Value::Cell(cell) => *cell,
                Value::Text(text) => person.keep_text(self.scene.texts, text.clone()),
            };
        }
    }

    fn settle(&mut self, at: Millis, wish: Wish) -> Result<i64, Contend> {
        let (key, row) = self.own;
        let earlier = |other: &&Granted| (other.at, other.key, other.row) < (at, key, row);
        let count = self.others.iter().take_while(earlier).count();
        let (before, after) = self.others.split_at(count);
        before.iter().for_each(|other| self.shared.grant(other.wish));
        self.others = after;
        Ok(self.shared.settle(self.scene.plan, wish))
    }

    fn recorded(&self, event: u16) -> bool {
        self.notes.recorded(event)
    }

    fn bent(&self, assumption: u32) -> Option<Threshold> {
        self.notes.bent(assumption)
    }

    fn chance(&mut self, who: Who, odds: &Odds, here: Here) -> bool {
        let open = self.likely(odds, here).hit(self.draw(who.key, odds.site, who.visit));
        match self.settled(odds.site, who.visit) {
            Some(Settled::Chance(comes)) => *comes,
            // Tries of one pass are told apart by the high bits of the visit.
            Some(Settled::Fails(tries)) => who.visit >> 24 < *tries,
            _ => open,
        }
    }

    fn later(&mut self, who: Who, lag: &Lag, here: Here, from: Millis) -> Millis {
        match self.settled(lag.site, who.visit) {
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
        let (odds, lag) = (&reaction.odds, &reaction.lag);
        // What a story settles counts even where it also has such an event.
        let settled = self.settled(odds.site, who.visit).cloned();
        if settled.is_none() && self.recorded(reaction.event) {
            return None;
        }
        // One draw says whether and when.
        let [whether, when] = self.open(who.key, odds.site, who.visit);
        let comes = match settled {
            Some(Settled::Chance(comes)) => comes,
            _ => self.likely(odds, here).hit(whether),
        };
        let at = match self.settled(lag.site, who.visit) {
            Some(Settled::Delay(span)) => span.after(from, here.zone()),
            _ => lag.wait.after(from, when, here.zone()),
        };
        self.jot(odds.site, who.visit, Some((comes, at - from)));
        comes.then_some(at)
    }

    fn reply(&self, who: Who, call: &Call) -> Option<usize> {
        match self.fates.mock(call.failure.site).filter(|_| self.counts(who.visit)) {
            Some(Settled::Reply(place)) => Some(*place),
            _ => None,
        }
    }

    fn score(&self, who: Who, ask: &Ask) -> Option<i64> {
        match self.settled(ask.noise, who.visit) {
            Some(Settled::Score(score)) => Some(*score),
            _ => None,
        }
    }

    fn contact(&self, entry: Site, drawn: u32) -> Option<Option<Millis>> {
        match self.fates.at(entry).filter(|_| self.onward.is_none()) {
            Some(Settled::Delay(span)) => {
                Some((drawn == 0).then(|| span.after(self.scene.start, &self.scene.plan.zone)))
            }
            _ if self.seed.is_some() => None,
            _ => Some(None),
        }
    }
}
