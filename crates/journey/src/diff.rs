//! What differs between two versions of a journey, in words. Meaning only: a moved box is no difference.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::document::{Journey, Node};
use crate::id::{NodeId, PortName};
use crate::kind::Kind;
use crate::lang::Lang;

/// One difference.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// What it is about.
    pub of: Subject,
    /// The step, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeId>,
    /// The way out, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<PortName>,
    /// The field: a JSON pointer into the step's record, or into the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What stood there; none means nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// What stands there now; none means nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
    /// The difference in English.
    pub en: String,
    /// The difference in Japanese.
    pub ja: String,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A step.
    Node,
    /// Where a way out leads.
    Edge,
    /// A setting of the journey.
    Setting,
}

/// What differs, by whether it is new, gone, or not the same.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Differences {
    /// What is new.
    pub added: Vec<Change>,
    /// What is gone.
    pub removed: Vec<Change>,
    /// What is not the same.
    pub changed: Vec<Change>,
}

impl Differences {
    /// Returns whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    fn push(&mut self, change: Change) {
        match (&change.old, &change.new) {
            (None, _) => self.added.push(change),
            (_, None) => self.removed.push(change),
            _ => self.changed.push(change),
        }
    }
}

/// Returns what differs between two versions, in the order of steps; settings come last.
pub fn diff(old: &Journey, new: &Journey) -> Differences {
    let mut differences = Differences::default();
    let steps = old.nodes.keys().chain(new.nodes.keys());
    let ids: BTreeSet<&NodeId> = steps.chain(old.edges.keys()).chain(new.edges.keys()).collect();
    for id in ids {
        nodes(&mut differences, id, old.node(id), new.node(id));
        edges(&mut differences, id, old, new);
    }
    for field in fields(&old.settings, &new.settings) {
        let Field { path, old, new } = field;
        let (en, ja) = went(&old, &new);
        differences.push(Change {
            of: Subject::Setting,
            node: None,
            port: None,
            en: format!("setting {path}: {en}"),
            ja: format!("設定 {path}：{ja}"),
            field: Some(format!("/settings{path}")),
            old,
            new,
        });
    }
    differences
}

fn nodes(differences: &mut Differences, id: &NodeId, old: Option<&Node>, new: Option<&Node>) {
    let (Some(before), Some(after)) = (old, new) else {
        let Some(node) = old.or(new) else {
            return;
        };
        let (en, ja) = match new {
            Some(_) => ("new step", "ステップを追加："),
            None => ("step removed:", "ステップを削除："),
        };
        let value = Value::String(node.kind.clone());
        differences.push(Change {
            of: Subject::Node,
            node: Some(id.clone()),
            port: None,
            field: None,
            en: format!("{en} {} ({})", called(id, node, Lang::En), title(node, Lang::En)),
            ja: format!("{ja}{}（{}）", called(id, node, Lang::Ja), title(node, Lang::Ja)),
            old: old.map(|_| value.clone()),
            new: new.map(|_| value),
        });
        return;
    };
    for field in fields(&record(before), &record(after)) {
        let Field { path, old, new } = field;
        let (en, ja) = went(&old, &new);
        differences.changed.push(Change {
            of: Subject::Node,
            node: Some(id.clone()),
            port: None,
            en: format!("{} {path}: {en}", called(id, after, Lang::En)),
            ja: format!("{} {path}：{ja}", called(id, after, Lang::Ja)),
            field: Some(path),
            // A field that is new or gone changes its step.
            old: Some(old.unwrap_or(Value::Null)),
            new: Some(new.unwrap_or(Value::Null)),
        });
    }
}

fn edges(differences: &mut Differences, id: &NodeId, old: &Journey, new: &Journey) {
    let none = BTreeMap::new();
    let before = old.edges.get(id).unwrap_or(&none);
    let after = new.edges.get(id).unwrap_or(&none);
    let ports: BTreeSet<&PortName> = before.keys().chain(after.keys()).collect();
    for port in ports {
        let (from, to) = (before.get(port), after.get(port));
        if from == to {
            continue;
        }
        let name = |journey: &Journey, id: Option<&NodeId>, lang| match id {
            Some(id) => match journey.nodes.get(id) {
                Some(node) => called(id, node, lang),
                None => id.to_string(),
            },
            None => match lang {
                Lang::En => "nowhere".to_owned(),
                Lang::Ja => "なし".to_owned(),
            },
        };
        let own = |lang| match new.nodes.get(id).or_else(|| old.nodes.get(id)) {
            Some(node) => called(id, node, lang),
            None => id.to_string(),
        };
        let words = |lang| (own(lang), name(old, from, lang), name(new, to, lang));
        let (en, ja) = (words(Lang::En), words(Lang::Ja));
        let value = |to: &NodeId| Value::String(to.to_string());
        differences.push(Change {
            of: Subject::Edge,
            node: Some(id.clone()),
            port: Some(port.clone()),
            field: None,
            old: from.map(value),
            new: to.map(value),
            en: format!("{} › {port} leads to {}, was {}", en.0, en.2, en.1),
            ja: format!("{} › {port} の行き先：{} → {}", ja.0, ja.1, ja.2),
        });
    }
}

