//! A story in fields: each line's text as the values of a form, and a form's values as the text of a line. The text is
//! the document; what stands in fields is a view of it.

use journey::lang::Lang;
use journey::scenario::{Answer, Due, Effect, Fate, FaultCode, Line, Moment, Story, word};
use journey::span::Span;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::words::Words;

/// One line of a story, in fields. What a line of its sort does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryPart {
    /// The line, from 1.
    pub line: usize,
    /// How the line begins: "start", "until", "chance", "recorded", "customer", "at", "given", "mock", "expect", "never",
    /// "no"; "#" for a remark, and "" for a line that cannot be read.
    pub sort: String,
    /// The effect, the fate, the answer, or the sort that is ruled out; of chance the seed.
    pub what: String,
    /// What it is about: a step, an event, an offer, a goal, a customer; the text of a remark.
    pub of: String,
    /// The port, channel, reason, value, arm, score or number; of chance the run.
    pub with: String,
    /// "at" or "by", where it is due.
    pub due: String,
    /// When, or how long; of chance among how many customers.
    pub at: String,
    /// Names and values; of recorded events the names alone.
    pub values: Vec<NamedValue>,
}

/// A name and its value, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedValue {
    /// The name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A line as text, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WrittenLine {
    /// The text.
    pub text: String,
    /// The field at which it cannot be read: "what", "of", "with", "at" or "values".
    pub field: Option<String>,
    /// What is wrong there.
    pub wrong: Option<Words>,
}

/// Returns a story's lines in fields; empty lines are left out.
pub(crate) fn parts(text: &[String]) -> Vec<StoryPart> {
    let (story, _) = Story::read(text);
    let each = (1..).zip(text).filter(|(_, text)| !text.trim().is_empty()).map(|(number, text)| {
        let known = story.lines.iter().find(|(line, _)| *line == number);
        let part = match known {
            Some((_, line)) => part(line),
            None => StoryPart { of: text.clone(), ..StoryPart::default() },
        };
        StoryPart { line: number, ..part }
    });
    each.collect()
}

/// Writes a line that stands in fields as text, and reads it again.
pub(crate) fn write(part: &StoryPart) -> WrittenLine {
    let pieces = pieces(part);
    let mut text = String::new();
    let mut places = Vec::new();
    for (field, piece) in &pieces {
        if !piece.is_empty() && !text.is_empty() {
            text.push(' ');
        }
        places.push((text.chars().count() + 1, *field));
        text.push_str(piece);
    }
    let (_, faults) = Story::read(std::slice::from_ref(&text));
    let fault = faults
        .into_iter()
        .find(|fault| !matches!(fault.code, FaultCode::NoStart | FaultCode::NoExpectation));
    let field = fault.as_ref().and_then(|fault| {
        let end = fault.column > text.chars().count();
        let empty = pieces.iter().find(|(_, piece)| piece.is_empty()).filter(|_| end);
        let before = places.iter().rev().find(|(column, _)| *column <= fault.column);
        empty.map(|(field, _)| *field).or(before.map(|(_, field)| *field))
    });
    WrittenLine {
        text,
        field: field.map(str::to_owned),
        wrong: fault.map(|fault| Words::new(fault.message(Lang::En), fault.message(Lang::Ja))),
    }
}

