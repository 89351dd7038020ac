//! Contact: what a message says, to whom it goes and how often.

pub(crate) mod link_unfit;
pub(crate) mod marketing_without_consent;
pub(crate) mod no_unsubscribe;
pub(crate) mod over_cap;
pub(crate) mod quiet_gap;
pub(crate) mod sent_twice;
pub(crate) mod sms_segments;
pub(crate) mod template_unreadable;
pub(crate) mod template_variable;
pub(crate) mod zone_fallback;

use std::collections::BTreeMap;

use super::View;
use crate::id::NodeId;
use crate::kind::{Kind, Message, Template};
use crate::lang::Lang;
use crate::template::{Filling, UNSUBSCRIBE, of_key};
use crate::value::Attribute;

/// Returns every message with its node.
fn messages<'a>(view: &'a View) -> impl Iterator<Item = (&'a NodeId, &'a Message)> {
    view.nodes().filter_map(|(id, _, kind)| match kind {
        Kind::Message(message) => Some((id, message)),
        _ => None,
    })
}

/// Returns every text of a message, with the field it stands in.
fn templates(message: &Message) -> Vec<(String, &Template)> {
    let texts = message.texts();
    let each = texts.iter().flat_map(|(field, by_language)| {
        by_language.iter().map(move |(lang, it)| (format!("/config{field}/{lang}"), it))
    });
    each.collect()
}

/// Returns every text that a person reads, with its field and the language it is in.
fn written(message: &Message) -> Vec<(String, Lang, &str)> {
    let mut all = Vec::new();
    for (field, template) in templates(message) {
        let lang = of_key(field.rsplit('/').next().unwrap_or_default());
        all.extend(parts(template).map(|(part, text)| (format!("{field}/{part}"), lang, text)));
    }
    all
}

/// Returns the texts of a template by the field's name, in the order of the form.
fn parts(template: &Template) -> impl Iterator<Item = (&'static str, &str)> {
    let subject = template.subject.iter().map(|it| ("subject", it.as_str()));
    subject.chain([("body", template.body.as_str())])
}

/// Returns what the runtime and the journey's declarations can fill a text with, with a value for each to try it with.
fn fillings(view: &View) -> BTreeMap<String, Filling> {
    let settings = &view.settings;
    let under = |root: &str, declared: &BTreeMap<String, Attribute>| {
        let each =
            declared.iter().map(|(name, it)| (format!("{root}.{name}"), Filling::example(it.kind)));
        each.collect::<Vec<_>>()
    };
    let mut all =
        BTreeMap::from([(UNSUBSCRIBE.to_owned(), Filling::Text("https://example.jp/".to_owned()))]);
    all.extend(under("customer", &settings.attributes));
    all.extend(under("context", &settings.all_context()));
    all.extend(under("event", &settings.event_properties()));
    all
}
