//! Forks: one customer's way, taken otherwise from a moment on. It is the same customer lived once more by the same
//! engine: draws are keyed, so all but what is changed falls as it fell, and everything before the moment is the same.
//!
//! A moment is a turn: a point at which time goes on or the customer comes to a step, before anything of it has happened.
//! A change is a line of a scenario's notation: `given …` and `mock …` settle what chance or a system outside
//! decides in that turn, `customer name=value …` is what is true of the customer from then on. What others got of what is
//! shared stays as it was in the rehearsal: they keep it, whatever this customer takes.

mod choices;
#[cfg(test)]
mod tests;
mod unfit;

use journey::condition::{Root, Slot};
use journey::reading::read;
use journey::scenario::{Answer, Fate, Line as Change, Story};
use journey::time::Millis;
use journey::value::{MISSING, Texts, Type};

use crate::draw::{Seed, Site};
use crate::explain::{Told, told};
use crate::plan::{Await, Go, Plan, Way, What};
use crate::run::{Agenda, Granted, Line, Note, Person, Scene, live};
use crate::scenario::director::{Asked, Director, Onward, PASS, Value};
use crate::scenario::fates::Fates;
use crate::simulate::{Cancelled, Keep, Options, Watch, contended, scene};
use crate::table::Population;

pub use choices::{Choice, choices};
pub use unfit::{NotForked, Unfit};

/// Where a way forks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// In the turn that a line of the customer's timeline is of, from 0; in an empty timeline, at its start.
    Line(usize),
    /// In the first turn at this instant or later in which there is something to change.
    From(Millis),
}

/// A customer of a run of a rehearsal.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The journey.
    pub plan: &'a Plan,
    /// All who are rehearsed.
    pub population: &'a Population,
    /// How.
    pub options: &'a Options,
    /// Which run, from 0.
    pub run: u32,
    /// Which customer, by row.
    pub row: usize,
}

/// A way that goes on otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Forked {
    /// The customer's whole timeline as it is then.
    pub told: Vec<Told>,
    /// The first line that the change could concern; those before it are the same by law.
    pub place: usize,
    /// How many lines both ways begin with; all of them, where the change changes nothing.
    pub same: usize,
    /// Whether nothing is changed by it.
    pub unchanged: bool,
}

/// Lives one customer of a run again, and otherwise from a moment on.
///
/// # Errors
///
/// [`Unfit`] where there is no such moment, or nothing there that the change could be about.
pub fn fork(
    subject: Subject,
    moment: Moment,
    change: &Change,
    watch: &Watch,
) -> Result<Forked, NotForked> {
    let scene = scene(subject.plan, subject.population, subject.options);
    let stem = Stem::new(&scene, subject, watch)?;
    let first = stem.grow(&Fates::default(), None);
    let grown = stem.forked(&first, moment, change)?;
    Ok(Forked {
        place: grown.place,
        same: grown.same(&first),
        unchanged: grown.lines == first.lines,
        told: told(&scene, grown.lines, grown.zone),
    })
}

/// What one customer's ways have in common.
pub(crate) struct Stem<'s> {
    scene: &'s Scene<'s>,
    seed: Seed,
    row: usize,
    /// What the others got of what is shared.
    others: Vec<Granted>,
}

/// A way, with the turns it took and all it asked of chance.
pub(crate) struct Grown {
    pub(crate) lines: Vec<Line>,
    turns: Vec<(Millis, usize)>,
    asked: Vec<Asked>,
    zone: usize,
    /// The line it forks at.
    place: usize,
}

impl Grown {
    /// Returns the turn that a line is of, from 1.
    fn turn_of(&self, line: usize) -> usize {
        if self.lines.is_empty() {
            return 1;
        }
        self.turns.partition_point(|&(_, begun)| begun <= line)
    }

    /// Returns how many lines it begins with as another does.
    fn same(&self, other: &Self) -> usize {
        self.lines.iter().zip(&other.lines).take_while(|(own, other)| own == other).count()
    }

    /// Returns the first line of a turn.
    fn place_of(&self, turn: usize) -> usize {
        turn.checked_sub(1).map_or(0, |place| self.turns[place].1)
    }
}

