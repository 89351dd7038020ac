//! A story as text: canonical, so that reading it gives the same story again.

use std::fmt;

use super::lex::name;
use super::read::{KEYWORDS, is_channel};
use super::{Answer, Due, Effect, Fate, Line, Moment, Story};
use crate::id::NodeId;
use crate::span::Span;
use crate::time::instant_text;

impl Story {
    /// Returns the story as lines of text, in its canonical form.
    pub fn text(&self) -> Vec<String> {
        self.lines.iter().map(|(_, line)| line.to_string()).collect()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remark(text) if text.is_empty() => f.write_str("#"),
            Self::Remark(text) => write!(f, "# {text}"),
            Self::Start(moment) => write!(f, "start {moment}"),
            Self::Until(span) => write!(f, "until {}", after(*span)),
            Self::Chance { seed, run, customer, among } => {
                write!(f, "chance {seed} {run} {}", plain(customer))?;
                among.map_or(Ok(()), |among| write!(f, " of {among}"))
            }
            Self::Recorded(events) => {
                f.write_str("recorded")?;
                events.iter().try_for_each(|event| write!(f, " {}", plain(event)))
            }
            Self::Customer(values) => write!(f, "customer{}", pairs(values)),
            Self::Input { at, event, properties } => {
                write!(f, "at {at} {}{}", plain(event), pairs(properties))
            }
            Self::Given(step, fate) => write!(f, "given {} {fate}", plain(step.as_str())),
            Self::Mock(of, answer) => write!(f, "mock {} {answer}", plain(of)),
            Self::Expect(effect, None) => write!(f, "expect {effect}"),
            Self::Expect(effect, Some(Due::At(moment))) => write!(f, "expect {effect} at {moment}"),
            Self::Expect(effect, Some(Due::By(moment))) => write!(f, "expect {effect} by {moment}"),
            Self::Never(effect) => write!(f, "never {effect}"),
            Self::NoOther(sort) => write!(f, "no other {}", sort.word()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::After(span) => f.write_str(&after(span)),
            Self::Instant(instant) => f.write_str(&instant_text(instant, 0)),
            Self::Local(local) => {
                let text = instant_text(local, 0);
                let text = text.trim_end_matches('Z');
                let whole = text.len() == "2026-01-05T10:00:00".len() && text.ends_with(":00");
                f.write_str(if whole { &text[..text.len() - 3] } else { text })
            }
        }
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delivered(true) => f.write_str("delivered"),
            Self::Delivered(false) => f.write_str("bounced"),
            Self::Opened(Some(span)) => write!(f, "opened {}", after(*span)),
            Self::Opened(None) => f.write_str("not_opened"),
            Self::Clicked(Some(span)) => write!(f, "clicked {}", after(*span)),
            Self::Clicked(None) => f.write_str("not_clicked"),
            Self::Takes(arm) => write!(f, "takes {}", plain(arm)),
            Self::Comes(Some((port, span))) => {
                write!(f, "comes {} {}", name(port, &["nothing", "at", "by"]), after(*span))
            }
            Self::Comes(None) => f.write_str("comes nothing"),
            Self::Answers(Some((score, span))) => write!(f, "answers {score} {}", after(*span)),
            Self::Answers(None) => f.write_str("answers nothing"),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(place, None) => write!(f, "reply {place}"),
            Self::Reply(place, Some(span)) => write!(f, "reply {place} {}", after(*span)),
            Self::Error => f.write_str("error"),
            Self::Timeout => f.write_str("timeout"),
            Self::Fails(count) => write!(f, "fails {count}"),
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maybe = |text: &Option<String>| {
            text.as_ref().map_or(String::new(), |text| format!(" {}", plain(text)))
        };
        let step = |id: &Option<NodeId>| maybe(&id.as_ref().map(|id| id.to_string()));
        match self {
            Self::Enter(id) => write!(f, "enter{}", step(id)),
            Self::Refused(reason) => write!(f, "refused{}", maybe(reason)),
            Self::Step(id, port) => write!(f, "step {}{}", plain(id.as_str()), maybe(port)),
            Self::Message(id, channel) => {
                f.write_str("message")?;
                if let Some(id) = id {
                    let text = plain(id.as_str());
                    let taken = is_channel(&text);
                    if taken { write!(f, " \"{text}\"")? } else { write!(f, " {text}")? }
                }
                channel.map_or(Ok(()), |channel| write!(f, " {}", channel.name()))
            }
            Self::Blocked(id, reason) => {
                write!(f, "blocked {}{}", plain(id.as_str()), maybe(reason))
            }
            Self::Offer(offer) => write!(f, "offer {}", plain(offer)),
            Self::Task(of) => write!(f, "task {}", plain(of)),
            Self::Goal(goal) => write!(f, "goal {}", plain(goal)),
            Self::Value(of, value) => write!(f, "value{}", pair(of, value)),
            Self::Call(connector, result) => {
                write!(f, "call {}{}", plain(connector), maybe(result))
            }
            Self::Survey(id) => write!(f, "survey {}", plain(id.as_str())),
            Self::End(None) => f.write_str("end"),
            Self::End(Some(outcome)) => write!(f, "end {}", outcome.name()),
            Self::Inside(id) => write!(f, "inside{}", step(id)),
        }
    }
}

/// Writes a name that must not be taken for a word of the notation.
fn plain(text: &str) -> String {
    name(text, KEYWORDS)
}

/// Writes any text so that a line reads it as one word that is a name.
pub fn word(text: &str) -> String {
    plain(text)
}

fn pairs(values: &[(String, String)]) -> String {
    values.iter().map(|(of, value)| pair(of, value)).collect()
}

fn pair(of: &str, value: &str) -> String {
    format!(" {}={}", name(of, &[]), name(value, &[]))
}

/// Writes a length of time as one word.
fn after(span: Span) -> String {
    format!("+{}", span.to_string().replace(' ', ""))
}
