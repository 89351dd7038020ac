//! The world around a customer: who draws, who answers for the outside, who settles what is shared.
//! The simulator's world draws by key; a runtime's world really sends.

use journey::condition::Why;
use journey::settings::Channel;
use journey::time::{DAY, Millis};
use serde::Serialize;

use super::mark::{Mark, Seen};
use super::person::{Happening, Here, Person};
use super::scene::Scene;
use super::shared::Wish;
use crate::draw::{Seed, Site, Threshold, unit};
use crate::plan::{Ask, Call, Lag, Odds, Reaction, Send};

/// A wish cannot be settled before everyone else's earlier wishes are; the world knows which.
///
/// Says nothing itself, so that every step's result fits in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contend;

/// What a message does.
pub(crate) struct Delivery {
    pub(crate) delivered: bool,
    pub(crate) opened: Option<Millis>,
    pub(crate) clicked: Option<Millis>,
}

/// What an external call does.
pub(crate) enum Called {
    /// This reply answers, at this instant.
    Reply(usize, Millis),
    /// Every try failed, the last at this instant.
    Error(Millis),
    /// The last try ran out of time at this instant.
    Timeout(Millis),
}

/// The world around a customer.
pub(crate) trait World {
    /// Whether [`World::note`] is wanted.
    const DETAIL: bool;

    /// Draws twice 64 bits by customer, site and visit.
    fn draws(&self, customer: u64, site: Site, visit: u32) -> [u64; 2];

    /// Draws 64 bits by customer, site and visit.
    #[inline(always)]
    fn draw(&self, customer: u64, site: Site, visit: u32) -> u64 {
        self.draws(customer, site, visit)[0]
    }

    /// Takes a mark.
    fn mark(&mut self, mark: Mark);

    /// Takes a line of the explanation; called only when `DETAIL`.
    fn note(&mut self, at: Millis, instance: u16, node: Option<u32>, note: Note);

    /// Settles a wish: for entries and offers 1 or 0, for waves the place in it from 0.
    fn settle(&mut self, at: Millis, wish: Wish) -> Result<i64, Contend>;

    /// Whether the record answers for this event, so that no model may.
    fn recorded(&self, event: u16) -> bool;

    /// The chance of an assumption, where it is not the one written.
    fn bent(&self, _assumption: u32) -> Option<Threshold> {
        None
    }

    /// A turn of the customer begins: time went on, or they come to a step. Nothing of it has happened yet.
    #[inline(always)]
    fn turn(&mut self, _now: Millis, _person: &mut Person) {}

    /// Which reply a system outside gives, where that is settled; none asks the replies' conditions.
    fn reply(&self, _who: Who, _call: &Call) -> Option<usize> {
        None
    }

    /// Which score a survey gets, where that is settled; none asks the model.
    fn score(&self, _who: Who, _ask: &Ask) -> Option<i64> {
        None
    }

    /// When a contact comes, where that is settled: none leaves it to chance, an empty answer means that no
    /// further one comes. `drawn` is 0 for the first.
    fn contact(&self, _entry: Site, _drawn: u32) -> Option<Option<Millis>> {
        None
    }

    /// Whether a chance comes true.
    #[inline(always)]
    fn chance(&mut self, who: Who, odds: &Odds, here: Here) -> bool {
        self.likely(odds, here).hit(self.draw(who.key, odds.site, who.visit))
    }

    /// The chance of odds for one customer: as written, or as bent.
    #[inline(always)]
    fn likely(&self, odds: &Odds, here: Here) -> Threshold {
        self.bent(odds.assumption).unwrap_or_else(|| odds.threshold(here))
    }

    /// When a delay from now is over.
    #[inline(always)]
    fn later(&mut self, who: Who, lag: &Lag, here: Here, from: Millis) -> Millis {
        let draw = if lag.wait.is_random() { self.draw(who.key, lag.site, who.visit) } else { 0 };
        lag.wait.after(from, draw, here.zone())
    }

