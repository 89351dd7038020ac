//! The reference journey: cart recovery, 24 steps, 6 conditions (3 of one row, 3 of five lines), 5 messages,
//! 3 delays, 2 waits, a split; 15 attributes a customer, about 10 steps a customer.
#![allow(missing_docs, dead_code, unreachable_pub)]

use std::collections::BTreeMap;

use engine::plan::{Plan, compile};
use engine::simulate::Options;
use engine::table::{Events, Population, Table};
use journey::document::Journey;
use journey::span::Span;
use journey::value::{Cell, MISSING, Texts};
use serde_json::{Value, json};

/// The programs have the same (`app`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 2026-01-05T00:00+09:00.
pub const START: i64 = 1_767_538_800_000;

pub const LONG_1: &str = "(customer.spend >= 50000.0 && customer.visits > 4)\n\
    || (customer.tier == \"gold\" && customer.returns == 0)\n\
    || (customer.age < 30 && customer.country in [\"jp\", \"kr\"])\n\
    || (customer.items * 1000 > customer.visits * 500 && customer.app)\n\
    || customer.spend - customer.cart_value > 30000.5";
pub const LONG_2: &str = "(customer.age >= 25 && customer.age < 60)\n\
    && (customer.returns < 3 || customer.tier != \"basic\")\n\
    && !(customer.country == \"us\" && customer.visits < 2)\n\
    && (customer.score > 20 || customer.spend > 9999.5)\n\
    && customer.items <= 12";
pub const LONG_3: &str = "customer.score + customer.visits * 2 > 60\n\
    || (customer.push_ok && customer.app)\n\
    || (customer.segment == \"family\" && customer.items >= 4)\n\
    || (customer.age > 65 && customer.line_ok)\n\
    || customer.spend / 1000.0 > customer.score + 10";

pub fn settings(rules: bool) -> Value {
    let mut settings = json!({
        "time_zone": "Asia/Tokyo",
        "attributes": {
            "age": {"type": "integer", "required": true}, "app": {"type": "boolean", "required": true},
            "cart_value": {"type": "decimal", "required": true},
            "country": {"type": "category", "values": ["jp", "us", "kr", "tw"], "required": true},
            "email_ok": {"type": "boolean"}, "items": {"type": "integer", "required": true},
            "line_ok": {"type": "boolean", "required": true}, "push_ok": {"type": "boolean", "required": true},
            "returns": {"type": "integer", "required": true}, "score": {"type": "integer", "required": true},
            "segment": {"type": "category", "values": ["single", "family", "senior"], "required": true},
            "sms_ok": {"type": "boolean"}, "spend": {"type": "decimal", "required": true},
            "tier": {"type": "category", "values": ["basic", "silver", "gold", "platinum"], "required": true},
            "visits": {"type": "integer", "required": true}
        },
        "context": {"lost": {"type": "boolean"}},
        "events": {"purchase": {}},
        "consent": {"email": "email_ok", "sms": "sms_ok"}
    });
    if rules {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        settings["quiet_hours"] =
            json!({"windows": [{"days": days, "from": "21:00", "to": "09:00"}]});
        settings["caps"] = json!([{"most": 3, "per": {"rolling": "7d"}}, {"channel": "email", "most": 1, "per": "day"}]);
        settings["exit_rules"] = json!([{"name": "bought", "event": "purchase", "when": "at_once", "outcome": "converted",
            "condition": "customer.age > 200"}]);
        settings["reentry"] = json!({"after": "30d"});
        settings["lifetime"] = json!("60d");
        settings["offers"] = json!({"coupon": {"budget": 100_000_000, "stock": 100_000}});
    }
    settings
}

fn message(channel: &str) -> Value {
    json!({"kind": "message", "cost": 2, "config": {
        "channel": channel, "class": "marketing", "templates": {"ja": {"subject": "件名", "body": "本文 配信停止"}},
        "contact": {"quiet": "defer"},
        "response": {
            "delivered": {"chance": {"constant": 97}},
            "opened": {"response": {"chance": {"constant": 45}}, "delay": {"exponential": {"mean": "6h"}}},
            "clicked": {"response": {"chance": {"constant": 30}}, "delay": {"exponential": {"mean": "10m"}}}
        }
    }})
}

