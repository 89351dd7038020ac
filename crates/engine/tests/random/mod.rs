//! Random journeys and populations for laws: every kind of the first wave, forward edges, bounded loops.
#![allow(missing_docs, dead_code, unreachable_pub)]

use std::collections::BTreeMap;

use engine::plan::{CompileError, Plan, compile};
use engine::simulate::{Options, Watch, simulate};
use engine::table::{Events, Population, Table};
use journey::document::Journey;
use journey::kind::Kind;
use journey::span::Span;
use journey::time::DAY;
use journey::value::{Cell, MISSING, Texts};
use serde_json::{Map, Value, json};

/// SplitMix64; tests may roll dice.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }
}

/// 2026-01-05T00:00+09:00, a Monday.
pub const START: i64 = 1_767_538_800_000;

pub fn options(threads: usize) -> Options {
    Options { seed: 7, start: START, horizon: Span::days(90), threads, ..Options::default() }
}

pub fn compiled(journey: &Journey) -> Plan {
    match compile(journey, &BTreeMap::new()) {
        Ok(plan) => plan,
        Err(CompileError::Findings(findings)) => {
            let errors: Vec<String> = findings
                .iter()
                .filter(|finding| finding.severity == journey::finding::Severity::Error)
                .map(|finding| finding.message(journey::lang::Lang::En))
                .collect();
            panic!("{}\n{}", errors.join("\n"), journey::format::write(journey))
        }
        Err(error) => panic!("{error}"),
    }
}

pub fn opened(value: Value) -> Journey {
    match journey::format::read(value.to_string().as_bytes()) {
        Ok((journey, _)) => journey,
        Err(error) => panic!("{error:?}"),
    }
}

pub fn tally(plan: &Plan, population: &Population, options: &Options) -> engine::tally::Tally {
    simulate(plan, population, options, &Watch::default()).expect("nobody stops it")
}

pub fn report(plan: &Plan, population: &Population, options: &Options) -> String {
    let tally = tally(plan, population, options);
    let report = engine::report::report(plan, population, options, &tally, None);
    serde_json::to_string(&report).expect("a report is JSON")
}

/// A journey of `size` steps; `shared` adds offers, caps and waves.
pub fn journey(dice: &mut Dice, size: usize, shared: bool) -> Journey {
    let mut nodes = Map::new();
    let mut edges = Map::new();
    let name = |place: usize| format!("nod_{place:03}");
    for place in 0..size {
        let (kind, config) = step(dice, shared);
        nodes.insert(name(place), json!({"kind": kind, "config": config, "cost": place % 7, "value": place % 3, "effort": place % 4}));
    }
    nodes.insert("nod_zzz".into(), json!({"kind": "flow.end", "config": {"outcome": "resolved"}}));
    // Wire every port forward; a loop's way around gets a wait that leads back to the loop.
    for place in 0..size {
        let id = name(place);
        let kind = nodes[&id]["kind"].as_str().unwrap_or_default().to_owned();
        let mut node = journey::document::Node { kind: kind.clone(), ..Default::default() };
        node.config = nodes[&id]["config"].as_object().cloned().unwrap_or_default();
        let ports = match Kind::read(&node) {
            Ok(kind) => kind.ports(),
            Err(problems) => panic!("{kind}: {problems:?}"),
        };
        let mut out = Map::new();
        for port in ports {
            let target = if kind == "flow.loop" && port.name.as_str() == "repeat" {
                let wait = format!("{id}_w");
                nodes.insert(wait.clone(), json!({"kind": "wait.time", "config": {"for": "3h"}}));
                edges.insert(wait.clone(), json!({"done": id}));
                wait
            } else if place + 1 >= size {
                "nod_zzz".to_owned()
            } else {
                let reach = (size - place - 1).min(4);
                name(place + 1 + if port.name.as_str() == "out" { 0 } else { dice.below(reach) })
            };
            out.insert(port.name.to_string(), Value::from(target));
        }
        edges.insert(id, Value::Object(out));
    }
    let first = name(0);
    nodes.insert("ent_a".into(), json!({"kind": "entry.event", "config": {"event": "signup"}}));
    edges.insert("ent_a".into(), json!({"out": first}));
    let audience = json!({"when": "customer.age > 40", "schedule": {"every": {"days": ["tue"], "time": "10:00"}},
        "wave": if shared { json!(3) } else { Value::Null }});
    nodes.insert(
        "ent_b".into(),
        json!({"kind": "entry.audience", "config": without_nulls(audience)}),
    );
    edges.insert("ent_b".into(), json!({"out": name(dice.below(size.min(3)))}));
    prune(&mut nodes, &mut edges);
    opened(json!({
        "format": "tabiji.journey", "version": 1, "id": "jny_random", "name": "Random",
        "settings": settings(dice, shared), "nodes": nodes, "edges": edges, "layout": {}
    }))
}

