//! An experiment that holds nobody back: it ranks its arms, and cannot say whether any of them helps.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "experiment_without_control",
    severity: Severity::Warning,
    en: "The experiment has neither a control nor a hold-out, so it can rank its arms but not say whether any of them helps. Give a share to a control, or to a hold-out that gets nothing.",
    ja: "実験に対照群も非接触群もないため、案どうしの優劣はわかっても、効果があるかどうかはわかりません。対照群か、何も受け取らない非接触群に割合を設定してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::BranchExperiment(experiment) = kind else {
            continue;
        };
        let held = [&experiment.control, &experiment.holdout];
        if !held.into_iter().flatten().any(|part| part.share.0 > 0) {
            findings.push(Finding::of(&TEXT).at(id).field("/config/control"));
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
        assert_eq!(found(&TEXT, "entry -> experiment{a: 90, control: 10} -> end"), "");
        assert_eq!(found(&TEXT, "entry -> experiment{a: 90, holdout: 10} -> end"), "");
        let none = "experiment /config/control";
        assert_eq!(found(&TEXT, "entry -> experiment{a: 50, b: 50} -> end"), none);
        assert_eq!(found(&TEXT, "entry -> experiment{a: 100, control: 0} -> end"), none);
    }
}
