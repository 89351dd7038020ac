//! What the canvas shows of one step: what its kind is called, its setting in words, its ways out.
//! Derived from the document; the designer decides none of it.

mod sentence;

use journey::document::{Journey, Node};
use journey::id::{NodeId, PortName};
use journey::kind::{Category, Kind, Port, Role};
use journey::lang::Lang;
use serde::Serialize;
use ts_rs::TS;

use sentence::sentence;

use crate::text::{Paper, port_word};
use crate::words::Words;

/// One step as the canvas shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Card {
    /// What its kind is called.
    pub title: Words,
    /// Where its kind stands in the palette; none for a kind this build does not know.
    pub category: Option<Category>,
    /// Its essential setting, in words.
    pub sentence: Words,
    /// Whether anything may lead to it.
    pub way_in: bool,
    /// Its ways out, in the order of the screen.
    pub ways: Vec<Way>,
}

/// One way out of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Way {
    /// The port's name.
    pub port: PortName,
    /// What people call it.
    pub words: Words,
    /// What leaving by it means.
    pub role: Role,
    /// Whether it is marked "ends here".
    pub ends: bool,
}

/// Returns the card of a step.
pub fn card(journey: &Journey, id: &NodeId, node: &Node) -> Card {
    let Some((kind, _)) = Kind::read_leniently(node) else {
        return unknown(journey, id, node);
    };
    let title = Words::of(|lang| Kind::title(&node.kind, lang).unwrap_or_default().to_owned());
    Card {
        title,
        category: Kind::category(&node.kind),
        sentence: Words::of(|lang| sentence(journey, &kind, lang)),
        way_in: !kind.is_entry(),
        ways: kind.ports().into_iter().map(|port| way(node, port)).collect(),
    }
}

/// Returns a way out as the canvas shows it.
pub(crate) fn way(node: &Node, port: Port) -> Way {
    let ends = node.ends.contains(&port.name);
    let words = port_words(&port.name);
    Way { port: port.name, words, role: port.role, ends }
}

/// Returns what people call a port; one that an admin named keeps its name, except the name that the first event of
/// a wait is given.
pub(crate) fn port_words(port: &PortName) -> Words {
    if port.as_str() == "happened" {
        return Words::new("it happened", "行動があった");
    }
    let word = |lang: Lang| port_word(&Paper::new(lang, false), port.as_str()).to_owned();
    Words::of(word)
}

/// A kind of another build: the ways out that are wired are all that is known.
fn unknown(journey: &Journey, id: &NodeId, node: &Node) -> Card {
    let wired = journey.edges.get(id).into_iter().flatten();
    let ports = wired.map(|(port, _)| Port { name: port.clone(), role: Role::Flow });
    Card {
        title: Words::same(&node.kind),
        category: None,
        sentence: Words::new("a kind this build does not know", "この版にない種類です"),
        way_in: true,
        ways: ports.map(|port| way(node, port)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::notation::journey;

    #[test]
    fn a_card_says_kind_setting_and_ways_out() {
        let journey = journey("entry -> wait 3d -> message email -> end");
        let id = NodeId::from("wait");
        let wait = card(&journey, &id, &journey.nodes[&id]);
        assert_eq!(wait.title, Words::new("Wait", "待機"));
        assert_eq!(wait.sentence, Words::new("for 3 days", "3日待つ"));
        assert!(wait.way_in);
        let id = NodeId::from("message");
        let message = card(&journey, &id, &journey.nodes[&id]);
        let ways: Vec<&str> = message.ways.iter().map(|way| way.words.ja.as_str()).collect();
        assert_eq!(ways, ["送信済み", "送らず", "不達"]);
        let id = NodeId::from("entry");
        assert!(!card(&journey, &id, &journey.nodes[&id]).way_in);
    }

    #[test]
    fn a_kind_of_another_build_shows_the_ways_that_are_wired() {
        let mut journey = journey("entry -> wait 3d -> end");
        journey.node_mut(&NodeId::from("wait")).unwrap().kind = "hologram".to_owned();
        let id = NodeId::from("wait");
        let card = card(&journey, &id, &journey.nodes[&id]);
        assert_eq!((card.category, card.title.en.as_str()), (None, "hologram"));
        assert_eq!(card.ways.len(), 1);
    }
}
