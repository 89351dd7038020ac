//! A field of a configuration that cannot be read: the step would run without it.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;
use crate::op::Rate;
use crate::time::minutes;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "config_unreadable",
    severity: Severity::Error,
    en: "The field {field} holds {found}, where {expected} is expected. The step cannot use it. Correct it.",
    ja: "項目{field}の値{found}は読めません（必要な形：{expected}）。修正してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let each = |(&id, problems): (&&_, &Vec<crate::kind::ConfigProblem>)| {
        let finding = |problem: &crate::kind::ConfigProblem| {
            Finding::of(&TEXT)
                .at(id)
                .field(&format!("/config{}", problem.field))
                .expected(&problem.found, &problem.expected)
        };
        problems.iter().map(finding).collect::<Vec<_>>()
    };
    let mut findings: Vec<Finding> = view.problems.iter().flat_map(each).collect();
    for (id, _, kind) in view.nodes() {
        if let Kind::EntryInbound(entry) = kind {
            findings.extend(no_times(&entry.rates).map(|finding| finding.at(id)));
        }
    }
    findings
}

/// Finds the hours of arrivals that are no times of day, which are kept as they were typed.
fn no_times(rates: &[Rate]) -> impl Iterator<Item = Finding> {
    let times = |(index, rate): (usize, &Rate)| {
        [("from", rate.from.clone()), ("to", rate.to.clone())]
            .map(|(name, text)| (index, name, text))
    };
    let wrong = rates.iter().enumerate().flat_map(times).filter(|it| minutes(&it.2).is_none());
    let wrong: Vec<_> = wrong.collect();
    wrong.into_iter().map(|(index, name, text)| {
        let finding = Finding::of(&TEXT).field(&format!("/config/rates/{index}/{name}"));
        finding.expected(&format!("\"{text}\""), "a time of day like \"09:00\"")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> wait soon {"clock": 4} -> end"#),
            "wait /config/clock; wait /config/for"
        );
        let inbound = r#"inbound {"rates": [{"from": "09:00", "to": "TO", "per_hour": 3}]} -> end"#;
        assert_eq!(found(&TEXT, &inbound.replace("TO", "17:00")), "");
        assert_eq!(found(&TEXT, &inbound.replace("TO", "60:00")), "inbound /config/rates/0/to");
    }
}
