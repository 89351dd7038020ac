//! What follows from an edit: named, one thing each, called in plain order by the edits.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Edit, EditError};
use crate::document::Journey;
use crate::format::{self, FormatError, MAX_STEPS};
use crate::id::{NodeId, PortName};
use crate::kind::{Kind, Port};
use crate::patch::{Key, Patch};

/// Removes every edge from and to a node.
pub(super) fn remove_edges_of(draft: &mut Journey, node: &NodeId) {
    draft.edges.remove(node);
    for ports in draft.edges.values_mut() {
        ports.retain(|_, target| target != node);
    }
    draft.edges.retain(|_, ports| !ports.is_empty());
}

/// Lets what leads to a node lead on to where its first wired port leads.
pub(super) fn bridge_neighbours(draft: &mut Journey, node: &NodeId) {
    let Some(next) = first_target(draft, node).filter(|next| next != node) else {
        return;
    };
    for (from, ports) in &mut draft.edges {
        // An edge that would then lead to its own start is cut with the node.
        if *from != next {
            for target in ports.values_mut().filter(|target| *target == node) {
                *target = next.clone();
            }
        }
    }
}

fn first_target(draft: &Journey, node: &NodeId) -> Option<NodeId> {
    let ports = draft.edges.get(node)?;
    let kind = draft.node(node).and_then(Kind::read_leniently);
    let ordered = kind.map(|(kind, _)| kind.ports()).unwrap_or_default();
    let first = ordered.iter().find_map(|port| ports.get(&port.name));
    first.or_else(|| ports.values().next()).cloned()
}

/// Removes a node's box from the layout.
pub(super) fn remove_position(draft: &mut Journey, node: &NodeId) {
    if let Some(Value::Object(nodes)) = draft.layout.get_mut("nodes") {
        nodes.remove(node.as_str());
    }
}

/// Takes the mark "ends here" from a port.
pub(super) fn remove_end_mark(draft: &mut Journey, node: &NodeId, port: &PortName) {
    if let Some(node) = draft.node_mut(node) {
        node.ends.remove(port);
    }
}

/// Lets edges and end marks follow ports that were renamed, and removes those of ports that vanished.
///
/// A port was renamed when the list kept its length and another new name stands in its place. While two
/// ports share a name, as half-way through typing, nothing is touched.
pub(super) fn carry_edges(draft: &mut Journey, node: &NodeId, before: &[Port], after: &[Port]) {
    let names = |ports: &[Port]| ports.iter().map(|port| port.name.clone()).collect();
    let (old, new): (BTreeSet<PortName>, BTreeSet<PortName>) = (names(before), names(after));
    if old.len() != before.len() || new.len() != after.len() {
        return;
    }
    let same_length = before.len() == after.len();
    for (index, port) in before.iter().enumerate() {
        if new.contains(&port.name) {
            continue;
        }
        let renamed = after.get(index).filter(|it| same_length && !old.contains(&it.name));
        move_port(draft, node, &port.name, renamed.map(|port| &port.name));
    }
}

fn move_port(draft: &mut Journey, node: &NodeId, port: &PortName, to: Option<&PortName>) {
    if let Some(ports) = draft.edges.get_mut(node) {
        if let (Some(target), Some(to)) = (ports.remove(port), to) {
            ports.insert(to.clone(), target);
        }
        if ports.is_empty() {
            draft.edges.remove(node);
        }
    }
    if let Some(node) = draft.node_mut(node)
        && node.ends.remove(port)
        && let Some(to) = to
    {
        node.ends.insert(to.clone());
    }
}

/// Smaller edits are not weighed: what a hand types does not fill a file.
const MUCH: usize = 50_000;

/// Returns an error when the draft could be kept but never opened again: more steps, or more bytes, than a file may have.
pub(super) fn refuse_what_no_file_holds(
    original: &Journey,
    draft: &Journey,
    edit: &Edit,
) -> Result<(), EditError> {
    let (steps, most) = (draft.nodes.len(), MAX_STEPS);
    if steps > most && steps > original.nodes.len() {
        return Err(EditError::TooManySteps { steps, most });
    }
    let brought = serde_json::to_string(edit).map_or(usize::MAX, |text| text.len());
    if brought <= MUCH {
        return Ok(());
    }
    match format::fits(draft) {
        Err(FormatError::TooLarge { bytes, most }) => Err(EditError::TooLarge { bytes, most }),
        _ => Ok(()),
    }
}

/// Returns an error when the draft breaks what the original kept: new edges start and end at nodes that
/// exist, and the patch leads from the one to the other and back.
pub(super) fn assert_sound(
    original: &Journey,
    draft: &Journey,
    patch: &Patch,
) -> Result<(), EditError> {
    for change in &patch.changes {
        let Key::Edges { node } = &change.key else {
            continue;
        };
        for (port, target) in draft.edges.get(node).into_iter().flatten() {
            let old = original.edges.get(node).and_then(|ports| ports.get(port));
            let missing = !draft.nodes.contains_key(node) || !draft.nodes.contains_key(target);
            if missing && old != Some(target) {
                let reason = format!("port \"{port}\" of \"{node}\" leads to no node");
                return Err(EditError::Broken { reason });
            }
        }
    }
    if cfg!(debug_assertions) && patch.apply(original) != *draft {
        let reason = "its patch does not lead to it".to_owned();
        return Err(EditError::Broken { reason });
    }
    Ok(())
}
