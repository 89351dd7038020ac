//! Words of the sample journeys: everything that people read, in Japanese and in English.

use journey::kind::Kind;
use journey::settings::Channel;
use serde_json::Value;

use super::{bytes, for_each};

#[test]
fn both_languages_are_complete() {
    for_each(|flow| {
        let file = serde_json::from_slice::<Value>(&bytes(&format!("{}.journey.json", flow.name)));
        let file = file.expect("JSON");
        let mut wrong = Vec::new();
        for (id, node) in file["nodes"].as_object().expect("steps") {
            labelled(&node["name"], &format!("{id} name"), &mut wrong);
            if node.get("note").is_some() {
                labelled(&node["note"], &format!("{id} note"), &mut wrong);
            }
        }
        labelled(&file["name"], "name", &mut wrong);
        labelled(&file["note"], "note", &mut wrong);
        labels(&file["settings"], "settings", &mut wrong);
        for (id, kind) in flow.kinds() {
            match kind {
                Kind::Message(message) => {
                    for (field, texts) in message.texts() {
                        let both = |get: fn(&journey::kind::Template) -> Option<&str>| {
                            let of = |lang| texts.get(lang).and_then(get).unwrap_or("");
                            serde_json::json!({"ja": of("ja"), "en": of("en")})
                        };
                        let body = both(|it| Some(&it.body));
                        labelled(&body, &format!("{id} {field} body"), &mut wrong);
                        if message.channel == Channel::Email {
                            let subject = both(|it| it.subject.as_deref());
                            labelled(&subject, &format!("{id} {field} subject"), &mut wrong);
                        }
                    }
                    one_segment(id, &message, &mut wrong);
                }
                Kind::MeasureGoal(goal) => plain(&goal.name, id, &mut wrong),
                Kind::TaskCreate(task) => {
                    plain(&task.team, id, &mut wrong);
                    let payload = task.payload.unwrap_or_default();
                    let parts = payload.split_once(" / ").or(payload.split_once("/ "));
                    let (ja, en) = parts.unwrap_or_default();
                    let payload = serde_json::json!({"ja": ja, "en": en});
                    labelled(&payload, &format!("{id} payload"), &mut wrong);
                }
                _ => {}
            }
        }
        let settings = &flow.plan.settings;
        settings.exit_rules.iter().for_each(|it| plain(&it.name, "exit rule", &mut wrong));
        let personas = settings.population.iter().flat_map(|it| &it.personas);
        personas.for_each(|it| plain(&it.name, "persona", &mut wrong));
        assert!(wrong.is_empty(), "{}: {wrong:#?}", flow.name);
    });
}

/// Every attribute, event and property has its words.
fn labels(value: &Value, path: &str, wrong: &mut Vec<String>) {
    for (key, inner) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        let declared = ["attributes", "context", "events", "properties"].contains(&key.as_str());
        if declared && !path.contains("/population/") {
            for (name, one) in inner.as_object().into_iter().flatten() {
                labelled(&one["label"], &format!("{path}/{name}"), wrong);
            }
        }
        labels(inner, &path, wrong);
    }
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'))
}

/// A text in both languages: Japanese in one, none of it in the other.
fn labelled(label: &Value, path: &str, wrong: &mut Vec<String>) {
    let (ja, en) = (label["ja"].as_str(), label["en"].as_str());
    let ja = ja.is_some_and(is_japanese);
    let en = en.is_some_and(|text| !text.trim().is_empty() && !is_japanese(text));
    if !ja || !en {
        wrong.push(format!("{path}: {label}"));
    }
}

/// A name that has no languages carries both: "購入 (purchase)".
fn plain(name: &str, path: &str, wrong: &mut Vec<String>) {
    let (ja, en) = name.split_once(" (").unwrap_or((name, ""));
    let label = serde_json::json!({"ja": ja, "en": en.trim_end_matches(')')});
    labelled(&label, path, wrong);
}

/// A short message must fit one: 70 characters in Japanese, 160 in English.
fn one_segment(id: &str, message: &journey::kind::Message, wrong: &mut Vec<String>) {
    if message.channel != Channel::Sms {
        return;
    }
    for (lang, most) in [("ja", 70), ("en", 160)] {
        let body = message.templates.get(lang).map_or("", |it| it.body.as_str());
        let body = body.replace("{{customer.due_date}}", "2026-12-21");
        let body = body.replace("{{context.treat}}", "3000");
        let length = body.chars().count();
        if length > most || body.contains("{{") {
            wrong.push(format!("{id} {lang}: {length} characters"));
        }
    }
}