/// Returns the words of a line, each with the field it stands for.
fn pieces(part: &StoryPart) -> Vec<(&'static str, String)> {
    let raw = |text: &str| text.replace(char::is_control, " ").trim().to_owned();
    let maybe = |text: &str| if text.is_empty() { String::new() } else { word(text) };
    let (what, at) = (("what", raw(&part.what)), ("at", raw(&part.at)));
    let (of, with) = (("of", maybe(&part.of)), ("with", maybe(&part.with)));
    let values = || {
        let each = part.values.iter();
        each.map(|it| ("values", format!("{}={}", word(&it.name), word(&it.value))))
    };
    let sort = ("sort", part.sort.clone());
    let after = ("at", if at.1.is_empty() { String::new() } else { plus(&at.1) });
    match part.sort.as_str() {
        "#" => vec![sort, ("of", raw(&part.of))],
        "start" => vec![sort, at],
        "until" => vec![sort, after],
        "chance" => {
            let among = if at.1.is_empty() { String::new() } else { format!("of {}", at.1) };
            vec![sort, what, ("with", raw(&part.with)), of, ("at", among)]
        }
        "recorded" => {
            let names = part.values.iter().map(|it| ("values", word(&it.name)));
            [sort].into_iter().chain(names).collect()
        }
        "customer" => [sort].into_iter().chain(values()).collect(),
        "at" => [sort, at, of].into_iter().chain(values()).collect(),
        "given" | "mock" => {
            let mut all = vec![sort, of, what];
            match part.what.as_str() {
                "takes" => all.push(with),
                "comes" | "answers" if part.with.is_empty() => {
                    all.push(("with", "nothing".to_owned()));
                }
                "comes" => all.extend([with, after]),
                "answers" | "reply" => all.extend([("with", raw(&part.with)), after]),
                "fails" => all.push(("with", raw(&part.with))),
                "opened" | "clicked" => all.push(after),
                _ => {}
            }
            all
        }
        "expect" | "never" => {
            let mut all = vec![sort, what];
            match part.what.as_str() {
                "value" => {
                    all.push(("of", format!("{}={}", word(&part.of), word(&part.with))));
                }
                "end" => all.push(("of", raw(&part.of))),
                "message" => {
                    let quoted = if part.of.is_empty() { of } else { ("of", quoted(&part.of)) };
                    all.extend([quoted, ("with", raw(&part.with))]);
                }
                _ => all.extend([of, with]),
            }
            if part.sort == "expect" && !part.due.is_empty() {
                all.extend([("due", part.due.clone()), at]);
            }
            all
        }
        "no" => vec![sort, ("sort", "other".to_owned()), what],
        _ => vec![("of", part.of.clone())],
    }
}

/// A step's id that is a channel's name must not be taken for one; the text is brought into its canonical form below.
fn quoted(id: &str) -> String {
    let written = word(id);
    let channels = journey::settings::Channel::ALL;
    if channels.iter().any(|channel| channel.name() == written) {
        format!("\"{written}\"")
    } else {
        written
    }
}

/// A length of time as lines write it: `+2h`.
fn plus(span: &str) -> String {
    let span = span.replace(' ', "");
    if span.starts_with('+') { span } else { format!("+{span}") }
}

