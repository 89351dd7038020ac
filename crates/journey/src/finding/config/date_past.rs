//! A fixed date that is past when one looks: whoever comes there goes on at once.

use crate::finding::config::fixed_dates;
use crate::finding::{Finding, Severity, Text, View};
use crate::time::Zone;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "date_past",
    severity: Severity::Warning,
    en: "The date {date} is past, so nobody waits here any more. Enter a later date.",
    ja: "日時{date}はすでに過ぎています。先の日時を入力してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let (Some(now), Some(zone)) = (view.now, Zone::named(&view.settings.time_zone)) else {
        return Vec::new();
    };
    let past = fixed_dates(view).into_iter().filter(|(_, _, at)| zone.instant(at.local) <= now);
    past.map(|(id, field, at)| Finding::of(&TEXT).at(id).field(field).with("date", at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(&TEXT, r#"entry -> wait {"at": "2026-11-22T09:00"} -> message email -> end"#),
            ""
        );
    }
}
