//! The JSON Schema of what is signed, generated from the types that are written.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::envelope::PAYLOAD_TYPE;
use crate::payload::{FORMAT, Payload, VERSION};

/// Returns the JSON Schema of a package: of the envelope, and of the payload that it holds in base64.
pub fn package() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut payload = Value::from(generator.into_root_schema_for::<Payload>());
    payload["properties"]["format"]["const"] = json!(FORMAT);
    payload["properties"]["version"]["const"] = json!(VERSION);
    let definitions = payload["$defs"].take();
    if let Some(payload) = payload.as_object_mut() {
        payload.remove("$defs");
        payload.remove("$schema");
    }
    let text = json!({"type": "string", "contentEncoding": "base64"});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tabiji package",
        "description": "A published journey: a DSSE envelope over canonical JSON, signed with Ed25519.",
        "type": "object",
        "additionalProperties": false,
        "required": ["payload", "payloadType", "signatures"],
        "properties": {
            "payload": {
                "type": "string",
                "contentEncoding": "base64",
                "contentMediaType": "application/json",
                "contentSchema": payload,
            },
            "payloadType": {"const": PAYLOAD_TYPE},
            "signatures": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["keyid", "sig"],
                    "properties": {"keyid": {"type": "string"}, "sig": text},
                },
            },
        },
        "$defs": definitions,
    })
}
