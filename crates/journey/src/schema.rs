//! The JSON Schema of journey files, generated from the types that read them.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::document::{Label, Stage};
use crate::format::{FORMAT, VERSION};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::settings::Settings;
use crate::value::Decimal;

/// Returns the JSON Schema of the newest version of the file.
pub fn journey() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let settings = generator.subschema_for::<Settings>();
    let label = generator.subschema_for::<Label>();
    let stage = generator.subschema_for::<Stage>();
    let number = generator.subschema_for::<Decimal>();
    let mut kinds = Vec::new();
    for id in Kind::ids() {
        let config = Kind::schema(id, &mut generator).map(Value::from).unwrap_or_default();
        kinds.push(json!({
            "if": {"properties": {"kind": {"const": id}}, "required": ["kind"]},
            "then": {
                "title": Kind::title(id, Lang::En),
                "properties": {"config": config},
            },
        }));
    }
    let node = json!({
        "type": "object",
        "description": "One step. Fields that are empty or usual are left out; unknown ones are kept.",
        "required": ["kind"],
        "properties": {
            "kind": {"type": "string", "description": "What it does.", "examples": Kind::ids()},
            "name": label,
            "note": label,
            "stage": stage,
            "cost": number,
            "value": number,
            "effort": {"type": "integer", "minimum": 0, "maximum": 5},
            "config": {"type": "object"},
            "ends": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Ports that are marked \"ends here\".",
            },
        },
        "allOf": kinds,
    });
    let definitions: Map<String, Value> = generator.take_definitions(true);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tabiji journey",
        "description": "A customer journey: settings, steps, edges and their picture.",
        "type": "object",
        "required": ["format", "version"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "id": {"type": "string"},
            "name": label,
            "note": label,
            "settings": settings,
            "nodes": {"type": "object", "additionalProperties": node},
            "edges": {
                "type": "object",
                "description": "Where each port leads: node, port, target node.",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": {"type": "string"},
                },
            },
            "layout": {"type": "object", "description": "The picture, which means nothing."},
        },
        "$defs": definitions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::canonical;

    /// `TABIJI_BLESS=1 cargo test -p journey` writes the file anew.
    #[test]
    fn the_published_schema_is_the_one_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/journey.schema.json");
        let schema = canonical(&journey());
        if std::env::var_os("TABIJI_BLESS").is_some() {
            std::fs::write(path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(published == schema, "docs/journey.schema.json is stale: run with TABIJI_BLESS=1");
    }

    #[test]
    fn every_field_has_its_help() {
        let schema = journey();
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            for (field, property) in definition["properties"].as_object().into_iter().flatten() {
                let named = property.get("description").is_some() || property.get("$ref").is_some();
                assert!(named, "{name}.{field} has no description");
            }
        }
    }
}
