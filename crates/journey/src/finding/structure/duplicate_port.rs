//! Two ports of a node have one name: nobody can tell which of them an edge means.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::repeated;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "duplicate_port",
    severity: Severity::Error,
    en: "Two exits of this step are called “{port}”, so it is unclear where they lead. Rename one of them.",
    ja: "出口「{port}」が2つあり、どちらの接続か区別できません。名前を変えてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let each = |(&id, kind): (&&_, &crate::kind::Kind)| {
        let names = repeated(&kind.ports());
        names.iter().map(|port| Finding::of(&TEXT).at(id).port(port)).collect::<Vec<_>>()
    };
    view.kinds.iter().flat_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> branch{a: true, b: true} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: true, a: true, otherwise: true} -> end"#),
            "branch.a; branch.otherwise"
        );
        assert_eq!(found(&TEXT, r#"entry -> gate email email -> end"#), "gate.email");
    }
}
