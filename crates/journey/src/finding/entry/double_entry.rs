//! Two ways in that take the same customers: which of them comes first is chance.

use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "double_entry",
    severity: Severity::Warning,
    en: "This entry takes the same customers as “{other}”, so which of the two they come in by is left to chance. Delete one, or give them conditions that differ.",
    ja: "この開始ステップは「{other}」と同じ顧客を対象にしています。どちらから入るかが成り行きで決まるため、片方を削除するか、条件を分けてください。",
};

/// Returns every finding of this rule, at the later of the two by id.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let entries: Vec<(&NodeId, &Kind)> = view
        .nodes()
        .filter(|(_, _, kind)| kind.is_entry())
        .map(|(id, _, kind)| (id, kind))
        .collect();
    let mut findings = Vec::new();
    for (at, (id, kind)) in entries.iter().enumerate() {
        let same = entries[..at].iter().find(|(_, earlier)| takes_same(earlier, kind));
        if let Some((other, _)) = same {
            findings.push(Finding::of(&TEXT).at(id).with("other", other));
        }
    }
    findings
}

/// Returns whether two entries ask for the same. That two conditions mean the same in other words is not seen.
fn takes_same(one: &Kind, other: &Kind) -> bool {
    match (one, other) {
        (Kind::EntryEvent(one), Kind::EntryEvent(other)) => {
            !one.event.is_empty() && one.event == other.event && one.when == other.when
        }
        (Kind::EntryAudience(one), Kind::EntryAudience(other)) => {
            one.when == other.when && one.schedule == other.schedule && one.clock == other.clock
        }
        (Kind::EntryEvent(event), Kind::EntryAudience(audience))
        | (Kind::EntryAudience(audience), Kind::EntryEvent(event)) => {
            audience.when.is_some() && audience.when == event.when
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let gold = r#"{"when": "customer.tier == \"gold\""}"#;
        let silver = r#"{"when": "customer.tier == \"silver\""}"#;
        for (a, b, expected) in [
            (format!("entry {gold}"), format!("entry {silver}"), ""),
            (format!("entry {gold}"), format!("entry purchase {gold}"), ""),
            (format!("entry {gold}"), format!("audience {silver}"), ""),
            ("entry".to_owned(), "audience".to_owned(), ""),
            (format!("entry {gold}"), format!("entry {gold}"), "b"),
            ("entry".to_owned(), "entry".to_owned(), "b"),
            (format!("audience {gold}"), format!("audience {gold}"), "b"),
            (format!("entry {gold}"), format!("audience {gold}"), "b"),
            (format!("audience {gold}"), format!("entry {gold}"), "b"),
        ] {
            let text = format!("a={a} -> end; b={b} -> end");
            assert_eq!(found(&TEXT, &text), expected, "{text}");
        }
    }
}
