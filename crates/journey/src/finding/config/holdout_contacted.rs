//! A hold-out that hears from us all the same: it would no longer show what happens without us.

use crate::finding::{Finding, Severity, Text, View};
use crate::id::PortName;
use crate::kind::{HOLDOUT, Kind};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "holdout_contacted",
    severity: Severity::Warning,
    en: "Customers held out reach “{step}”, so they do get something, and no longer show what happens without the journey. Lead the hold-out past messages, surveys and offers.",
    ja: "何も受け取らないはずの非接触群が「{step}」に到達します。ジャーニーがない場合との比較ができなくなるため、メッセージ・アンケート・特典を通らない経路にしてください。",
};

/// Returns every finding of this rule, at the first step behind the hold-out that gives something.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let port = PortName::from(HOLDOUT);
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::BranchExperiment(experiment) = kind else {
            continue;
        };
        let Some(next) = view.next(id, &port).filter(|_| experiment.holdout.is_some()) else {
            continue;
        };
        let mut behind = view.graph.downstream(next);
        behind.insert(next.clone());
        let gives = |kind: &Kind| {
            matches!(kind, Kind::Message(_) | Kind::MeasureSurvey(_) | Kind::OfferIssue(_))
        };
        if let Some(step) = behind.iter().find(|it| view.kind(it).is_some_and(gives)) {
            findings.push(Finding::of(&TEXT).at(id).port(&port).with("step", step));
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
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> experiment{a: 90, holdout: 10} -> message email -> w=await 7d {bought: purchase} -> goal buy -> end; experiment.holdout -> w"#
            ),
            ""
        );
        assert_eq!(
            found(
                &TEXT,
                r#"entry -> experiment{a: 90, holdout: 10} -> end; experiment.holdout -> wait 1d -> message email -> end"#
            ),
            "experiment.holdout"
        );
    }
}
