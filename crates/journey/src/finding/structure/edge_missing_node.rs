//! An edge to or from a node that does not exist.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "edge_missing_node",
    severity: Severity::Error,
    en: "The exit “{port}” leads to “{target}”, but one end of this connection does not exist. Remove the connection or restore the step.",
    ja: "出口「{port}」から「{target}」への接続は、一方のステップがありません。接続を削除するか、ステップを戻してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    let nodes = &view.journey.nodes;
    for (from, ports) in &view.journey.edges {
        for (port, to) in ports {
            if !nodes.contains_key(from) || !nodes.contains_key(to) {
                // Without the mark, an exit that is there would lead nowhere, which is no better.
                let there = view.kind(from).is_some_and(|it| it.port_names().contains(port));
                let fix = match there {
                    true => Edit::MarkEnd { node: from.clone(), port: port.clone() },
                    false => Edit::Disconnect { from: from.clone(), port: port.clone() },
                };
                let finding = Finding::of(&TEXT).at(from).port(port).with("target", to);
                findings.push(finding.fix(fix));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
    }
}