/// The journey; with `rules`, quiet hours, caps, exit rules, re-entry and a shared offer are on.
pub fn journey(rules: bool) -> Journey {
    let branch =
        |when: &str| json!({"kind": "branch", "config": {"arms": [{"name": "yes", "when": when}]}});
    let wait = |span: &str| json!({"kind": "wait.time", "config": {"for": span}});
    let end = |outcome: &str| json!({"kind": "flow.end", "config": {"outcome": outcome}});
    let mut nodes = json!({
        "ent": {"kind": "entry.audience", "config": {"schedule": {"once": "2026-01-05T10:00"}}},
        "b1": {"kind": "branch", "config": {"arms": [
            {"name": "high", "when": "customer.cart_value > 20000.0 && customer.tier in [\"gold\", \"platinum\"]"},
            {"name": "mid", "when": "customer.cart_value > 3000.0"}]}},
        "d1": wait("1h"), "d2": wait("4h"), "d3": wait("1d"),
        "m1": message("email"), "m2": message("email"), "m3": message("in_app"), "m4": message("sms"), "m5": message("in_app"),
        "x1": {"kind": "branch.experiment", "config": {"arms": [{"name": "a", "share": 50}, {"name": "b", "share": 50}]}},
        "w1": {"kind": "wait.event", "config": {"window": "2d", "events": [{"name": "clicked", "event": "message.clicked"}]}},
        "w2": {"kind": "wait.event", "config": {"window": "3d", "events": [{"name": "bought", "event": "purchase",
            "model": {"response": {"chance": {"constant": 25}}, "delay": {"exponential": {"mean": "1d"}}}}]}},
        "b2": branch("customer.items >= 3"), "b3": branch("customer.sms_ok"),
        "s1": branch(LONG_1), "s2": branch(LONG_2), "s3": branch(LONG_3),
        "g1": {"kind": "measure.goal", "config": {"name": "buy", "value": "customer.cart_value"}},
        "t1": {"kind": "task.create", "config": {"team": "shop", "due": "1d"}},
        "u1": {"kind": "data.update", "config": {"set": [{"name": "context.lost", "value": "true"}]}},
        "e1": end("converted"), "e2": end("left"), "e3": end("unresolved")
    });
    let mut edges = json!({
        "ent": {"out": "b1"}, "b1": {"high": "d1", "mid": "d2", "otherwise": "x1"},
        "d1": {"done": "m1"}, "d2": {"done": "m2"}, "x1": {"a": "m3", "b": "e2"},
        "m1": {"sent": "w1", "not_sent": "b3", "bounced": "b3"}, "m2": {"sent": "w1", "not_sent": "b3", "bounced": "b3"},
        "m3": {"sent": "w1", "not_sent": "e3", "bounced": "e3"},
        "w1": {"clicked": "s1", "timeout": "b2"}, "s1": {"yes": "w2", "otherwise": "s2"}, "s2": {"yes": "m5", "otherwise": "w2"},
        "b2": {"yes": "d3", "otherwise": "e3"}, "d3": {"done": "b3"}, "b3": {"yes": "m4", "otherwise": "e3"},
        "m4": {"sent": "s3", "not_sent": "e3", "bounced": "e3"}, "s3": {"yes": "w2", "otherwise": "m5"},
        "m5": {"sent": "w2", "not_sent": "e3", "bounced": "e3"}, "w2": {"bought": "g1", "timeout": "u1"},
        "g1": {"out": "t1"}, "t1": {"created": "e1"}, "u1": {"out": "e2"}
    });
    if rules {
        nodes["o1"] = json!({"kind": "offer.issue", "config": {"offer": "coupon", "kind": "discount", "value": "customer.cart_value / 10"}});
        edges["o1"] = json!({"issued": "m5", "budget_out": "m5", "not_eligible": "m5"});
        edges["s2"]["yes"] = json!("o1");
    }
    let file = json!({"format": "tabiji.journey", "version": 1, "id": "jny_reference", "name": "Reference",
        "settings": settings(rules), "nodes": nodes, "edges": edges, "layout": {}});
    match journey::format::read(file.to_string().as_bytes()) {
        Ok((journey, _)) => journey,
        Err(error) => panic!("{error:?}"),
    }
}

pub fn plan(rules: bool) -> Plan {
    match compile(&journey(rules), &BTreeMap::new()) {
        Ok(plan) => plan,
        Err(error) => panic!("{error:?}"),
    }
}

pub fn options(threads: usize) -> Options {
    Options { seed: 1, start: START, horizon: Span::days(90), threads, ..Options::default() }
}

pub fn population(plan: &Plan, customers: usize) -> Population {
    let attributes = plan.settings.attributes.clone();
    let mut table = Table::new(&attributes);
    let mut state = 1u64;
    let mut roll = |n: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % n) as Cell
    };
    for number in 0..customers {
        let cells: Vec<Cell> = attributes
            .keys()
            .map(|name| match name.as_str() {
                "age" => 18 + roll(70),
                "cart_value" => roll(40_000) * 1_000_000,
                "spend" => roll(90_000) * 1_000_000,
                "country" | "tier" => roll(4),
                "segment" => roll(3),
                "items" => 1 + roll(15),
                "returns" => roll(6),
                "score" => roll(100),
                "visits" => roll(20),
                "email_ok" | "sms_ok" if roll(20) == 0 => MISSING,
                _ => Cell::from(roll(10) < 8),
            })
            .collect();
        table.push(&format!("c{number:08}"), &cells).expect("fits");
    }
    let table = table.finish().expect("unique");
    let events = Events::new(&BTreeMap::new()).finish(customers);
    Population { table, events, texts: Texts::default() }
}
