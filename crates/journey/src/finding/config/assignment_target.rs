//! An update that writes to something that is neither an attribute nor a context key.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::{Kind, Reference};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "assignment_target",
    severity: Severity::Error,
    en: "“{name}” cannot be written. Write to customer.… or context.….",
    ja: "「{name}」には書き込めません。customer.… か context.… を指定してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let lists = match kind {
            Kind::DataUpdate(update) => vec![("set", &update.set)],
            Kind::FlowSub(sub) => vec![("in", &sub.inputs), ("out", &sub.outputs)],
            _ => continue,
        };
        for (list, index, set) in lists.into_iter().flat_map(|(list, sets)| {
            sets.iter().enumerate().map(move |(index, set)| (list, index, set))
        }) {
            let field = format!("/config/{list}/{index}/name");
            if !set.name.trim().is_empty() && Reference::variable("", &set.name).is_none() {
                findings.push(Finding::of(&TEXT).at(id).field(&field).with("name", &set.name));
            }
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
        assert_eq!(found(&TEXT, r#"entry -> update{context.score: 1} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> update{score: 1, event.amount: 2} -> end"#),
            "update /config/set/0/name; update /config/set/1/name"
        );
    }
}
