//! Configuration: what a step must have, and values that cannot be.

pub(crate) mod assignment_target;
pub(crate) mod call_without_mock;
pub(crate) mod config_unknown;
pub(crate) mod config_unreadable;
pub(crate) mod date_before_earlier;
pub(crate) mod date_past;
pub(crate) mod delay_impossible;
pub(crate) mod error_port_silent;
pub(crate) mod expiry_not_positive;
pub(crate) mod holdout_contacted;
pub(crate) mod reason_unfit;
pub(crate) mod reference_missing;
pub(crate) mod required_empty;
pub(crate) mod response_out_of_range;
pub(crate) mod retries_too_many;
pub(crate) mod share_negative;
pub(crate) mod shares_sum;
pub(crate) mod sub_map_unfit;
pub(crate) mod sub_rules_ignored;
pub(crate) mod template_missing;
pub(crate) mod variant_repeated;
pub(crate) mod wait_last;
pub(crate) mod wait_not_positive;
pub(crate) mod wait_over_lifetime;
pub(crate) mod wait_unset;

use serde_json::Value;

use super::{View, fix};
use crate::edit::Edit;
use crate::id::{NodeId, PortName};
use crate::kind::{Kind, LocalTime, ScheduleConfig};
use crate::response::Percent;
use crate::span::Span;

/// Returns the shares of every step that divides customers by lot, each with its field, and the field of
/// them all.
fn shares<'a>(
    view: &'a View,
) -> impl Iterator<Item = (&'a NodeId, &'static str, Vec<(String, Percent)>)> {
    view.nodes().filter_map(|(id, _, kind)| match kind {
        Kind::BranchExperiment(experiment) => Some((id, "/config/arms", experiment.shares())),
        Kind::Message(message) => Some((id, "/config/variants", message.shares())),
        Kind::EntryInbound(entry) => Some((id, "/config/reasons", entry.shares())),
        _ => None,
    })
}

/// Returns the edit that scales the shares of a step to 100, each against the others as it was.
fn share_out(view: &View, id: &NodeId, shares: &[(String, Percent)]) -> Option<Edit> {
    let percents: Vec<Percent> = shares.iter().map(|(_, share)| *share).collect();
    let mut config = Value::Object(view.journey.nodes.get(id)?.config.clone());
    for ((pointer, _), share) in shares.iter().zip(fix::scaled(&percents)?) {
        let holder = config.pointer_mut(pointer.strip_suffix("/share")?)?;
        holder.as_object_mut()?.insert("share".to_owned(), serde_json::to_value(share).ok()?);
    }
    fix::put(Some(id), "/config", Some(config))
}

/// Returns the waits for a length of time, with the field that says it.
fn waits<'a>(view: &'a View) -> impl Iterator<Item = (&'a NodeId, &'static str, Span)> {
    view.nodes().filter(|(id, _, _)| !view.problems.contains_key(id)).filter_map(|(id, _, kind)| {
        match kind {
            Kind::WaitTime(wait) => wait.duration.map(|span| (id, "/config/for", span)),
            Kind::WaitEvent(wait) => Some((id, "/config/window", wait.window)),
            _ => None,
        }
    })
}

/// Returns the fixed dates of a journey, with the field that says each.
fn fixed_dates<'a>(view: &'a View) -> Vec<(&'a NodeId, &'static str, LocalTime)> {
    view.nodes()
        .filter_map(|(id, _, kind)| match kind {
            Kind::WaitTime(wait) => wait.at.map(|at| (id, "/config/at", at)),
            Kind::EntryAudience(entry) => match entry.schedule {
                ScheduleConfig::Once(at) => Some((id, "/config/schedule/once", at)),
                ScheduleConfig::Every { .. } => None,
            },
            _ => None,
        })
        .collect()
}

/// Returns whether a port leads straight to an end, or is marked as one.
fn leads_to_end(view: &View, id: &NodeId, port: &PortName) -> bool {
    match view.next(id, port) {
        Some(next) => matches!(view.kind(next), Some(Kind::FlowEnd(_))),
        None => view.journey.nodes.get(id).is_some_and(|node| node.ends.contains(port)),
    }
}

/// Calls back for every value inside a value, with its JSON pointer.
fn within(value: &Value, field: &str, seen: &mut impl FnMut(&str, &Value)) {
    seen(field, value);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                within(value, &format!("{field}/{key}"), seen);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                within(value, &format!("{field}/{index}"), seen);
            }
        }
        _ => {}
    }
}
