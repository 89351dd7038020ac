//! A time zone that does not exist.

use crate::finding::{Finding, Severity, Text, View};
use crate::time::Zone;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "zone_unknown",
    severity: Severity::Error,
    en: "There is no time zone “{zone}”, so no local time can be told. Use an IANA name such as Asia/Tokyo.",
    ja: "タイムゾーン「{zone}」はありません。Asia/Tokyo のような名前を指定してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let own = ("/settings/time_zone".to_owned(), &view.settings.time_zone);
    let calendars = view.settings.calendars.iter().filter_map(|(name, calendar)| {
        let zone = calendar.time_zone.as_ref()?;
        Some((format!("/settings/calendars/{name}/time_zone"), zone))
    });
    let unknown = std::iter::once(own).chain(calendars).filter(|(_, it)| Zone::named(it).is_none());
    unknown.map(|(field, zone)| Finding::of(&TEXT).field(&field).with("zone", zone)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"settings {"time_zone": "Asia/Edo"}; entry -> end"#),
            "journey /settings/time_zone"
        );
    }
}
