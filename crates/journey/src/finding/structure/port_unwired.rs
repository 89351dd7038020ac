//! A port that is neither wired nor marked as an end: customers would vanish there silently.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "port_unwired",
    severity: Severity::Error,
    en: "The exit “{port}” leads nowhere. Customers would stop here without notice. Connect it, or mark it as an end.",
    ja: "出口「{port}」の先がありません。顧客がここで止まってしまいます。接続するか、「ここで終了」にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, node, _) in view.nodes() {
        for port in view.sure_ports(id).unwrap_or_default() {
            let wired = view.journey.edges.get(id).is_some_and(|it| it.contains_key(&port.name));
            if !wired && !node.ends.contains(&port.name) {
                let fix = Edit::MarkEnd { node: id.clone(), port: port.name.clone() };
                findings.push(Finding::of(&TEXT).at(id).port(&port.name).fix(fix));
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
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> message email? -> end"#),
            "message.bounced; message.not_sent"
        );
        assert_eq!(mended(&TEXT, r#"entry -> message email? -> end"#), "");
    }
}
