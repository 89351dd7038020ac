//! An offer that has expired when it is issued.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "expiry_not_positive",
    severity: Severity::Error,
    en: "The offer expires the moment it is issued, so nobody can use it. Enter how long it may be used, or leave it empty.",
    ja: "特典が発行と同時に期限切れになり、誰も使えません。使える期間を入力するか、空にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        if matches!(kind, Kind::OfferIssue(offer) if offer.expiry.is_some_and(|it| it.nominal() <= 0))
        {
            findings.push(Finding::of(&TEXT).at(id).field("/config/expiry"));
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
        assert_eq!(found(&TEXT, r#"entry -> offer coupon {"expiry": "3d"} -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> offer coupon -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> offer coupon {"expiry": "0d"} -> end"#),
            "offer /config/expiry"
        );
    }
}
