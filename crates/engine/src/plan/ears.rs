//! Ears: which reactions to messages anything can hear. Most journeys await only some of them, and what nobody
//! hears need not be drawn: draws are keyed, so leaving one out disturbs no other.

use std::collections::BTreeSet;

use journey::settings::Reentry;

use super::{Chances, NOWHERE, Plan, Reaction, Send, What};

/// Notes for every message whether its opening and its click can be heard.
pub(super) fn listen(plan: &mut Plan) {
    let heard: Vec<Option<[bool; 2]>> = (plan.ops.iter())
        .map(|op| match &op.what {
            What::Send(send) => Some([
                can_be_heard(plan, op.node, send, send.opened.as_ref()),
                can_be_heard(plan, op.node, send, send.clicked.as_ref()),
            ]),
            _ => None,
        })
        .collect();
    for (op, heard) in plan.ops.iter_mut().zip(heard) {
        if let (What::Send(send), Some(heard)) = (&mut op.what, heard) {
            send.heard = heard;
        }
    }
}

/// Returns whether a reaction to a message of a step must be drawn: somebody may hear it, it is counted, or asking
/// for its chance may meet an error that is to be reported.
fn can_be_heard(plan: &Plan, node: u32, send: &Send, reaction: Option<&Reaction>) -> bool {
    let Some(reaction) = reaction else {
        return false;
    };
    let event = reaction.event;
    let constant = matches!(reaction.odds.what, Chances::Constant(_));
    let counted = send.variant.is_some() || !constant;
    counted
        || plan.exits.iter().any(|exit| exit.event == Some(event))
        || plan.entries.iter().any(|entry| entry.waits_for(event))
        || awaited(plan, node, send, event)
}

/// Returns whether a step awaits an event of this message, and an instance can be there.
fn awaited(plan: &Plan, node: u32, send: &Send, event: u16) -> bool {
    // Another instance of the customer can be anywhere.
    let behind = is_single(plan).then(|| behind(plan, node));
    plan.ops.iter().any(|op| match &op.what {
        What::Await(wait) => {
            let hears = wait.events.iter().any(|awaited| {
                awaited.event == event && awaited.step.is_none_or(|step| step == send.step)
            });
            hears && behind.as_ref().is_none_or(|behind| behind.contains(&op.node))
        }
        _ => false,
    })
}

/// Returns whether no customer can have a second instance.
fn is_single(plan: &Plan) -> bool {
    let never = |rule: Option<Reentry>| rule.unwrap_or(plan.settings.reentry) == Reentry::Never;
    match plan.entries.as_slice() {
        [only] => never(only.reentry),
        // Each entry with a rule of its own counts for itself.
        several => several.iter().all(|entry| entry.reentry.is_none()) && never(None),
    }
}

/// Returns the steps that an instance can come to from a step, itself included.
fn behind(plan: &Plan, node: u32) -> BTreeSet<u32> {
    let mut found = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        for port in plan.nodes[node as usize].ports.clone() {
            let target = plan.hops[port as usize].target;
            if target != NOWHERE && found.insert(target) {
                open.push(target);
            }
        }
    }
    found
}
