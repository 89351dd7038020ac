//! Whether what one customer did breaks a rule: one walk over the marks of one run.

use journey::settings::{Channel, Outcome};
use journey::time::{Millis, Zone};

use super::{Check, Places};
use crate::run::{Mark, Scene, Seen};

/// What is known of each of a customer's passes. Reused.
#[derive(Default)]
pub(crate) struct Passes {
    passes: Vec<Pass>,
    sent: Vec<Millis>,
}

#[derive(Clone, Copy)]
struct Pass {
    entered: Millis,
    /// When it first came to what is looked for.
    came: Option<Millis>,
    over: bool,
}

impl Places {
    /// Returns whether a mark says that its pass came to one of the targets.
    fn holds(&self, mark: &Mark) -> bool {
        let index = mark.index as usize;
        let ends = |outcome: u8| self.outcomes >> outcome & 1 == 1;
        match mark.what {
            Seen::Entered => self.entries.get(index).copied().unwrap_or_default(),
            Seen::Passed => self.ports[index],
            Seen::Goal => self.goals[index],
            Seen::Ended(outcome) | Seen::Exited(outcome) => ends(outcome),
            Seen::Expired => ends(Outcome::Unresolved as u8),
            _ => false,
        }
    }
}

impl Check {
    /// Returns whether the marks of one run break the rule.
    pub(super) fn is_broken(
        &self,
        scene: &Scene,
        marks: &[Mark],
        zone: &Zone,
        passes: &mut Passes,
    ) -> bool {
        let home = &scene.plan.zone;
        match self {
            Self::Always { one_of, within } => {
                let late = |pass: &Pass| match (within, pass.came) {
                    (None, came) => pass.over && came.is_none(),
                    (Some(span), came) => {
                        let limit = span.after(pass.entered, home);
                        // With time left at the horizon nothing is broken yet; after an end nothing comes.
                        came.map_or(pass.over || limit < scene.end, |came| came > limit)
                    }
                };
                passes.walk(marks, one_of);
                passes.passes.iter().any(late)
            }
            Self::Never { any_of } => marks.iter().any(|mark| any_of.holds(mark)),
            Self::Before { first, then } => passes.out_of_order(marks, first, then),
            Self::AtMost { messages, channel, span } => {
                passes.sent.clear();
                passes.sent.extend(sent(marks, *channel));
                let times = &passes.sent;
                // One exactly a period ago is outside it, as for frequency caps.
                let too_near =
                    |place: usize| span.after(times[place - messages], home) > times[place];
                (*messages..times.len()).any(too_near)
            }
            Self::Hours { open, channel } => {
                sent(marks, *channel).any(|at| !open.holds(at, home, zone))
            }
            Self::Within { target, time } => {
                passes.walk(marks, target);
                let late = |pass: &Pass| {
                    pass.came.is_some_and(|came| came > time.after(pass.entered, home))
                };
                passes.passes.iter().any(late)
            }
        }
    }
}

/// Returns when messages and surveys went out, ascending.
fn sent(marks: &[Mark], channel: Option<Channel>) -> impl Iterator<Item = Millis> {
    let channel = channel.map(|channel| channel as u8);
    marks.iter().filter_map(move |mark| match mark.what {
        Seen::Sent(by) if channel.is_none_or(|channel| channel == by) => Some(mark.at),
        _ => None,
    })
}

impl Passes {
    /// Notes when each pass first came to one of some places, and whether it is over.
    fn walk(&mut self, marks: &[Mark], places: &Places) {
        self.passes.clear();
        for mark in marks {
            if mark.what == Seen::Entered {
                self.passes.push(Pass { entered: mark.at, came: None, over: false });
            }
            let over = matches!(mark.what, Seen::Ended(_) | Seen::Exited(_) | Seen::Expired);
            let came = places.holds(mark);
            // Instances are numbered in the order of entry, as marks of entries come.
            if let Some(pass) = self.passes.get_mut(usize::from(mark.instance))
                && (over || came)
            {
                pass.over |= over;
                if came {
                    pass.came = pass.came.or(Some(mark.at));
                }
            }
        }
    }

    fn out_of_order(&mut self, marks: &[Mark], first: &Places, then: &Places) -> bool {
        self.passes.clear();
        for mark in marks {
            if mark.what == Seen::Entered {
                self.passes.push(Pass { entered: mark.at, came: None, over: false });
            }
            let Some(pass) = self.passes.get_mut(usize::from(mark.instance)) else {
                continue;
            };
            // Whatever one mark says of both at once counts as the first of them.
            if first.holds(mark) {
                pass.came = Some(mark.at);
            } else if then.holds(mark) && pass.came.is_none() {
                return true;
            }
        }
        false
    }
}
