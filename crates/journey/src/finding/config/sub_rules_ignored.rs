//! A sub-journey with rules of its own that the journey around it does not have: here they do not apply.

use crate::finding::structure::subs;
use crate::finding::{Finding, Severity, Text, View};
use crate::settings::Settings;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sub_rules_ignored",
    severity: Severity::Warning,
    en: "The sub-journey “{journey}” has {rules} of its own. Inside another journey only that journey’s apply. Copy them to this journey’s settings if they are needed.",
    ja: "サブジャーニー「{journey}」には独自の{rules}がありますが、別のジャーニーの中では外側の設定だけが有効です。必要なら、このジャーニーの設定にも入れてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, sub) in subs(view) {
        let Some(inner) = view.library.get(&sub.target()) else {
            continue;
        };
        let (inner, _) = crate::settings::read(&inner.settings);
        let ignored = ignored(&inner, &view.settings);
        if !ignored.is_empty() {
            let list = |lang: usize, between: &str| {
                ignored.iter().map(|words| words[lang]).collect::<Vec<_>>().join(between)
            };
            let finding = Finding::of(&TEXT).at(id).field("/config/journey");
            let finding = finding.with("journey", &sub.journey);
            findings.push(finding.with("rules.en", list(0, ", ")).with("rules.ja", list(1, "・")));
        }
    }
    findings
}

/// Returns the rules of the inner settings that the outer do not have in the same form.
fn ignored(inner: &Settings, outer: &Settings) -> Vec<[&'static str; 2]> {
    let exits = inner.exit_rules.iter().any(|rule| !outer.exit_rules.contains(rule));
    let caps = inner.caps.iter().any(|cap| !outer.caps.contains(cap));
    let quiet = inner.quiet_hours.is_some() && inner.quiet_hours != outer.quiet_hours;
    let consent = inner
        .consent
        .iter()
        .any(|(purpose, attribute)| outer.consent.get(purpose) != Some(attribute));
    let lifetime = inner.lifetime.is_some() && inner.lifetime != outer.lifetime;
    let all = [
        (exits, ["exit rules", "離脱ルール"]),
        (quiet, ["quiet hours", "送信禁止の時間帯"]),
        (caps, ["frequency caps", "送信回数の上限"]),
        (consent, ["consent attributes", "同意の属性"]),
        (lifetime, ["a maximum lifetime", "最長期間"]),
        (inner.entry_cap.is_some(), ["an entry cap", "開始数の上限"]),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::places_with;
    use crate::notation::journey;

    #[test]
    fn passes_and_fails() {
        let rules = r#"settings {"caps": [{"most": 1, "per": "day"}], "exit_rules": [{"name": "bought", "event": "purchase"}]}; "#;
        let found = |inner: &str, outer: &str| {
            let mut inner = journey(&format!("{inner}entry -> end"));
            inner.id = "jny_inner".into();
            places_with(&TEXT, &journey(&format!("{outer}entry -> sub jny_inner -> end")), &[inner])
        };
        assert_eq!(found("", rules), "");
        assert_eq!(found(rules, rules), "");
        assert_eq!(found(rules, ""), "sub /config/journey");
    }
}
