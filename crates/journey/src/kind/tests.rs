//! Laws over all kinds: every field of every form survives file and form, and ops agree with ports.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use schemars::generate::SchemaSettings;
use serde_json::json;

use super::*;
use crate::document::Journey;
use crate::op::{Op, To};

/// Makes configurations from a kind's JSON Schema, so that a new field is exercised without being named here.
struct Forms {
    definitions: Map<String, Value>,
}

impl Forms {
    fn of(id: &str) -> (Self, Value) {
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        let schema = Kind::schema(id, &mut generator).unwrap();
        (Self { definitions: generator.take_definitions(true) }, schema.into())
    }

    /// Returns the schema a reference leads to.
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            Some(name) => &self.definitions[name],
            None => schema,
        }
    }

    /// Makes a value from a stream of choices.
    fn make(&self, schema: &Value, choices: &mut impl FnMut(usize) -> usize) -> Value {
        let schema = self.resolve(schema);
        for key in ["oneOf", "anyOf"] {
            if let Some(options) = schema[key].as_array() {
                return self.make(&options[choices(options.len())], choices);
            }
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        for key in ["enum", "examples"] {
            if let Some(options) = schema[key].as_array() {
                return options[choices(options.len())].clone();
            }
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds[choices(kinds.len())].as_str(),
            kind => kind.as_str(),
        };
        match kind {
            Some("null") => Value::Null,
            Some("boolean") => json!(choices(2) == 1),
            Some("integer") => {
                let least = if schema.get("minimum").is_some() { 0 } else { -5 };
                json!(least + choices(6) as i64)
            }
            Some("number") => {
                json!(["0", "12.5", "33.333333", "-4"][choices(4)].parse::<f64>().unwrap())
            }
            Some("string") => json!(["", "a", "customer.x", "日本 \"語\"\n"][choices(4)]),
            Some("array") => {
                let count = choices(3);
                (0..count).map(|_| self.make(&schema["items"], choices)).collect()
            }
            Some("object") => self.object(schema, choices),
            other => panic!("no way to make {other:?}: {schema}"),
        }
    }

    fn object(&self, schema: &Value, choices: &mut impl FnMut(usize) -> usize) -> Value {
        let mut fields = Map::new();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(&json!(name)) || choices(3) > 0 {
                fields.insert(name.clone(), self.make(field, choices));
            }
        }
        if schema["additionalProperties"].is_object() {
            for name in ["en", "ja"].iter().take(choices(3)) {
                let value = self.make(&schema["additionalProperties"], choices);
                fields.insert((*name).to_owned(), value);
            }
        }
        Value::Object(fields)
    }

    /// Collects every field a schema can have, `a/b/c`.
    fn fields(&self, schema: &Value, path: &str, found: &mut BTreeSet<String>) {
        let schema = self.resolve(schema);
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}/{name}");
            self.fields(field, &path, found);
            found.insert(path);
        }
        for key in ["oneOf", "anyOf"] {
            for option in schema[key].as_array().into_iter().flatten() {
                self.fields(option, path, found);
            }
        }
        for key in ["items", "additionalProperties"] {
            if schema[key].is_object() {
                self.fields(&schema[key], &format!("{path}/*"), found);
            }
        }
    }
}

/// Collects the fields that a value has, named as [`Forms::fields`] names them.
fn fields_of(value: &Value, path: &str, known: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                let named = format!("{path}/{name}");
                let path = if known.contains(&named) { named } else { format!("{path}/*") };
                fields_of(value, &path, known, found);
                found.insert(path);
            }
        }
        Value::Array(items) => {
            for item in items {
                fields_of(item, &format!("{path}/*"), known, found);
            }
        }
        _ => {}
    }
}

/// Most rounds of 300 cases.
const MOST_ROUNDS: usize = 50;

