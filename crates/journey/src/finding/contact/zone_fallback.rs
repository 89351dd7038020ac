//! A step or quiet hours that go by the customer's own clock, where some customers have none.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;
use crate::op::Clock;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "zone_fallback",
    severity: Severity::Warning,
    en: "“{step}” goes by the customer's own clock, but {why}. The journey's time zone {zone} counts for them, so they may be contacted at night. Declare a time zone that every customer has, or go by the journey's clock.",
    ja: "「{step}」は顧客の現地時刻で動きますが、{why}。その顧客にはジャーニーのタイムゾーン（{zone}）が使われ、夜間に連絡が届くおそれがあります。全員に値があるタイムゾーン属性を設定するか、ジャーニーの時刻に切り替えてください。",
};

/// Returns every finding of this rule: one, with the first that goes by the customer's clock.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let settings = &view.settings;
    let attribute = settings.zone_attribute.as_deref();
    let required =
        attribute.and_then(|it| settings.attributes.get(it)).is_some_and(|it| it.required);
    let Some(step) = first_by_customer(view).filter(|_| !required) else {
        return Vec::new();
    };
    let (en, ja) = match attribute {
        Some(it) => (
            format!("some customers may have no “{it}”"),
            format!("「{it}」に値がない顧客がいる可能性があります"),
        ),
        None => (
            "the settings name no attribute with their time zone".to_owned(),
            "顧客のタイムゾーンの属性が設定されていません".to_owned(),
        ),
    };
    let finding = Finding::of(&TEXT).field("/settings/zone_attribute").with("step.en", step[0]);
    let finding = finding.with("step.ja", step[1]).with("zone", &settings.time_zone);
    vec![finding.with("why.en", en).with("why.ja", ja)]
}

/// Returns what goes by the customer's clock, in both languages: a step by its id, or the quiet hours.
fn first_by_customer<'a>(view: &'a View) -> Option<[&'a str; 2]> {
    let by_customer = |kind: &Kind| match kind {
        Kind::WaitTime(wait) => wait.clock == Clock::Customer,
        Kind::EntryAudience(audience) => audience.clock == Clock::Customer,
        _ => false,
    };
    let step =
        view.nodes().find(|(_, _, kind)| by_customer(kind)).map(|(id, _, _)| [id.as_str(); 2]);
    let quiet = view.settings.quiet_hours.as_ref().filter(|it| it.clock == Clock::Customer);
    step.or(quiet.map(|_| ["quiet hours", "送信禁止の時間帯"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let wait = r#"entry -> wait 1d {"clock": "customer"} -> message email -> end"#;
        let zone = |required: bool| {
            format!(
                r#"settings {{"zone_attribute": "zone", "attributes": {{"zone": {{"type": "text", "required": {required}}}}}}}; {wait}"#
            )
        };
        assert_eq!(found(&TEXT, "entry -> wait 1d -> message email -> end"), "");
        assert_eq!(found(&TEXT, &zone(true)), "");
        assert_eq!(found(&TEXT, &zone(false)), "journey /settings/zone_attribute");
        assert_eq!(found(&TEXT, wait), "journey /settings/zone_attribute");
        let quiet =
            r#"settings {"quiet_hours": {"windows": [], "clock": "customer"}}; entry -> end"#;
        assert_eq!(found(&TEXT, quiet), "journey /settings/zone_attribute");
    }
}