    /// When a reaction comes, if it does: one draw says whether and when.
    #[inline(always)]
    fn reaction(
        &mut self,
        who: Who,
        reaction: &Reaction,
        here: Here,
        from: Millis,
    ) -> Option<Millis> {
        if self.recorded(reaction.event) {
            return None;
        }
        let [whether, when] = self.draws(who.key, reaction.odds.site, who.visit);
        let comes = self.likely(&reaction.odds, here).hit(whether);
        comes.then(|| reaction.lag.wait.after(from, when, here.zone()))
    }

    /// Sends a message. Reactions that nobody hears of are not drawn, unless everything is told.
    #[inline(always)]
    fn send(&mut self, who: Who, send: &Send, here: Here) -> Delivery {
        let delivered = self.chance(who, &send.delivered, here);
        let [opened_heard, clicked_heard] = send.heard.map(|heard| heard || Self::DETAIL);
        if !(opened_heard || clicked_heard) {
            return Delivery { delivered, opened: None, clicked: None };
        }
        let mut reaction = |wanted: bool, model: &Option<Reaction>, from: Option<Millis>| {
            let (Some(model), Some(from), true) = (model, from, wanted) else {
                return None;
            };
            self.reaction(who, model, here, from)
        };
        let opened = reaction(delivered, &send.opened, Some(here.now));
        let clicked = reaction(delivered && clicked_heard, &send.clicked, opened);
        Delivery { delivered, opened, clicked }
    }

    /// Calls a system outside: in a rehearsal its mock. Tells when each try begins.
    fn call(
        &mut self,
        who: Who,
        call: &Call,
        here: Here,
        tried: &mut dyn FnMut(Millis),
    ) -> (Called, u32) {
        let mut at = here.now;
        let mut pause = call.back_off;
        let mut failures = 0;
        for attempt in 0..=call.retries {
            // Attempts of one pass are told apart by the high bits of the visit.
            let who = Who { visit: who.visit | attempt << 24, ..who };
            tried(at);
            let answered = self.later(who, &call.latency, here, at);
            let limit = call.patience.after(at, here.zone());
            let late = !call.patience.is_zero() && answered > limit;
            let failed = self.chance(who, &call.failure, here);
            if !late && !failed {
                let fits = |when: &Option<_>| {
                    when.as_ref()
                        .is_none_or(|when: &crate::plan::Condition| when.holds(&here.facts()))
                };
                let fitting = || call.replies.iter().position(|reply| fits(&reply.when));
                return match self.reply(who, call).or_else(fitting) {
                    Some(reply) => (Called::Reply(reply, answered), failures),
                    None => (Called::Error(answered), failures + 1),
                };
            }
            failures += 1;
            at = if late { limit } else { answered };
            if attempt == call.retries {
                return (if late { Called::Timeout(at) } else { Called::Error(at) }, failures);
            }
            at = pause.after(at, here.zone());
            pause = journey::span::Span { days: pause.days * 2, millis: pause.millis * 2 };
        }
        (Called::Error(at), failures)
    }

    /// Asks for a score: when it comes, and what it is.
    ///
    /// Score = mean − 1 point of the scale's tenth for each effort point above 2 and for each day waited,
    /// at most three tenths, plus normal noise; rounded and cut to the scale. For effort (CES, where low
    /// is good) the sign turns. Assumed, and labeled "modelled" in reports until it is fitted.
    fn ask(&mut self, who: Who, ask: &Ask, burden: Burden, here: Here) -> Option<(Millis, i64)> {
        let at = self.reaction(who, &ask.answered, here, here.now)?;
        let (low, high) = ask.survey.scale();
        if let Some(score) = self.score(who, ask) {
            return Some((at, score.clamp(low, high)));
        }
        let (low, high) = (low as f64, high as f64);
        let sign = match ask.survey {
            journey::op::Survey::Nps | journey::op::Survey::Csat => 1.0,
            journey::op::Survey::Ces => -1.0,
        };
        let tenth = (high - low) / 10.0;
        let effort = (f64::from(burden.effort) - 2.0).clamp(0.0, 3.0);
        let waited = (burden.waited as f64 / DAY as f64).clamp(0.0, 3.0);
        let p = unit(self.draw(who.key, ask.noise, who.visit)) + 0.5 / (1u64 << 53) as f64;
        let noise = crate::draw::normal_quantile(p) * ask.deviation;
        let score = ask.mean - sign * tenth * (effort + waited).min(3.0) + noise;
        Some((at, libm::rint(score.clamp(low, high)) as i64))
    }
}

