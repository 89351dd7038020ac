//! The payload: canonical JSON of all that is published. The same document, evidence and clock give the same bytes.

use std::collections::BTreeMap;

use engine::plan::Plan;
use journey::document::Journey;
use journey::format::{compact, hash, meaning};
use journey::id::JourneyId;
use journey::kind::Kind;
use journey::scenario::Scenario;
use journey::value::Attribute;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::evidence::Evidence;
use crate::manifest::{Head, Manifest};
use crate::refusal::Refusal;

/// What the `format` key of every payload says.
pub const FORMAT: &str = "tabiji.package";
/// The newest version of the payload that this build reads, and the one it writes.
pub const VERSION: u64 = 1;

/// All that is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payload {
    /// Always "tabiji.package".
    pub format: String,
    /// The version of the payload's keys.
    pub version: u64,
    /// What it is of, for whom, and for how long.
    pub manifest: Manifest,
    /// The journey's file, without layout and notes.
    pub journey: Map<String, Value>,
    /// The files of the sub-journeys it runs, by id.
    pub sub_journeys: BTreeMap<String, Map<String, Value>>,
    /// What must be known of a customer: the journey's attributes, and those its sub-journeys add.
    pub attributes: BTreeMap<String, Attribute>,
    /// What spoke for it.
    pub evidence: Evidence,
    /// Stories that a runtime must play as they stand before it accepts the package.
    pub golden: Vec<Scenario>,
}

impl Payload {
    /// Reads what an envelope holds. Who signed it, [`crate::verify()`] says; nothing here does.
    ///
    /// # Errors
    ///
    /// `bad_payload`, and `newer_version` for what a newer build wrote.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let bad = |reason: String| Refusal::BadPayload { reason };
        let value: Value = serde_json::from_slice(bytes).map_err(|error| bad(error.to_string()))?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(bad(format!("found no \"format\": \"{FORMAT}\"")));
        }
        match value.get("version").and_then(Value::as_u64) {
            Some(VERSION) => {}
            Some(found) if found > VERSION => {
                return Err(Refusal::Newer { found, newest: VERSION });
            }
            _ => return Err(bad("found no version".to_owned())),
        }
        serde_json::from_value(value).map_err(|error| bad(error.to_string()))
    }

    /// Returns the canonical bytes: these are signed, and no others.
    pub fn bytes(&self) -> Vec<u8> {
        compact(&serde_json::to_value(self).unwrap_or_default()).into_bytes()
    }
}

/// What of a document is published: the journey and the sub-journeys that it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Id, name and hash of the journey.
    pub head: Head,
    /// The hashes of the sub-journeys, by id.
    pub hashes: BTreeMap<String, String>,
    /// The journey's file, without layout and notes.
    pub journey: Map<String, Value>,
    /// The files of the sub-journeys.
    pub sub_journeys: BTreeMap<String, Map<String, Value>>,
    /// What must be known of a customer.
    pub attributes: BTreeMap<String, Attribute>,
}

impl Content {
    /// Takes what is published of a journey; of the library only what it runs.
    pub fn of(journey: &Journey, library: &BTreeMap<JourneyId, Journey>, plan: &Plan) -> Self {
        let mut inner = BTreeMap::new();
        run_by(journey, library, &mut inner);
        let hashes = inner.iter().map(|(id, sub)| (id.to_string(), hash(sub))).collect();
        let sub_journeys = inner.iter().map(|(id, sub)| (id.to_string(), file(sub))).collect();
        let head =
            Head { id: journey.id.to_string(), name: journey.name.clone(), hash: hash(journey) };
        let attributes = plan.settings.attributes.clone();
        Self { head, hashes, journey: file(journey), sub_journeys, attributes }
    }
}

fn file(journey: &Journey) -> Map<String, Value> {
    match meaning(journey) {
        Value::Object(file) => file,
        _ => Map::new(),
    }
}

/// Finds the sub-journeys that a journey runs, and those that they run.
fn run_by<'a>(
    journey: &Journey,
    library: &'a BTreeMap<JourneyId, Journey>,
    found: &mut BTreeMap<JourneyId, &'a Journey>,
) {
    for node in journey.nodes.values() {
        if let Ok(Kind::FlowSub(sub)) = Kind::read(node)
            && let Some((id, inner)) = library.get_key_value(&sub.target())
            && found.insert(id.clone(), inner).is_none()
        {
            run_by(inner, library, found);
        }
    }
}
