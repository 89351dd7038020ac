//! What differs between two versions, on the drawing: a mark for each step and way, and what is gone where it stood.

use std::collections::BTreeMap;

use engine::compare::{Verdict, WayDifference};
use journey::diff::{Change, Differences, Subject};
use journey::document::Journey;
use journey::id::{NodeId, PortName};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::card::{Card, card, port_words};
use crate::words::Words;

/// What differs between two versions, on the drawing.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Overlay {
    /// Steps that are new, gone or not the same, by id.
    pub steps: Vec<StepMark>,
    /// Ways out that are new, gone or lead elsewhere, and those that another number of customers goes.
    pub ways: Vec<WayMark>,
}

/// How something of the drawing differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Differs {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is not the same; of a way, it leads elsewhere.
    Changed,
}

/// A step that differs.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StepMark {
    /// The step.
    pub node: String,
    /// How it differs.
    pub mark: Differs,
    /// What differs, in words.
    pub told: Vec<Words>,
    /// What it was, where it is gone.
    pub ghost: Option<Ghost>,
}

/// A step that is gone, as it stood.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Ghost {
    /// Its kind.
    pub kind: String,
    /// Its name; that of its kind where it had none.
    pub name: Words,
    /// What the canvas showed of it.
    pub card: Card,
    /// Where it stood, from left to right; none where the old version does not say.
    pub x: Option<f64>,
    /// Where it stood, from top to bottom.
    pub y: Option<f64>,
}

/// A way out that differs.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct WayMark {
    /// The step.
    pub node: String,
    /// The way out.
    pub port: String,
    /// What people call it.
    pub words: Words,
    /// How it differs on the drawing; none where only the number of customers does.
    pub mark: Option<Differs>,
    /// Where it led; none where it led nowhere.
    pub old_to: Option<String>,
    /// Where it leads; none where it leads nowhere.
    pub new_to: Option<String>,
    /// How many go it in a run; none where nothing that is rehearsed has it.
    pub gone: Option<WayDifference>,
}

/// Returns the marks of two versions.
pub(super) fn overlay(
    (old, new): (&Journey, &Journey),
    differences: &Differences,
    ways: &[WayDifference],
) -> Overlay {
    let all = || {
        let Differences { added, removed, changed } = differences;
        added.iter().chain(removed).chain(changed)
    };
    let mut told: BTreeMap<&NodeId, Vec<Words>> = BTreeMap::new();
    for Change { of, node, en, ja, .. } in all() {
        if let (Subject::Node, Some(node)) = (of, node) {
            told.entry(node).or_default().push(Words::new(en, ja));
        }
    }
    let steps = told.into_iter().map(|(id, told)| {
        let mark = mark(old.nodes.contains_key(id), new.nodes.contains_key(id));
        let ghost = (mark == Differs::Removed).then(|| ghost(old, id)).flatten();
        StepMark { node: id.to_string(), mark, told, ghost }
    });
    let mut marked: BTreeMap<(String, String), WayMark> = BTreeMap::new();
    for way in ways.iter().filter(|way| way.verdict != Verdict::Same) {
        let key = (way.node.clone(), way.port.clone());
        let gone = Some(way.clone());
        marked.insert(key, WayMark { gone, ..way_of((old, new), &way.node, &way.port) });
    }
    for Change { node, port, .. } in all().filter(|it| it.of == Subject::Edge) {
        let (Some(node), Some(port)) = (node, port) else { continue };
        let key = (node.to_string(), port.to_string());
        let own = marked.entry(key).or_insert_with(|| WayMark {
            gone: ways
                .iter()
                .find(|way| way.node == node.as_str() && way.port == port.as_str())
                .cloned(),
            ..way_of((old, new), node.as_str(), port.as_str())
        });
        if own.old_to != own.new_to {
            own.mark = Some(mark(own.old_to.is_some(), own.new_to.is_some()));
        }
    }
    Overlay { steps: steps.collect(), ways: marked.into_values().collect() }
}

fn mark(before: bool, now: bool) -> Differs {
    match (before, now) {
        (false, true) => Differs::Added,
        (true, false) => Differs::Removed,
        (true, true) | (false, false) => Differs::Changed,
    }
}

fn way_of((old, new): (&Journey, &Journey), node: &str, port: &str) -> WayMark {
    let port = PortName::from(port.to_owned());
    let to = |journey: &Journey| {
        let ways = journey.edges.get(&NodeId::from(node.to_owned()))?;
        ways.get(&port).map(ToString::to_string)
    };
    WayMark {
        node: node.to_owned(),
        port: port.to_string(),
        words: port_words(&port),
        mark: None,
        old_to: to(old),
        new_to: to(new),
        gone: None,
    }
}

fn ghost(old: &Journey, id: &NodeId) -> Option<Ghost> {
    let node = old.nodes.get(id)?;
    let card = card(old, id, node);
    let place = |axis: &str| {
        let nodes = old.layout.get("nodes").and_then(Value::as_object)?;
        nodes.get(id.as_str())?.get(axis)?.as_f64()
    };
    let own = Words::new(node.name.text("en"), node.name.text("ja"));
    Some(Ghost {
        kind: node.kind.clone(),
        name: if own.en.is_empty() { card.title.clone() } else { own },
        x: place("x"),
        y: place("y"),
        card,
    })
}