/// Who draws, and at which pass of the step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Who {
    pub(crate) key: u64,
    pub(crate) visit: u32,
}

/// What an instance has cost its customer so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Burden {
    pub(crate) effort: u32,
    pub(crate) waited: Millis,
}

/// Where marks go.
pub(crate) trait Ledger: Default {
    /// Takes a mark.
    fn take(&mut self, mark: Mark);

    /// Makes ready for another customer.
    fn begin(&mut self);
}

impl Ledger for Vec<Mark> {
    #[inline]
    fn take(&mut self, mark: Mark) {
        self.push(mark);
    }

    fn begin(&mut self) {
        self.clear();
    }
}

/// The simulator's world.
pub(crate) struct Rehearser<'a, const DETAIL: bool, L = Vec<Mark>> {
    pub(crate) seed: Seed,
    /// Which of the plan's events the record answers for.
    recorded: &'a [bool],
    /// Assumptions at another chance than written.
    bent: &'a [Option<Threshold>],
    /// What the customer did.
    pub(crate) marks: L,
    /// Lines of the explanation.
    pub(crate) notes: Vec<Line>,
    /// Wishes that are settled, in the order in which they come up.
    pub(crate) answers: &'a [i64],
    asked: usize,
    /// The wish that could not be settled, and when it came up.
    pub(crate) open: Option<(Millis, Wish)>,
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) at: Millis,
    pub(crate) instance: u16,
    pub(crate) node: Option<u32>,
    pub(crate) note: Note,
}

impl<'a, const DETAIL: bool, L: Ledger> Rehearser<'a, DETAIL, L> {
    pub(crate) fn new(scene: &'a Scene, seed: Seed, answers: &'a [i64]) -> Self {
        Self {
            seed,
            recorded: &scene.recorded,
            bent: &scene.bent,
            marks: L::default(),
            notes: Vec::new(),
            answers,
            asked: 0,
            open: None,
        }
    }

    /// Makes ready for another customer.
    pub(crate) fn begin(&mut self, seed: Seed, answers: &'a [i64]) {
        self.seed = seed;
        self.marks.begin();
        self.notes.clear();
        self.answers = answers;
        self.asked = 0;
    }
}

impl<const D: bool, L: Ledger> World for Rehearser<'_, D, L> {
    const DETAIL: bool = D;

    #[inline]
    fn draws(&self, customer: u64, site: Site, visit: u32) -> [u64; 2] {
        self.seed.draws(customer, site, visit)
    }

    #[inline]
    fn mark(&mut self, mark: Mark) {
        self.marks.take(mark);
    }

    fn note(&mut self, at: Millis, instance: u16, node: Option<u32>, note: Note) {
        self.notes.push(Line { at, instance, node, note });
    }

    fn settle(&mut self, at: Millis, wish: Wish) -> Result<i64, Contend> {
        let answer = self.answers.get(self.asked).copied();
        self.asked += 1;
        if answer.is_none() {
            self.open = Some((at, wish));
        }
        answer.ok_or(Contend)
    }

    #[inline]
    fn bent(&self, assumption: u32) -> Option<Threshold> {
        self.bent.get(assumption as usize).copied().flatten()
    }

    #[inline]
    fn recorded(&self, event: u16) -> bool {
        self.recorded[usize::from(event)]
    }
}

