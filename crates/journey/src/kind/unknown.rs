//! Fields of a configuration that its kind does not have, found by walking the kind's JSON Schema. They are
//! kept in the file all the same: another build may know them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::Kind;
use crate::condition::closest;

/// A field that the kind does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// Where: a JSON pointer into the configuration.
    pub field: String,
    /// The field that was probably meant.
    pub meant: Option<String>,
}

/// Schemas of all kinds, and what they refer to.
struct Schemas {
    kinds: BTreeMap<&'static str, Value>,
    definitions: Map<String, Value>,
}

/// Made once: rules ask at every edit.
static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut kinds = BTreeMap::new();
    for id in Kind::ids() {
        kinds.insert(*id, Kind::schema(id, &mut generator).map(Value::from).unwrap_or_default());
    }
    Schemas { kinds, definitions: generator.take_definitions(true) }
});

/// Returns every field of a configuration that a kind does not have; none for an unknown kind.
pub(super) fn unknown(id: &str, config: &Map<String, Value>) -> Vec<UnknownField> {
    let mut found = Vec::new();
    if let Some(schema) = SCHEMAS.kinds.get(id) {
        SCHEMAS.object(&[schema], config, "", &mut found);
    }
    found
}

impl Schemas {
    /// Returns every form that a value of these schemas can have.
    fn forms<'a>(&'a self, schemas: &[&'a Value]) -> Vec<&'a Value> {
        let mut forms = Vec::new();
        let mut open = schemas.to_vec();
        while let Some(schema) = open.pop() {
            let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next());
            open.extend(name.and_then(|name| self.definitions.get(name)));
            for key in ["oneOf", "anyOf", "allOf"] {
                open.extend(schema[key].as_array().into_iter().flatten());
            }
            forms.push(schema);
        }
        forms
    }

    fn value(&self, schemas: &[&Value], value: &Value, at: &str, found: &mut Vec<UnknownField>) {
        match value {
            Value::Object(map) => self.object(schemas, map, at, found),
            Value::Array(list) => {
                let items = self.forms(schemas).into_iter().map(|form| &form["items"]);
                let items: Vec<&Value> = items.filter(|items| items.is_object()).collect();
                for (index, value) in list.iter().enumerate() {
                    self.value(&items, value, &format!("{at}/{index}"), found);
                }
            }
            _ => {}
        }
    }

    fn object(
        &self,
        schemas: &[&Value],
        map: &Map<String, Value>,
        at: &str,
        found: &mut Vec<UnknownField>,
    ) {
        let forms = self.forms(schemas);
        let known: Vec<&Map<String, Value>> =
            forms.iter().filter_map(|form| form["properties"].as_object()).collect();
        let any = forms.iter().map(|form| &form["additionalProperties"]);
        let any: Vec<&Value> = any.filter(|any| any.is_object()).collect();
        for (key, value) in map {
            let field = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            let own: Vec<&Value> = known.iter().filter_map(|known| known.get(key)).collect();
            if !own.is_empty() {
                self.value(&own, value, &field, found);
            } else if !any.is_empty() {
                self.value(&any, value, &field, found);
            } else if !known.is_empty() {
                // What is there already was not meant again.
                let free = known.iter().flat_map(|known| known.keys()).map(String::as_str);
                let free = free.filter(|name| !map.contains_key(*name));
                let meant = closest(key, free).map(str::to_owned);
                found.push(UnknownField { field, meant });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(id: &str, config: Value) -> String {
        let found = unknown(id, config.as_object().unwrap());
        let line =
            |it: &UnknownField| format!("{} {}\n", it.field, it.meant.as_deref().unwrap_or("?"));
        found.iter().map(line).collect()
    }

    #[test]
    fn typos_are_found_at_any_depth() {
        expect_test::expect![[r#"
            /events/0/modle model
            /widow window
        "#]]
        .assert_eq(&of(
            "wait.event",
            json!({"widow": "3d", "events": [{"name": "a", "event": "b", "modle": {}}]}),
        ));
        expect_test::expect![[r#"
            /response/delivered/chance/constnt constant
            /response/delivered/hihg high
            /sparkle ?
            /templates/ja/boby body
        "#]]
        .assert_eq(&of(
            "message",
            json!({
                "response": {"delivered": {"chance": {"constnt": 3}, "hihg": 4}},
                "sparkle": 1,
                "templates": {"ja": {"subject": "", "boby": ""}}
            }),
        ));
    }

    #[test]
    fn what_every_kind_begins_with_is_known() {
        for id in Kind::ids() {
            assert_eq!(unknown(id, &Kind::default_config(id).unwrap()), [], "{id}");
        }
        assert_eq!(of("no.kind", json!({"a": 1})), "");
    }
}
