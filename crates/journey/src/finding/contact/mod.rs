//! Contact: what a message says, to whom it goes and how often.

pub(crate) mod marketing_without_consent;
pub(crate) mod no_unsubscribe;
pub(crate) mod over_cap;
pub(crate) mod quiet_gap;
pub(crate) mod sent_twice;
pub(crate) mod sms_segments;
pub(crate) mod template_variable;
pub(crate) mod zone_fallback;

use super::View;
use crate::id::NodeId;
use crate::kind::{Kind, Message, Template};

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

/// Cuts a text into what is written (even places) and what stands between `{{` and `}}` (odd places).
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, after)) = after.split_once("}}") else {
            break;
        };
        pieces.extend([before, inside.trim()]);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// Returns the variables of a text.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().skip(1).step_by(2)
}

/// Returns a text without its variables, whose length nobody knows.
fn literal(text: &str) -> String {
    pieces(text).into_iter().step_by(2).collect()
}
