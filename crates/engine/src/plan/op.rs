//! What a step does, with every name resolved: ops, and the conditions, chances and delays in them.
//! Their fields are those of [`journey::op::Op`]. Knows nothing of how they are run.

use journey::condition::{Compiled, Facts, Predicate, Scope, Slot, Typed};
use journey::op::{Clock, OfferKind, Survey, Until};
use journey::settings::{Channel, Outcome};
use journey::span::Span;
use journey::time::{Grid, Holidays, Millis, Zone};
use journey::value::{Attribute, Cell, MISSING};

use crate::draw::{Site, Threshold, Wait};
use crate::run::Here;

/// A compiled condition, with the tree that explains it.
pub(crate) struct Condition {
    pub(crate) typed: Typed,
    pub(crate) holds: Predicate,
}

impl Condition {
    pub(crate) fn holds(&self, facts: &Facts) -> bool {
        self.holds.holds(facts)
    }
}

/// A compiled expression.
pub(crate) struct Expression {
    pub(crate) compiled: Compiled,
    /// What its value is, for showing it.
    pub(crate) shape: Attribute,
}

/// Where an op goes on: another op, or out through a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Go(u32);

/// [`Go`], opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Op(u32),
    Port(u32),
}

impl Go {
    const PORT: u32 = 1 << 31;

    /// Returns the bits, for an instance to keep while it waits.
    pub(crate) fn raw(self) -> u32 {
        self.0
    }

    /// Returns what [`Go::raw`] kept.
    pub(crate) fn resume(raw: u32) -> Self {
        Self(raw)
    }

    pub(crate) fn op(index: u32) -> Self {
        Self(index)
    }

    pub(crate) fn port(index: u32) -> Self {
        Self(index | Self::PORT)
    }

    #[inline]
    pub(crate) fn way(self) -> Way {
        if self.0 & Self::PORT == 0 { Way::Op(self.0) } else { Way::Port(self.0 & !Self::PORT) }
    }
}

/// Opening hours, ready to ask.
pub(crate) struct OpenHours {
    pub(crate) grid: Grid,
    pub(crate) closed: Holidays,
    pub(crate) zone: Zone,
}

impl OpenHours {
    pub(crate) fn open(&self, now: Millis) -> bool {
        let local = self.zone.local(now);
        self.grid.holds(local) && !self.closed.contains(local.div_euclid(journey::time::DAY))
    }
}

/// The chance of an outcome, ready to draw.
pub(crate) struct Odds {
    pub(crate) what: Chances,
    pub(crate) site: Site,
    /// Its place in [`Plan::assumptions`].
    pub(crate) assumption: u32,
}

pub(crate) enum Chances {
    Constant(Threshold),
    Segments(Vec<(Condition, Threshold)>, Threshold),
    Expression(Expression),
}

impl Odds {
    /// Returns the threshold for one customer.
    #[inline]
    pub(crate) fn threshold(&self, here: Here) -> Threshold {
        match &self.what {
            Chances::Constant(threshold) => *threshold,
            what => what.threshold(&here.facts()),
        }
    }
}

impl Chances {
    #[inline(never)]
    fn threshold(&self, facts: &Facts) -> Threshold {
        match self {
            Self::Constant(threshold) => *threshold,
            Self::Segments(segments, otherwise) => segments
                .iter()
                .find(|(condition, _)| condition.holds(facts))
                .map_or(*otherwise, |(_, threshold)| *threshold),
            Self::Expression(expression) => {
                let millionths = crate::run::number(&expression.compiled, facts);
                Threshold::percent_millionths(if millionths == MISSING { 0 } else { millionths })
            }
        }
    }
}

/// A length of time, ready to draw.
pub(crate) struct Lag {
    pub(crate) wait: Wait,
    pub(crate) site: Site,
}

/// A chance and how long it takes.
pub(crate) struct Reaction {
    pub(crate) odds: Odds,
    pub(crate) lag: Lag,
    /// The event it becomes.
    pub(crate) event: u16,
}

/// What an arm asks.
pub(crate) enum Test {
    When(Condition),
    Open(u32),
}

pub(crate) struct Arm {
    pub(crate) test: Test,
    pub(crate) go: Go,
}

/// One op.
pub(crate) struct Op {
    /// The step it belongs to.
    pub(crate) node: u32,
    pub(crate) what: What,
}

