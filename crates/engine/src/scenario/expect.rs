//! Holding what happened against what a story expects: steps in their order, everything in the order of
//! time; what is not named may happen, unless the story rules it out.

use journey::id::NodeId;
use journey::scenario::{Due, Effect, Line, Story};
use journey::time::{MINUTE, Millis, SECOND};

use super::seen::{Observed, Seen};
use super::words::{Said, Teller};
use crate::plan::Plan;
use crate::report::{Words, both};

/// A difference: its line, what it is, and the step where it shows, if it is about one.
pub(super) type Found = (usize, Words, Option<String>);

/// Returns the first difference.
pub(super) fn first_difference(
    plan: &Plan,
    story: &Story,
    start: Millis,
    happened: &[Observed],
) -> Option<Found> {
    let mut matching = Matching {
        plan,
        happened,
        start,
        used: vec![false; happened.len()],
        since: Millis::MIN,
        steps: 0,
    };
    for (number, line) in &story.lines {
        if let Line::Expect(effect, due) = line
            && !matching.take(effect, *due)
        {
            return Some((*number, matching.missing(effect, *due), matching.place(effect)));
        }
    }
    story.lines.iter().find_map(|(number, line)| {
        let unwanted = match line {
            Line::Never(effect) => happened.iter().find(|it| it.is(plan, effect)),
            Line::NoOther(sort) => {
                let others = happened.iter().zip(&matching.used).filter(|(_, used)| !**used);
                others.map(|(it, _)| it).find(|it| it.sort() == Some(*sort))
            }
            _ => None,
        };
        let unwanted = unwanted?;
        Some((*number, unexpected(plan, unwanted), step_of(plan, unwanted)))
    })
}

struct Matching<'a> {
    plan: &'a Plan,
    happened: &'a [Observed],
    start: Millis,
    used: Vec<bool>,
    /// When the last thing that was expected happened.
    since: Millis,
    /// Steps that were left before this place are passed.
    steps: usize,
}

impl Matching<'_> {
    /// Finds the next thing that is what is expected; returns whether there is one.
    fn take(&mut self, effect: &Effect, due: Option<Due>) -> bool {
        let is_step = matches!(effect, Effect::Step(..));
        let place = (0..self.happened.len()).find(|&place| {
            let it = &self.happened[place];
            !self.used[place]
                && it.at >= self.since
                && (!is_step || place >= self.steps)
                && it.is(self.plan, effect)
                && due.is_none_or(|due| self.in_time(due, it.at))
        });
        let Some(place) = place else {
            return false;
        };
        self.used[place] = true;
        self.since = self.happened[place].at;
        if is_step {
            self.steps = place + 1;
        }
        true
    }

    /// Returns whether something came when it was due: in the same minute, or in the same second where the
    /// story names seconds.
    fn in_time(&self, due: Due, at: Millis) -> bool {
        let (Due::At(moment) | Due::By(moment)) = due;
        let wanted = moment.at(self.start, &self.plan.zone);
        let unit = if wanted % MINUTE == 0 { MINUTE } else { SECOND };
        let (wanted, at) = (wanted.div_euclid(unit), at.div_euclid(unit));
        match due {
            Due::At(_) => at == wanted,
            Due::By(_) => at <= wanted,
        }
    }

    /// Returns the step that an expectation is about, or the last one that was passed as expected.
    fn place(&self, effect: &Effect) -> Option<String> {
        let known = |id: &NodeId| self.plan.nodes.iter().any(|node| node.id == *id);
        let own = effect.step().filter(known).map(|id| id.to_string());
        let passed = || self.happened[..self.steps].iter().rev();
        own.or_else(|| passed().find(|it| it.is_step()).and_then(|it| step_of(self.plan, it)))
    }

    fn missing(&self, effect: &Effect, due: Option<Due>) -> Words {
        let teller = Teller { plan: self.plan, start: self.start };
        let wanted = teller.wanted(effect, due);
        let instead = self.instead(&teller, effect);
        both(
            format!("expected {}; {}", wanted.en, instead.en),
            format!("{}はずでしたが、{}", wanted.ja, instead.ja),
        )
    }

    /// Returns what happened in the place of something that did not.
    fn instead(&self, teller: &Teller, effect: &Effect) -> Said {
        let unused = || self.happened.iter().zip(&self.used).filter(|(_, used)| !**used);
        let later = |it: &&Observed| it.at >= self.since;
        let mut all = unused().map(|(it, _)| it);
        if let Some(same) =
            all.clone().filter(later).chain(all.clone()).find(|it| it.is(self.plan, effect))
        {
            return teller.came_at(same);
        }
        let blocked = |it: &&Observed| matches!(it.what, Seen::Blocked(_));
        if matches!(effect, Effect::Message(..))
            && let Some(blocked) = all.clone().filter(later).find(blocked)
        {
            return teller.happened(blocked);
        }
        let alike = |it: &&Observed| effect.sort().is_some() && it.sort() == effect.sort();
        let of_step = |it: &&Observed| match effect {
            Effect::Step(id, Some(_)) => it.is(self.plan, &Effect::Step(id.clone(), None)),
            Effect::End(_) => matches!(it.what, Seen::End(..) | Seen::Inside),
            Effect::Value(name, _) => {
                matches!(&it.what, Seen::Value(written, _) if written == name)
            }
            Effect::Blocked(..) => matches!(it.what, Seen::Message(_)),
            _ => false,
        };
        let near = all.clone().filter(later).find(|it| alike(it) || of_step(it));
        let next = || all.clone().enumerate().filter(|(_, it)| later(it));
        let next_step = || {
            let steps = self.happened.iter().enumerate().skip(self.steps);
            let mut steps = steps.map(|(_, it)| it).filter(later);
            steps.find(|it| it.is_step())
        };
        match near.or_else(next_step).or_else(|| next().next().map(|(_, it)| it)) {
            Some(found) => teller.happened(found),
            None => match all.next_back() {
                Some(last) => teller.last(last),
                None => teller.nothing(),
            },
        }
    }
}

fn step_of(plan: &Plan, it: &Observed) -> Option<String> {
    it.node.map(|node| plan.nodes[node as usize].id.to_string())
}

fn unexpected(plan: &Plan, it: &Observed) -> Words {
    let said = Teller { plan, start: 0 }.happened(it);
    both(
        format!("must not happen, but {}", said.en),
        format!("起きてはならないことですが、{}", said.ja),
    )
}
