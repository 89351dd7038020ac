//! A large journey as people draw them, of any size, from a seed: strands of blocks, each with an entry of its
//! own. A block waits, decides, sends, calls or goes round.
#![allow(missing_docs, dead_code, unreachable_pub)]

use journey::document::Journey;
use journey::edit::Edit;
use journey::id::NodeId;
use journey::kind::Kind;
use journey::notation::node;
use serde_json::{Map, Value, json};

/// Steps of one strand, about.
const STRAND: usize = 100;

/// SplitMix64, as in Steele, Lea and Flood, “Fast splittable pseudorandom number generators” (2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Returns a journey of about this many steps.
pub fn journey(seed: u64, steps: usize) -> Journey {
    let mut drawing = Drawing { dice: Dice(seed), nodes: Map::new(), edges: Map::new() };
    while drawing.nodes.len() < steps {
        let last = (drawing.nodes.len() + STRAND).min(steps);
        drawing.strand(last);
    }
    let document = json!({
        "format": "tabiji.journey", "version": 1, "id": "jny_large", "name": "Large",
        "settings": settings(), "nodes": drawing.nodes, "edges": drawing.edges, "layout": {},
    });
    match journey::format::read(document.to_string().as_bytes()) {
        Ok((journey, _)) => journey,
        Err(error) => panic!("{error:?}"),
    }
}

struct Drawing {
    dice: Dice,
    nodes: Map<String, Value>,
    edges: Map<String, Value>,
}

impl Drawing {
    /// Adds blocks, one behind the other, until there are this many steps.
    fn strand(&mut self, last: usize) {
        let event = *self.dice.pick(&["signup", "purchase", "call"]);
        let mut before = self.add("entry.event", json!({ "event": event }));
        let mut port = "out".to_owned();
        let end = self.add("flow.end", json!({"outcome": "resolved"}));
        while self.nodes.len() < last {
            let (first, exit, by) = self.block(&end);
            self.wire(&before, &port, &first);
            (before, port) = (exit, by);
        }
        self.wire(&before, &port, &end);
    }

    /// Adds a block; returns its first step, and the step and port that lead on.
    fn block(&mut self, end: &str) -> (String, String, String) {
        match self.dice.below(9) {
            0..=2 => self.choice(end),
            3 => self.watch(),
            4 => self.round(),
            5 => self.call(end),
            6 => self.trial(),
            7 => self.set(),
            _ => self.pause(),
        }
    }

    fn choice(&mut self, end: &str) -> (String, String, String) {
        let (a, b) = (self.condition(), self.condition());
        let arms = json!([{"name": "a", "when": a}, {"name": "b", "when": b}]);
        let branch = self.add("branch", json!({ "arms": arms }));
        let (mail, text) = (self.message("email"), self.message("sms"));
        let wait = self.add("wait.time", json!({"for": "2d"}));
        self.wire(&branch, "a", &mail);
        self.wire(&branch, "b", &text);
        for message in [&mail, &text] {
            self.wire(message, "sent", &wait);
            self.wire(message, "not_sent", &wait);
            self.wire(message, "bounced", end);
        }
        self.wire(&branch, "otherwise", &wait);
        (branch, wait, "done".to_owned())
    }

    fn watch(&mut self) -> (String, String, String) {
        let when = format!("event.amount > {}", self.dice.below(90));
        let events = json!([{"name": "bought", "event": "purchase", "when": when}, {"name": "opened", "event": "message.opened"}]);
        let watch = self.add("wait.event", json!({"events": events, "window": "3d"}));
        let goal = self.add("measure.goal", json!({"name": "bought"}));
        let wait = self.add(
            "wait.time",
            json!({"for": null, "until": {"days": ["mon", "thu"], "time": "09:30"}}),
        );
        self.wire(&watch, "bought", &goal);
        self.wire(&watch, "opened", &wait);
        self.wire(&watch, "timeout", &wait);
        self.wire(&goal, "out", &wait);
        (watch, wait, "done".to_owned())
    }

    fn round(&mut self) -> (String, String, String) {
        let until = self.condition();
        let round = self.add("flow.loop", json!({"most": 3, "until": until}));
        let push = self.message("push");
        let wait = self.add("wait.time", json!({"for": "1d"}));
        self.wire(&round, "repeat", &push);
        for port in ["sent", "not_sent", "bounced"] {
            self.wire(&push, port, &wait);
        }
        self.wire(&wait, "done", &round);
        let on = self.add("task.create", json!({"team": "sales", "due": "1d"}));
        self.wire(&round, "done", &on);
        self.wire(&round, "limit", &on);
        (round, on, "out".to_owned())
    }

    fn call(&mut self, end: &str) -> (String, String, String) {
        let set = json!([{"name": "score", "value": "7"}]);
        let replies = json!([{"when": self.condition(), "set": set}, {}]);
        let call = self.add("data.call", json!({"connector": "crm", "replies": replies}));
        let task = self.add("task.create", json!({"team": "desk", "due": "1d"}));
        self.wire(&call, "error", &task);
        self.wire(&call, "timeout", &task);
        self.wire(&task, "out", end);
        (call.clone(), call, "ok".to_owned())
    }