fn called(id: &NodeId, node: &Node, lang: Lang) -> String {
    let name = node.name.text(match lang {
        Lang::En => "en",
        Lang::Ja => "ja",
    });
    match (name.is_empty(), lang) {
        (true, _) => id.to_string(),
        (false, Lang::En) => format!("“{name}”"),
        (false, Lang::Ja) => format!("「{name}」"),
    }
}

fn title(node: &Node, lang: Lang) -> String {
    Kind::title(&node.kind, lang).map_or_else(|| node.kind.clone(), str::to_owned)
}

/// Returns what a step means as one record.
fn record(node: &Node) -> Map<String, Value> {
    let Node { kind, name, note, stage, cost, value, effort, config, ends, extra } = node;
    let mut record = Map::new();
    fn json(value: &impl Serialize) -> Value {
        serde_json::to_value(value).unwrap_or_default()
    }
    let parts = [
        ("kind", Value::String(kind.clone())),
        ("name", json(name)),
        ("note", json(note)),
        ("stage", json(stage)),
        ("cost", json(cost)),
        ("value", json(value)),
        ("effort", json(effort)),
        ("config", Value::Object(config.clone())),
        ("ends", json(ends)),
    ];
    let kept = parts.into_iter().filter(|(_, value)| !value.is_null());
    record.extend(kept.map(|(name, value)| (name.to_owned(), value)));
    // What could not be read stands there as it was written.
    record.extend(extra.clone());
    record
}

/// A field that is not the same.
struct Field {
    path: String,
    old: Option<Value>,
    new: Option<Value>,
}

/// Returns the innermost fields that differ.
fn fields(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<Field> {
    let mut found = Vec::new();
    maps(&mut found, "", old, new);
    found
}

fn maps(found: &mut Vec<Field>, path: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
        values(found, path, old.get(name), new.get(name));
    }
}

fn values(found: &mut Vec<Field>, path: String, old: Option<&Value>, new: Option<&Value>) {
    match (old, new) {
        (Some(one), Some(two)) if one == two => {}
        (Some(Value::Object(one)), Some(Value::Object(two))) => maps(found, &path, one, two),
        (Some(Value::Array(one)), Some(Value::Array(two))) if one.len() == two.len() => {
            for (place, (one, two)) in one.iter().zip(two).enumerate() {
                values(found, format!("{path}/{place}"), Some(one), Some(two));
            }
        }
        _ => found.push(Field { path, old: old.cloned(), new: new.cloned() }),
    }
}

fn went(old: &Option<Value>, new: &Option<Value>) -> (String, String) {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match (old, new) {
        (Some(old), Some(new)) => {
            let words = format!("{} → {}", text(old), text(new));
            (words.clone(), words)
        }
        (None, Some(new)) => (format!("now {}", text(new)), format!("{}を追加", text(new))),
        (Some(old), None) => (format!("no longer {}", text(old)), format!("{}を削除", text(old))),
        (None, None) => (String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::journey;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(old: &str, new: &str, expected: Expect) {
        let differences = diff(&journey(old), &journey(new));
        let lines = |sign: &str, changes: &[Change]| -> String {
            changes.iter().map(|change| format!("{sign} {}\n", change.en)).collect()
        };
        let (added, removed) = (lines("+", &differences.added), lines("-", &differences.removed));
        let text = [added, removed, lines("~", &differences.changed)].concat();
        expected.assert_eq(&text);
    }

    #[test]
    fn differences_are_said_in_words() {
        check(
            "entry -> wait 3d -> message email -> end",
            r#"settings {"lifetime": "30d"}
               entry -> wait 5d -> branch{vip: customer.age > 3} -> end; branch.otherwise -> end"#,
            expect![[r#"
                + new step branch (Branch)
                + branch › otherwise leads to end, was nowhere
                + branch › vip leads to end, was nowhere
                + setting /lifetime: now 30d
                - step removed: message (Message)
                - message › sent leads to nowhere, was end
                ~ wait /config/for: 3d → 5d
                ~ wait › done leads to branch, was message
            "#]],
        );
    }

    #[test]
    fn a_moved_box_is_no_difference() {
        let old = journey("entry -> end");
        let mut new = old.clone();
        new.layout.insert("entry".to_owned(), serde_json::json!({"x": 3}));
        assert!(diff(&old, &new).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

        /// Nothing differs exactly when the meaning is the same.
        #[test]
        fn what_means_the_same_does_not_differ(
            one in crate::format::tests::any_file(), two in crate::format::tests::any_file()
        ) {
            let read = |file: Value| crate::format::read(file.to_string().as_bytes()).unwrap().0;
            let (one, two) = (read(one), read(two));
            prop_assert!(diff(&one, &one).is_empty());
            let same = one.nodes == two.nodes && one.edges == two.edges && one.settings == two.settings;
            prop_assert_eq!(diff(&one, &two).is_empty(), same);
        }
    }
}
