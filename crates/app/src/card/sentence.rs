//! A step's essential setting as a sentence in the journey's own words: events, calendars and attributes by their
//! labels, lengths of time in words. What needs no word of the journey is said by the kind itself.

use journey::document::Journey;
use journey::kind::{EntryEvent, Kind, TaskCreate, WaitEvent, WaitTime};
use journey::lang::Lang;
use journey::span::Span;

/// Returns the sentence of a step; empty where nothing was set yet.
pub(super) fn sentence(journey: &Journey, kind: &Kind, lang: Lang) -> String {
    match kind {
        Kind::EntryEvent(entry) => on_event(journey, entry, lang),
        Kind::WaitTime(wait) => waiting(journey, wait, kind, lang),
        Kind::WaitEvent(wait) => waiting_for(journey, wait, lang),
        Kind::TaskCreate(task) => task_due(task, lang),
        Kind::BranchHours(branch) => named(journey, "calendars", &branch.calendar, lang),
        Kind::DataCall(call) => named(journey, "connectors", &call.connector, lang),
        Kind::DataUpdate(update) => {
            let names = update.set.iter().map(|set| variable(journey, &set.name, lang));
            names.collect::<Vec<_>>().join(if lang == Lang::En { ", " } else { "、" })
        }
        Kind::EntryAudience(_)
        | Kind::EntryInbound(_)
        | Kind::Message(_)
        | Kind::Branch(_)
        | Kind::BranchScript(_)
        | Kind::BranchExperiment(_)
        | Kind::GateContact(_)
        | Kind::OfferIssue(_)
        | Kind::MeasureSurvey(_)
        | Kind::MeasureGoal(_)
        | Kind::FlowSub(_)
        | Kind::FlowLoop(_)
        | Kind::FlowEnd(_) => kind.summary(lang),
    }
}

fn on_event(journey: &Journey, entry: &EntryEvent, lang: Lang) -> String {
    let event = event(journey, &entry.event, lang);
    match (lang, event.is_empty()) {
        (_, true) => event,
        (Lang::En, false) => format!("on {event}"),
        (Lang::Ja, false) => format!("{event}が起きたとき"),
    }
}

fn waiting(journey: &Journey, wait: &WaitTime, kind: &Kind, lang: Lang) -> String {
    match (lang, wait.duration, &wait.attribute) {
        (Lang::En, Some(span), _) => format!("for {}", length(span, lang)),
        (Lang::Ja, Some(span), _) => format!("{}待つ", length(span, lang)),
        (Lang::En, None, Some(until)) => format!("until {}", variable(journey, &until.name, lang)),
        (Lang::Ja, None, Some(until)) => format!("{}まで", variable(journey, &until.name, lang)),
        (_, None, None) if wait.ways() == 0 => String::new(),
        (_, None, None) => kind.summary(lang),
    }
}

fn waiting_for(journey: &Journey, wait: &WaitEvent, lang: Lang) -> String {
    let events = wait.events.iter().map(|awaited| event(journey, &awaited.event, lang));
    let events: Vec<String> = events.filter(|event| !event.is_empty()).collect();
    let window = length(wait.window, lang);
    if wait.window.is_zero() {
        return events.join(if lang == Lang::En { " or " } else { "・" });
    }
    match (lang, events.is_empty()) {
        (Lang::En, true) => format!("at most {window}"),
        (Lang::Ja, true) => format!("最長{window}"),
        (Lang::En, false) => format!("{} within {window}", events.join(" or ")),
        (Lang::Ja, false) => format!("{}を{window}まで待つ", events.join("・")),
    }
}

fn task_due(task: &TaskCreate, lang: Lang) -> String {
    if task.due.is_zero() {
        return task.team.clone();
    }
    let due = length(task.due, lang);
    match (lang, task.team.is_empty()) {
        (Lang::En, true) => format!("due in {due}"),
        (Lang::Ja, true) => format!("期限は{due}以内"),
        (Lang::En, false) => format!("{}, due in {due}", task.team),
        (Lang::Ja, false) => format!("{}・{due}以内", task.team),
    }
}

