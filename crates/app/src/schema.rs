//! JSON Schemas of what Tabiji writes, generated from the types that are written.

use engine::report::{FORMAT, Report, VERSION};
use engine::trial::Trial;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// Returns the JSON Schema of the result of `tabiji test`.
pub fn trial() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<Trial>());
    schema["title"] = json!("Tabiji test result");
    schema["properties"]["format"]["const"] = json!(engine::trial::FORMAT);
    schema["properties"]["version"]["const"] = json!(engine::trial::VERSION);
    schema
}

/// Returns the JSON Schema of a report.
pub fn report() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<Report>());
    schema["title"] = json!("Tabiji report");
    schema["properties"]["format"]["const"] = json!(FORMAT);
    schema["properties"]["version"]["const"] = json!(VERSION);
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `TABIJI_BLESS=1 cargo test -p app` writes the files anew.
    #[test]
    fn the_published_schemas_are_those_of_the_types() {
        for (name, schema) in [
            ("report", report()),
            ("test", trial()),
            ("package", package::schema::package()),
            ("policy", crate::publish::Policy::schema()),
        ] {
            let path = format!("{}/../../docs/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
            let schema = journey::format::canonical(&schema);
            if std::env::var_os("TABIJI_BLESS").is_some() {
                std::fs::write(&path, &schema).unwrap();
            }
            let published = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                published == schema,
                "docs/{name}.schema.json is stale: run with TABIJI_BLESS=1"
            );
        }
    }
}
