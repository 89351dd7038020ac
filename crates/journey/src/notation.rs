//! One line for a journey, for tests: `entry -> wait 3d -> message email -> end`.
//! Reads well in a table of two hundred tests. Not a file format: nothing is saved this way.
//!
//! * Statements end with `;` or a new line. `a -> b` wires a's first port, `a.port -> b` another one.
//! * `[name=]word [argument] [{…}] [argument] [?] [.port]`; a name or word that is there already
//!   means that node.
//! * `{…}` is JSON whose fields replace those of the configuration, or `name: value` pairs for branch
//!   (conditions), experiment (shares; `control` and `holdout` are what they say), await (events), update (expressions).
//! * `x.port -> !` marks a port as ended. Ports left unwired are marked too, unless the node has a `?`.
//! * `settings {…}` lays JSON over the [`settings`] of all tests.
//!
//! Words: entry [event], audience, inbound [channel], message [channel], branch, script [port port …],
//! experiment, hours [calendar], gate [channel …], wait [span], await [window], update,
//! call [connector], offer [name], task [team], survey, goal [name], sub [journey], loop [most],
//! end [outcome].

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::document::{Journey, Label, Node};
use crate::id::{NodeId, PortName};
use crate::kind::Kind;

/// Reads the notation.
///
/// # Panics
///
/// When the text cannot be read: it is a fault of the test.
pub fn journey(text: &str) -> Journey {
    match read(text) {
        Ok(journey) => journey,
        Err(reason) => panic!("{reason} in notation: {text}"),
    }
}

/// Returns the settings that every journey in notation has.
pub fn settings() -> Map<String, Value> {
    let every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let settings = json!({
        "time_zone": "Asia/Tokyo",
        "attributes": {
            "age": {"type": "integer"},
            "birthday": {"type": "date"},
            "cart_value": {"type": "decimal", "required": true},
            "email_ok": {"type": "boolean", "required": true},
            "name": {"type": "text"},
            "renewal": {"type": "instant"},
            "tier": {"type": "category", "values": ["gold", "silver", "bronze"], "required": true},
        },
        "context": {"score": {"type": "integer"}, "segment": {"type": "text"}},
        "events": {
            "signup": {},
            "purchase": {"properties": {"amount": {"type": "decimal", "required": true}}},
        },
        "consent": {"email": "email_ok"},
        "calendars": {"office": {"hours": [{"days": every_day, "from": "09:00", "to": "17:00"}]}},
        "offers": {"coupon": {"budget": 10000}},
        "connectors": {"crm": {}},
    });
    match settings {
        Value::Object(settings) => settings,
        _ => Map::new(),
    }
}

fn read(text: &str) -> Result<Journey, String> {
    let mut journey = Journey { settings: settings(), ..Journey::default() };
    journey.id = "jny_test".into();
    journey.name = Label::Plain("Test".to_owned());
    let mut open = Vec::new();
    for statement in split(text, |rest| rest.starts_with([';', '\n']).then_some(1)) {
        if let Some(body) = statement.strip_prefix("settings ") {
            let over: Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
            let mut all = Value::Object(std::mem::take(&mut journey.settings));
            merge(&mut all, over);
            journey.settings = all.as_object().cloned().unwrap_or_default();
            continue;
        }
        let mut from: Option<(NodeId, Option<PortName>)> = None;
        for term in split(&statement, |rest| rest.starts_with("->").then_some(2)) {
            if term == "!" {
                let (id, port) = from.take().ok_or("nothing before !")?;
                let port = port.or_else(|| first_port(&journey, &id)).ok_or("no port")?;
                journey.node_mut(&id).ok_or("no node")?.ends.insert(port);
                continue;
            }
            let (id, port) = place(&mut journey, &term, &mut open)?;
            if let Some((before, port)) = from {
                let port = port.or_else(|| first_port(&journey, &before));
                let port = port.ok_or_else(|| format!("{before} has no port"))?;
                journey.edges.entry(before).or_default().insert(port, id.clone());
            }
            from = Some((id, port));
        }
    }
    mark_ends(&mut journey, &open);
    Ok(journey)
}

