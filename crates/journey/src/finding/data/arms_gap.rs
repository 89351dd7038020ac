//! Several arms that leave somebody out, who then silently leaves the journey.

use super::regions::somebody;
use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::{NodeId, PortName};
use crate::kind::Kind;
use crate::settings::Outcome;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "arms_gap",
    severity: Severity::Warning,
    en: "No way of this branch holds for some customers, for example {somebody}, and “otherwise” ends the journey for them. Wire it, or add a way for them.",
    ja: "どの条件にも当てはまらない顧客（例：{somebody}）がいて、「otherwise」でジャーニーが終わります。つなぐか、その顧客の経路を追加してください。",
};

/// Returns every finding of this rule: only for branches of several arms, where one may be forgotten.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(reach) = view.reach() else {
        return Vec::new();
    };
    let otherwise = PortName::from("otherwise");
    let mut findings = Vec::new();
    for (id, node, kind) in view.nodes() {
        let several = matches!(kind, Kind::Branch(branch) if branch.arms.len() > 1);
        if !several || !node.ends.contains(&otherwise) {
            continue;
        }
        let left = reach.ports.get(&(id.clone(), otherwise.clone()));
        if let Some(region) = left.and_then(|regions| regions.first()) {
            let finding = Finding::of(&TEXT).at(id).port(&otherwise);
            let finding = finding.with("somebody", somebody(view, region));
            findings.push(finding.maybe_fix(connect(view, id, &otherwise)));
        }
    }
    findings
}

/// Returns the edit that leads those who are left out to an end that says they got nothing, if there is one.
fn connect(view: &View, id: &NodeId, otherwise: &PortName) -> Option<Edit> {
    let without = |kind: &Kind| match kind {
        Kind::FlowEnd(end) => match end.outcome {
            Outcome::Left | Outcome::Unresolved | Outcome::NotEligible => true,
            Outcome::Resolved | Outcome::Converted => false,
        },
        _ => false,
    };
    let (to, _, _) = view.nodes().find(|(_, _, kind)| without(kind))?;
    Some(Edit::Connect { from: id.clone(), port: otherwise.clone(), to: to.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let arms =
            "entry -> branch{a: customer.cart_value > 10, b: customer.cart_value LESS 10} -> end";
        assert_eq!(found(&TEXT, &arms.replace("LESS", "<=")), "");
        assert_eq!(found(&TEXT, &arms.replace("LESS", "<")), "branch.otherwise");
        let wired = arms.replace("LESS", "<") + "; branch.otherwise -> end";
        assert_eq!(found(&TEXT, &wired), "");
    }
}