/// Returns a line of a story in fields, as the first of its story.
pub(crate) fn part(line: &Line) -> StoryPart {
    let part = |sort: &str| StoryPart { line: 1, sort: sort.to_owned(), ..StoryPart::default() };
    let span = |span: Span| span.to_string().replace(' ', "");
    let named = |values: &[(String, String)]| {
        let each = values.iter().cloned();
        each.map(|(name, value)| NamedValue { name, value }).collect::<Vec<_>>()
    };
    match line {
        Line::Remark(text) => StoryPart { of: text.clone(), ..part("#") },
        Line::Start(at) => StoryPart { at: at.to_string(), ..part("start") },
        Line::Until(until) => StoryPart { at: span(*until), ..part("until") },
        Line::Chance { seed, run, customer, among } => StoryPart {
            what: seed.to_string(),
            with: run.to_string(),
            of: customer.clone(),
            at: among.map(|among| among.to_string()).unwrap_or_default(),
            ..part("chance")
        },
        Line::Recorded(events) => {
            let each = events.iter().cloned();
            let values = each.map(|name| NamedValue { name, value: String::new() }).collect();
            StoryPart { values, ..part("recorded") }
        }
        Line::Customer(values) => StoryPart { values: named(values), ..part("customer") },
        Line::Input { at, event, properties } => StoryPart {
            at: at.to_string(),
            of: event.clone(),
            values: named(properties),
            ..part("at")
        },
        Line::Given(step, fate) => {
            let (what, with, after) = fate_parts(fate);
            StoryPart {
                of: step.to_string(),
                what: what.to_owned(),
                with,
                at: after.map(span).unwrap_or_default(),
                ..part("given")
            }
        }
        Line::Mock(of, answer) => {
            let (what, with, after) = match answer {
                Answer::Reply(place, after) => ("reply", place.to_string(), *after),
                Answer::Error => ("error", String::new(), None),
                Answer::Timeout => ("timeout", String::new(), None),
                Answer::Fails(tries) => ("fails", tries.to_string(), None),
            };
            let at = after.map(span).unwrap_or_default();
            StoryPart { of: of.clone(), what: what.to_owned(), with, at, ..part("mock") }
        }
        Line::Expect(effect, due) => {
            let (due, at) = match due {
                None => ("", String::new()),
                Some(Due::At(moment)) => ("at", written(moment)),
                Some(Due::By(moment)) => ("by", written(moment)),
            };
            StoryPart { due: due.to_owned(), at, ..effect_parts(effect, part("expect")) }
        }
        Line::Never(effect) => effect_parts(effect, part("never")),
        Line::NoOther(sort) => StoryPart { what: sort.word().to_owned(), ..part("no") },
    }
}

fn written(moment: &Moment) -> String {
    moment.to_string()
}

fn fate_parts(fate: &Fate) -> (&'static str, String, Option<Span>) {
    let none = String::new;
    match fate {
        Fate::Delivered(true) => ("delivered", none(), None),
        Fate::Delivered(false) => ("bounced", none(), None),
        Fate::Opened(Some(after)) => ("opened", none(), Some(*after)),
        Fate::Opened(None) => ("not_opened", none(), None),
        Fate::Clicked(Some(after)) => ("clicked", none(), Some(*after)),
        Fate::Clicked(None) => ("not_clicked", none(), None),
        Fate::Takes(arm) => ("takes", arm.clone(), None),
        Fate::Comes(Some((port, after))) => ("comes", port.clone(), Some(*after)),
        Fate::Comes(None) => ("comes", none(), None),
        Fate::Answers(Some((score, after))) => ("answers", score.to_string(), Some(*after)),
        Fate::Answers(None) => ("answers", none(), None),
    }
}

fn effect_parts(effect: &Effect, part: StoryPart) -> StoryPart {
    let id = |id: &Option<journey::id::NodeId>| id.as_ref().map(ToString::to_string);
    let (what, of, with) = match effect {
        Effect::Enter(step) => ("enter", id(step), None),
        Effect::Refused(reason) => ("refused", reason.clone(), None),
        Effect::Step(step, port) => ("step", Some(step.to_string()), port.clone()),
        Effect::Message(step, channel) => {
            ("message", id(step), channel.map(|channel| channel.name().to_owned()))
        }
        Effect::Blocked(step, reason) => ("blocked", Some(step.to_string()), reason.clone()),
        Effect::Offer(offer) => ("offer", Some(offer.clone()), None),
        Effect::Task(of) => ("task", Some(of.clone()), None),
        Effect::Goal(goal) => ("goal", Some(goal.clone()), None),
        Effect::Value(name, value) => ("value", Some(name.clone()), Some(value.clone())),
        Effect::Call(connector, result) => ("call", Some(connector.clone()), result.clone()),
        Effect::Survey(step) => ("survey", Some(step.to_string()), None),
        Effect::End(outcome) => ("end", outcome.map(|it| it.name().to_owned()), None),
        Effect::Inside(step) => ("inside", id(step), None),
    };
    StoryPart {
        what: what.to_owned(),
        of: of.unwrap_or_default(),
        with: with.unwrap_or_default(),
        ..part
    }
}