/// Finds or adds the node of a term, and the port the term names.
fn place(
    journey: &mut Journey,
    term: &str,
    open: &mut Vec<NodeId>,
) -> Result<(NodeId, Option<PortName>), String> {
    let (head, body, tail) = match (term.find('{'), term.rfind('}')) {
        (Some(from), Some(to)) if from < to => {
            (&term[..from], Some(&term[from + 1..to]), &term[to + 1..])
        }
        _ => (term, None, ""),
    };
    // Behind the braces may stand more of the argument; without braces the head holds the port.
    let (head, tail) = match (body, head.rfind('.')) {
        (None, Some(dot)) if !head[dot..].contains(' ') => {
            (head[..dot].to_owned(), head[dot..].to_owned())
        }
        (None, _) => (head.to_owned(), String::new()),
        (Some(_), _) => {
            let dot = tail.find('.').unwrap_or(tail.len());
            (format!("{} {}", head.trim(), tail[..dot].trim()), tail[dot..].to_owned())
        }
    };
    let marked = head.contains('?') || tail.contains('?');
    let clean = |text: &str| text.replace('?', "").trim().to_owned();
    let (head, port) = (clean(&head), clean(&tail).trim_start_matches('.').to_owned());
    let port = (!port.is_empty()).then_some(PortName::from(port));
    let (name, words) = match head.split_once('=') {
        Some((name, words)) => (Some(name.trim().to_owned()), words.trim().to_owned()),
        None => (None, head),
    };
    let (word, argument) = words.split_once(' ').unwrap_or((&words, ""));
    let there = NodeId::from(name.as_deref().unwrap_or(word));
    if journey.nodes.contains_key(&there) && argument.is_empty() && body.is_none() {
        return Ok((there, port));
    }
    let mut id = there.clone();
    for number in 2.. {
        if !journey.nodes.contains_key(&id) {
            break;
        }
        id = NodeId::from(format!("{there}{number}"));
    }
    let (kind, mut config) = configure(word, argument.trim(), body)?;
    let json = body.map(|body| serde_json::from_str::<Map<String, Value>>(&format!("{{{body}}}")));
    config.extend(json.and_then(Result::ok).unwrap_or_default());
    let kind = kind.to_owned();
    journey.put(id.clone(), Node { kind, config, ..Node::default() });
    if marked {
        open.push(id.clone());
    }
    Ok((id, port))
}

/// Returns kind and configuration of a word.
fn configure(
    word: &str,
    argument: &str,
    body: Option<&str>,
) -> Result<(&'static str, Map<String, Value>), String> {
    let or = |other: &str| {
        if argument.is_empty() { other.to_owned() } else { argument.to_owned() }
    };
    let list: Vec<&str> = argument.split_whitespace().collect();
    let pairs = pairs(body.unwrap_or_default());
    let each = |a: &str, b: &str| -> Vec<Value> {
        pairs.iter().map(|(name, value)| json!({a: name, b: value})).collect()
    };
    let (kind, over) = match word {
        "entry" => ("entry.event", json!({"event": or("signup")})),
        "audience" => ("entry.audience", json!({})),
        "inbound" => ("entry.inbound", json!({"channel": or("voice")})),
        "message" => {
            let template = json!({"ja": {"subject": "件名", "body": "本文\n配信停止：https://example.jp/stop"}});
            ("message", json!({"channel": or("email"), "templates": template}))
        }
        "branch" => ("branch", json!({"arms": each("name", "when")})),
        "script" => {
            let source = format!("{:?}", list.first().copied().unwrap_or_default());
            ("branch.script", json!({"ports": list, "source": source}))
        }
        "experiment" => ("branch.experiment", experiment(&pairs)?),
        "hours" => ("branch.hours", json!({"calendar": or("office")})),
        "gate" if list.is_empty() => ("gate.contact", json!({"channels": ["email"]})),
        "gate" => ("gate.contact", json!({"channels": list})),
        "wait" if argument.is_empty() => ("wait.time", json!({"for": null})),
        "wait" => ("wait.time", json!({"for": argument})),
        "await" => ("wait.event", json!({"window": or("3d"), "events": each("name", "event")})),
        "update" => ("data.update", json!({"set": each("name", "value")})),
        "call" => ("data.call", json!({"connector": or("crm"), "replies": [{}]})),
        "offer" => ("offer.issue", json!({"offer": or("coupon"), "value": "500"})),
        "task" => ("task.create", json!({"team": or("support"), "due": "1d"})),
        "survey" => ("measure.survey", json!({})),
        "goal" => ("measure.goal", json!({"name": or("goal")})),
        "sub" => ("flow.sub", json!({"journey": or("jny_sub"), "outcomes": ["resolved"]})),
        "loop" => ("flow.loop", json!({"most": or("3").parse::<u32>().unwrap_or(0)})),
        "end" => ("flow.end", json!({"outcome": or("resolved")})),
        _ => return Err(format!("no word \"{word}\"")),
    };
    let mut config = Kind::default_config(kind).unwrap_or_default();
    config.extend(over.as_object().cloned().unwrap_or_default());
    Ok((kind, config))
}

