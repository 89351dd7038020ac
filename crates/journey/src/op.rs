//! Ops: the seventeen primitive things a node can do. Every node kind lowers to a few of them.
//! Symbolic: conditions are text, ports and offers are names; the engine's plan resolves them.

use crate::id::{NodeId, PortName};
use crate::response::{Delay, Response};
use crate::settings::{Channel, DayName, Outcome};
use crate::span::Span;
use crate::time::TimeOfDay;
use crate::value::Decimal;

/// Where an op goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// Another op of the same node, by its place in the node's list.
    Op(usize),
    /// Out of the node through this port.
    Port(PortName),
}

impl To {
    /// Returns the way out through the port of this name.
    pub fn port(name: &str) -> Self {
        Self::Port(PortName::from(name))
    }
}

/// One primitive op. A node's program begins at its first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Goes on with the first arm whose test holds.
    Decide {
        /// Arms in order.
        arms: Vec<(Test, To)>,
        /// Where a customer goes for whom none holds.
        otherwise: To,
    },
    /// Runs a script that returns the name of the port to leave by.
    Script {
        /// The rhai source.
        source: String,
        /// The names it may return.
        ports: Vec<PortName>,
        /// Where a script error leads.
        error: To,
    },
    /// Goes on with one arm by chance.
    Draw {
        /// Percentages, which sum to 100, and where each leads.
        arms: Vec<(Decimal, To)>,
        /// Whether a customer gets the same arm at every pass, whatever instance and visit.
        sticky: bool,
        /// How the report counts and compares the arms.
        compared: Compared,
    },
    /// Waits until a point in time.
    Pause {
        /// Until when.
        until: Until,
        /// Whose clock and calendar count.
        clock: Clock,
        /// Where the wait leads.
        done: To,
        /// Where it leads when the time is already past; none means `done`, at once.
        past: Option<To>,
    },
    /// Waits for one of some events, at most for a window. At one instant an event beats the timeout.
    Await {
        /// What is waited for; the first in this order wins when the look-back finds several.
        events: Vec<(Awaited, To)>,
        /// How long at most.
        window: Span,
        /// How far back an event already seen counts, if at all.
        look_back: Option<Span>,
        /// Where running out of time leads.
        timeout: To,
    },
    /// Asks whether a contact is allowed now: consent, frequency caps, quiet hours. Every refusal has its reason.
    Gate {
        /// Channels in order of preference, and where each leads when allowed.
        channels: Vec<(Channel, To)>,
        /// The attribute (category) that names the customer's preferred channel, which is then tried first.
        prefer: Option<String>,
        /// The purpose whose consent is asked for besides the channel's, if any.
        purpose: Option<String>,
        /// What happens inside quiet hours: `true` waits until they end, `false` counts as blocked.
        defer: bool,
        /// Where a customer goes who may not be contacted.
        blocked: To,
    },
    /// Sends a message. Reactions become events `message.opened` and `message.clicked` of the customer.
    Send {
        /// By which channel.
        channel: Channel,
        /// Whether it counts against the frequency caps.
        marketing: bool,
        /// Which arm of the node's draw it is, when the message has variants.
        variant: Option<usize>,
        /// The variant whose own chances these are, if they are not the message's.
        modelled: Option<String>,
        /// Chance that it arrives.
        delivered: Response,
        /// Chance that a delivered one is opened, and after how long.
        opened: Option<(Response, Delay)>,
        /// Chance that an opened one is clicked, and after how long.
        clicked: Option<(Response, Delay)>,
        /// Where a delivered message leads.
        sent: To,
        /// Where a bounced one leads.
        bounced: To,
    },
    /// Calls a system outside; in a rehearsal only its mock answers.
    Call {
        /// The connector's name in the settings.
        connector: String,
        /// What is sent: name and rhai expression.
        request: Vec<(String, String)>,
        /// Replies: the first whose condition holds answers.
        replies: Vec<Reply>,
        /// How long an answer takes.
        latency: Delay,
        /// Chance that one try fails.
        failure: Response,
        /// How long one try may take.
        patience: Span,
        /// How many more tries follow a failed one, 0–10.
        retries: u32,
        /// How long the first retry waits; each later one twice as long.
        back_off: Span,
        /// Where a failure leads after all retries, and an answer that no reply gives.
        error: To,
        /// Where it leads when the last try ran out of time.
        timeout: To,
    },
    /// Writes attributes or context keys, all expressions read before any is written.
    Assign {
        /// `customer.<attribute>` or `context.<key>`, and the rhai expression of its value.
        sets: Vec<(String, String)>,
        /// Where it leads.
        next: To,
    },
    /// Takes from an offer's budget and stock, which all customers share in the order of time. Never below zero.
    Take {
        /// The offer's name in the settings.
        offer: String,
        /// What it is, by which money is counted.
        kind: OfferKind,
        /// How much money one takes: a rhai expression that gives a number.
        amount: String,
        /// How long it may be used; the context key of the offer's expiry then holds until when.
        expiry: Option<Span>,
        /// Where it leads when there was enough.
        taken: To,
        /// Where it leads when there was not.
        refused: To,
    },
    /// Counts passes of this instance through this node, from its last leaving by `done` or `limit` on.
    Count {
        /// Passes after which `limit` is taken.
        most: u32,
        /// A condition that ends the loop early.
        until: Option<String>,
        /// Where another round leads.
        repeat: To,
        /// Where it leads when the condition holds.
        done: To,
        /// Where it leads when the rounds are used up.
        limit: To,
    },
    /// Asks the customer for a score; the answer comes later, as event `survey.answered` with `score`.
    Ask {
        /// Which scale.
        survey: Survey,
        /// By which channel.
        channel: Channel,
        /// Chance that the customer answers, and after how long.
        answered: (Response, Delay),
        /// Days in which a customer is not asked again.
        suppress: Span,
        /// The mean score of the model, before wait and effort are taken off.
        mean: Decimal,
        /// The standard deviation of its noise, in points of the scale.
        deviation: Decimal,
        /// Where it leads once asked.
        asked: To,
        /// Where it leads when the customer was asked too recently.
        suppressed: To,
    },
    /// Takes the score of the event `survey.answered` that has just come.
    Score {
        /// Which scale.
        survey: Survey,
        /// The context key that keeps the score, if any.
        store: Option<String>,
        /// Where it leads.
        next: To,
    },
    /// Creates a task for a team.
    Task {
        /// The team.
        team: String,
        /// When it is due, counted from its creation.
        due: Span,
        /// What the team must know, in words.
        payload: Option<String>,
        /// Facts that go with it: name and rhai expression.
        fields: Vec<(String, String)>,
        /// Where it leads.
        next: To,
    },
    /// Notes that a goal was reached; only an instance's first hit of a goal counts.
    Goal {
        /// The goal's name.
        name: String,
        /// What it is worth: a rhai expression that gives a number, in the journey's currency.
        value: Option<String>,
        /// How long after entry a hit still counts.
        window: Option<Span>,
        /// The offer that reaching it redeems: after it has expired, a hit does not count.
        offer: Option<String>,
        /// Where it leads.
        next: To,
    },
    /// Enters a sub-journey, which the plan inlines in this place.
    Sub {
        /// Its id.
        journey: String,
        /// The hash of the version that is meant.
        version: String,
        /// What it is given: `customer.…` or `context.…` as it declares them, and the expression over the
        /// names of this journey.
        inputs: Vec<(String, String)>,
        /// What it gives back: `customer.…` or `context.…` of this journey, and the expression over the
        /// names of the sub-journey.
        outputs: Vec<(String, String)>,
        /// Where each of its outcomes leads.
        outcomes: Vec<(Outcome, To)>,
        /// Where it leads when the sub-journey cannot be run.
        error: To,
    },
    /// Ends the instance.
    End {
        /// With this outcome.
        outcome: Outcome,
    },
}