fn without_nulls(mut value: Value) -> Value {
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    value
}

/// Takes away steps that no entry reaches.
fn prune(nodes: &mut Map<String, Value>, edges: &mut Map<String, Value>) {
    let mut reached = std::collections::BTreeSet::new();
    let mut open: Vec<String> = nodes.keys().filter(|id| id.starts_with("ent")).cloned().collect();
    while let Some(id) = open.pop() {
        if reached.insert(id.clone()) {
            let targets =
                edges.get(&id).and_then(Value::as_object).into_iter().flat_map(|out| out.values());
            open.extend(targets.filter_map(|target| target.as_str().map(str::to_owned)));
        }
    }
    nodes.retain(|id, _| reached.contains(id));
    edges.retain(|id, _| reached.contains(id));
}

fn settings(dice: &mut Dice, shared: bool) -> Value {
    let quiet = format!("{:02}:00", 18 + dice.below(6));
    let mut settings = json!({
        "time_zone": *dice.pick(&["Asia/Tokyo", "America/New_York", "Europe/Berlin"]),
        "attributes": {
            "age": {"type": "integer"}, "email_ok": {"type": "boolean"}, "sms_ok": {"type": "boolean"},
            "tier": {"type": "category", "values": ["gold", "silver", "bronze"]},
            "spend": {"type": "decimal"}, "tags": {"type": "tags", "values": ["a", "b", "c"]},
            "born": {"type": "date"}
        },
        "context": {"n": {"type": "integer"}},
        "events": {"signup": {}, "purchase": {"properties": {"amount": {"type": "decimal"}}}, "call": {}},
        "consent": {"email": "email_ok", "sms": "sms_ok"},
        "quiet_hours": {"windows": [{"days": ["mon","tue","wed","thu","fri","sat","sun"], "from": quiet, "to": "08:00"}]},
        "caps": [{"most": 1 + dice.below(3), "per": {"rolling": "7d"}}],
        "reentry": if dice.chance(50) { json!("always") } else { json!({"after": "10d"}) },
        "concurrency": 1 + dice.below(3),
        "calendars": {"office": {"hours": [{"days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"}], "holidays": {"japan": true}}},
        "connectors": {"crm": {"per_minute": 2}},
        "offers": {"coupon": if shared { json!({"budget": 300, "stock": 40}) } else { json!({}) }},
        "exit_rules": [{"name": "bought", "event": "purchase", "condition": "event.amount > 90", "outcome": "converted",
            "when": if dice.chance(50) { "at_once" } else { "step_end" }}],
        "lifetime": "60d"
    });
    if shared && dice.chance(30) {
        settings["entry_cap"] = json!(150);
    }
    settings
}