#[test]
fn form_to_file_to_form_keeps_every_field_of_every_kind() {
    for id in Kind::ids() {
        let (forms, schema) = Forms::of(id);
        let mut known = BTreeSet::new();
        forms.fields(&schema, "", &mut known);
        let kept = std::cell::RefCell::new(BTreeSet::new());
        // A runner counts its cases over all its runs, so each round has its own.
        let runner =
            || TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(300) });
        let choices = prop::collection::vec(any::<usize>(), 64);
        let law = |choices: Vec<usize>| {
            let mut at = 0;
            let mut choose = |of: usize| {
                at += 1;
                choices[at % choices.len()].rotate_left((at / 64) as u32) % of
            };
            let Value::Object(config) = forms.make(&schema, &mut choose) else {
                panic!("{id} is no map");
            };
            let form = Kind::read(&Node { kind: id.to_string(), config, ..Node::default() });
            let form = form.unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
            let mut journey = Journey::default();
            let node = Node { kind: id.to_string(), config: form.config(), ..Node::default() };
            journey.put("nod_a".into(), node);
            let file = crate::format::write(&journey);
            let (read, findings) = crate::format::read(file.as_bytes()).unwrap();
            prop_assert_eq!(findings, vec![]);
            let again = Kind::read(&read.nodes[&"nod_a".into()]).unwrap();
            prop_assert_eq!(&again, &form);
            let config = Value::Object(again.config());
            fields_of(&config, "", &known, &mut kept.borrow_mut());
            Ok(())
        };
        // A field deep inside comes up seldom: more cases, until each was kept at least once.
        for _ in 0..MOST_ROUNDS {
            runner().run(&choices, law).unwrap();
            if known.is_subset(&kept.borrow()) {
                break;
            }
        }
        let kept = kept.into_inner();
        let missed: Vec<_> = known.iter().filter(|field| !kept.contains(*field)).collect();
        assert!(missed.is_empty(), "{id}: no case kept {missed:?}");
    }
}

#[test]
fn ops_leave_by_ports_that_exist_and_go_on_within_the_node() {
    for id in Kind::ids() {
        let kind = Kind::read(&crate::notation::node(id)).unwrap();
        let ports = kind.port_names();
        match kind.lower() {
            Lowered::Entry(..) => assert_eq!(ports, ["out".into()].into()),
            Lowered::Ops(ops) => {
                assert!(!ops.is_empty(), "{id} does nothing");
                for to in ops.iter().flat_map(|op| op.ways()) {
                    match to {
                        To::Port(port) => assert!(ports.contains(port), "{id} leaves by {port}"),
                        To::Op(index) => assert!(*index < ops.len(), "{id} jumps to {index}"),
                    }
                }
            }
        }
    }
}

