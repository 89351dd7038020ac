//! Structure: who leads where, and whether customers get out again.

pub(crate) mod cycle_unbounded;
pub(crate) mod cycle_zero_time;
pub(crate) mod duplicate_port;
pub(crate) mod edge_into_entry;
pub(crate) mod edge_missing_node;
pub(crate) mod edge_missing_port;
pub(crate) mod kind_unknown;
pub(crate) mod loop_without_maximum;
pub(crate) mod no_entry;
pub(crate) mod no_way_out;
pub(crate) mod port_unwired;
pub(crate) mod port_wired_and_ended;
pub(crate) mod sub_missing;
pub(crate) mod sub_recursion;
pub(crate) mod sub_unpinned;
pub(crate) mod too_many_steps;
pub(crate) mod unreachable;

use std::collections::BTreeSet;

use super::{Finding, Text, View};
use crate::id::NodeId;
use crate::kind::{FlowSub, Kind};

/// Returns the finding of a cycle, at the first of its nodes.
fn first_of(text: &'static Text, cycle: &BTreeSet<NodeId>) -> Option<Finding> {
    let names: Vec<&str> = cycle.iter().map(NodeId::as_str).collect();
    Some(Finding::of(text).at(cycle.first()?).with("steps", names.join(", ")))
}

/// Returns the sub-journeys of a journey.
pub(crate) fn subs<'a>(view: &'a View) -> impl Iterator<Item = (&'a NodeId, &'a FlowSub)> {
    view.nodes().filter_map(|(id, _, kind)| match kind {
        Kind::FlowSub(sub) => Some((id, sub)),
        _ => None,
    })
}
