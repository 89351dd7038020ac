//! Two arms that hold for the same customer: the earlier one wins, which is worth knowing.

use super::regions::{asked, finding_at, somebody};
use crate::condition::{Reason, Region};
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;
use crate::reach::{Asked, Place, Reach};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "arms_overlap",
    severity: Severity::Info,
    en: "“{condition}” and the earlier “{earlier}” can both hold, for example for {somebody}. The earlier way is taken; check that this is meant.",
    ja: "「{condition}」と先にある「{earlier}」は同時に成り立つことがあります（例：{somebody}）。その場合は先の経路に進みます。意図どおりか確認してください。",
};

/// Returns every finding of this rule: at most one an arm, with the first arm that it overlaps.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(reach) = view.reach() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (place, conditions) in asked(reach) {
        if !matches!(view.kind(&place.node), Some(Kind::Branch(_))) {
            continue;
        }
        if let Some((earlier, region)) = overlap(reach, place, conditions) {
            let finding = finding_at(view, &TEXT, place).with("condition", &place.source);
            let finding = finding.with("earlier", &earlier.source);
            findings.push(finding.with("somebody", somebody(view, &region)));
        }
    }
    findings
}

/// Returns an earlier arm that holds for some of those for whom this one does too.
fn overlap<'a>(reach: &'a Reach, place: &Place, later: &Asked) -> Option<(&'a Place, Region)> {
    let before = asked(reach).filter(|(it, _)| it.node == place.node && it.part < place.part);
    for (earlier, conditions) in before {
        for region in &conditions.of {
            let both = region.given(&conditions.condition, true, Reason::MAX).ok();
            let mut both = both.into_iter().flatten();
            // Where a computed value decides, nobody is sure to be there.
            let found = both.find_map(|region| {
                let both = region.given(&later.condition, true, Reason::MAX).ok()?;
                both.into_iter().find(|region| !region.is_computed())
            });
            if let Some(found) = found {
                return Some((earlier, found));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let arms = r#"entry -> branch{a: customer.tier == "gold", b: customer.tier CMP "gold" && customer.cart_value > 3} -> end"#;
        assert_eq!(found(&TEXT, &arms.replace("CMP", "!=")), "");
        assert_eq!(found(&TEXT, &arms.replace("CMP", "==")), "branch /config/arms/1/when");
        let computed =
            "entry -> branch{a: len(customer.name) > 3, b: len(customer.name) > 2} -> end";
        assert_eq!(found(&TEXT, computed), "", "not sure");
    }
}
