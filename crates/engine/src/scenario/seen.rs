//! What a story's customer was seen to do, taken from the lines of an explanation.

use journey::scenario::{Effect, Sort};
use journey::settings::Channel;
use journey::time::Millis;

use super::shown;
use crate::plan::Plan;
use crate::run::{Line, Note};

/// One thing that happened.
#[derive(Clone, Debug)]
pub(super) struct Observed {
    pub(super) at: Millis,
    pub(super) node: Option<u32>,
    pub(super) what: Seen,
}

/// What happened, as far as a story can expect it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Seen {
    Enter,
    Refused(&'static str),
    Step(String),
    Message(Channel),
    Blocked(Vec<(Channel, &'static str)>),
    Offer { offer: String, issued: bool },
    Task(String),
    Goal { goal: String, counts: bool },
    Value(String, String),
    Call(String, &'static str),
    Survey,
    End(&'static str, Option<String>),
    Inside,
}

/// Returns what the lines of an explanation tell of that a story can expect.
pub(super) fn observed(lines: Vec<Line>) -> Vec<Observed> {
    let each = lines
        .into_iter()
        .filter_map(|line| Some(Observed { at: line.at, node: line.node, what: seen(line.note)? }));
    each.collect()
}

fn seen(note: Note) -> Option<Seen> {
    Some(match note {
        Note::Entered { .. } => Seen::Enter,
        Note::Refused { reason } => Seen::Refused(reason),
        Note::Passed { port } => Seen::Step(port),
        Note::Sent { channel, .. } => Seen::Message(channel),
        Note::Gate { tried, deferred_until: None } => {
            let refused = tried.into_iter().map(|(channel, why)| why.map(|why| (channel, why)));
            Seen::Blocked(refused.collect::<Option<Vec<_>>>()?)
        }
        Note::Offer { offer, issued, .. } => Seen::Offer { offer, issued },
        Note::Task { team, .. } => Seen::Task(team),
        Note::Goal { goal, counts } => Seen::Goal { goal, counts },
        Note::Assigned { name, value } => Seen::Value(name, value),
        Note::Called { connector, result, .. } => Seen::Call(connector, result),
        Note::Survey { .. } => Seen::Survey,
        Note::Ended { outcome, rule } => Seen::End(outcome, rule),
        Note::Inside => Seen::Inside,
        Note::Event { .. }
        | Note::Reason { .. }
        | Note::NotForThem { .. }
        | Note::Decided { .. }
        | Note::Scripted { .. }
        | Note::Drawn { .. }
        | Note::Waits { .. }
        | Note::Gate { .. } => return None,
    })
}

impl Observed {
    /// Returns whether this is the effect that a story names.
    pub(super) fn is(&self, plan: &Plan, effect: &Effect) -> bool {
        let here = |id: &journey::id::NodeId| {
            self.node.is_some_and(|node| plan.nodes[node as usize].id == *id)
        };
        let maybe_here = |id: &Option<journey::id::NodeId>| id.as_ref().is_none_or(here);
        let same = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        match (effect, &self.what) {
            (Effect::Enter(id), Seen::Enter) | (Effect::Inside(id), Seen::Inside) => maybe_here(id),
            (Effect::Refused(wanted), Seen::Refused(reason)) => same(wanted, reason),
            (Effect::Step(id, port), Seen::Step(left)) => here(id) && same(port, left),
            // A step that ends is never left.
            (Effect::Step(id, None), Seen::End(_, None)) => here(id),
            (Effect::Message(id, wanted), Seen::Message(channel)) => {
                maybe_here(id) && wanted.is_none_or(|wanted| wanted == *channel)
            }
            (Effect::Blocked(id, wanted), Seen::Blocked(reasons)) => {
                let any = |wanted: &String| reasons.iter().any(|(_, reason)| reason == wanted);
                here(id) && wanted.as_ref().is_none_or(any)
            }
            (Effect::Offer(wanted), Seen::Offer { offer, issued }) => *issued && wanted == offer,
            (Effect::Task(of), Seen::Task(team)) => {
                of == team || here(&journey::id::NodeId::from(of.clone()))
            }
            (Effect::Goal(wanted), Seen::Goal { goal, counts }) => *counts && wanted == goal,
            (Effect::Value(name, wanted), Seen::Value(written, value)) => {
                name == written && written_as(plan, name, wanted).as_ref() == Some(value)
            }
            (Effect::Call(wanted, result), Seen::Call(connector, found)) => {
                wanted == connector && same(result, found)
            }
            (Effect::Survey(id), Seen::Survey) => here(id),
            (Effect::End(wanted), Seen::End(outcome, _)) => {
                wanted.is_none_or(|wanted| wanted.name() == *outcome)
            }
            _ => false,
        }
    }

    /// Returns the sort that a story can rule out, if this is of one.
    pub(super) fn sort(&self) -> Option<Sort> {
        match &self.what {
            Seen::Message(_) => Some(Sort::Message),
            Seen::Offer { issued: true, .. } => Some(Sort::Offer),
            Seen::Task(_) => Some(Sort::Task),
            Seen::Goal { counts: true, .. } => Some(Sort::Goal),
            Seen::Call(..) => Some(Sort::Call),
            Seen::Survey => Some(Sort::Survey),
            _ => None,
        }
    }

    pub(super) fn is_step(&self) -> bool {
        matches!(self.what, Seen::Step(_) | Seen::End(..))
    }
}

/// Returns a value of a story as an explanation shows it.
pub(super) fn written_as(plan: &Plan, name: &str, value: &str) -> Option<String> {
    let (root, key) = name.split_once('.')?;
    let slot = plan.scope.slot(journey::condition::Root::of(root)?, key)?;
    shown(plan, value, plan.scope.attribute(slot))
}
