//! Connectors that take only so many calls a minute, and how near a rehearsal came to that.

use std::collections::BTreeMap;

use journey::time::{MINUTE, instant_text};

use super::ConnectorReport;
use crate::plan::Plan;
use crate::tally::Tally;

/// Returns the connectors with a limit, by name.
pub(super) fn connectors(plan: &Plan, tally: &Tally) -> BTreeMap<String, ConnectorReport> {
    let each = plan.limits.iter().zip(&tally.calls);
    each.map(|((name, limit), minutes)| {
        let peak = minutes.values().copied().max().unwrap_or(0);
        let at = minutes.iter().filter(|(_, calls)| **calls == peak);
        let at = at.map(|((_, minute), _)| minute * MINUTE).min();
        let report = ConnectorReport {
            calls: minutes.values().sum(),
            peak,
            peak_at: at.map(|at| instant_text(at, plan.zone.offset(at))),
            per_minute: *limit,
            minutes_over: minutes.values().filter(|calls| **calls > u64::from(*limit)).count()
                as u64,
        };
        (name.clone(), report)
    })
    .collect()
}