fn experiment(pairs: &[(String, String)]) -> Result<Value, String> {
    let mut config = json!({"arms": []});
    for (name, share) in pairs {
        let share: Value = serde_json::from_str(share).map_err(|_| format!("share {share}"))?;
        match (name.as_str(), config["arms"].as_array_mut()) {
            ("control" | "holdout", _) => config[name] = json!({"share": share}),
            (_, Some(arms)) => arms.push(json!({"name": name, "share": share})),
            (_, None) => {}
        }
    }
    Ok(config)
}

/// Reads `name: value, name: value`; none when it is JSON.
fn pairs(body: &str) -> Vec<(String, String)> {
    if body.trim_start().starts_with('"') {
        return Vec::new();
    }
    let parts = split(body, |rest| rest.starts_with(',').then_some(1));
    let pair = |part: String| {
        let (name, value) = part.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    parts.into_iter().filter_map(pair).collect()
}

fn first_port(journey: &Journey, id: &NodeId) -> Option<PortName> {
    let kind = journey.node(id).and_then(Kind::read_leniently);
    kind.and_then(|(kind, _)| kind.ports().into_iter().next()).map(|port| port.name)
}

fn mark_ends(journey: &mut Journey, open: &[NodeId]) {
    let Journey { nodes, edges, .. } = journey;
    for (id, node) in nodes.iter_mut().filter(|(id, _)| !open.contains(id)) {
        let ports = Kind::read_leniently(node).map(|(kind, _)| kind.ports()).unwrap_or_default();
        let wired = |port: &PortName| edges.get(id).is_some_and(|ports| ports.contains_key(port));
        let names = ports.into_iter().map(|port| port.name);
        Arc::make_mut(node).ends.extend(names.filter(|port| !wired(port)));
    }
}

/// Splits at separators outside brackets and quotes; trims the parts and drops empty ones.
fn split(text: &str, separator: impl Fn(&str) -> Option<usize>) -> Vec<String> {
    let (mut parts, mut part, mut depth, mut quoted) = (Vec::new(), String::new(), 0_i32, false);
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match character {
            '"' => quoted = !quoted,
            '{' | '[' | '(' if !quoted => depth += 1,
            '}' | ']' | ')' if !quoted => depth -= 1,
            _ => {}
        }
        let width = if depth == 0 && !quoted { separator(rest) } else { None };
        match width {
            Some(width) => {
                parts.push(std::mem::take(&mut part));
                rest = &rest[width..];
            }
            None => {
                part.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    parts.push(part);
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over,
    }
}

/// Returns a node of a kind with its usual configuration, for tests.
pub fn node(kind: &str) -> Node {
    let config = Kind::default_config(kind).unwrap_or_default();
    Node { kind: kind.to_owned(), config, ..Node::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let journey = journey(text);
        let mut lines = String::new();
        for (id, node) in &journey.nodes {
            let kind = Kind::read(node).unwrap();
            lines += &format!("{id}: {} {}", node.kind, kind.summary(crate::lang::Lang::En));
            for (port, to) in journey.edges.get(id).into_iter().flatten() {
                lines += &format!(" {port}>{to}");
            }
            for port in &node.ends {
                lines += &format!(" {port}!");
            }
            lines.push('\n');
        }
        lines
    }

    #[test]
    fn words_arguments_names_and_joins() {
        expect_test::expect![[r#"
            await: wait.event message.opened or purchase within 2d seen>w timeout>experiment bought!
            end: flow.end converted
            entry: entry.event on purchase out>pick
            experiment: branch.experiment a 49.5 % · b 49.5 % control>end a! b!
            gate: gate.contact SMS → mail sms>message blocked! email!
            message: message by SMS sent>w bounced! not_sent!
            pick: branch vip · b b>await vip>wait otherwise!
            w: wait.time for 1h 30m done>end
            wait: wait.time for 3d done>end past_date!
        "#]]
        .assert_eq(&check(
            "entry purchase -> pick=branch{vip: customer.tier == \"gold\", b: x in [1, 2]}
             pick.vip -> gate sms email -> message sms -> w=wait 1h 30m -> end converted
             pick.b -> await{seen: message.opened, bought: purchase} 2d -> w
             pick -> wait 3d {\"past\": \"skip\"}? -> end; wait.past_date -> !
             await.timeout -> experiment{a: 49.5, b: 49.5, control: 1}.control -> end",
        ));
    }
}
