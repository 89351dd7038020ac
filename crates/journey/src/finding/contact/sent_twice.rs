//! A message in a round: the same customer can get the same words again.

use std::collections::BTreeSet;

use super::messages;
use crate::document::Journey;
use crate::finding::{Finding, Severity, Text, View};
use crate::graph::Graph;
use crate::id::{NodeId, PortName};
use crate::kind::{Branch, Kind};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sent_twice",
    severity: Severity::Warning,
    en: "This message lies in a round ({steps}), so one customer may get the same words more than once. Lead the round past the message, or write another message for each round.",
    ja: "このメッセージは繰り返しの中（{steps}）にあり、同じ顧客に同じ文面が2回以上届く可能性があります。繰り返しから外すか、回ごとに別のメッセージを用意してください。",
};

/// Most steps of a round that are named.
const MOST_NAMED: usize = 6;

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let cycles = view.graph.cycles();
    let round = |id: &NodeId| cycles.iter().find(|cycle| cycle.contains(id));
    let again = messages(view).filter_map(|(id, _)| Some((id, round(id)?)));
    let alike = again.filter(|(id, cycle)| !is_told_apart(view, cycle, id));
    alike.map(|(id, cycle)| Finding::of(&TEXT).at(id).with("steps", named(cycle))).collect()
}

/// Returns whether a branch in the cycle counts its rounds and lets only one of them come to a message.
fn is_told_apart(view: &View, cycle: &BTreeSet<NodeId>, message: &NodeId) -> bool {
    let counted = counted(view, cycle);
    cycle.iter().any(|id| match view.kind(id) {
        Some(Kind::Branch(branch)) => {
            let port = only_port(view, cycle, id, message);
            port.is_some_and(|port| is_taken_once(view, cycle, branch, port, &counted))
        }
        _ => false,
    })
}

/// Returns the port of a branch by which alone a message is reached in each round, if there is one.
fn only_port<'a>(
    view: &'a View,
    cycle: &BTreeSet<NodeId>,
    branch: &NodeId,
    message: &NodeId,
) -> Option<&'a PortName> {
    let (nodes, edges) = (&view.journey.nodes, &view.journey.edges);
    let left = || cycle.iter().filter(|id| *id != branch);
    let rest = Journey {
        nodes: left().map(|id| (id.clone(), nodes[id].clone())).collect(),
        edges: left().filter_map(|id| Some((id.clone(), edges.get(id)?.clone()))).collect(),
        ..Journey::default()
    };
    let graph = Graph::of(&rest);
    if graph.cycles().iter().any(|cycle| cycle.contains(message)) {
        return None;
    }
    let leads = |to: &NodeId| to == message || graph.downstream(to).contains(message);
    let mut ports = edges.get(branch)?.iter().filter(|(_, to)| leads(to));
    let (port, _) = ports.next()?;
    if ports.next().is_none() { Some(port) } else { None }
}

/// Returns whether a port is taken in one round at most: an arm for one count, or what is left behind arms
/// for all other counts that a loop comes to.
fn is_taken_once(
    view: &View,
    cycle: &BTreeSet<NodeId>,
    branch: &Branch,
    port: &PortName,
    counted: &[&str],
) -> bool {
    let one = |when: &str| {
        when.split_once("==").is_some_and(|(key, count)| {
            counted.contains(&key.trim()) && count.trim().parse::<u32>().is_ok()
        })
    };
    match branch.arms.iter().find(|arm| arm.name == port.as_str()) {
        Some(arm) => one(&arm.when),
        None => {
            let most = branch.arms.len() + 1;
            let few = |id: &NodeId| match view.kind(id) {
                Some(Kind::FlowLoop(config)) => config.most as usize <= most,
                _ => false,
            };
            branch.arms.iter().all(|arm| one(&arm.when)) && cycle.iter().any(few)
        }
    }
}

/// Returns the context keys that a step of the cycle writes from themselves, in full.
fn counted<'a>(view: &'a View, cycle: &BTreeSet<NodeId>) -> Vec<&'a str> {
    let updates = cycle.iter().filter_map(|id| match view.kind(id) {
        Some(Kind::DataUpdate(update)) => Some(&update.set),
        _ => None,
    });
    let own = updates.flatten().filter(|set| set.value.contains(&set.name));
    own.map(|set| set.name.as_str()).filter(|name| name.starts_with("context.")).collect()
}

fn named(cycle: &BTreeSet<NodeId>) -> String {
    let names: Vec<&str> = cycle.iter().take(MOST_NAMED).map(NodeId::as_str).collect();
    let more = if cycle.len() > MOST_NAMED { ", …" } else { "" };
    names.join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let round = "entry -> loop 3 -> wait 1d -> loop; loop.done -> message email -> end";
        assert_eq!(found(&TEXT, round), "");
        let inside = "entry -> loop 3 -> message email -> wait 1d -> loop; loop.done -> end";
        assert_eq!(found(&TEXT, inside), "message");
    }

    #[test]
    fn rounds_that_are_counted_may_differ() {
        let counted = "entry -> loop 3 -> update{context.score: context.score + 1} -> branch{first: context.score == 1} -> message email -> wait 1d -> loop;
                       branch.otherwise -> wait; loop.done -> end";
        assert_eq!(found(&TEXT, counted), "");
        let fixed = counted.replace("context.score + 1", "7");
        assert_eq!(found(&TEXT, &fixed), "message", "nothing is counted");
        let again = counted.replace("context.score == 1", "context.score < 3");
        assert_eq!(found(&TEXT, &again), "message", "two rounds come to it");
        let before = counted.replace("loop 3 ->", "loop 3 -> more=message sms -> wait2=wait 2d ->");
        assert_eq!(found(&TEXT, &before), "more", "every round comes to it");
        let rest = counted
            .replace("branch.otherwise -> wait", "branch.otherwise -> more=message sms -> wait");
        assert_eq!(found(&TEXT, &rest), "more", "the second and the third round");
        assert_eq!(found(&TEXT, &rest.replace("loop 3", "loop 2")), "");
    }
}
