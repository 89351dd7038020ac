//! A wait longer than an instance lives: nobody ever comes out of it.

use crate::finding::config::waits;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "wait_over_lifetime",
    severity: Severity::Error,
    en: "The wait of {span} is longer than the journey’s lifetime of {lifetime}, so nobody comes out of it. Shorten it or lengthen the lifetime.",
    ja: "待機時間{span}がジャーニーの有効期間{lifetime}より長いため、だれも先に進めません。短くするか、有効期間を延ばしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(lifetime) = view.settings.lifetime else {
        return Vec::new();
    };
    let long = waits(view).filter(|(_, _, span)| span.nominal() > lifetime.nominal());
    long.map(|(id, field, span)| {
        Finding::of(&TEXT).at(id).field(field).with("span", span).with("lifetime", lifetime)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"settings {"lifetime": "30d"}; entry -> wait 30d -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"settings {"lifetime": "30d"}; entry -> wait 31d -> end"#),
            "wait /config/for"
        );
    }
}