impl<'s> Stem<'s> {
    pub(crate) fn new(
        scene: &'s Scene<'s>,
        subject: Subject,
        watch: &Watch,
    ) -> Result<Self, Cancelled> {
        let Subject { options, run, row, .. } = subject;
        let others = if scene.plan.shared {
            let options = Options { threads: 1, ..options.clone() };
            contended(scene, &options, run, watch, Keep::Others(row))?.others
        } else {
            Vec::new()
        };
        Ok(Self { scene, seed: Seed::new(options.seed, run), row, others })
    }

    /// Lives the customer's time, from a turn on as it is settled.
    pub(crate) fn grow(&self, fates: &Fates, onward: Option<Onward>) -> Grown {
        let turn = onward.as_ref().map_or(0, |it| it.turn);
        let (mut person, mut agenda) =
            (Person::new(self.scene.plan), Agenda::new(self.scene.plan, 1));
        let director = Director::new(self.scene, fates, Some(self.seed), &self.others);
        let mut director = director.of(self.row, onward);
        // A director settles every wish at once.
        let _settled = live(self.scene, &mut person, &mut agenda, self.row, &mut director);
        let turns = std::mem::take(&mut director.turns);
        let asked = director.asked.take();
        let lines = director.into_lines();
        let grown = Grown { lines, turns, asked, zone: person.zone, place: 0 };
        Grown { place: grown.place_of(turn), ..grown }
    }

    /// Lives it with a change from a moment on.
    pub(crate) fn forked(
        &self,
        first: &Grown,
        moment: Moment,
        change: &Change,
    ) -> Result<Grown, Unfit> {
        if let Moment::Line(line) = moment
            && line >= first.lines.len().max(1)
        {
            return Err(unfit::no_line(line, first.lines.len()));
        }
        match change {
            Change::Customer(values) => {
                let sets = self.sets(values)?;
                let turn = match moment {
                    Moment::Line(line) => first.turn_of(line),
                    Moment::From(at) => {
                        let later = first.turns.iter().position(|&(begun, _)| begun >= at);
                        later.ok_or_else(|| unfit::nothing_after(self.scene, first, at))? + 1
                    }
                };
                let onward = Onward { turn, pass: 0, sets };
                Ok(self.grow(&Fates::default(), Some(onward)))
            }
            Change::Given(..) | Change::Mock(..) => self.settled(first, moment, change),
            _ => Err(unfit::no_change(change)),
        }
    }

    /// Reads what is to be true of the customer.
    fn sets(&self, values: &[(String, String)]) -> Result<Vec<(Slot, Value)>, Unfit> {
        let plan = self.scene.plan;
        let each = values.iter().map(|(name, value)| {
            let attribute = plan.settings.attributes.get(name);
            let slot = plan.scope.slot(Root::Customer, name);
            let (Some(attribute), Some(slot)) = (attribute, slot) else {
                return Err(unfit::no_attribute(plan, name));
            };
            if plan.zone_slot == Some(slot) {
                return Err(unfit::zone(name));
            }
            let value = match (attribute.kind, value.as_str()) {
                (_, "") => Value::Cell(MISSING),
                (Type::Text, text) => Value::Text(text.to_owned()),
                (_, text) => {
                    let cell = read(text, attribute, &plan.zone, &mut Texts::default());
                    Value::Cell(cell.ok_or_else(|| unfit::no_value(name, text, attribute))?)
                }
            };
            Ok((slot, value))
        });
        each.collect()
    }

