//! Where one customer's ways through two versions part, and how each ends.

use std::collections::HashMap;
use std::fmt;

use journey::id::NodeId;
use journey::settings::Outcome;

use crate::plan::Plan;
use crate::run::{Mark, Seen};

/// How a customer ends: every instance by itself, in the order of entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End(Vec<How>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Ended(u8),
    Exited(u8),
    Expired,
    Inside,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("not_entered");
        }
        let outcome = |place: u8| Outcome::ALL.get(usize::from(place)).map_or("", |it| it.name());
        for (place, how) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(" + ")?;
            }
            match how {
                How::Ended(of) => f.write_str(outcome(*of))?,
                How::Exited(of) => write!(f, "{} (exit rule)", outcome(*of))?,
                How::Expired => f.write_str("expired")?,
                How::Inside => f.write_str("inside")?,
            }
        }
        Ok(())
    }
}

/// Knows which way out of the one version is which of the other.
pub(super) struct Parting<'p> {
    old: &'p Plan,
    /// The old version's port for each of the new one's: the same name of the same step.
    same: Vec<Option<u32>>,
}

impl<'p> Parting<'p> {
    pub(super) fn new(old: &'p Plan, new: &Plan) -> Self {
        fn key(plan: &Plan, port: usize) -> (&str, &str) {
            let port = &plan.ports[port];
            (plan.nodes[port.node as usize].id.as_str(), port.name.as_str())
        }
        let places: HashMap<(&str, &str), u32> =
            (0..old.ports.len()).map(|port| (key(old, port), port as u32)).collect();
        let same = (0..new.ports.len()).map(|port| places.get(&key(new, port)).copied());
        Self { old, same: same.collect() }
    }

    /// Returns both ends and where the ways part, if the ends differ.
    pub(super) fn of(&self, old: &[Mark], new: &[Mark]) -> Option<((End, End), Option<NodeId>)> {
        let ends = (end(old), end(new));
        if ends.0 == ends.1 {
            return None;
        }
        let before: Vec<u32> = passed(old).collect();
        let after: Vec<Option<u32>> = passed(new).map(|port| self.same[port as usize]).collect();
        let same = before.iter().zip(&after).take_while(|(one, two)| Some(**one) == **two).count();
        // Where one way goes on and the other has ended, they part at the last step both came to.
        let at = before.get(same).or_else(|| before.last());
        let node = at.map(|&port| {
            let node = self.old.ports[port as usize].node;
            self.old.nodes[node as usize].id.clone()
        });
        Some((ends, node))
    }
}

fn passed(marks: &[Mark]) -> impl Iterator<Item = u32> + '_ {
    marks.iter().filter(|mark| mark.what == Seen::Passed).map(|mark| mark.index)
}

fn end(marks: &[Mark]) -> End {
    let mut ends: Vec<(u16, How)> = Vec::new();
    for mark in marks {
        let how = match mark.what {
            Seen::Ended(of) => How::Ended(of),
            Seen::Exited(of) => How::Exited(of),
            Seen::Expired => How::Expired,
            Seen::Inside => How::Inside,
            _ => continue,
        };
        ends.push((mark.instance, how));
    }
    ends.sort_by_key(|(instance, _)| *instance);
    End(ends.into_iter().map(|(_, how)| how).collect())
}
