//! Copy and paste: steps as JSON text, as in a file. New ids are minted here, nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use journey::document::Journey;
use journey::edit::{Edit, Position};
use journey::format::{self, FormatError, MAX_BYTES, MAX_DEPTH, MAX_STEPS};
use journey::id::NodeId;
use serde_json::{Map, Value};

use super::Session;
use crate::refused::Refused;
use crate::wire::Applied;

impl Session {
    /// Returns steps with the ways between them and their boxes, as text for the clipboard.
    pub async fn copy(&self, id: &str, nodes: &BTreeSet<NodeId>) -> Result<String, Refused> {
        let journey = self.journey(id).await?;
        Ok(format::write(&fragment(&journey, nodes)))
    }

    /// Adds copied steps under new ids, `offset` away from where they stood.
    pub async fn paste(
        &self,
        id: &str,
        base: u64,
        text: &str,
        offset: Position,
    ) -> Result<Applied, Refused> {
        let fragment = steps_in(text)?;
        let nodes = fragment.get("nodes").and_then(Value::as_object).ok_or_else(not_copied)?;
        let ids = nodes.keys().map(|id| (NodeId::from(id.clone()), mint())).collect();
        self.edit(id, base, Edit::Paste { fragment, ids, offset }).await
    }
}

/// Reads what the clipboard holds, which may come from anywhere: no more of it than a file may hold.
fn steps_in(text: &str) -> Result<Value, Refused> {
    let (bytes, most) = (text.len(), MAX_BYTES);
    if bytes > most {
        return Err(FormatError::TooLarge { bytes, most }.into());
    }
    let fragment: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column, most) = (error.line(), error.column(), MAX_DEPTH);
        match error.to_string().starts_with("recursion limit") {
            true => FormatError::TooDeep { line, column, most }.into(),
            false => not_copied(),
        }
    })?;
    let steps = fragment.get("nodes").and_then(Value::as_object).map_or(0, Map::len);
    if steps > MAX_STEPS {
        return Err(FormatError::TooMany { steps, most: MAX_STEPS }.into());
    }
    Ok(fragment)
}

/// Returns a new step's id.
pub(crate) fn mint() -> NodeId {
    let random = uuid::Uuid::now_v7().as_u128();
    NodeId::from(format!("nod_{:011x}", random & 0xfff_ffff_ffff))
}

fn fragment(journey: &Journey, nodes: &BTreeSet<NodeId>) -> Journey {
    let inside = |id: &NodeId| nodes.contains(id);
    let mut copy = Journey { id: journey.id.clone(), ..Journey::default() };
    let chosen = journey.nodes.iter().filter(|(id, _)| inside(id));
    copy.nodes = chosen.map(|(id, node)| (id.clone(), node.clone())).collect();
    for (from, ports) in journey.edges.iter().filter(|(from, _)| inside(from)) {
        let kept: BTreeMap<_, _> = ports
            .iter()
            .filter(|(_, to)| inside(to))
            .map(|(p, to)| (p.clone(), to.clone()))
            .collect();
        if !kept.is_empty() {
            copy.edges.insert(from.clone(), kept);
        }
    }
    let boxes = journey.layout.get("nodes").and_then(Value::as_object);
    let boxes =
        boxes.into_iter().flatten().filter(|(id, _)| nodes.contains(&NodeId::from(id.as_str())));
    let boxes: Map<String, Value> = boxes.map(|(id, at)| (id.clone(), at.clone())).collect();
    copy.layout.insert("nodes".to_owned(), Value::Object(boxes));
    copy
}

fn not_copied() -> Refused {
    Refused::new(
        "not_copied",
        "the clipboard holds no steps; copy steps of a journey first",
        "クリップボードにステップがありません。先にステップをコピーしてください",
    )
}
