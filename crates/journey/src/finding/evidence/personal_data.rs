//! Somebody's mail address, telephone or card number in a text, a scenario or the sample customers: it would
//! leave with the journey's file.

use serde_json::Value;

use super::traces::{Trace, traces};
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "personal_data",
    severity: Severity::Error,
    en: "“{found}” looks like a real {what}, and would be handed on with the journey's file. Write an attribute in its place, or one that is reserved for examples (name@example.com, 090-0000-0000).",
    ja: "「{found}」は実在の{what}とみられ、ジャーニーのファイルと一緒に渡ってしまいます。属性に置き換えるか、例示用のもの（name@example.com、090-0000-0000 など）を使ってください。",
};

/// The sections of the settings that hold made-up customers.
const SECTIONS: [&str; 2] = ["population", "scenarios"];

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, node, kind) in view.nodes() {
        if !matches!(kind, Kind::Message(_)) {
            continue;
        }
        for section in ["templates", "variants"] {
            if let Some(value) = node.config.get(section) {
                let found = within(value, &format!("/config/{section}"));
                findings.extend(found.into_iter().map(|finding| finding.at(id)));
            }
        }
    }
    for section in SECTIONS {
        if let Some(value) = view.journey.settings.get(section) {
            findings.extend(within(value, &format!("/settings/{section}")));
        }
    }
    findings
}

/// Returns a finding for each trace in the texts of a value, names of fields included.
fn within(value: &Value, field: &str) -> Vec<Finding> {
    match value {
        Value::String(text) => of_text(text, field),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.flat_map(|(index, item)| within(item, &format!("{field}/{index}"))).collect()
        }
        Value::Object(fields) => {
            let each = fields.iter().flat_map(|(name, value)| {
                let place = name.replace('~', "~0").replace('/', "~1");
                let mut found = of_text(name, field);
                found.extend(within(value, &format!("{field}/{place}")));
                found
            });
            each.collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn of_text(text: &str, field: &str) -> Vec<Finding> {
    let finding = |(trace, found): (Trace, String)| {
        let [en, ja] = match trace {
            Trace::Mail => ["mail address", "メールアドレス"],
            Trace::Telephone => ["telephone number", "電話番号"],
            Trace::Card => ["card number", "カード番号"],
        };
        let finding = Finding::of(&TEXT).field(field).with("found", found);
        finding.with("what.en", en).with("what.ja", ja)
    };
    traces(text).into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let mail = |body: &str| {
            format!(
                r#"entry -> message email {{"templates": {{"ja": {{"body": "{body}"}}}}}} -> end"#
            )
        };
        assert_eq!(found(&TEXT, &mail("{{customer.name}}様 name@example.com")), "");
        assert_eq!(
            found(&TEXT, &mail("担当 taro@tabiji-hotel.jp")),
            "message /config/templates/ja/body"
        );
        let story = r#"settings {"scenarios": [{"id": "a", "story": ["customer name = \"090-1234-5678\""]}]}; entry -> end"#;
        assert_eq!(found(&TEXT, story), "journey /settings/scenarios/0/story/0");
        assert_eq!(found(&TEXT, &story.replace("1234", "0000")), "");
        let sample = r#"settings {"population": {"customers": 1, "attributes": {"name": {"of": {"weights": {"taro@tabiji-hotel.jp": 1}}}}}}; entry -> end"#;
        assert_eq!(found(&TEXT, sample), "journey /settings/population/attributes/name/of/weights");
        let pattern = r#"settings {"population": {"customers": 1, "attributes": {"name": {"of": {"pattern": "c{n}@DOMAIN"}}}}}; entry -> end"#;
        assert_eq!(found(&TEXT, &pattern.replace("DOMAIN", "example.com")), "");
        let place = "journey /settings/population/attributes/name/of/pattern";
        assert_eq!(found(&TEXT, &pattern.replace("DOMAIN", "tabiji-hotel.jp")), place);
    }
}
