//! A field that must be filled is empty.

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "required_empty",
    severity: Severity::Error,
    en: "The field {field} is empty, so the step cannot do its work. Fill it in.",
    ja: "項目{field}が空です。入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let each = |(&id, kind): (&&_, &crate::kind::Kind)| {
        let empty = kind.needs().into_iter().filter(|need| !need.met);
        let finding = |field: String| Finding::of(&TEXT).at(id).field(&format!("/config{field}"));
        empty.map(|need| finding(need.field)).collect::<Vec<_>>()
    };
    view.kinds.iter().flat_map(|(id, kind)| each((id, kind))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> branch{a: true} -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> branch -> end"#), "branch /config/arms");
        assert_eq!(found(&TEXT, r#"entry -> goal {"name": " "} -> end"#), "goal /config/name");
    }
}
