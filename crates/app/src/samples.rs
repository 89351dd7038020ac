//! The sample journeys that the gallery offers: the files of `flows/`, compiled in.

use std::collections::BTreeMap;

use journey::document::{Journey, Label};
use journey::format;
use journey::id::NodeId;
use journey::kind::{Category, Kind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::text::grouped;
use crate::words::Words;

/// A sample as it is compiled in: its id, its file, what one learns from it.
struct Known {
    id: &'static str,
    text: &'static str,
    teaches: [&'static str; 2],
}

macro_rules! known {
    ($($id:literal: $en:literal, $ja:literal;)*) => {
        [$(Known {
            id: $id,
            text: include_str!(concat!("../../../flows/", $id, ".journey.json")),
            teaches: [$en, $ja],
        }),*]
    };
}

const KNOWN: [Known; 8] = known! {
    "cart-recovery":
        "Ask before you contact, share one coupon budget, and find out by an experiment whether it helps",
        "連絡前の同意確認、全員で分け合うクーポン予算、効果を確かめる実験";
    "payment-reminder":
        "Wait for a due date, call a system that sometimes fails, and keep to opening hours",
        "支払期日までの待機、ときどき失敗する外部システム、営業時間の扱い";
    "birthday-treat":
        "Send at the customer's own time of day, and plan for presents that run out",
        "顧客の現地時刻での送信と、特典がなくなったときの備え";
    "win-back":
        "Let customers in by waves, and remind in a loop with growing pauses",
        "少しずつ始める配信と、間隔を延ばしながら繰り返すお知らせ";
    "welcome":
        "Try two wordings of one mail, and help where people are stuck",
        "1通のメールの文面の比較と、つまずいた顧客への手助け";
    "nps-follow-up":
        "Ask for a score, and answer each kind of customer in their own way",
        "点数を聞き、回答に応じて対応を分ける方法";
    "event-invitation":
        "Hold some customers back to see the true effect, and give out places that are limited",
        "本当の効果を知るための非接触群と、数に限りのある席の案内";
    "service-request":
        "Route contacts by their reason, and hand on what the customer already said",
        "用件による振り分けと、聞いた内容の引き継ぎ";
};

/// What golden reports say of the samples; the acceptance tests keep it so.
const RESULTS: &str = include_str!("../../../flows/results.json");

/// What a sample's golden report says of its goal.
#[derive(Deserialize)]
struct Outcome {
    customers: u64,
    goal: String,
    share: f64,
}

/// A sample in the gallery.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Sample {
    /// Its id.
    pub id: String,
    /// The journey's name.
    pub name: Label,
    /// What it is for.
    pub note: Label,
    /// What comes of it, in one sentence.
    pub result: Words,
    /// What one learns from it.
    pub teaches: Words,
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
    let outcomes = outcomes();
    let read = KNOWN.iter().filter_map(|known| Some((known, journey(known.text)?)));
    read.map(|(known, journey)| Sample {
        id: known.id.to_owned(),
        result: outcomes.get(known.id).map(result).unwrap_or_default(),
        teaches: Words::new(known.teaches[0], known.teaches[1]),
        sketch: sketch(&journey),
        name: journey.name,
        note: journey.note,
    })
    .collect()
}

fn outcomes() -> BTreeMap<String, Outcome> {
    serde_json::from_str(RESULTS).unwrap_or_default()
}

fn result(outcome: &Outcome) -> Words {
    let Outcome { customers, goal, share } = outcome;
    let percent = format!("{:.1}", share * 100.0);
    let customers = grouped(*customers);
    // Samples speak both languages; the names of goals, which have none of their own, carry them together.
    let (ja, en) = goal.split_once(" (").unwrap_or((goal, goal));
    let en = en.trim_end_matches(')');
    Words::new(
        format!("Tried on {customers} customers: {percent} % of those who enter reach “{en}”"),
        format!("顧客{customers}人で試すと、開始した人の{percent} %が「{ja}」を達成します"),
    )
}

/// Returns a sample's journey, or none where there is no such sample.
pub fn sample(id: &str) -> Option<Journey> {
    KNOWN.iter().find(|known| known.id == id).and_then(|known| journey(known.text))
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

    #[test]
    fn every_sample_says_what_comes_of_it_and_what_it_teaches() {
        for offered in samples() {
            for words in [&offered.result, &offered.teaches] {
                let (en, ja) = (&words.en, &words.ja);
                assert!(!en.is_empty() && !ja.is_empty() && en != ja, "{}", offered.id);
            }
        }
        let outcome =
            Outcome { customers: 5_000, goal: "購入 (purchase)".into(), share: 0.276_2 };
        let words = result(&outcome);
        assert_eq!(
            words.en,
            "Tried on 5,000 customers: 27.6 % of those who enter reach “purchase”"
        );
        assert_eq!(words.ja, "顧客5,000人で試すと、開始した人の27.6 %が「購入」を達成します");
    }
}
