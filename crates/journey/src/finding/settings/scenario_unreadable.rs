//! A line of a scenario that cannot be read, or a story without a beginning or anything to expect.

use crate::finding::{Finding, Severity, Text, View};
use crate::lang::Lang;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "scenario_unreadable",
    severity: Severity::Error,
    en: "The scenario “{scenario}” cannot be read (line {line}, column {column}: {problem}). Correct the line.",
    ja: "シナリオ「{scenario}」を読めません（{line}行{column}列：{problem}）。行を修正してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, scenario) in view.settings.scenarios.iter().enumerate() {
        for fault in scenario.read().1 {
            let field = format!("/settings/scenarios/{index}/story/{}", fault.line - 1);
            let finding = Finding::of(&TEXT).field(&field).with("scenario", &scenario.id);
            let finding = finding.with("line", fault.line).with("column", fault.column);
            let mut finding = finding
                .with("problem.en", fault.message(Lang::En))
                .with("problem.ja", fault.message(Lang::Ja));
            finding.line = u32::try_from(fault.line).ok();
            finding.column = u32::try_from(fault.column).ok();
            findings.push(finding);
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
        let with = |story: &str| {
            let list = format!(r#"[{{"id": "s", "story": {story}}}]"#);
            found(&TEXT, &format!(r#"settings {{"scenarios": {list}}}; entry -> end"#))
        };
        assert_eq!(with(r#"["start 2026-01-05T10:00", "", "expect end"]"#), "");
        let at = "journey /settings/scenarios/0/story";
        assert_eq!(with(r#"["start 2026-01-05T10:00", "", "expect ende"]"#), format!("{at}/2"));
        assert_eq!(with(r#"["expect end"]"#), format!("{at}/0"));
    }
}
