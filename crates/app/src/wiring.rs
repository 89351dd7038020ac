//! Where a wire may lead while it is in the hand: to which steps, to which new ones, and why not to the others.
//! Asks the rule that also decides when the edit is made; has none of its own.

use std::collections::BTreeMap;

use journey::connect::{Refusal, may_connect};
use journey::document::{Journey, Node};
use journey::id::{NodeId, PortName};
use journey::kind::Kind;
use serde::Serialize;
use ts_rs::TS;

use crate::words::Words;

/// Where a wire may lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Targets {
    /// The steps.
    pub nodes: Vec<NodeId>,
    /// The steps it may not lead to, each with the reason.
    pub refused: BTreeMap<NodeId, Words>,
    /// The kinds that can be placed behind the port.
    pub behind: Vec<String>,
    /// The kinds that can be placed between the port and where it leads; none where it leads nowhere.
    pub between: Vec<String>,
}

/// Returns where a port may lead.
pub fn targets(journey: &Journey, from: &NodeId, port: &PortName) -> Targets {
    let (mut nodes, mut refused) = (Vec::new(), BTreeMap::new());
    for to in journey.nodes.keys() {
        match may_connect(journey, from, port, to) {
            Ok(()) => nodes.push(to.clone()),
            Err(refusal) => drop(refused.insert(to.clone(), why(&refusal))),
        }
    }
    let next = journey.edges.get(from).and_then(|ports| ports.get(port));
    let mut tried = journey.clone();
    let (mut behind, mut between) = (Vec::new(), Vec::new());
    for kind in Kind::ids() {
        let Some(place) = tried_out(&mut tried, kind) else { continue };
        if may_connect(&tried, from, port, &place).is_ok() {
            behind.push((*kind).to_owned());
            if next.is_some_and(|next| leads_on(&tried, &place, next)) {
                between.push((*kind).to_owned());
            }
        }
        tried.nodes.remove(&place);
    }
    Targets { nodes, refused, behind, between }
}

/// Puts a step of a kind into a journey that is only asked about it.
fn tried_out(journey: &mut Journey, kind: &str) -> Option<NodeId> {
    let place = NodeId::from("\u{0}tried");
    let config = Kind::default_config(kind)?;
    let node = Node { kind: kind.to_owned(), config, ..Node::default() };
    journey.put(place.clone(), node);
    Some(place)
}

/// Returns whether a step's first way out may lead to another step.
fn leads_on(journey: &Journey, from: &NodeId, to: &NodeId) -> bool {
    let kind = journey.node(from).and_then(Kind::read_leniently);
    let first = kind.and_then(|(kind, _)| kind.ports().into_iter().next());
    first.is_some_and(|first| may_connect(journey, from, &first.name, to).is_ok())
}

/// Returns the reason in the few words that fit beside the pointer.
fn why(refusal: &Refusal) -> Words {
    match refusal {
        Refusal::IntoEntry { .. } => Words::new(
            "Nothing leads into an entry. Connect to a step behind it",
            "開始ステップにはつなげません。その先のステップにつないでください",
        ),
        Refusal::Itself { .. } => Words::new(
            "A step cannot lead to itself. Put a step or a loop between",
            "自分自身にはつなげません。間にステップかループを置いてください",
        ),
        Refusal::NoPort { .. } => {
            Words::new("This way out is no longer there", "この出口はなくなりました")
        }
        Refusal::NoSource { .. } | Refusal::NoTarget { .. } => {
            Words::new("This step is no longer there", "このステップはなくなりました")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::edit::{Edit, apply};

    fn cart() -> Journey {
        crate::samples::sample("cart-recovery").unwrap()
    }

    #[test]
    fn every_step_is_a_target_or_says_why_not() {
        let journey = cart();
        let found = targets(&journey, &"nod_mail".into(), &"sent".into());
        assert_eq!(found.nodes.len() + found.refused.len(), journey.nodes.len());
        let refused: Vec<&str> = found.refused.keys().map(NodeId::as_str).collect();
        assert_eq!(refused, ["nod_entry", "nod_mail"]);
        assert!(found.refused.values().all(|why| !why.en.is_empty() && !why.ja.is_empty()));
    }

    #[test]
    fn what_is_offered_can_be_placed() {
        let journey = cart();
        let (from, port) = (NodeId::from("nod_mail"), PortName::from("sent"));
        let found = targets(&journey, &from, &port);
        assert!(!found.behind.iter().any(|kind| kind.starts_with("entry.")));
        assert!(found.behind.contains(&"flow.end".to_owned()));
        assert!(!found.between.contains(&"flow.end".to_owned()));
        for kind in &found.between {
            let (from, port, kind) = (from.clone(), port.clone(), kind.clone());
            let id = NodeId::from("nod_new");
            let edit = Edit::InsertOnEdge { from, port, id, kind, position: None };
            let (after, _) = apply(&journey, &edit).unwrap();
            assert_eq!(after.edges[&NodeId::from("nod_new")].len(), 1);
        }
        let loose = targets(&journey, &"nod_mail".into(), &"nowhere".into());
        assert!(loose.behind.is_empty() && loose.between.is_empty());
    }
}