#[test]
fn kinds_show_their_ports_and_what_they_do() {
    let mut lines = String::new();
    for id in Kind::ids() {
        let kind = Kind::read(&crate::notation::node(id)).unwrap();
        let port = |port: &Port| match port.role {
            Role::Flow => port.name.to_string(),
            Role::Timeout => format!("{}(timeout)", port.name),
            Role::Error => format!("{}(error)", port.name),
            Role::Escalate => format!("{}(escalate)", port.name),
        };
        let ports: Vec<String> = kind.ports().iter().map(port).collect();
        let title = Kind::title(id, Lang::Ja).unwrap();
        let summary = kind.summary(Lang::En);
        lines += &format!("{id} {title} [{}] {summary}\n", ports.join(" "));
    }
    expect_test::expect![[r#"
        entry.event イベントで開始 [out] on 
        entry.audience 対象者で開始 [out] every due day at 09:00
        entry.inbound 着信・来訪で開始 [out] by telephone
        message メッセージ送信 [sent not_sent bounced] by mail
        branch 条件分岐 [yes otherwise] yes
        branch.script スクリプト分岐 [yes no error(error)] yes · no
        branch.experiment A/B実験 [a b] a 50 % · b 50 %
        branch.hours 営業時間 [open closed] 
        gate.contact 同意・頻度・静穏 [email blocked] mail
        wait.time 待機 [done] for 1d
        wait.event 行動待ち [happened timeout(timeout)]  within 3d
        data.update 属性更新 [out] 
        data.call 外部システム呼び出し [ok error(error) timeout(timeout)] 
        offer.issue 特典・免除 [issued budget_out not_eligible] 500
        task.create アラート・チケット [created] , due in 1d
        measure.survey アンケート [answered no_answer] NPS by mail
        measure.goal 目標 [out] 
        flow.sub サブジャーニー [resolved unresolved error(error)] 
        flow.loop 回数付きループ [repeat done limit] at most 3 times
        flow.end 終了 [] resolved
    "#]]
    .assert_eq(&lines);
}

#[test]
fn a_message_passes_the_gate_only_as_marketing() {
    let ops = |config: Value| {
        let mut node = crate::notation::node("message");
        node.config.extend(config.as_object().unwrap().clone());
        match Kind::read(&node).unwrap().lower() {
            Lowered::Ops(ops) => ops,
            Lowered::Entry(..) => Vec::new(),
        }
    };
    let marketing = ops(json!({"contact": {"quiet": "discard", "purpose": "news"}}));
    assert!(matches!(
        &marketing[0],
        Op::Gate { defer: false, purpose: Some(purpose), blocked, .. }
            if purpose == "news" && *blocked == To::port("not_sent")
    ));
    assert!(matches!(&marketing[1], Op::Send { marketing: true, .. }));
    let receipt = ops(json!({"class": "transactional"}));
    assert!(matches!(receipt.as_slice(), [Op::Send { marketing: false, .. }]));
    let variants = json!([{"name": "a", "share": 25}, {"name": "b", "share": 75}]);
    let tried = ops(json!({"class": "transactional", "variants": variants}));
    assert!(matches!(
        tried.as_slice(),
        [
            Op::Draw { arms, sticky: true, .. },
            Op::Send { variant: Some(0), .. },
            Op::Send { variant: Some(1), .. }
        ] if arms.iter().map(|(_, to)| to).eq([&To::Op(1), &To::Op(2)])
    ));
}

#[test]
fn an_offer_asks_first_who_may_have_it() {
    let mut node = crate::notation::node("offer.issue");
    node.config.insert("eligible".to_owned(), json!("customer.age > 20"));
    let Lowered::Ops(ops) = Kind::read(&node).unwrap().lower() else {
        panic!("an offer is no entry");
    };
    assert!(matches!(ops.as_slice(), [Op::Decide { .. }, Op::Take { .. }]));
}

/// The complete list of ways out on which a step has cost nothing.
#[test]
fn a_pass_that_did_nothing_is_not_charged() {
    let mut free = Vec::new();
    for id in Kind::ids() {
        let kind = Kind::read(&crate::notation::node(id)).unwrap();
        let ports = kind.ports().into_iter().filter(|port| !kind.charged(&port.name));
        free.extend(ports.map(|port| format!("{id}.{}", port.name)));
    }
    assert_eq!(
        free,
        [
            "message.not_sent",
            "gate.contact.blocked",
            "offer.issue.budget_out",
            "offer.issue.not_eligible",
            "measure.survey.no_answer"
        ]
    );
}

#[test]
fn a_goal_that_ends_has_no_way_out() {
    let mut node = crate::notation::node("measure.goal");
    node.config.insert("ends".to_owned(), json!(true));
    let kind = Kind::read(&node).unwrap();
    assert!(kind.ports().is_empty() && kind.is_end());
}

#[test]
fn every_kind_has_help_names_and_a_place() {
    let mut seen = BTreeMap::new();
    for id in Kind::ids() {
        let title = Kind::title(id, Lang::En).unwrap();
        assert_eq!(seen.insert(title, id), None);
        assert!(Kind::category(id).is_some());
        assert_eq!(Kind::read(&crate::notation::node(id)).unwrap().id(), *id);
    }
    assert_eq!(Kind::ids().len(), 20);
    assert_eq!(Kind::title("nope", Lang::En), None);
}