    fn settled(&self, first: &Grown, moment: Moment, change: &Change) -> Result<Grown, Unfit> {
        let plan = self.scene.plan;
        let step = match change {
            Change::Given(step, _) => Some(step.as_str()),
            // A connector's name is no step's.
            Change::Mock(of, _) => {
                plan.nodes.iter().map(|node| node.id.as_str()).find(|id| id == of)
            }
            _ => None,
        };
        let story = Story { lines: vec![(1, change.clone())] };
        let mut fates = Fates::of(plan, &story).map_err(|(_, text)| match step {
            Some(step) if !plan.nodes.iter().any(|node| node.id.as_str() == step) => {
                unfit::no_step(step)
            }
            _ => Unfit { code: "no_chance", text },
        })?;
        // When somebody contacts us is no answer of theirs that could be another one at a step.
        plan.entries.iter().for_each(|entry| fates.forget(entry.site));
        let mut asked = first.asked.iter().filter(|asked| fates.settles(asked.site));
        let found = match moment {
            Moment::Line(line) => asked.find(|asked| asked.turn == first.turn_of(line)),
            Moment::From(at) => {
                asked.find(|asked| asked.turn > 0 && first.turns[asked.turn - 1].0 >= at)
            }
        };
        let found = found.ok_or_else(|| unfit::no_chance(self.scene, first, &fates, step))?;
        let (turn, pass) = (found.turn, found.visit & PASS);
        self.soften(&mut fates, first, turn, change)?;
        Ok(self.grow(&fates, Some(Onward { turn, pass, sets: Vec::new() })))
    }

    /// Leaves as it falls what the change need not settle, so that what happened anyway changes nothing.
    fn soften(
        &self,
        fates: &mut Fates,
        first: &Grown,
        turn: usize,
        change: &Change,
    ) -> Result<(), Unfit> {
        let plan = self.scene.plan;
        let own = |op: &&crate::plan::Op| {
            let step = &plan.nodes[op.node as usize].id;
            matches!(change, Change::Given(id, _) if id == step)
                || matches!(change, Change::Mock(of, _) if of == step.as_str())
        };
        for op in plan.ops.iter().filter(own) {
            match (&op.what, change) {
                (What::Await(wait), Change::Given(_, Fate::Comes(Some((port, after))))) => {
                    let (begun, _) = first.turns[turn - 1];
                    let zone = &self.scene.zones[first.zone];
                    if after.after(begun, zone) > wait.window.after(begun, zone) {
                        return Err(unfit::too_late(*after, wait.window));
                    }
                    let after = after.after(begun, zone) - begun;
                    self.keep_later(fates, first, turn, wait, (port, after));
                }
                (What::Call(call), Change::Mock(_, answer @ (Answer::Error | Answer::Timeout))) => {
                    let wanted = if *answer == Answer::Error { "error" } else { "timeout" };
                    let came = |line: &Line| {
                        let called =
                            matches!(line.note, Note::Called { result, .. } if result == wanted);
                        called && line.node == Some(op.node)
                    };
                    if first.of_turn(turn).iter().any(came) {
                        fates.forget(call.failure.site);
                        fates.forget(call.latency.site);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Leaves those reactions of a wait alone that would not come before the one that is chosen.
    fn keep_later(
        &self,
        fates: &mut Fates,
        first: &Grown,
        turn: usize,
        wait: &Await,
        (port, after): (&str, Millis),
    ) {
        let plan = self.scene.plan;
        let place = wait.events.iter().position(|awaited| port_of(plan, awaited.go) == port);
        for (other, awaited) in wait.events.iter().enumerate() {
            let Some(model) = awaited.model.as_ref().filter(|_| Some(other) != place) else {
                continue;
            };
            let earlier = first.reaction(turn, model.odds.site).is_some_and(|(comes, delay)| {
                comes && (delay < after || delay == after && Some(other) < place)
            });
            if !earlier {
                fates.forget(model.odds.site);
            }
        }
    }
}

impl Grown {
    /// Returns the lines of a turn.
    fn of_turn(&self, turn: usize) -> &[Line] {
        let end = self.turns.get(turn).map_or(self.lines.len(), |&(_, begun)| begun);
        &self.lines[self.place_of(turn)..end]
    }

    /// Returns whether a reaction comes that is asked for in a turn, and how long it takes or would take.
    fn reaction(&self, turn: usize, site: Site) -> Option<(bool, Millis)> {
        self.asked.iter().find(|it| it.turn == turn && it.site == site)?.reaction
    }
}

/// Returns the name of the way out that something leads to at once.
fn port_of(plan: &Plan, go: Go) -> &str {
    match go.way() {
        Way::Port(port) => &plan.ports[port as usize].name,
        Way::Op(_) => "",
    }
}
