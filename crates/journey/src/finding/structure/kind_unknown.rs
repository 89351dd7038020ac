//! A node of a kind this build does not know: nothing can be said of it, and it cannot run.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "kind_unknown",
    severity: Severity::Error,
    en: "This build does not know the kind of step “{kind}”, so it cannot run. Use a newer build or replace the step.",
    ja: "ステップの種類「{kind}」はこの版では使えません。新しい版を使うか、置き換えてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let nodes = view.journey.nodes.iter();
    nodes
        .filter(|(_, node)| !Kind::ids().contains(&node.kind.as_str()))
        .map(|(id, node)| Finding::of(&TEXT).at(id).field("/kind").with("kind", &node.kind))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
    }
}