/// Returns a length of time in words: "3 days", "1 hour 30 minutes".
fn length(span: Span, lang: Lang) -> String {
    if lang == Lang::Ja {
        return span.words(lang);
    }
    let units =
        [("ms", "millisecond"), ("d", "day"), ("h", "hour"), ("m", "minute"), ("s", "second")];
    let part = |part: &str| {
        let digits = part.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let word = units.iter().find(|(unit, _)| *unit == &part[digits.len()..]);
        let plural = if digits == "1" { "" } else { "s" };
        word.map_or(part.to_owned(), |(_, word)| format!("{digits} {word}{plural}"))
    };
    span.to_string().split(' ').map(part).collect::<Vec<_>>().join(" ")
}

fn event(journey: &Journey, name: &str, lang: Lang) -> String {
    let [en, ja] = match name {
        "message.opened" => ["opened", "開封"],
        "message.clicked" => ["clicked", "クリック"],
        "survey.answered" => ["survey answered", "アンケート回答"],
        own => return named(journey, "events", own, lang),
    };
    if lang == Lang::En { en } else { ja }.to_owned()
}

/// Returns the label of `customer.x` or `context.y`; a bare name is an attribute's.
fn variable(journey: &Journey, name: &str, lang: Lang) -> String {
    match name.split_once('.') {
        Some(("context", own)) => named(journey, "context", own, lang),
        Some(("customer", own)) => named(journey, "attributes", own, lang),
        _ => named(journey, "attributes", name, lang),
    }
}

/// Returns the label of something the settings declare; what has none keeps its name.
fn named(journey: &Journey, section: &str, name: &str, lang: Lang) -> String {
    let label = journey.settings.get(section).and_then(|all| all.get(name)?.get("label"));
    let language = if lang == Lang::En { "en" } else { "ja" };
    let text = label.and_then(|label| label.get(language).unwrap_or(label).as_str());
    text.filter(|text| !text.is_empty()).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn no_length_of_time_stays_a_code() {
        for (text, en, ja) in [
            ("1d", "1 day", "1日"),
            ("1h 30m", "1 hour 30 minutes", "1時間30分"),
            ("45s", "45 seconds", "45秒"),
        ] {
            let span: Span = text.parse().unwrap();
            assert_eq!([length(span, Lang::En), length(span, Lang::Ja)], [en, ja]);
        }
    }

    #[test]
    fn a_sentence_calls_things_by_the_journeys_own_words() {
        let journey = crate::samples::sample("cart-recovery").unwrap();
        let config = |value: Value| value.as_object().cloned().unwrap_or_default();
        let said = |kind: &str, fields: Value| {
            let config = config(fields);
            let node =
                journey::document::Node { kind: kind.to_owned(), config, ..Default::default() };
            let (kind, _) = Kind::read_leniently(&node).unwrap();
            [Lang::En, Lang::Ja].map(|lang| sentence(&journey, &kind, lang))
        };
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let wait = json(
            r#"{"events": [{"event": "cart_abandoned"}, {"event": "message.opened"}], "window": "3d"}"#,
        );
        let words = ["Cart abandoned or opened within 3 days", "カート放棄・開封を3日まで待つ"];
        assert_eq!(said("wait.event", wait), words);
        let entry = json(r#"{"event": "cart_abandoned"}"#);
        assert_eq!(said("entry.event", entry), ["on Cart abandoned", "カート放棄が起きたとき"]);
        let task = json(r#"{"team": "電話", "due": "1d"}"#);
        assert_eq!(said("task.create", task), ["電話, due in 1 day", "電話・1日以内"]);
        for kind in ["entry.event", "wait.time", "wait.event"] {
            assert_eq!(said(kind, json("{}")), ["", ""], "{kind}");
        }
        for kind in Kind::ids() {
            for text in said(kind, json("{}")) {
                let hangs = text.starts_with([':', ',', '・']) || text.ends_with([':', ',', '・']);
                assert!(!hangs && !text.contains("0 sec"), "{kind}: {text}");
            }
        }
        let update = json(r#"{"set": [{"name": "customer.age", "value": "1"}]}"#);
        assert_eq!(said("data.update", update)[1], "年齢");
    }
}