impl Op {
    /// Returns every way it may lead.
    pub fn ways(&self) -> Vec<&To> {
        match self {
            Self::Decide { arms, otherwise } => {
                arms.iter().map(|(_, to)| to).chain([otherwise]).collect()
            }
            Self::Draw { arms, .. } => arms.iter().map(|(_, to)| to).collect(),
            Self::Pause { done, past, .. } => std::iter::once(done).chain(past).collect(),
            Self::Await { events, timeout, .. } => {
                events.iter().map(|(_, to)| to).chain([timeout]).collect()
            }
            Self::Gate { channels, blocked, .. } => {
                channels.iter().map(|(_, to)| to).chain([blocked]).collect()
            }
            Self::Send { sent, bounced, .. } => vec![sent, bounced],
            Self::Call { replies, error, timeout, .. } => {
                replies.iter().map(|reply| &reply.to).chain([error, timeout]).collect()
            }
            Self::Take { taken, refused, .. } => vec![taken, refused],
            Self::Count { repeat, done, limit, .. } => vec![repeat, done, limit],
            Self::Ask { asked, suppressed, .. } => vec![asked, suppressed],
            Self::Assign { next, .. }
            | Self::Score { next, .. }
            | Self::Task { next, .. }
            | Self::Goal { next, .. } => vec![next],
            Self::Sub { outcomes, error, .. } => {
                outcomes.iter().map(|(_, to)| to).chain([error]).collect()
            }
            // A script names its ports, not its ways.
            Self::Script { error, .. } => vec![error],
            Self::End { .. } => Vec::new(),
        }
    }
}

/// How a draw's arms are counted and compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What the arms are.
    pub of: ArmsOf,
    /// The name of each arm, in the order of the draw.
    pub names: Vec<String>,
    /// The arm that the others are held against.
    pub baseline: Option<usize>,
    /// The goal that counts; none means the first of the journey.
    pub goal: Option<String>,
}

/// What the arms of a draw are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArmsOf {
    /// Ways of an experiment.
    Experiment,
    /// Variants of a message.
    Message,
    /// Reasons of a contact.
    Contact,
}

/// Why customers contact us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasons {
    /// Names and percentages, which sum to 100.
    pub shares: Vec<(String, Decimal)>,
    /// The property of the event that holds the reason: recorded, or drawn.
    pub property: String,
    /// The context key that keeps it, if any.
    pub store: Option<String>,
}

