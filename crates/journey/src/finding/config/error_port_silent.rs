//! An error that leads straight to an end, with no message and no task: nobody learns of it.

use crate::finding::config::leads_to_end;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Role;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "error_port_silent",
    severity: Severity::Warning,
    en: "When this step fails (“{port}”), the journey just ends and nobody learns of it. Add a message or a task.",
    ja: "失敗したとき（出口「{port}」）、だれにも知らされずに終了します。メッセージかタスクを追加してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, _) in view.nodes() {
        for port in view.sure_ports(id).unwrap_or_default() {
            if port.role == Role::Error && leads_to_end(view, id, &port.name) {
                findings.push(Finding::of(&TEXT).at(id).port(&port.name));
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
        assert_eq!(found(&TEXT, r#"entry -> call crm -> end; call.error -> task -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> call crm -> end"#), "call.error");
    }
}
