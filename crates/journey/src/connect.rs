//! Which port may lead to which node: one rule, asked for feedback while a wire is drawn and again
//! when the edit is made.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::document::Journey;
use crate::id::{NodeId, PortName};
use crate::kind::Kind;

/// Why a port may not lead to a node.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Refusal {
    /// There is no such node to start from.
    #[error("found no node \"{node}\" to connect from")]
    NoSource {
        /// The node asked for.
        node: NodeId,
    },
    /// There is no such node to lead to.
    #[error("found no node \"{node}\" to connect to")]
    NoTarget {
        /// The node asked for.
        node: NodeId,
    },
    /// The node has no such port.
    #[error("node \"{node}\" has no port \"{port}\"; expected one of {expected}")]
    NoPort {
        /// The node.
        node: NodeId,
        /// The port asked for.
        port: PortName,
        /// The ports there are.
        expected: String,
    },
    /// Nothing leads into an entry.
    #[error("node \"{node}\" is an entry; connect to a step behind it instead")]
    IntoEntry {
        /// The entry.
        node: NodeId,
    },
    /// A node that leads to itself would never end, or at once.
    #[error("node \"{node}\" cannot lead to itself; put a step or a loop between")]
    Itself {
        /// The node.
        node: NodeId,
    },
}

/// Returns whether this port may lead to this node.
///
/// A port that is wired already may: its edge is then replaced.
pub fn may_connect(
    journey: &Journey,
    from: &NodeId,
    port: &PortName,
    to: &NodeId,
) -> Result<(), Refusal> {
    let source = journey.nodes.get(from).ok_or_else(|| Refusal::NoSource { node: from.clone() })?;
    // Of a kind this build does not know, any port may be meant.
    if let Some((kind, _)) = Kind::read_leniently(source) {
        let ports = kind.port_names();
        if !ports.contains(port) {
            let names: Vec<&str> = ports.iter().map(PortName::as_str).collect();
            let (node, port, expected) = (from.clone(), port.clone(), names.join(", "));
            return Err(Refusal::NoPort { node, port, expected });
        }
    }
    let target = journey.nodes.get(to).ok_or_else(|| Refusal::NoTarget { node: to.clone() })?;
    if Kind::read_leniently(target).is_some_and(|(kind, _)| kind.is_entry()) {
        return Err(Refusal::IntoEntry { node: to.clone() });
    }
    if from == to {
        return Err(Refusal::Itself { node: to.clone() });
    }
    Ok(())
}

/// Returns every node this port may lead to.
pub fn targets(journey: &Journey, from: &NodeId, port: &PortName) -> Vec<NodeId> {
    let allowed = |to: &&NodeId| may_connect(journey, from, port, to).is_ok();
    journey.nodes.keys().filter(allowed).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::journey;

    fn check(from: &str, port: &str, to: &str) -> String {
        let journey = journey("entry -> wait 3d -> message email -> end");
        match may_connect(&journey, &from.into(), &port.into(), &to.into()) {
            Ok(()) => "yes".to_owned(),
            Err(refusal) => refusal.to_string(),
        }
    }

    #[test]
    fn says_yes_or_why_not() {
        assert_eq!(check("wait", "done", "end"), "yes");
        assert_eq!(check("message", "bounced", "wait"), "yes");
        let refused = [
            check("nod_x", "out", "end"),
            check("wait", "done", "nod_x"),
            check("message", "open", "end"),
            check("wait", "done", "entry"),
            check("wait", "done", "wait"),
        ];
        expect_test::expect![[r#"
            found no node "nod_x" to connect from
            found no node "nod_x" to connect to
            node "message" has no port "open"; expected one of bounced, not_sent, sent
            node "entry" is an entry; connect to a step behind it instead
            node "wait" cannot lead to itself; put a step or a loop between"#]]
        .assert_eq(&refused.join("\n"));
    }

    #[test]
    fn targets_are_what_the_rule_allows() {
        let journey = journey("entry -> wait 3d -> end");
        assert_eq!(targets(&journey, &"wait".into(), &"done".into()), ["end".into()]);
    }
}
