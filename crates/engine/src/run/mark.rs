//! Marks: the compact trace of one customer, from which every count of a report is made.

use journey::time::Millis;

/// One thing that happened to one customer: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// When, or for [`Seen::Worth`] how much.
    pub(crate) at: Millis,
    /// Which port, entry, goal, step or rule; see [`Seen`].
    pub(crate) index: u32,
    /// Which of the customer's instances, in order of entry.
    pub(crate) instance: u16,
    /// What.
    pub(crate) what: Seen,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// An instance began; index: entry.
    Entered,
    /// An entry was refused; index: entry.
    Refused(Refused),
    /// A step was left; index: port.
    Passed,
    /// A contact gate refused; index: node.
    Blocked(Blocked),
    /// A message went out, by the channel of this place in `Channel::ALL`; index: node.
    Sent(u8),
    /// A message or a survey went out inside quiet hours; index: node.
    SentInQuiet,
    /// A quiet hour made a contact wait; index: node.
    Deferred,
    /// A goal was reached for the first time by this instance; index: goal.
    Goal,
    /// A goal was reached outside its window; index: goal.
    LateGoal,
    /// What the goal just reached is worth, in millionths, stands in `at`; index: goal.
    Worth,
    /// What an offer just issued costs, in millionths, stands in `at`; it is of the kind of this place in
    /// `OfferKind::ALL`; index: offer.
    Spent(u8),
    /// A goal that counts redeemed this offer, if the instance has it; index: offer.
    Redeemed,
    /// A goal came when this offer had expired; index: offer.
    Lapsed,
    /// An offer was asked for and could not be had; index: offer.
    OutOf,
    /// A survey of this scale (0 NPS, 1 CSAT, 2 CES) was answered with a score; index: score.
    Score(u8),
    /// A task was made; index: node.
    Task,
    /// A connector with a limit was called, once for each try; index: its place in the plan's limits.
    Called,
    /// A try of an external call failed; index: node.
    Failed,
    /// A condition or script met an error; index: node.
    Trap,
    /// A loop was cut because it took no time; index: node.
    Runaway,
    /// An arm of a draw was taken; index: the arm, among those of all groups.
    Arm,
    /// A variant's message arrived; index: arm.
    Delivered,
    /// A variant's message was opened, or will be, before the horizon; index: arm.
    Opened,
    /// A variant's message was clicked, or will be, before the horizon; index: arm.
    Clicked,
    /// The instance ended with the outcome of this place in `Outcome::ALL`; index: node it was in, or
    /// `NOWHERE` when it had left the last one.
    Ended(u8),
    /// The instance left this step by an exit rule; index: node. Comes before [`Seen::Exited`].
    ExitedFrom,
    /// The instance ended by an exit rule, with this outcome; index: rule.
    Exited(u8),
    /// The instance reached its maximum lifetime; index: node it was in.
    Expired,
    /// The instance was still inside at the horizon; index: node it was in.
    Inside,
}

/// Why an entry was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// The customer may not enter again yet, or ever.
    Reentry,
    /// The customer is in as many instances as allowed.
    Concurrency,
    /// The entry, or the journey, has started as many instances as allowed.
    Cap,
}

impl Refused {
    /// Every reason, in the order of reports.
    pub const ALL: [Self; 3] = [Self::Reentry, Self::Concurrency, Self::Cap];

    /// Returns the name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reentry => "reentry",
            Self::Concurrency => "concurrency",
            Self::Cap => "cap",
        }
    }
}

/// Why a contact was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocked {
    /// No consent for any of the channels.
    Consent,
    /// No consent for the purpose.
    Purpose,
    /// A frequency cap is used up.
    Cap,
    /// Quiet hours.
    Quiet,
    /// The customer was asked too recently.
    Suppressed,
}

impl Blocked {
    /// Every reason, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Consent, Self::Purpose, Self::Cap, Self::Quiet, Self::Suppressed];

    /// Returns the name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "no_consent",
            Self::Purpose => "no_purpose_consent",
            Self::Cap => "frequency_cap",
            Self::Quiet => "quiet_hours",
            Self::Suppressed => "asked_recently",
        }
    }
}