/// What an arm asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A rhai condition.
    Condition(String),
    /// Whether a calendar of the settings is open at this moment.
    Open(String),
}

impl Test {
    /// Returns the condition, if it is one.
    pub fn condition(&self) -> Option<&str> {
        match self {
            Self::Condition(source) => Some(source),
            Self::Open(_) => None,
        }
    }
}

/// An event that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The event's name.
    pub event: String,
    /// A condition on its properties.
    pub condition: Option<String>,
    /// The step whose reaction is meant, for `message.opened`, `message.clicked` and `survey.answered`;
    /// an empty id means the step that waits.
    pub step: Option<NodeId>,
    /// Chance that the event comes within the window, and after how long, where no record answers.
    pub model: Option<(Response, Delay)>,
}

/// One answer of a mock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The condition under which it answers; none always does.
    pub when: Option<String>,
    /// Where the answer leads once it has come; what it says is written there, not before.
    pub to: To,
}

/// Until when a pause lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Until {
    /// For a length of time.
    After(Span),
    /// Until the next such weekday (any, when the list is empty) and time of day ("HH:MM"), strictly later than now.
    Next {
        /// Days that count.
        days: Vec<DayName>,
        /// Minutes since local midnight.
        minute: i64,
    },
    /// Until the date or instant in an attribute (`customer.…`, `context.…` or `event.…`).
    Attribute {
        /// The full name.
        attribute: String,
        /// Days added to it, may be negative.
        plus_days: i64,
        /// Minutes since local midnight, for dates.
        minute: i64,
        /// Whether only month and day count: the next such day from today on. Today's is past when its
        /// time of day is.
        yearly: Option<LeapDay>,
    },
    /// Until a fixed local time, in milliseconds of the local time line.
    Local(i64),
}

/// What 29 February means in a year that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeapDay {
    /// The day before, 28 February.
    February28,
    /// The day after, 1 March.
    March1,
}

/// Whose clock a wait goes by.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The journey's time zone.
    #[default]
    Journey,
    /// The customer's own, by the attribute that the settings name; the journey's where it is missing.
    Customer,
}

/// The scale of a survey.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Survey {
    /// Net promoter score: "how likely are you to recommend us", 0–10.
    #[default]
    Nps,
    /// Customer satisfaction, 1–5.
    Csat,
    /// Customer effort, 1–7, low is good.
    Ces,
}

/// What an offer is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// Money off.
    #[default]
    Discount,
    /// Something for free.
    Gift,
    /// A fee that is not charged.
    Waiver,
    /// A birthday present.
    Birthday,
}

impl OfferKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Discount, Self::Gift, Self::Waiver, Self::Birthday];

    /// Returns the name used in files and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Discount => "discount",
            Self::Gift => "gift",
            Self::Waiver => "waiver",
            Self::Birthday => "birthday",
        }
    }
}

impl Survey {
    /// Returns the lowest and the highest score.
    pub const fn scale(self) -> (i64, i64) {
        match self {
            Self::Nps => (0, 10),
            Self::Csat => (1, 5),
            Self::Ces => (1, 7),
        }
    }
}

/// How customers come into a journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// By an event of their own.
    Event {
        /// The event's name.
        event: String,
        /// A condition on the customer and the event.
        condition: Option<String>,
    },
    /// By belonging to an audience when it is evaluated.
    Audience {
        /// Who belongs.
        condition: Option<String>,
        /// When it is evaluated.
        schedule: Schedule,
        /// Whose clock the schedule goes by.
        clock: Clock,
        /// How many enter each minute, if not all at once.
        wave: Option<u32>,
    },
    /// By contacting us.
    Inbound {
        /// The channel they come by.
        channel: Channel,
        /// The event that records a contact; when the event file has it, it answers instead of the rates.
        event: Option<String>,
        /// Contacts an hour, by day and time, in the journey's zone.
        rates: Vec<Rate>,
        /// Why they come, if that is told apart.
        reasons: Option<Reasons>,
    },
}

/// How an entry limits itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Admission {
    /// May a customer enter again; none means the journey's rule.
    pub reentry: Option<crate::settings::Reentry>,
    /// How many instances this entry starts at most, over all customers, in the order of time.
    pub cap: Option<u64>,
}

/// When an audience is evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Once, at a local time.
    Once(i64),
    /// On these weekdays (any, when empty), at this minute since local midnight, from the run's start on.
    Every {
        /// Days that count.
        days: Vec<DayName>,
        /// Minutes since local midnight.
        minute: i64,
    },
}

/// Contacts an hour on some days between two times.
#[derive(
    Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Rate {
    /// The days, empty means all.
    #[serde(default)]
    pub days: Vec<DayName>,
    /// From when.
    pub from: TimeOfDay,
    /// Until when.
    pub to: TimeOfDay,
    /// Contacts an hour, over all customers.
    pub per_hour: Decimal,
}

/// What a node lowers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lowered {
    /// A way in; customers go on through port `out`.
    Entry(Entry, Admission),
    /// Steps.
    Ops(Vec<Op>),
}
