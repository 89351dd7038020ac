//! A wait of no time: it does nothing.

use crate::finding::config::waits;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "wait_not_positive",
    severity: Severity::Error,
    en: "The wait takes no time, so it does nothing. Enter a length above zero.",
    ja: "待機時間が0です。0より長い時間を入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let waits = waits(view).filter(|(_, _, span)| span.is_zero());
    waits.map(|(id, field, _)| Finding::of(&TEXT).at(id).field(field)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> wait 3d -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> wait 0s -> end"#), "wait /config/for");
        assert_eq!(
            found(&TEXT, r#"entry -> await{x: purchase} 0d -> end"#),
            "await /config/window"
        );
    }
}
