//! Node kinds: what an admin can place. One file a kind: its configuration, its ports, and the ops
//! it lowers to. Knows one node at a time; the graph around it and its findings live elsewhere.

mod branch;
mod branch_experiment;
mod branch_hours;
mod branch_script;
mod data_call;
mod data_update;
mod entry_audience;
mod entry_event;
mod entry_inbound;
mod fields;
mod flow_end;
mod flow_loop;
mod flow_sub;
mod gate_contact;
mod measure_goal;
mod measure_survey;
mod message;
mod offer_issue;
mod reading;
mod step;
mod task_create;
mod unknown;
mod wait_event;
mod wait_time;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::document::Node;
use crate::id::{NodeId, PortName};
use crate::lang::Lang;
use crate::op::Lowered;

/// The kinds of a journey's steps, as far as this build knows them.
pub type Kinds<'a> = BTreeMap<&'a NodeId, Arc<Kind>>;

pub use branch::{Arm, Branch};
pub(crate) use branch_experiment::HOLDOUT;
pub use branch_experiment::{BranchExperiment, Control, Share};
pub use branch_hours::BranchHours;
pub use branch_script::BranchScript;
pub use data_call::{DataCall, MockReply};
pub use data_update::DataUpdate;
pub use entry_audience::{EntryAudience, ScheduleConfig};
pub use entry_event::EntryEvent;
pub use entry_inbound::EntryInbound;
pub use fields::{Assignment, LocalTime, Quiet, Reaction};
pub use flow_end::FlowEnd;
pub use flow_loop::FlowLoop;
pub use flow_sub::FlowSub;
pub use gate_contact::GateContact;
pub use measure_goal::MeasureGoal;
pub use measure_survey::MeasureSurvey;
pub use message::{Contact, Message, MessageClass, Reactions, Template, Variant};
pub use offer_issue::{OfferIssue, OfferKind};
pub use reading::ConfigProblem;
pub(crate) use reading::read as read_fields;
pub(crate) use step::repeated;
pub use step::{Category, Expected, Expression, Need, Port, Reference, Role, Step, Target, Time};
pub use task_create::TaskCreate;
pub use unknown::UnknownField;
pub use wait_event::{AwaitedEvent, WaitEvent};
pub use wait_time::{Leap, Past, UntilAttribute, UntilNext, WaitTime};

macro_rules! kinds {
    ($($name:ident)*) => {
        /// A node's typed configuration.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Kind {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name($name),)*
        }

        impl Kind {
            /// The ids of all kinds, in the order of the palette.
            pub const IDS: &'static [&'static str] = &[$($name::ID),*];

            /// Reads a node's configuration, skipping fields that cannot be read.
            ///
            /// Returns none for a kind this build does not know.
            pub fn read_leniently(node: &Node) -> Option<(Self, Vec<ConfigProblem>)> {
                match node.kind.as_str() {
                    $($name::ID => {
                        let (config, problems) = reading::read::<$name>(&node.config);
                        Some((Self::$name(config), problems))
                    })*
                    _ => None,
                }
            }

            /// Returns the configuration that a node of this kind starts with, or none for an unknown kind.
            pub fn default_config(id: &str) -> Option<Map<String, Value>> {
                match id {
                    $($name::ID => Some(reading::write(&$name::suggested())),)*
                    _ => None,
                }
            }

            /// Returns the JSON Schema of a kind's configuration, or none for an unknown kind.
            pub fn schema(id: &str, generator: &mut SchemaGenerator) -> Option<Schema> {
                match id {
                    $($name::ID => Some(generator.subschema_for::<$name>()),)*
                    _ => None,
                }
            }

            /// Returns where a kind stands in the palette, or none for an unknown kind.
            pub fn category(id: &str) -> Option<Category> {
                match id {
                    $($name::ID => Some($name::CATEGORY),)*
                    _ => None,
                }
            }

            /// Returns the name people read, or none for an unknown kind.
            pub fn title(id: &str, lang: Lang) -> Option<&'static str> {
                let [en, ja] = match id {
                    $($name::ID => $name::TITLE,)*
                    _ => return None,
                };
                Some(match lang { Lang::En => en, Lang::Ja => ja })
            }

            /// Returns the kind's id, as in `wait.time`.
            pub fn id(&self) -> &'static str {
                match self { $(Self::$name(_) => $name::ID,)* }
            }

            /// Returns the configuration as it is kept in a node; default fields are left out.
            pub fn config(&self) -> Map<String, Value> {
                match self { $(Self::$name(config) => reading::write(config),)* }
            }

            fn step(&self) -> &dyn Step {
                match self { $(Self::$name(config) => config,)* }
            }
        }
    };
}

kinds! {
    EntryEvent EntryAudience EntryInbound
    Message
    Branch BranchScript BranchExperiment BranchHours GateContact
    WaitTime WaitEvent
    DataUpdate DataCall
    OfferIssue TaskCreate
    MeasureSurvey MeasureGoal
    FlowSub FlowLoop FlowEnd
}

impl Kind {
    /// Returns the ids of all kinds, in the order of the palette.
    pub fn ids() -> &'static [&'static str] {
        Self::IDS
    }

    /// Reads a node's configuration; every field that cannot be read is a problem.
    ///
    /// An unknown kind is one problem at the empty path.
    pub fn read(node: &Node) -> Result<Self, Vec<ConfigProblem>> {
        match Self::read_leniently(node) {
            Some((kind, problems)) if problems.is_empty() => Ok(kind),
            Some((_, problems)) => Err(problems),
            None => Err(vec![ConfigProblem {
                field: String::new(),
                found: node.kind.clone(),
                expected: "a kind of step that this build knows".to_owned(),
            }]),
        }
    }

    /// Returns every field of a node's configuration that its kind does not have.
    pub fn unknown_fields(node: &Node) -> Vec<UnknownField> {
        unknown::unknown(&node.kind, &node.config)
    }

    /// Returns the ways out, in the order of the screen; the first is the usual one.
    pub fn ports(&self) -> Vec<Port> {
        self.step().ports()
    }

    /// Returns the names of the ways out.
    pub fn port_names(&self) -> BTreeSet<PortName> {
        self.ports().into_iter().map(|port| port.name).collect()
    }

    /// Returns what the node does, as ops.
    pub fn lower(&self) -> Lowered {
        self.step().lower()
    }

    /// Returns every condition and expression of the configuration.
    pub fn expressions(&self) -> Vec<Expression> {
        self.step().expressions()
    }

    /// Returns what the configuration must have and whether it has it.
    pub fn needs(&self) -> Vec<Need> {
        self.step().needs()
    }

    /// Returns the names that must exist elsewhere: events, offers, steps …
    pub fn references(&self) -> Vec<Reference> {
        self.step().references()
    }

    /// Returns whether a pass that leaves by this port counts the node's cost and value.
    pub fn charged(&self, port: &PortName) -> bool {
        self.step().charged(port)
    }

    /// Returns whether leaving by this port means that time has passed.
    pub fn time(&self, port: &PortName) -> Time {
        self.step().time(port)
    }

    /// Returns what the node does, in one short line.
    pub fn summary(&self, lang: Lang) -> String {
        self.step().summary(lang)
    }

    /// Returns whether this is a way into the journey.
    pub fn is_entry(&self) -> bool {
        matches!(self, Self::EntryEvent(_) | Self::EntryAudience(_) | Self::EntryInbound(_))
    }

    /// Returns whether an instance can end in this node itself.
    pub fn is_end(&self) -> bool {
        match self {
            Self::FlowEnd(_) => true,
            Self::MeasureGoal(goal) => goal.ends,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
