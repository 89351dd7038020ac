//! An edge that leads into an entry: entries begin a journey, nobody passes through them.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "edge_into_entry",
    severity: Severity::Error,
    en: "The exit “{port}” leads into an entry. Nobody can pass through an entry. Connect to the step behind it.",
    ja: "出口「{port}」が開始ステップにつながっています。開始ステップは途中で通れません。その先のステップにつないでください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    let entries = view.graph.entries();
    for (from, ports) in &view.journey.edges {
        for (port, _) in ports.iter().filter(|(_, to)| entries.contains(*to)) {
            // Without the mark, the exit would lead nowhere, which is no better.
            let fix = Edit::MarkEnd { node: from.clone(), port: port.clone() };
            findings.push(Finding::of(&TEXT).at(from).port(port).fix(fix));
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
        assert_eq!(found(&TEXT, r#"entry -> wait 1d -> entry"#), "wait.done");
        assert_eq!(mended(&TEXT, r#"entry -> wait 1d -> entry"#), "");
    }
}
