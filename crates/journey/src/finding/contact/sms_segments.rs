//! A short message that goes out, and is paid, as several; a push message that is too long to go out.
//!
//! Only what is written is counted here, since nobody knows how long the values will be; the preview counts them too.

use std::collections::BTreeMap;

use super::{messages, templates};
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Template;
use crate::lang::Lang;
use crate::settings::Channel;
use crate::template::{Alphabet, PUSH, joined, read, segments};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sms_segments",
    severity: Severity::Warning,
    en: "This text is too long even before its variables are filled in: it has {length} {unit}, and {most} fit{parts}. Shorten it.",
    ja: "変数を除いても文面が長すぎます。上限は{most}{unit}ですが、{length}{unit}あります{parts}。短くしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, message) in messages(view) {
        for (field, template) in templates(message) {
            let finding = Finding::of(&TEXT).at(id).field(&format!("{field}/body"));
            findings.extend(match message.channel {
                Channel::Sms => over_segment(finding, &literal(&template.body)),
                Channel::Push => over_payload(finding, template),
                _ => None,
            });
        }
    }
    findings
}

/// Returns a text without its variables; as it stands where it cannot be read.
fn literal(text: &str) -> String {
    let filled = read(text, Lang::En).and_then(|it| it.fill(&BTreeMap::new()));
    filled.map_or_else(|_| text.to_owned(), |pieces| joined(&pieces))
}

fn over_segment(finding: Finding, text: &str) -> Option<Finding> {
    let found = segments(text);
    let (most, _) = found.alphabet.room();
    let (en, ja) = match found.alphabet {
        Alphabet::Gsm => ("characters of the GSM alphabet", "文字（GSM）"),
        Alphabet::Ucs2 => ("characters of UCS-2", "文字（UCS-2）"),
    };
    let count = found.count;
    let finding = finding.with("length", found.length).with("most", most);
    let finding = finding.with("unit.en", en).with("unit.ja", ja);
    let finding = finding
        .with("parts.en", format!(" in one short message; it goes out, and is paid, as {count}"))
        .with("parts.ja", format!("（{count}通分として送られ、課金されます）"));
    (count > 1).then_some(finding)
}

fn over_payload(finding: Finding, template: &Template) -> Option<Finding> {
    let title = template.subject.as_deref().map_or(0, |subject| literal(subject).len());
    let length = title + literal(&template.body).len();
    let finding = finding.with("length", length).with("most", PUSH);
    let finding = finding.with("unit.en", "bytes").with("unit.ja", "バイト");
    let finding = finding.with("parts.en", " in a push message").with("parts.ja", "");
    (length > PUSH).then_some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn message(channel: &str, body: &str) -> String {
        format!(
            r#"entry -> message {channel} {{"templates": {{"ja": {{"body": "{body}"}}}}}} -> end"#
        )
    }

    #[test]
    fn passes_and_fails() {
        let place = "message /config/templates/ja/body";
        for (letter, most) in [("a", 160), ("あ", 70), ("[", 80), ("€", 80), ("絵", 70), ("😀", 35)]
        {
            let body = letter.repeat(most) + "{{context.segment}}";
            assert_eq!(found(&TEXT, &message("sms", &body)), "", "{letter}");
            assert_eq!(found(&TEXT, &message("sms", &(body.clone() + letter))), place, "{letter}");
            assert_eq!(found(&TEXT, &message("email", &(body + letter))), "", "{letter}");
        }
        assert_eq!(found(&TEXT, &message("push", &"a".repeat(4_096))), "");
        assert_eq!(found(&TEXT, &message("push", &"あ".repeat(1_366))), place);
    }
}
