//! The plan: a journey compiled to arrays of ops with every name resolved. It exists only if it compiled.

mod build;
mod clocks;
mod compile;
mod ears;
mod op;
mod resolve;

pub use build::holidays;
pub(crate) use build::open_hours;
pub use clocks::{ClockChange, Clocks};
pub use compile::{CompileError, compile};
pub(crate) use compile::{compile_watched, compile_with_clocks};
pub(crate) use op::*;

use std::collections::BTreeMap;

use journey::condition::{Scope, Slot, Typed};
use journey::document::{Label, Stage};
use journey::id::NodeId;
use journey::op::{ArmsOf, Clock, Rate};
use journey::response::{Delay, Response};
use journey::settings::{Cap, ExitTime, Outcome, Reentry, Settings};
use journey::time::{Grid, Holidays, Zone};
use journey::value::Decimal;

use crate::draw::{Site, Threshold, Wait};

/// A journey ready to run.
pub struct Plan {
    /// The journey's id.
    pub id: String,
    /// The name people read.
    pub name: Label,
    /// Hash of what it means, layout apart.
    pub hash: String,
    /// Its settings.
    pub settings: Settings,
    /// Names and slots of everything a condition may see.
    pub scope: Scope,
    /// The journey's zone.
    pub zone: Zone,
    pub(crate) clocks: Clocks,
    /// What `is_holiday` means.
    pub holidays: Holidays,
    /// Steps, those of sub-journeys included.
    pub nodes: Vec<PlanNode>,
    /// Every way out of every step.
    pub ports: Vec<PlanPort>,
    pub(crate) ops: Vec<Op>,
    /// What leaving by each port needs to know, close together.
    pub(crate) hops: Vec<Hop>,
    /// Arms that are counted and compared, draw by draw.
    pub groups: Vec<Group>,
    /// Ways in.
    pub entries: Vec<PlanEntry>,
    pub(crate) exits: Vec<Exit>,
    /// Whether an exit rule names an event.
    pub(crate) event_exits: bool,
    /// Whether an exit rule names no event.
    pub(crate) condition_exits: bool,
    /// Event names: those of the settings, then the built-in ones.
    pub events: Vec<PlanEvent>,
    pub(crate) quiet: Option<(Grid, Clock)>,
    pub(crate) caps: Vec<Cap>,
    pub(crate) calendars: Vec<(String, OpenHours)>,
    /// Budgets and stocks, by name.
    pub offers: Vec<(String, journey::settings::Offer)>,
    /// Connectors that take only so many calls a minute.
    pub limits: Vec<(String, u32)>,
    /// Names of goals.
    pub goals: Vec<String>,
    /// Every probability and duration, with its source.
    pub assumptions: Vec<Assumption>,
    pub(crate) zone_slot: Option<Slot>,
    /// Customer attributes that something reads.
    pub(crate) used: Vec<Slot>,
    /// First slot of the context, and first slot of the event.
    pub(crate) context: std::ops::Range<usize>,
    pub(crate) event: std::ops::Range<usize>,
    /// Texts every customer may see: node ids, for the `step` of reactions.
    pub(crate) constants: Vec<String>,
    /// How far back events must be remembered.
    pub(crate) look_back: bool,
    /// Whether customers share anything: a cap, a wave, an offer.
    pub shared: bool,
    /// Every condition that decides who goes where, watched; empty unless the plan was compiled so.
    pub watches: Vec<PlanWatch>,
    /// Rules that must hold for every customer.
    pub guards: Vec<crate::guard::Guard>,
    /// Conditions whose script runs in rhai because it has no compiled form, by node.
    pub interpreted: Vec<NodeId>,
}

impl Plan {
    /// Returns how many arms all groups have.
    pub(crate) fn arms(&self) -> usize {
        self.groups.iter().map(|group| group.arms.len()).sum()
    }

    /// Returns whether an offer can run out.
    pub(crate) fn is_limited(&self, offer: u32) -> bool {
        let (_, offer) = &self.offers[offer as usize];
        offer.budget.is_some() || offer.stock.is_some()
    }
}

/// The arms of one draw: variants of a message, ways of an experiment, reasons of a contact.
#[derive(Clone, Debug)]
pub struct Group {
    /// The step, by its place in [`Plan::nodes`].
    pub node: u32,
    /// Its draw, by its place in the plan's ops; an entry has none.
    pub(crate) op: u32,
    /// What they are.
    pub of: ArmsOf,
    /// Place of the first among the arms of all groups.
    pub first: u32,
    /// Name and share of each, in the order of the draw.
    pub arms: Vec<(String, Decimal)>,
    /// The arm that the others are held against.
    pub baseline: Option<usize>,
    /// The goal that counts, by its place in [`Plan::goals`].
    pub goal: Option<u32>,
}

/// A step of the plan.
#[derive(Clone, Debug)]
pub struct PlanNode {
    /// Its id; a sub-journey's step is `sub/inner`.
    pub id: NodeId,
    /// The name people read.
    pub name: Label,
    /// Its kind's id.
    pub kind: String,
    /// Where in the customer's life it stands.
    pub stage: Option<Stage>,
    /// Cost of one pass, in millionths of the currency.
    pub cost: i64,
    /// Value of one pass, in millionths of the currency.
    pub value: i64,
    /// What one pass asks of the customer, 0–5.
    pub effort: u8,
    /// Its first op; none for an entry.
    pub(crate) first: Option<u32>,
    /// Its ports.
    pub ports: std::ops::Range<u32>,
}

