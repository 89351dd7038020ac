//! The sample journeys that the gallery offers: the files of `flows/`, compiled in.

use std::collections::BTreeMap;

use journey::document::{Journey, Label};
use journey::format;
use journey::id::NodeId;
use journey::kind::{Category, Kind};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

const FILES: [(&str, &str); 8] = [
    ("cart-recovery", include_str!("../../../flows/cart-recovery.journey.json")),
    ("payment-reminder", include_str!("../../../flows/payment-reminder.journey.json")),
    ("birthday-treat", include_str!("../../../flows/birthday-treat.journey.json")),
    ("win-back", include_str!("../../../flows/win-back.journey.json")),
    ("welcome", include_str!("../../../flows/welcome.journey.json")),
    ("nps-follow-up", include_str!("../../../flows/nps-follow-up.journey.json")),
    ("event-invitation", include_str!("../../../flows/event-invitation.journey.json")),
    ("service-request", include_str!("../../../flows/service-request.journey.json")),
];

/// A sample in the gallery.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Sample {
    /// Its id.
    pub id: String,
    /// The journey's name.
    pub name: Label,
    /// What it is for.
    pub note: Label,
    /// Its picture.
    pub sketch: Sketch,
}

/// A journey in small: boxes and lines between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Sketch {
    /// Its steps.
    pub boxes: Vec<Mark>,
    /// From which box to which, by place in the list.
    pub lines: Vec<(usize, usize)>,
}

/// A step of a sketch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Mark {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// What it is; none for a kind this build does not know.
    pub category: Option<Category>,
}

/// Returns every sample, in the order of the gallery.
pub fn samples() -> Vec<Sample> {
    let read = FILES.iter().filter_map(|(id, text)| Some((id, journey(text)?)));
    read.map(|(id, journey)| Sample {
        id: (*id).to_owned(),
        sketch: sketch(&journey),
        name: journey.name,
        note: journey.note,
    })
    .collect()
}

/// Returns a sample's journey, or none where there is no such sample.
pub fn sample(id: &str) -> Option<Journey> {
    FILES.iter().find(|(known, _)| *known == id).and_then(|(_, text)| journey(text))
}

/// Returns a journey in small; steps without a place are left out.
pub fn sketch(journey: &Journey) -> Sketch {
    let boxes = journey.layout.get("nodes").and_then(Value::as_object);
    let mut places = BTreeMap::new();
    let mut sketch = Sketch::default();
    for (id, node) in &journey.nodes {
        let at = boxes.and_then(|boxes| boxes.get(id.as_str()));
        let Some((x, y)) = at.and_then(|at| Some((at["x"].as_f64()?, at["y"].as_f64()?))) else {
            continue;
        };
        places.insert(id, sketch.boxes.len());
        sketch.boxes.push(Mark { x, y, category: Kind::category(&node.kind) });
    }
    let place = |id: &NodeId| places.get(id).copied();
    for (from, ports) in &journey.edges {
        let lines = ports.values().filter_map(|to| Some((place(from)?, place(to)?)));
        sketch.lines.extend(lines);
    }
    sketch
}

fn journey(text: &str) -> Option<Journey> {
    format::read(text.as_bytes()).ok().map(|(journey, _)| journey)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_of_the_folder_is_offered_and_has_a_whole_picture() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../flows");
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
        let journeys = names.filter(|name| name.ends_with(crate::journeys::ENDING)).count();
        let samples = samples();
        assert_eq!(samples.len(), journeys);
        for offered in samples {
            let journey = sample(&offered.id).unwrap();
            assert_eq!(offered.sketch.boxes.len(), journey.nodes.len(), "{}", offered.id);
            assert!(!offered.sketch.lines.is_empty());
        }
    }
}