pub(crate) enum What {
    Decide {
        arms: Vec<Arm>,
        otherwise: Go,
    },
    Script {
        script: journey::condition::Script,
        /// The names it was compiled against.
        scope: Scope,
        ports: Vec<(String, Go)>,
        error: Go,
    },
    Draw {
        arms: Vec<(Threshold, Go)>,
        sticky: bool,
        site: Site,
        /// Its place in [`Plan::groups`].
        group: u32,
    },
    Pause {
        until: Until,
        slot: Option<Slot>,
        clock: Clock,
        done: Go,
        past: Option<Go>,
    },
    Await(Box<Await>),
    Gate(Box<Gate>),
    Send(Box<Send>),
    Call(Box<Call>),
    /// Enters a sub-journey: empties its context, and hands in what it is given.
    Begin {
        clear: std::ops::Range<Slot>,
        sets: Vec<(Slot, Expression)>,
        next: Go,
    },
    Assign {
        sets: Vec<(Slot, Expression)>,
        next: Go,
    },
    Take {
        offer: u32,
        kind: OfferKind,
        amount: Expression,
        /// How long it may be used.
        expiry: Option<Span>,
        /// The context key that holds until when.
        expires: Option<Slot>,
        taken: Go,
        refused: Go,
    },
    Count {
        most: u32,
        until: Option<Condition>,
        repeat: Go,
        done: Go,
        limit: Go,
    },
    Ask(Box<Ask>),
    Score {
        survey: Survey,
        /// The event's score.
        score: Slot,
        /// The context key that keeps it, and whether it does so as a decimal.
        store: Option<(Slot, bool)>,
        next: Go,
    },
    Task {
        team: String,
        due: Span,
        payload: Option<String>,
        fields: Vec<(String, Expression)>,
        next: Go,
    },
    Goal(Box<Goal>),
    End {
        outcome: Outcome,
    },
}

pub(crate) struct Goal {
    pub(crate) goal: u32,
    pub(crate) value: Option<Expression>,
    pub(crate) window: Option<Span>,
    /// The offer that is redeemed, and the context key that holds until when it may be.
    pub(crate) offer: Option<(u32, Option<Slot>)>,
    pub(crate) next: Go,
}

pub(crate) struct Await {
    pub(crate) events: Vec<Awaited>,
    pub(crate) window: Span,
    pub(crate) look_back: Option<Span>,
    pub(crate) timeout: Go,
}

pub(crate) struct Awaited {
    pub(crate) event: u16,
    pub(crate) condition: Option<Condition>,
    /// The step's id as a text cell.
    pub(crate) step: Option<Cell>,
    pub(crate) model: Option<Reaction>,
    pub(crate) go: Go,
}

pub(crate) struct Gate {
    pub(crate) channels: Vec<Contact>,
    /// The category slot of the preferred channel, and which channel each of its values names.
    pub(crate) prefer: Option<(Slot, Vec<Option<Channel>>)>,
    pub(crate) purpose: Option<Slot>,
    pub(crate) defer: bool,
    pub(crate) blocked: Go,
}

/// One way to contact a customer.
pub(crate) struct Contact {
    pub(crate) channel: Channel,
    /// The boolean attribute that allows it, where consent is asked for.
    pub(crate) consent: Option<Slot>,
    pub(crate) go: Go,
}

pub(crate) struct Send {
    pub(crate) channel: Channel,
    pub(crate) marketing: bool,
    /// Its place among the arms of all groups, when it is a variant.
    pub(crate) variant: Option<u32>,
    pub(crate) delivered: Odds,
    pub(crate) opened: Option<Reaction>,
    pub(crate) clicked: Option<Reaction>,
    /// Whether anything can hear of its opening, and of its click; see [`super::ears`].
    pub(crate) heard: [bool; 2],
    /// The step's id as a text cell.
    pub(crate) step: Cell,
    pub(crate) sent: Go,
    pub(crate) bounced: Go,
}

pub(crate) struct Call {
    pub(crate) connector: String,
    /// Its place in [`Plan::limits`], where it has a limit.
    pub(crate) limited: Option<u32>,
    pub(crate) request: Vec<(String, Expression)>,
    pub(crate) replies: Vec<Reply>,
    pub(crate) latency: Lag,
    pub(crate) failure: Odds,
    pub(crate) patience: Span,
    pub(crate) retries: u32,
    pub(crate) back_off: Span,
    pub(crate) error: Go,
    pub(crate) timeout: Go,
}

/// One answer of a mock.
pub(crate) struct Reply {
    pub(crate) when: Option<Condition>,
    pub(crate) go: Go,
}

pub(crate) struct Ask {
    pub(crate) survey: Survey,
    pub(crate) channel: Channel,
    pub(crate) answered: Reaction,
    pub(crate) suppress: Span,
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
    pub(crate) noise: Site,
    pub(crate) step: Cell,
    pub(crate) asked: Go,
    pub(crate) suppressed: Go,
}