/// One thing worth telling about a customer's way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Note {
    /// An event of the customer.
    Event {
        /// Its name.
        event: String,
        /// Whether it was recorded, or came from a model.
        recorded: bool,
        /// Its properties, as text.
        properties: Vec<(String, String)>,
    },
    /// An instance began.
    Entered {
        /// The condition of the entry, with this customer's values.
        why: Option<Why>,
    },
    /// A contact has its reason.
    Reason {
        /// The reason.
        reason: String,
        /// Whether it was recorded, or drawn by lot.
        recorded: bool,
    },
    /// An entry was refused.
    Refused {
        /// Why.
        reason: &'static str,
    },
    /// An entry's condition did not hold.
    NotForThem {
        /// The condition, with this customer's values.
        why: Why,
    },
    /// A branch was decided: arms in order, up to the one that held.
    Decided {
        /// Each arm's port and condition with this customer's values; opening hours have no condition.
        arms: Vec<Considered>,
        /// The port taken.
        port: String,
    },
    /// A script chose a port.
    Scripted {
        /// The port, or the error's own.
        port: String,
        /// The error, if there was one.
        error: Option<String>,
    },
    /// A chance was drawn.
    Drawn {
        /// What was drawn.
        of: String,
        /// The draw, 0–1.
        draw: f64,
        /// Whether it came true, or the port.
        result: String,
    },
    /// A wait began.
    Waits {
        /// Until when.
        until: Millis,
        /// For which events, if any.
        events: Vec<String>,
    },
    /// A contact gate was asked.
    Gate {
        /// Each channel tried, and what it was refused for, if it was.
        tried: Vec<(Channel, Option<&'static str>)>,
        /// Until when the contact waits for quiet hours to end.
        deferred_until: Option<Millis>,
    },
    /// A message went out.
    Sent {
        /// By which channel.
        channel: Channel,
        /// Whether it arrived.
        delivered: bool,
        /// Whether a quiet hour was passed over, since it is transactional.
        in_quiet_hours: bool,
    },
    /// An external call was made.
    Called {
        /// The connector.
        connector: String,
        /// The request, name and value as text.
        request: Vec<(String, String)>,
        /// "ok", "error" or "timeout".
        result: &'static str,
        /// Tries that failed.
        failures: u32,
    },
    /// A value was written.
    Assigned {
        /// The full name.
        name: String,
        /// Its value as text.
        value: String,
    },
    /// An offer was asked for.
    Offer {
        /// Its name.
        offer: String,
        /// The amount, in millionths.
        amount: i64,
        /// Whether it was issued.
        issued: bool,
    },
    /// A survey was sent.
    Survey {
        /// The score that the model will answer with, if it will; a recorded answer comes by itself.
        score: Option<i64>,
    },
    /// A task was made.
    Task {
        /// For this team.
        team: String,
        /// Until when.
        due: Millis,
        /// What the team must know, in words.
        payload: Option<String>,
        /// Facts that go with it, name and value as text.
        fields: Vec<(String, String)>,
    },
    /// A goal was reached.
    Goal {
        /// Its name.
        goal: String,
        /// Whether it counts: the first hit, in time.
        counts: bool,
    },
    /// A step was left.
    Passed {
        /// By which port.
        port: String,
    },
    /// The instance ended.
    Ended {
        /// With which outcome.
        outcome: &'static str,
        /// By which exit rule, if by one.
        rule: Option<String>,
    },
    /// The instance was still inside when the rehearsal's horizon came.
    Inside,
}

/// An arm that was considered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Considered {
    /// The port it leads to.
    pub port: String,
    /// Whether it held.
    pub held: bool,
    /// Its condition with this customer's values; none for opening hours.
    pub why: Option<Why>,
}

/// Returns a mark.
pub(crate) fn mark(what: Seen, instance: u16, index: u32, at: Millis) -> Mark {
    Mark { at, index, instance, what }
}

/// Returns whether a happening comes from the record.
pub(crate) fn is_recorded(happening: &Happening) -> bool {
    matches!(happening.from, super::person::From::Log(_))
}
