//! A marketing mail or short message that does not say how to hear no more.

use super::{messages, templates};
use serde_json::Value;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::NodeId;
use crate::kind::{MessageClass, Template};
use crate::settings::Channel;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "no_unsubscribe",
    severity: Severity::Error,
    en: "This marketing text does not say how to unsubscribe, as the law requires of advertising by mail and short message. Add a link, for example “Unsubscribe” with the variable unsubscribe_url.",
    ja: "販促の文面に配信停止の方法が書かれていません。広告のメールやSMSでは法律で求められています。「配信停止」のリンク（変数 unsubscribe_url など）を加えてください。",
};

/// Whole words that say it in English, in small letters.
const ENGLISH: &[&[&str]] = &[&["unsubscribe"], &["opt", "out"], &["stop"]];

/// What says it in Japanese, where words have no bounds.
const JAPANESE: &[&str] = &["停止", "配信解除", "購読解除", "登録解除", "オプトアウト"];

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let advertising = messages(view).filter(|(_, message)| {
        let by_law = matches!(message.channel, Channel::Email | Channel::Sms);
        by_law && message.class == MessageClass::Marketing
    });
    let mut findings = Vec::new();
    for (id, message) in advertising {
        // A text that is still empty is told of by another rule.
        let silent = templates(message)
            .into_iter()
            .filter(|(_, template)| !template.body.trim().is_empty() && !says_how(template));
        findings.extend(silent.map(|(field, template)| {
            let finding = Finding::of(&TEXT).at(id).field(&format!("{field}/body"));
            finding.maybe_fix(add(id, &field, template, message.channel))
        }));
    }
    findings
}

/// Returns the edit that adds the link, in the language of the text.
fn add(id: &NodeId, field: &str, template: &Template, channel: Channel) -> Option<Edit> {
    let words = if field.ends_with("/ja") { "配信停止：" } else { "Unsubscribe: " };
    // A short message counts every character.
    let between = if channel == Channel::Sms { " " } else { "\n\n" };
    let body = format!("{}{between}{words}{{{{unsubscribe_url}}}}", template.body.trim_end());
    fix::put(Some(id), &format!("{field}/body"), Some(Value::from(body)))
}

fn says_how(template: &Template) -> bool {
    let body = template.body.to_lowercase();
    let words = body.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let words: Vec<&str> = words.collect();
    let english = |phrase: &&[&str]| words.windows(phrase.len()).any(|window| window == *phrase);
    ENGLISH.iter().any(english) || JAPANESE.iter().any(|word| body.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn mail(channel: &str, body: &str) -> String {
        format!(
            r#"entry -> message {channel} {{"templates": {{"ja": {{"body": "{body}"}}}}}} -> end"#
        )
    }

    #[test]
    fn passes_and_fails() {
        for body in [
            "配信停止：https://example.jp/stop",
            "新着です 停止 https://example.jp/s",
            "News. Unsubscribe: https://example.jp/u",
            "News. Reply STOP to end.",
            "News. To opt-out, reply.",
            "News {{unsubscribe_url}}",
        ] {
            assert_eq!(found(&TEXT, &mail("email", body)), "", "{body}");
            assert_eq!(found(&TEXT, &mail("sms", body)), "", "{body}");
        }
        for body in ["新着です", "Fly nonstop to Naha", "Stopover sale"] {
            let place = "message /config/templates/ja/body";
            assert_eq!(found(&TEXT, &mail("email", body)), place, "{body}");
            assert_eq!(found(&TEXT, &mail("line", body)), "", "{body}");
        }
        let receipt = r#"entry -> message email {"class": "transactional", "templates": {"ja": {"body": "領収書"}}} -> end"#;
        assert_eq!(found(&TEXT, receipt), "");
    }
}