/// A way out of a step.
#[derive(Clone, Debug)]
pub struct PlanPort {
    /// The step, by its place in [`Plan::nodes`].
    pub node: u32,
    /// Its name.
    pub name: String,
    /// The step it leads to; none means the instance ends here.
    pub target: Option<u32>,
    /// The port it goes on through, where a sub-journey ends.
    pub through: Option<u32>,
    /// Whether a pass through it counts the step's cost and value.
    pub charged: bool,
}

/// What leaving by a port needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop {
    /// The step it leads to, or the one whose port it goes on through; [`NOWHERE`] ends the instance.
    pub(crate) target: u32,
    /// The port it goes on through, or [`NOWHERE`].
    pub(crate) through: u32,
    /// The target's first op; for a way out of a sub-journey, the op that hands out what it gives back.
    pub(crate) first: u32,
    /// The target's effort.
    pub(crate) effort: u8,
    /// Whether the target draws anything, so that its passes must be counted.
    pub(crate) draws: bool,
}

/// The place of nothing.
pub(crate) const NOWHERE: u32 = u32::MAX;

impl Hop {
    /// Returns the hop of every port.
    fn all(
        ports: &[PlanPort],
        nodes: &[PlanNode],
        ops: &[Op],
        returns: &BTreeMap<u32, u32>,
    ) -> Vec<Self> {
        let mut draws = vec![false; nodes.len()];
        for op in ops {
            draws[op.node as usize] |= matches!(
                op.what,
                What::Draw { .. } | What::Await(_) | What::Send(_) | What::Call(_) | What::Ask(_)
            );
        }
        let hop = |port: &PlanPort| {
            let target = port.through.map(|through| ports[through as usize].node).or(port.target);
            let node = target.map(|target| &nodes[target as usize]);
            Self {
                target: target.unwrap_or(NOWHERE),
                through: port.through.unwrap_or(NOWHERE),
                first: match port.through {
                    Some(through) => returns.get(&through).copied().unwrap_or(NOWHERE),
                    None => node.and_then(|node| node.first).unwrap_or(NOWHERE),
                },
                effort: node.map_or(0, |node| node.effort),
                draws: target.is_some_and(|target| draws[target as usize]),
            }
        };
        ports.iter().map(hop).collect()
    }
}

/// An event name.
#[derive(Clone, Debug)]
pub struct PlanEvent {
    /// The name.
    pub name: String,
    /// Its properties and their slots.
    pub properties: Vec<(String, Slot)>,
    /// Whether a step, an entry or an exit rule listens to it.
    pub heard: bool,
}

/// A condition of the plan that is watched.
#[derive(Clone, Debug)]
pub struct PlanWatch {
    /// The step; none for an exit rule.
    pub node: Option<u32>,
    /// The condition.
    pub typed: Typed,
    /// What it saw.
    pub watch: std::sync::Arc<journey::condition::Watch>,
}

/// A probability or a duration that somebody put into the journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// The step.
    pub node: NodeId,
    /// What it is of: "delivered", "opened", "answered", …
    pub what: String,
    /// The model as written.
    pub response: Option<Response>,
    /// The delay as written.
    pub delay: Option<Delay>,
}

/// A way in.
pub struct PlanEntry {
    /// The step, by its place in [`Plan::nodes`].
    pub node: u32,
    pub(crate) what: Enter,
    pub(crate) reentry: Option<Reentry>,
    pub(crate) cap: Option<u64>,
    pub(crate) start: Go,
    pub(crate) site: Site,
}

impl PlanEntry {
    /// Returns whether an event brings customers in here.
    pub(crate) fn waits_for(&self, event: u16) -> bool {
        match &self.what {
            Enter::Event { event: own, .. } => *own == event,
            Enter::Inbound { event: own, .. } => *own == Some(event),
            Enter::Audience { .. } => false,
        }
    }
}

pub(crate) enum Enter {
    Event {
        event: u16,
        when: Option<Condition>,
    },
    Audience {
        when: Option<Condition>,
        schedule: journey::op::Schedule,
        clock: Clock,
        wave: Option<u32>,
    },
    Inbound {
        event: Option<u16>,
        rates: Vec<(Rate, Grid)>,
        reasons: Option<Box<Reasons>>,
    },
}

/// Why customers contact us, ready to draw.
pub(crate) struct Reasons {
    /// Its place in [`Plan::groups`], whose last arm stands for every reason that is not listed.
    pub(crate) group: u32,
    pub(crate) thresholds: Vec<Threshold>,
    pub(crate) site: Site,
    /// The event's property that holds the reason.
    pub(crate) property: Option<Slot>,
    /// The context key that keeps it.
    pub(crate) store: Option<Slot>,
}

/// The arm of reasons that are recorded but not listed.
pub(crate) const OTHER: &str = "(other)";

/// An exit rule.
pub(crate) struct Exit {
    pub(crate) name: String,
    pub(crate) event: Option<u16>,
    pub(crate) when: Option<Condition>,
    pub(crate) time: ExitTime,
    pub(crate) outcome: Outcome,
    /// The goal that leaving by it reaches.
    pub(crate) goal: Option<u32>,
}
