//! A wait just before the end: it only keeps customers inside.

use crate::edit::{Edit, Wires};
use crate::finding::config::leads_to_end;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "wait_last",
    severity: Severity::Warning,
    en: "Nothing follows this wait but the end, so it only keeps customers in the journey. Remove it, or add a step behind it.",
    ja: "この待機の後は終了だけです。顧客を待たせるだけになります。待機を外すか、後にステップを追加してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let waits = view.nodes().filter(|(_, _, kind)| matches!(kind, Kind::WaitTime(_)));
    waits
        .filter(|(id, _, _)| leads_to_end(view, id, &"done".into()))
        .map(|(id, _, _)| Finding::of(&TEXT).at(id).maybe_fix(remove(view, id)))
        .collect()
}

/// Returns the edit that takes the wait out and leads on to the end behind it. There is none where it has no
/// such way or more than one, or where a scenario or guardian names the step.
fn remove(view: &View, id: &NodeId) -> Option<Edit> {
    let only = view.journey.edges.get(id).is_some_and(|ports| ports.len() == 1);
    let on = view.next(id, &"done".into()).is_some();
    let told = ["scenarios", "guardians"].iter().any(|section| {
        let section = view.journey.settings.get(*section);
        section.is_some_and(|it| it.to_string().contains(id.as_str()))
    });
    let fix = Edit::RemoveNodes { nodes: vec![id.clone()], wires: Wires::Heal };
    (only && on && !told).then_some(fix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> message email -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "wait");
        assert_eq!(found(&TEXT, r#"entry -> wait 3d"#), "wait");
    }
}
