//! An edge or an end mark at a port that the node does not have, as after a branch lost an arm.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::PortName;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "edge_missing_port",
    severity: Severity::Error,
    en: "This step has no exit “{port}” any more, but something is still attached to it. Remove it, or give an exit this name.",
    ja: "このステップに出口「{port}」はもうありませんが、接続か終了の印が残っています。削除するか、出口の名前を合わせてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, node, kind) in view.nodes() {
        let names = kind.port_names();
        let unknown = |port: &&PortName| !names.contains(*port);
        let sure = !view.problems.contains_key(id);
        let edges = view.journey.edges.get(id).into_iter().flat_map(|ports| ports.keys());
        for port in edges.filter(unknown).filter(|_| sure) {
            let fix = Edit::Disconnect { from: id.clone(), port: port.clone() };
            findings.push(Finding::of(&TEXT).at(id).port(port).fix(fix));
        }
        for port in node.ends.iter().filter(unknown).filter(|_| sure) {
            let fix = Edit::UnmarkEnd { node: id.clone(), port: port.clone() };
            findings.push(Finding::of(&TEXT).at(id).port(port).fix(fix));
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
        assert_eq!(found(&TEXT, r#"entry -> wait 1d -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> wait 1d -> end; wait.later -> end"#), "wait.later");
        assert_eq!(mended(&TEXT, r#"entry -> wait 1d -> end; wait.later -> end"#), "");
    }
}
