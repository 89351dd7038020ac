//! JSON Schemas of what Tabiji writes, generated from the types that are written.

use engine::report::{FORMAT, Report, VERSION};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

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

    /// `TABIJI_BLESS=1 cargo test -p app` writes the file anew.
    #[test]
    fn the_published_schema_is_the_one_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/report.schema.json");
        let schema = journey::format::canonical(&report());
        if std::env::var_os("TABIJI_BLESS").is_some() {
            std::fs::write(path, &schema).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(published == schema, "docs/report.schema.json is stale: run with TABIJI_BLESS=1");
    }
}
