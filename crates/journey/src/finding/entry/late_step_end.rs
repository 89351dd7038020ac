//! An exit rule that lets the step end first, where a step lasts for days.

use serde_json::json;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::kind::Kind;
use crate::settings::ExitTime;
use crate::time::DAY;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "late_step_end",
    severity: Severity::Warning,
    en: "The exit rule “{name}” waits until the step ends, and “{step}” lasts up to {span}, so customers stay that long after they should have left. Let the rule take effect at once.",
    ja: "離脱ルール「{name}」はステップの終わりに働きますが、「{step}」は最長{span}続きます。その間、顧客が残ってしまいます。「すぐに離脱」に変更してください。",
};

/// Returns every finding of this rule. A rule without an event never cuts a wait short, whatever it says.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some((step, span)) = longest(view).filter(|(_, span)| span.nominal() > DAY) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (index, rule) in view.settings.exit_rules.iter().enumerate() {
        if rule.when == ExitTime::StepEnd && rule.event.is_some() {
            let pointer = format!("/exit_rules/{index}/when");
            let finding = Finding::of(&TEXT).field(&format!("/settings{pointer}"));
            let finding = finding.with("name", &rule.name).with("step", step).with("span", span);
            let value = Some(json!("at_once"));
            findings.push(finding.fix(Edit::SetSetting { pointer, value }));
        }
    }
    findings
}

/// Returns the longest wait.
fn longest<'a>(view: &'a View) -> Option<(&'a NodeId, crate::span::Span)> {
    let waits = view.nodes().filter_map(|(id, _, kind)| match kind {
        Kind::WaitTime(wait) => Some((id, wait.duration?)),
        Kind::WaitEvent(wait) => Some((id, wait.window)),
        _ => None,
    });
    waits.max_by_key(|(_, span)| span.nominal())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::{found, mended};

    #[test]
    fn passes_and_fails() {
        let rule = |when: &str, wait: &str| {
            format!(
                r#"settings {{"exit_rules": [{{"name": "x", "event": "purchase", "when": "{when}"}}]}}; entry -> wait {wait} -> message email -> end"#
            )
        };
        assert_eq!(found(&TEXT, &rule("at_once", "3d")), "");
        assert_eq!(found(&TEXT, &rule("step_end", "1d")), "");
        assert_eq!(found(&TEXT, &rule("step_end", "3d")), "journey /settings/exit_rules/0/when");
        assert_eq!(mended(&TEXT, &rule("step_end", "3d")), "");
    }
}
