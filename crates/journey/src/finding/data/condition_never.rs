//! A condition that can never hold, over what values can be and what held upstream: a dead way.

use super::regions::{asked, finding_at, never};
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "condition_never",
    severity: Severity::Warning,
    en: "“{condition}” can never hold here ({because}), so nobody goes this way. Correct one of the conditions or remove the way.",
    ja: "「{condition}」はここでは決して成り立たず（{because}）、この経路を通る顧客はいません。どれかの条件を直すか、経路を削除してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(reach) = view.reach() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (place, conditions) in asked(reach) {
        if let Some(why) = never(reach, place, conditions, true)
            && why.earlier.is_none()
        {
            let finding = finding_at(view, &TEXT, place).with("condition", &place.source);
            findings.push(why.fill(finding));
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
        let alone =
            r#"entry -> branch{a: customer.cart_value > 25 && customer.cart_value < LIMIT} -> end"#;
        assert_eq!(found(&TEXT, &alone.replace("LIMIT", "75")), "");
        assert_eq!(found(&TEXT, &alone.replace("LIMIT", "25")), "branch /config/arms/0/when");
        let after = "entry -> old=branch{old: customer.age >= 65} -> wait 3d -> young=branch{young: customer.age < LIMIT} -> end";
        assert_eq!(found(&TEXT, &after.replace("LIMIT", "70")), "");
        assert_eq!(found(&TEXT, &after.replace("LIMIT", "18")), "young /config/arms/0/when");
    }

    #[test]
    fn names_the_condition_upstream_in_both_languages() {
        let text = "entry -> old=branch{old: customer.age >= 65} -> young=branch{young: customer.age < 18} -> end";
        let journey = crate::notation::journey(text);
        let findings = crate::finding::check(&journey, &Default::default());
        let finding = findings.iter().find(|finding| finding.code == TEXT.code).unwrap();
        let en = finding.message(crate::lang::Lang::En);
        assert!(en.contains("(given “customer.age >= 65” at old)"), "{en}");
        let ja = finding.message(crate::lang::Lang::Ja);
        assert!(ja.contains("前提はoldの「customer.age >= 65」が成り立つこと"), "{ja}");
    }
}
