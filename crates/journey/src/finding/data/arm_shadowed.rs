//! An arm that an earlier arm of the same branch takes everyone from.

use super::regions::{asked, finding_at, never};
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "arm_shadowed",
    severity: Severity::Warning,
    en: "Nobody is left for “{condition}”: everyone for whom it holds has gone by an earlier way, “{earlier}”. Put it before that one, or correct it.",
    ja: "「{condition}」に進む顧客はいません。成り立つ顧客は、先にある「{earlier}」ですべて分かれています。順番を入れ替えるか、条件を直してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(reach) = view.reach() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (place, conditions) in asked(reach) {
        let why = never(reach, place, conditions, true);
        if let Some(earlier) = why.and_then(|why| why.earlier) {
            let finding = finding_at(view, &TEXT, place).with("condition", &place.source);
            findings.push(finding.with("earlier", &earlier.place.source));
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
        let arms =
            "entry -> branch{a: customer.cart_value > 10, b: customer.cart_value > LIMIT} -> end";
        assert_eq!(found(&TEXT, &arms.replace("LIMIT", "5")), "");
        assert_eq!(found(&TEXT, &arms.replace("LIMIT", "20")), "branch /config/arms/1/when");
        assert_eq!(found(&TEXT, &arms.replace("LIMIT", "10")), "branch /config/arms/1/when");
    }
}
