//! A short message that goes out, and is paid, as several; a push message that is too long to go out.
//!
//! A segment has 140 octets: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038, once GSM 03.38) or 70
//! UCS-2 units; in a message of several, a header leaves 153 or 67 (3GPP TS 23.040). Apple's push service takes
//! payloads of at most 4,096 bytes.

use super::{literal, messages, templates};
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Template;
use crate::settings::Channel;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sms_segments",
    severity: Severity::Warning,
    en: "This text is too long even before its variables are filled in: it has {length} {unit}, and {most} fit{parts}. Shorten it.",
    ja: "変数を除いても文面が長すぎます。上限は{most}{unit}ですが、{length}{unit}あります{parts}。短くしてください。",
};

/// The 7-bit default alphabet (3GPP TS 23.038, 6.2.1), without the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Its extension (6.2.1.1): characters that take two places.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// Most bytes of a push message's payload.
const PUSH: usize = 4_096;

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

fn over_segment(finding: Finding, text: &str) -> Option<Finding> {
    let septets: Option<usize> = text.chars().map(septets).sum();
    let (length, one, several, en, ja) = match septets {
        Some(length) => (length, 160, 153, "characters of the GSM alphabet", "文字（GSM）"),
        None => (text.encode_utf16().count(), 70, 67, "characters of UCS-2", "文字（UCS-2）"),
    };
    let parts = length.div_ceil(several);
    let finding = finding.with("length", length).with("most", one);
    let finding = finding.with("unit.en", en).with("unit.ja", ja);
    let finding = finding
        .with("parts.en", format!(" in one short message; it goes out, and is paid, as {parts}"))
        .with("parts.ja", format!("（{parts}通分として送られ、課金されます）"));
    (length > one).then_some(finding)
}

fn over_payload(finding: Finding, template: &Template) -> Option<Finding> {
    let title = template.subject.as_deref().map_or(0, |subject| literal(subject).len());
    let length = title + literal(&template.body).len();
    let finding = finding.with("length", length).with("most", PUSH);
    let finding = finding.with("unit.en", "bytes").with("unit.ja", "バイト");
    let finding = finding.with("parts.en", " in a push message").with("parts.ja", "");
    (length > PUSH).then_some(finding)
}

/// Returns how many places of the GSM alphabet a character takes, if it has one.
fn septets(character: char) -> Option<usize> {
    match character {
        it if BASIC.contains(it) => Some(1),
        it if EXTENSION.contains(it) => Some(2),
        _ => None,
    }
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

    #[test]
    fn a_long_message_is_counted_in_segments_with_a_header() {
        let segments = |text: &str| {
            let finding = over_segment(Finding::of(&TEXT), text)?;
            Some(finding.values["parts.ja"].clone())
        };
        assert_eq!(segments(&"a".repeat(160)), None);
        assert!(segments(&"a".repeat(306)).is_some_and(|it| it.contains("2通")));
        assert!(segments(&"a".repeat(307)).is_some_and(|it| it.contains("3通")));
        assert!(segments(&"あ".repeat(135)).is_some_and(|it| it.contains("3通")));
        assert_eq!(BASIC.chars().count(), 127);
    }
}
