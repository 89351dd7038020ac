//! A port that is wired and marked as an end: the wire wins, so the mark misleads.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "port_wired_and_ended",
    severity: Severity::Warning,
    en: "The exit “{port}” is connected and marked as an end. The connection counts. Remove the mark.",
    ja: "出口「{port}」は接続されているのに「ここで終了」にもなっています。接続が優先されます。終了の印を外してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, node) in &view.journey.nodes {
        for port in &node.ends {
            if view.journey.edges.get(id).is_some_and(|ports| ports.contains_key(port)) {
                let fix = Edit::UnmarkEnd { node: id.clone(), port: port.clone() };
                findings.push(Finding::of(&TEXT).at(id).port(port).fix(fix));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::{found, mended};

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> wait 1d -> end; wait -> !"#), "wait.done");
        assert_eq!(mended(&TEXT, r#"entry -> wait 1d -> end; wait -> !"#), "");
    }
}
