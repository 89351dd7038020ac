//! What the document says of its picture: where steps stand, notes, groups, lanes. What cannot be read is not drawn, and
//! what has no place gets one beside the rest.

use std::collections::{BTreeMap, BTreeSet};

use journey::document::{Journey, Stage};
use journey::id::NodeId;
use serde_json::{Map, Value};

use super::page::Area;

/// A place of a step.
pub(super) type Place = (f64, f64);

/// Farther than this from the middle, nothing is drawn where it says: no picture could show it.
const FARTHEST: f64 = 1_000_000.0;
/// From one column to the next, and from one row to the next, of steps without a place.
const COLUMN: f64 = 320.0;
const ROW: f64 = 176.0;
/// The least height of a lane, which is also the usual one.
const LANE: f64 = 240.0;

/// A sticky note.
pub(super) struct Note {
    pub(super) area: Area,
    pub(super) text: String,
    pub(super) tint: String,
}

/// A group: a frame, or one card instead of the steps it hides.
pub(super) struct Group {
    pub(super) area: Area,
    pub(super) name: String,
    pub(super) hides: Option<BTreeSet<NodeId>>,
}

/// A stage as a band.
pub(super) struct Lane {
    pub(super) stage: Stage,
    pub(super) top: f64,
    pub(super) height: f64,
}

/// Returns where every step stands.
pub(super) fn places(journey: &Journey) -> BTreeMap<NodeId, Place> {
    let kept = journey.layout.get("nodes").and_then(Value::as_object);
    let read = |(id, at): (&String, &Value)| {
        Some((NodeId::from(id.as_str()), (length(at.get("x"))?, length(at.get("y"))?)))
    };
    let mut places: BTreeMap<NodeId, Place> = kept.into_iter().flatten().filter_map(read).collect();
    places.retain(|id, _| journey.nodes.contains_key(id));
    let low = places.values().map(|(_, y)| y + ROW).reduce(f64::max).unwrap_or(0.0);
    let left = places.values().map(|(x, _)| *x).reduce(f64::min).unwrap_or(0.0);
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for (id, column) in columns(journey) {
        if places.contains_key(&id) {
            continue;
        }
        let row = rows.entry(column).or_default();
        places.insert(id, (left + COLUMN * column as f64, low + ROW * *row as f64));
        *row += 1;
    }
    places
}

/// Returns each step in the order one reads them, with how many steps lead to it.
fn columns(journey: &Journey) -> Vec<(NodeId, usize)> {
    let led: BTreeSet<&NodeId> = journey.edges.values().flat_map(BTreeMap::values).collect();
    let (loose, rest): (Vec<_>, Vec<_>) = journey.nodes.keys().partition(|id| !led.contains(id));
    let (mut order, mut known) = (Vec::new(), BTreeSet::new());
    for start in loose.into_iter().chain(rest) {
        let mut next = vec![(start, 0)];
        while let Some((id, column)) = next.pop() {
            if !journey.nodes.contains_key(id) || !known.insert(id) {
                continue;
            }
            order.push((id.clone(), column));
            let ways = journey.edges.get(id).into_iter().flat_map(BTreeMap::values);
            next.extend(ways.rev().map(|to| (to, column + 1)));
        }
    }
    order
}

/// Returns the notes that can be read.
pub(super) fn notes(layout: &Map<String, Value>) -> Vec<Note> {
    let note = |(_, fields, area): (&String, &Value, Area)| {
        let tint = fields.get("tint").and_then(Value::as_str).unwrap_or("amber").to_owned();
        Note { area, text: text(fields.get("text")), tint }
    };
    framed(layout, "notes").map(note).collect()
}

/// Returns the groups that can be read.
pub(super) fn groups(layout: &Map<String, Value>) -> Vec<Group> {
    let group = |(_, fields, area): (&String, &Value, Area)| {
        let hides = fields.get("collapsed").and_then(Value::as_array);
        let hides =
            hides.map(|all| all.iter().filter_map(Value::as_str).map(NodeId::from).collect());
        Group { area, name: text(fields.get("name")), hides }
    };
    framed(layout, "groups").map(group).collect()
}

/// Returns the lanes, from top to bottom.
pub(super) fn lanes(layout: &Map<String, Value>) -> Vec<Lane> {
    let stages = [
        ("awareness", Stage::Awareness),
        ("consideration", Stage::Consideration),
        ("purchase", Stage::Purchase),
        ("use", Stage::Use),
        ("support", Stage::Support),
        ("loyalty", Stage::Loyalty),
    ];
    let mut next = 0.0;
    let lane = |(key, stage): (&str, Stage)| {
        let height = length(layout.get("lanes").and_then(|all| all.get(key)));
        let height = height.filter(|height| *height >= LANE).unwrap_or(LANE);
        let top = next;
        next += height;
        Lane { stage, top, height }
    };
    stages.into_iter().map(lane).collect()
}

fn framed<'a>(
    layout: &'a Map<String, Value>,
    section: &str,
) -> impl Iterator<Item = (&'a String, &'a Value, Area)> {
    let all = layout.get(section).and_then(Value::as_object);
    all.into_iter().flatten().filter_map(|(id, fields)| {
        let part = |key| length(fields.get(key));
        let (x, y) = (part("x")?, part("y")?);
        let (width, height) = (part("width")?.max(0.0), part("height")?.max(0.0));
        Some((id, fields, Area { x, y, width, height }))
    })
}

fn length(value: Option<&Value>) -> Option<f64> {
    Some(value?.as_f64()?.clamp(-FARTHEST, FARTHEST))
}

fn text(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::notation::journey;
    use serde_json::json;

    #[test]
    fn steps_without_a_place_stand_in_columns_below_the_rest() {
        let mut journey = journey("entry -> wait 3d -> message email -> end");
        journey.layout = Map::new();
        let free = places(&journey);
        let at = |id: &str| free[&NodeId::from(id)];
        assert_eq!(
            (at("entry"), at("wait"), at("message")),
            ((0.0, 0.0), (320.0, 0.0), (640.0, 0.0))
        );
        let kept =
            json!({"wait": {"x": 8, "y": 40}, "gone": {"x": 0, "y": 0}, "end": {"x": "8", "y": 1}});
        journey.layout.insert("nodes".to_owned(), kept);
        let mixed = places(&journey);
        assert_eq!(mixed.len(), 4);
        assert_eq!(mixed[&NodeId::from("wait")], (8.0, 40.0));
        assert_eq!(mixed[&NodeId::from("entry")], (8.0, 216.0));
    }

    #[test]
    fn what_cannot_be_read_is_not_drawn_and_what_is_too_far_is_brought_near() {
        let layout = json!({
            "notes": {"a": {"x": 0, "y": 0, "width": 8, "height": -8, "text": 7}, "b": {"x": "0"}, "c": 3},
            "groups": {"g": {"x": 1e300, "y": 0, "width": 1, "height": 1, "collapsed": ["s", 4]}},
            "lanes": {"use": 400, "support": 3},
        });
        let layout = layout.as_object().unwrap();
        let notes = notes(layout);
        assert_eq!((notes.len(), notes[0].text.as_str(), notes[0].area.height), (1, "", 0.0));
        let groups = groups(layout);
        assert_eq!(groups[0].area.x, FARTHEST);
        assert_eq!(groups[0].hides.as_ref().unwrap().len(), 1);
        let heights: Vec<f64> = lanes(layout).iter().map(|lane| lane.height).collect();
        assert_eq!(heights, [240.0, 240.0, 240.0, 400.0, 240.0, 240.0]);
    }
}
