//! Re-entry that is allowed sooner than the journey can be over.

use std::collections::BTreeMap;

use serde_json::json;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::kind::Kind;
use crate::settings::Reentry;
use crate::time::{DAY, Millis};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "reentry_too_soon",
    severity: Severity::Warning,
    en: "Customers may enter again after {after}, but the longest way takes up to {days} days. Who is still inside is turned away, or hears everything twice. Let re-entry wait at least that long.",
    ja: "{after}で再び開始できますが、最も長い経路は最長{days}日かかります。途中の顧客は開始できないか、同じ連絡を二重に受け取ります。再開始までの期間をそれ以上にしてください。",
};

/// Returns every finding of this rule: for the settings, and for each entry with a rule of its own.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut rules = vec![(None, view.settings.reentry)];
    rules.extend(view.nodes().filter_map(|(id, _, kind)| Some((Some(id), own(kind)?))));
    let soon = |rule: &Reentry| matches!(rule, Reentry::After(_));
    if !rules.iter().any(|(_, rule)| soon(rule)) {
        return Vec::new();
    }
    let longest = longest(view);
    let mut findings = Vec::new();
    for (id, rule) in rules {
        if let Reentry::After(after) = rule
            && after.nominal() < longest
        {
            let days = longest.div_euclid(DAY) + i64::from(longest % DAY > 0);
            let finding = finding(id, days);
            findings.push(finding.with("after", after).with("days", days));
        }
    }
    findings
}

/// Returns the finding with its fix, in the settings or at an entry.
fn finding(id: Option<&NodeId>, days: i64) -> Finding {
    let (pointer, value) = ("/reentry".to_owned(), Some(json!({"after": format!("{days}d")})));
    match id {
        Some(id) => {
            let fix = Edit::SetConfig { node: id.clone(), pointer, value };
            Finding::of(&TEXT).at(id).field("/config/reentry").fix(fix)
        }
        None => {
            let fix = Edit::SetSetting { pointer, value };
            Finding::of(&TEXT).field("/settings/reentry").fix(fix)
        }
    }
}

fn own(kind: &Kind) -> Option<Reentry> {
    match kind {
        Kind::EntryEvent(entry) => entry.reentry,
        Kind::EntryAudience(entry) => entry.reentry,
        Kind::EntryInbound(entry) => entry.reentry,
        _ => None,
    }
}

/// Returns how long the longest way can take: its waits for a fixed time and its windows, every one to its
/// end; a round counts once. The lifetime ends all ways.
fn longest(view: &View) -> Millis {
    let mut until: BTreeMap<NodeId, Millis> = BTreeMap::new();
    let mut longest = 0;
    for id in view.graph.order() {
        let here = until.get(&id).copied().unwrap_or_default();
        let there = here + view.kind(&id).map_or(0, most);
        longest = longest.max(there);
        for to in view.journey.edges.get(&id).into_iter().flat_map(BTreeMap::values) {
            let known = until.entry(to.clone()).or_default();
            *known = there.max(*known);
        }
    }
    view.settings.lifetime.map_or(longest, |lifetime| longest.min(lifetime.nominal()))
}

fn most(kind: &Kind) -> Millis {
    match kind {
        Kind::WaitTime(wait) => wait.duration.map_or(0, |span| span.nominal()),
        Kind::WaitEvent(wait) => wait.window.nominal(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::{found, mended};

    #[test]
    fn passes_and_fails() {
        let after = |days: u32, more: &str| {
            format!(
                r#"settings {{"reentry": {{"after": "{days}d"}}{more}}}; entry -> wait 3d -> message email -> w=wait 4d 1h -> end"#
            )
        };
        assert_eq!(found(&TEXT, &after(8, "")), "");
        assert_eq!(found(&TEXT, &after(7, "")), "journey /settings/reentry");
        assert_eq!(found(&TEXT, &after(7, r#", "lifetime": "6d""#)), "");
        assert_eq!(mended(&TEXT, &after(7, "")), "");
        let own = r#"entry {"reentry": {"after": "1d"}} -> wait 3d -> message email -> end"#;
        assert_eq!(found(&TEXT, own), "entry /config/reentry");
        assert_eq!(mended(&TEXT, own), "");
        assert_eq!(found(&TEXT, "entry -> wait 3d -> message email -> end"), "");
    }
}
