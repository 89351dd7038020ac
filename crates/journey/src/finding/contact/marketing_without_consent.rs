//! Marketing by a channel for which no consent is declared: the gate lets everyone through.

use super::messages;
use serde_json::Value;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::NodeId;
use crate::kind::{Kind, MessageClass};
use crate::settings::Channel;
use crate::value::Type;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "marketing_without_consent",
    severity: Severity::Error,
    en: "Nobody is asked for consent before this marketing message: the settings name no consent for “{channel}”, and the message names no purpose. Declare the consent, or choose a purpose.",
    ja: "この販促メッセージの前に、同意を確認する箇所がありません。設定に「{channel}」の同意がなく、目的も選ばれていません。同意を設定するか、目的を選んでください。",
};

/// Returns every finding of this rule. A consent that is declared badly is another rule's matter.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let consent = &view.settings.consent;
    let unasked = messages(view).filter(|(id, message)| {
        let reaches_out = !comes_to_us(message.channel);
        let asked = consent.contains_key(message.channel.name())
            || message.contact.purpose.is_some()
            || behind_purpose(view, id);
        message.class == MessageClass::Marketing && reaches_out && !asked
    });
    unasked
        .map(|(id, message)| {
            let finding = Finding::of(&TEXT).at(id).field("/config/channel");
            finding.with("channel", message.channel.name()).maybe_fix(ask(
                view,
                id,
                message.channel,
            ))
        })
        .collect()
}

/// Returns the edit that lets the message's own gate ask: for the journey's only purpose, or for the channel's
/// consent where an attribute is plainly that. Which of several purposes is meant, nobody else can say.
fn ask(view: &View, id: &NodeId, channel: Channel) -> Option<Edit> {
    let channels = Channel::ALL.map(Channel::name);
    let all = view.settings.consent.keys();
    let purposes: Vec<&String> = all.filter(|name| !channels.contains(&name.as_str())).collect();
    if let [purpose] = purposes.as_slice() {
        let purpose = Value::from(purpose.as_str());
        return fix::put(Some(id), "/config/contact/purpose", Some(purpose));
    }
    let own = format!("{}_ok", channel.name());
    let known = view.settings.attributes.get(&own).filter(|it| it.kind == Type::Boolean);
    let field = format!("/settings/consent/{}", channel.name());
    known.and_then(|_| fix::put(None, &field, Some(Value::from(own))))
}

/// Returns whether customers see such a message only where they came by themselves.
fn comes_to_us(channel: Channel) -> bool {
    matches!(channel, Channel::InApp | Channel::Chat | Channel::InPerson)
}

/// Returns whether every way to a step comes straight from a gate that asks for a purpose's consent.
fn behind_purpose(view: &View, id: &NodeId) -> bool {
    let incoming = view.graph.incoming(id);
    let asks = |from: &NodeId, port: &str| match view.kind(from) {
        Some(Kind::GateContact(gate)) => gate.purpose.is_some() && port != "blocked",
        _ => false,
    };
    !incoming.is_empty() && incoming.iter().all(|(from, port)| asks(from, port.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        for sound in [
            "entry -> message email -> end",
            r#"entry -> message line {"class": "transactional"} -> end"#,
            r#"entry -> message line {"contact": {"purpose": "promotion"}} -> end"#,
            r#"entry -> gate {"channels": ["line"], "purpose": "promotion"} -> message line -> end"#,
            "entry -> message in_app -> end",
        ] {
            assert_eq!(found(&TEXT, sound), "", "{sound}");
        }
        let line = "entry -> message line -> end";
        assert_eq!(found(&TEXT, line), "message /config/channel");
        let blocked = r#"entry -> g=gate {"channels": ["line"], "purpose": "promotion"}.blocked -> message line -> end"#;
        assert_eq!(found(&TEXT, blocked), "message /config/channel");
    }
}