fn step(dice: &mut Dice, shared: bool) -> (&'static str, Value) {
    let percent = 5 + dice.below(90);
    let response = json!({"chance": {"constant": percent}});
    let reaction = json!({"response": response, "delay": {"exponential": {"mean": "5h"}}});
    let condition = *dice.pick(&[
        "customer.age >= 40",
        "customer.tier in [\"gold\", \"silver\"]",
        "customer.spend > 100.5 && !is_set(customer.born)",
        "contains(customer.tags, \"a\") || customer.age < 20",
        "is_set(context.n) && context.n > 1",
        "hour(now) < 12",
    ]);
    match dice.below(if shared { 16 } else { 15 }) {
        0 => ("wait.time", json!({"for": *dice.pick(&["1h", "1d", "3d", "7d"])})),
        1 => ("wait.time", json!({"until": {"days": ["mon", "thu"], "time": "09:30"}})),
        2 => ("branch", json!({"arms": [{"name": "yes", "when": condition}]})),
        3 => (
            "branch",
            json!({"arms": [{"name": "a", "when": condition}, {"name": "b", "when": "customer.age > 60"}]}),
        ),
        4 => (
            "branch.experiment",
            json!({"arms": [{"name": "a", "share": 30}, {"name": "b", "share": 50}], "control": {"share": 15}, "holdout": {"share": 5}}),
        ),
        5 => ("branch.hours", json!({"calendar": "office"})),
        6 => (
            "message",
            json!({"channel": "email", "class": "marketing", "templates": template(),
            "variants": if dice.chance(50) { variants(&reaction) } else { json!([]) },
            "response": {"delivered": response, "opened": reaction, "clicked": reaction}}),
        ),
        7 => (
            "message",
            json!({"channel": "sms", "class": "transactional", "templates": template(), "response": {"delivered": response}}),
        ),
        8 => (
            "gate.contact",
            json!({"channels": ["sms", "email"], "quiet": if dice.chance(50) { "defer" } else { "discard" }}),
        ),
        9 => (
            "wait.event",
            json!({"window": "2d", "events": [{"name": "bought", "event": "purchase", "model": reaction},
            {"name": "called", "event": "call", "model": reaction}]}),
        ),
        10 => (
            "data.update",
            json!({"set": [{"name": "context.n", "value": "1 + 1"}, {"name": "customer.spend", "value": "customer.spend + 1"}]}),
        ),
        11 => (
            "data.call",
            json!({"connector": "crm", "replies": [{"when": "customer.age > 30", "set": [{"name": "n", "value": "3"}]}, {"set": []}],
            "latency": {"uniform": {"from": "1s", "to": "20s"}}, "failure": response, "patience": "10s", "retries": 2, "back_off": "1m"}),
        ),
        12 => ("measure.goal", json!({"name": *dice.pick(&["buy", "visit"]), "window": "30d"})),
        13 => ("flow.loop", json!({"most": 1 + dice.below(3)})),
        14 => (
            "measure.survey",
            json!({"survey": "nps", "channel": "email", "answered": reaction, "suppress": "20d"}),
        ),
        _ => (
            "offer.issue",
            json!({"offer": "coupon", "kind": "gift", "value": "customer.age", "expiry": "5d"}),
        ),
    }
}

fn variants(reaction: &Value) -> Value {
    json!([{"name": "a", "share": 30, "templates": template()},
        {"name": "b", "share": 70, "templates": template(), "response": {"clicked": reaction}}])
}

fn template() -> Value {
    json!({"ja": {"subject": "件名", "body": "本文 配信停止"}})
}

/// Customers with events; `order` shuffles the rows, and nothing else.
pub fn population(plan: &Plan, customers: usize, seed: u64, shuffled: bool) -> Population {
    let mut order: Vec<usize> = (0..customers).collect();
    if shuffled {
        let mut dice = Dice(99);
        for place in (1..customers).rev() {
            order.swap(place, dice.below(place + 1));
        }
    }
    let attributes = plan.settings.attributes.clone();
    let properties = plan.settings.event_properties();
    let mut table = Table::new(&attributes);
    let mut events = Events::new(&properties);
    for (row, &number) in order.iter().enumerate() {
        let mut dice = Dice(seed ^ (number as u64) << 20);
        let cells: Vec<Cell> = attributes
            .iter()
            .map(|(name, attribute)| match name.as_str() {
                _ if dice.chance(10) => MISSING,
                "age" => 18 + dice.below(70) as Cell,
                "tier" => dice.below(attribute.values.len()) as Cell,
                "spend" => dice.below(300) as Cell * 1_000_000,
                "tags" => dice.below(8) as Cell,
                "born" => dice.below(20_000) as Cell,
                _ => dice.below(2) as Cell,
            })
            .collect();
        table.push(&format!("customer-{number}"), &cells).expect("fits");
        for _ in 0..dice.below(4) {
            let at = START + dice.below(80 * DAY as usize) as i64;
            let name = *dice.pick(&["signup", "signup", "purchase", "call"]);
            let amount = dice.below(150) as Cell * 1_000_000;
            let cells: Vec<Cell> = properties
                .keys()
                .map(|key| if key == "amount" && name == "purchase" { amount } else { MISSING })
                .collect();
            if name != "call" || seed.is_multiple_of(2) {
                events.push(row as u32, at, name, &cells);
            }
        }
    }
    let table = table.finish().expect("unique");
    let events = events.finish(customers);
    Population { table, events, texts: Texts::default() }
}

/// How often a law is tried: the short form, or the whole under TABIJI_PROVE.
pub fn times(short: usize, whole: usize) -> usize {
    if std::env::var_os("TABIJI_PROVE").is_some() { whole } else { short }
}