    fn trial(&mut self) -> (String, String, String) {
        let arms = json!([{"name": "a", "share": 60}, {"name": "b", "share": 30}]);
        let trial = self.add("branch.experiment", json!({"arms": arms, "control": {"share": 10}}));
        let (line, mail) = (self.message("line"), self.message("email"));
        let wait = self.add("wait.time", json!({"for": "1d"}));
        self.wire(&trial, "a", &line);
        self.wire(&trial, "b", &mail);
        for message in [&line, &mail] {
            for port in ["sent", "not_sent", "bounced"] {
                self.wire(message, port, &wait);
            }
        }
        self.wire(&trial, "control", &wait);
        (trial, wait, "done".to_owned())
    }

    fn set(&mut self) -> (String, String, String) {
        let set = json!([{"name": "context.score", "value": "1 + 2"}]);
        let update = self.add("data.update", json!({ "set": set }));
        (update.clone(), update, "out".to_owned())
    }

    fn pause(&mut self) -> (String, String, String) {
        let span = *self.dice.pick(&["1h", "1d", "3d", "7d"]);
        let wait = self.add("wait.time", json!({ "for": span }));
        (wait.clone(), wait, "done".to_owned())
    }

    fn message(&mut self, channel: &str) -> String {
        let number = self.nodes.len();
        let body =
            format!("{{{{customer.name}}}}様 お知らせ{number} 配信停止 https://example.jp/s");
        let templates = json!({"ja": {"subject": "お知らせ", "body": body}});
        self.add("message", json!({"channel": channel, "templates": templates}))
    }

    fn condition(&mut self) -> String {
        let n = self.dice.below(90);
        match self.dice.below(6) {
            0 => format!("customer.age >= {n}"),
            1 => format!("customer.tier == \"gold\" && customer.spend > {n}"),
            2 => format!("customer.tier in [\"silver\", \"bronze\"] || customer.age < {n}"),
            3 => format!("contains(customer.tags, \"a\") && customer.spend <= {n}.5"),
            4 => format!("is_set(context.score) && context.score > {n}"),
            _ => format!("days_since(customer.joined) > {n}"),
        }
    }

    fn add(&mut self, kind: &str, over: Value) -> String {
        let id = format!("nod_{:05}", self.nodes.len());
        let mut config = node(kind).config;
        config.extend(over.as_object().cloned().unwrap_or_default());
        let name = format!("Step {}", self.nodes.len());
        self.nodes.insert(id.clone(), json!({"kind": kind, "name": name, "config": config}));
        self.edges.insert(id.clone(), json!({}));
        self.mark(&id);
        id
    }

    /// Marks every port of a step as an end until it is wired.
    fn mark(&mut self, id: &str) {
        let mut drawn = node(self.nodes[id]["kind"].as_str().unwrap_or_default());
        drawn.config = self.nodes[id]["config"].as_object().cloned().unwrap_or_default();
        let ports = Kind::read(&drawn).map(|kind| kind.port_names()).unwrap_or_default();
        self.nodes[id]["ends"] = json!(ports);
    }

    fn wire(&mut self, from: &str, port: &str, to: &str) {
        self.edges[from][port] = json!(to);
        if let Some(ends) = self.nodes[from]["ends"].as_array_mut() {
            ends.retain(|end| end != port);
        }
    }
}

/// One edit of each sort, in the middle of the journey.
pub fn edits(journey: &Journey) -> Vec<(&'static str, Edit)> {
    let of_kind = |kind: &str| -> NodeId {
        let all = journey.nodes.iter().filter(|(_, node)| node.kind == kind);
        let all: Vec<&NodeId> = all.map(|(id, _)| id).collect();
        all[all.len() / 2].clone()
    };
    let (branch, message, end) = (of_kind("branch"), of_kind("message"), of_kind("flow.end"));
    let name = Edit::SetField {
        node: message.clone(),
        pointer: "/name".to_owned(),
        value: Some(json!("Another name")),
    };
    let condition = Edit::SetConfig {
        node: branch,
        pointer: "/arms/0/when".to_owned(),
        value: Some(json!("customer.age >= 33 && customer.spend > 5")),
    };
    let connect = Edit::Connect { from: message, port: "sent".into(), to: end };
    let setting = Edit::SetSetting { pointer: "/caps/0/most".to_owned(), value: Some(json!(4)) };
    vec![("name", name), ("condition", condition), ("connect", connect), ("setting", setting)]
}

fn settings() -> Value {
    json!({
        "time_zone": "Asia/Tokyo",
        "attributes": {
            "age": {"type": "integer", "required": true}, "joined": {"type": "date", "required": true},
            "name": {"type": "text", "required": true}, "ok": {"type": "boolean", "required": true},
            "spend": {"type": "decimal", "required": true}, "tags": {"type": "tags", "values": ["a", "b"]},
            "tier": {"type": "category", "values": ["gold", "silver", "bronze"], "required": true},
        },
        "context": {"score": {"type": "integer"}},
        "events": {
            "call": {}, "purchase": {"properties": {"amount": {"type": "decimal", "required": true}}}, "signup": {},
        },
        "consent": {"email": "ok", "line": "ok", "push": "ok", "sms": "ok"},
        "connectors": {"crm": {}},
        "caps": [{"most": 3, "per": {"rolling": "7d"}}],
        "exit_rules": [{"name": "left", "event": "call", "outcome": "left"}],
    })
}
