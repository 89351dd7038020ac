//! Scenarios: one customer's story and how it must go, in a notation of one line for each fact.
//! Owns the notation; a story is played by the engine.
//!
//! ```text
//! # A cart of 12,000 yen, left on a Monday morning.
//! start 2026-01-05T10:00
//! customer age=41 email_ok=true
//! at +0s cart_abandoned items=2
//! given nod_mail opened +30m
//! mock payments fails 2
//! expect message nod_mail email at +1h
//! expect step nod_wait purchase by +2d
//! never offer cart_coupon
//! no other message
//! expect end converted
//! ```
//!
//! Words are parted by blanks; one with blanks, `"`, `=` or `#` in it stands in `"…"`. Times are `+2d` from the
//! start, or an instant, in the journey's zone unless it names its own.

mod fault;
mod lex;
mod print;
mod read;
#[cfg(test)]
mod tests;

pub use fault::{Fault, FaultCode};
pub use print::word;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Label;
use crate::id::NodeId;
use crate::settings::{Channel, Outcome};
use crate::span::Span;
use crate::time::{Millis, Zone};

/// Why a contact can be blocked, as stories and reports name it.
pub const BLOCKED: [&str; 5] =
    ["no_consent", "no_purpose_consent", "frequency_cap", "quiet_hours", "asked_recently"];

/// Why an entry can be refused, as stories and reports name it.
pub const REFUSED: [&str; 3] = ["reentry", "concurrency", "cap"];

/// What a call can come to, as stories and reports name it.
pub const CALLED: [&str; 3] = ["ok", "error", "timeout"];

/// One customer's story, and how it must go.
///
/// The file keeps the story's text and not its parts: it is what the admin wrote and what a reviewer reads
/// in a diff, one line for each fact; a line half typed is kept as it is; and like the text of a
/// condition it is the one source, of which [`Story`] is a view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// Names it in reports.
    pub id: String,
    /// The name people read.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub name: Label,
    /// The story, line by line: `start`, `until`, `chance`, `recorded`, `customer`, `at`, `given`, `mock`, `expect`,
    /// `never`, `no other`, or `#` and a remark.
    #[serde(default)]
    pub story: Vec<String>,
}

impl Scenario {
    /// Returns the story as it was understood, with every fault in it.
    pub fn read(&self) -> (Story, Vec<Fault>) {
        Story::read(&self.story)
    }
}

/// A story as it was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// Its lines, each with its number in the text, from 1. Empty ones are not here.
    pub lines: Vec<(usize, Line)>,
}

/// One line of a story.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// `# …`: a remark.
    Remark(String),
    /// `start INSTANT`: when the clock starts.
    Start(Moment),
    /// `until +SPAN`: how long it runs; 90 days, unless said.
    Until(Span),
    /// `chance SEED RUN CUSTOMER [of COUNT]`: what the story leaves open is drawn as it is for this customer in that run of a
    /// rehearsal with this seed; without it, the likelier happens.
    Chance {
        /// The rehearsal's seed.
        seed: u64,
        /// Which of its runs, from 0.
        run: u32,
        /// The customer's id.
        customer: String,
        /// Among how many customers, who contact us by turns; this one alone where that is not said.
        among: Option<u64>,
    },
    /// `recorded EVENT …`: events that come only by the story's own lines, whatever the journey assumes of them.
    Recorded(Vec<String>),
    /// `customer name=value …`: attributes.
    Customer(Vec<(String, String)>),
    /// `at TIME event name=value …`: something the customer does.
    Input {
        /// When.
        at: Moment,
        /// What.
        event: String,
        /// Its properties.
        properties: Vec<(String, String)>,
    },
    /// `given STEP …`: how a chance at a step comes out.
    Given(NodeId, Fate),
    /// `mock STEP-OR-CONNECTOR …`: how a system outside answers.
    Mock(String, Answer),
    /// `expect … [at TIME | by TIME]`: what must happen, in the order of the lines.
    Expect(Effect, Option<Due>),
    /// `never …`: what must not happen.
    Never(Effect),
    /// `no other …`: nothing of this sort but what is expected.
    NoOther(Sort),
}

/// A point in time of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// So long after the start, by the journey's calendar.
    After(Span),
    /// A local time of the journey's zone, in milliseconds of the local time line.
    Local(Millis),
    /// An instant that named its zone.
    Instant(Millis),
}

