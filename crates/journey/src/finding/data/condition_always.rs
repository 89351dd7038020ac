//! A condition that can never fail, over what values can be and what held upstream: it decides nothing.

use super::regions::{asked, finding_at, never};
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "condition_always",
    severity: Severity::Warning,
    en: "“{condition}” always holds here ({because}), so it decides nothing. Correct one of the conditions or remove this one.",
    ja: "「{condition}」はここでは必ず成り立ち（{because}）、何も分けません。どれかの条件を直すか、この条件を削除してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(reach) = view.reach() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (place, conditions) in asked(reach) {
        // `true` is written on purpose; and the last of several arms may well take all who are left.
        if place.source.trim() == "true" {
            continue;
        }
        if let Some(why) = never(reach, place, conditions, false)
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
            "entry -> branch{a: customer.cart_value > 25 || customer.cart_value < LIMIT} -> end";
        assert_eq!(found(&TEXT, &alone.replace("LIMIT", "25")), "");
        assert_eq!(found(&TEXT, &alone.replace("LIMIT", "26")), "branch /config/arms/0/when");
        // An attribute that may be missing fails every comparison.
        let missing = "entry -> branch{a: customer.age > 25 || customer.age < 26} -> end";
        assert_eq!(found(&TEXT, missing), "");
    }

    #[test]
    fn the_last_arm_of_a_complete_branch_is_fine() {
        let complete =
            "entry -> branch{a: customer.cart_value > 25, b: customer.cart_value <= 25} -> end";
        assert_eq!(found(&TEXT, complete), "");
    }
}