impl Moment {
    /// Returns the instant that is meant.
    pub fn at(self, start: Millis, zone: &Zone) -> Millis {
        match self {
            Self::After(span) => span.after(start, zone),
            Self::Local(local) => zone.instant(local),
            Self::Instant(instant) => instant,
        }
    }
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// At this instant.
    At(Moment),
    /// At this instant or before.
    By(Moment),
}

/// How a chance comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The message arrives, or does not.
    Delivered(bool),
    /// The message is opened after this time, or not at all.
    Opened(Option<Span>),
    /// The message is clicked, this time after it was opened, or not at all.
    Clicked(Option<Span>),
    /// The draw falls on this arm, variant or reason.
    Takes(String),
    /// The event awaited for this port comes after this time; `nothing` when none does.
    Comes(Option<(String, Span)>),
    /// The survey is answered with a score after this time, or not at all.
    Answers(Option<(i64, Span)>),
}

/// How a system outside answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// With this reply of its list, from 1, after this time; or as soon as usual.
    Reply(u32, Option<Span>),
    /// Every try fails.
    Error,
    /// No try is answered in time.
    Timeout,
    /// So many tries fail, then it answers.
    Fails(u32),
}

/// Something that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A pass begins, by this entry if one is named.
    Enter(Option<NodeId>),
    /// An entry is refused, for this reason if one is named.
    Refused(Option<String>),
    /// A step is left, by this port if one is named.
    Step(NodeId, Option<String>),
    /// A message goes out, by this step and channel if they are named.
    Message(Option<NodeId>, Option<Channel>),
    /// A contact is refused at a step, for this reason if one is named.
    Blocked(NodeId, Option<String>),
    /// An offer is issued.
    Offer(String),
    /// A task is made, by this step or for this team.
    Task(String),
    /// A goal is reached and counts.
    Goal(String),
    /// A value is written.
    Value(String, String),
    /// A connector is called, with this result if one is named.
    Call(String, Option<String>),
    /// A survey is sent by a step.
    Survey(NodeId),
    /// The pass ends, with this outcome if one is named.
    End(Option<Outcome>),
    /// The pass is still inside when the story's time is over, at this step if one is named.
    Inside(Option<NodeId>),
}

/// Sorts of effects that a story can rule out as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Messages.
    Message,
    /// Offers.
    Offer,
    /// Tasks.
    Task,
    /// Goals.
    Goal,
    /// Calls of connectors.
    Call,
    /// Surveys.
    Survey,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Self; 6] =
        [Self::Message, Self::Offer, Self::Task, Self::Goal, Self::Call, Self::Survey];

    /// Returns the word of the notation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Offer => "offer",
            Self::Task => "task",
            Self::Goal => "goal",
            Self::Call => "call",
            Self::Survey => "survey",
        }
    }
}

impl Effect {
    /// Returns the step that it names.
    pub fn step(&self) -> Option<NodeId> {
        match self {
            Self::Step(id, _) | Self::Blocked(id, _) | Self::Survey(id) => Some(id.clone()),
            Self::Enter(id) | Self::Message(id, _) | Self::Inside(id) => id.clone(),
            Self::Task(of) => Some(NodeId::from(of.clone())),
            Self::Refused(_)
            | Self::Offer(_)
            | Self::Goal(_)
            | Self::Value(..)
            | Self::Call(..)
            | Self::End(_) => None,
        }
    }

    /// Returns the sort that a story can rule out, if it is of one.
    pub fn sort(&self) -> Option<Sort> {
        match self {
            Self::Message(..) => Some(Sort::Message),
            Self::Offer(_) => Some(Sort::Offer),
            Self::Task(_) => Some(Sort::Task),
            Self::Goal(_) => Some(Sort::Goal),
            Self::Call(..) => Some(Sort::Call),
            Self::Survey(_) => Some(Sort::Survey),
            Self::Enter(_)
            | Self::Refused(_)
            | Self::Step(..)
            | Self::Blocked(..)
            | Self::Value(..)
            | Self::End(_)
            | Self::Inside(_) => None,
        }
    }
}

impl Story {
    /// Returns when the clock starts, if the story says so.
    pub fn start(&self) -> Option<Moment> {
        self.lines.iter().find_map(|(_, line)| match line {
            Line::Start(moment) => Some(*moment),
            _ => None,
        })
    }

    /// Returns how long the clock runs.
    pub fn until(&self) -> Span {
        let said = self.lines.iter().find_map(|(_, line)| match line {
            Line::Until(span) => Some(*span),
            _ => None,
        });
        said.unwrap_or(Span::days(90))
    }
}
