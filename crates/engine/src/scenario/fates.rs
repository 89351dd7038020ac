//! What a story settles, by the site of the draw it takes the place of.

use std::collections::HashMap;

use journey::scenario::{Answer, Fate, Line, Story};
use journey::span::Span;

use crate::draw::{Site, Threshold};
use crate::plan::{Call, Enter, Go, Plan, Way, What};
use crate::report::{Words, both};

/// How a draw comes out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Settled {
    /// The chance comes true, or does not.
    Chance(bool),
    /// It comes true for so many tries.
    Fails(u32),
    /// It takes this long.
    Delay(Span),
    /// The draw falls on an arm: on its own place where that is in it, else on the nearest. First and last draw of the arm.
    Arm(u64, u64),
    /// The reply of this place.
    Reply(usize),
    /// The score.
    Score(i64),
}

/// Everything that a story settles.
#[derive(Default)]
pub(crate) struct Fates {
    at: HashMap<Site, Settled>,
    mocks: HashMap<Site, Settled>,
}

/// Why a line settles nothing.
type Misfit = (usize, Words);

impl Fates {
    /// Returns what a story settles.
    ///
    /// # Errors
    ///
    /// The line that settles something that is not drawn there.
    pub(crate) fn of(plan: &Plan, story: &Story) -> Result<Self, Misfit> {
        let mut fates = Self::default();
        for (number, line) in &story.lines {
            let settled = match line {
                Line::Given(step, fate) => fates.give(plan, step.as_str(), fate),
                Line::Mock(of, answer) => fates.mock_all(plan, of, answer),
                _ => continue,
            };
            if settled == 0 {
                let text = both(
                    "nothing at this step is settled by this line; look at the step's settings",
                    "この行で決まることがこのステップにありません。ステップの設定を確かめてください",
                );
                return Err((*number, text));
            }
        }
        Ok(fates)
    }

    pub(crate) fn at(&self, site: Site) -> Option<&Settled> {
        self.at.get(&site)
    }

    pub(crate) fn mock(&self, site: Site) -> Option<&Settled> {
        self.mocks.get(&site)
    }

    /// Returns whether a draw of this site is settled.
    pub(crate) fn settles(&self, site: Site) -> bool {
        self.at.contains_key(&site) || self.mocks.contains_key(&site)
    }

    /// Leaves the draws of a site as they fall.
    pub(crate) fn forget(&mut self, site: Site) {
        self.at.remove(&site);
        self.mocks.remove(&site);
    }

    fn set(&mut self, site: Site, settled: Settled) -> usize {
        self.at.insert(site, settled);
        1
    }

    /// Settles a fate at every draw of a step that it is about; returns how many there are.
    fn give(&mut self, plan: &Plan, step: &str, fate: &Fate) -> usize {
        let Some(node) = plan.nodes.iter().position(|node| node.id.as_str() == step) else {
            return 0;
        };
        let node = node as u32;
        let mut count = 0;
        for entry in plan.entries.iter().filter(|entry| entry.node == node) {
            let Enter::Inbound { reasons, .. } = &entry.what else {
                continue;
            };
            match (fate, reasons) {
                (Fate::Comes(Some((_, span))), _) => {
                    count += self.set(entry.site, Settled::Delay(*span));
                }
                (Fate::Takes(name), Some(reasons)) => {
                    let arms = &plan.groups[reasons.group as usize].arms;
                    let draw = arm(arms.iter().map(|(name, _)| name), name, &reasons.thresholds);
                    count += draw.map_or(0, |draw| self.set(reasons.site, draw));
                }
                _ => {}
            }
        }
        for op in plan.ops.iter().filter(|op| op.node == node) {
            count += self.give_op(plan, &op.what, fate);
        }
        count
    }

    fn give_op(&mut self, plan: &Plan, what: &What, fate: &Fate) -> usize {
        match (what, fate) {
            (What::Send(send), Fate::Delivered(delivered)) => {
                self.set(send.delivered.site, Settled::Chance(*delivered))
            }
            (What::Send(send), Fate::Opened(after)) => {
                let Some(opened) = &send.opened else { return 0 };
                if let Some(span) = after {
                    self.suppose(send.delivered.site);
                    self.set(opened.lag.site, Settled::Delay(*span));
                }
                self.set(opened.odds.site, Settled::Chance(after.is_some()))
            }
            (What::Send(send), Fate::Clicked(after)) => {
                let Some(clicked) = &send.clicked else { return 0 };
                if let Some(span) = after {
                    self.suppose(send.delivered.site);
                    send.opened.iter().for_each(|opened| self.suppose(opened.odds.site));
                    self.set(clicked.lag.site, Settled::Delay(*span));
                }
                self.set(clicked.odds.site, Settled::Chance(after.is_some()))
            }
            (What::Draw { arms, site, group, .. }, Fate::Takes(name)) => {
                let names = plan.groups[*group as usize].arms.iter().map(|(name, _)| name);
                let thresholds: Vec<Threshold> = arms.iter().map(|(of, _)| *of).collect();
                arm(names, name, &thresholds).map_or(0, |draw| self.set(*site, draw))
            }
            (What::Await(wait), Fate::Comes(comes)) => {
                let mut count = usize::from(comes.is_none());
                for awaited in &wait.events {
                    let Some(model) = &awaited.model else { continue };
                    let span = comes.as_ref().filter(|(port, _)| is_port(plan, awaited.go, port));
                    if let Some((_, span)) = span {
                        count += self.set(model.lag.site, Settled::Delay(*span));
                    }
                    self.set(model.odds.site, Settled::Chance(span.is_some()));
                }
                count
            }
            (What::Ask(ask), Fate::Answers(answers)) => {
                if let Some((score, span)) = answers {
                    self.set(ask.noise, Settled::Score(*score));
                    self.set(ask.answered.lag.site, Settled::Delay(*span));
                }
                self.set(ask.answered.odds.site, Settled::Chance(answers.is_some()))
            }
            _ => 0,
        }
    }

    /// Settles that a chance comes true, unless the story says otherwise.
    fn suppose(&mut self, site: Site) {
        self.at.entry(site).or_insert(Settled::Chance(true));
    }

    /// Settles how every call of a step, or with a connector, is answered; returns how many there are.
    fn mock_all(&mut self, plan: &Plan, of: &str, answer: &Answer) -> usize {
        let is_step = plan.nodes.iter().any(|node| node.id.as_str() == of);
        let mut count = 0;
        for op in &plan.ops {
            let What::Call(call) = &op.what else { continue };
            let own = plan.nodes[op.node as usize].id.as_str() == of;
            if own || !is_step && call.connector == of {
                self.mock_call(call, answer);
                count += 1;
            }
        }
        count
    }

    fn mock_call(&mut self, call: &Call, answer: &Answer) {
        let (failure, latency) = (call.failure.site, call.latency.site);
        match answer {
            Answer::Reply(place, after) => {
                self.set(failure, Settled::Chance(false));
                self.mocks.insert(failure, Settled::Reply((*place as usize).saturating_sub(1)));
                if let Some(span) = after {
                    self.set(latency, Settled::Delay(*span));
                }
            }
            // A failure is told at once, so that it is no timeout.
            Answer::Error => {
                self.set(failure, Settled::Chance(true));
                self.set(latency, Settled::Delay(Span::default()));
            }
            Answer::Timeout => {
                let late = Span { millis: call.patience.millis + 1, ..call.patience };
                self.set(failure, Settled::Chance(false));
                self.set(latency, Settled::Delay(late));
            }
            Answer::Fails(tries) => {
                self.set(failure, Settled::Fails(*tries));
            }
        }
    }
}

fn is_port(plan: &Plan, go: Go, name: &str) -> bool {
    matches!(go.way(), Way::Port(port) if plan.ports[port as usize].name == name)
}

/// Settles that a draw falls on the arm of a name, if any draw does.
fn arm<'a>(
    mut names: impl Iterator<Item = &'a String>,
    name: &str,
    thresholds: &[Threshold],
) -> Option<Settled> {
    let place = names.position(|known| known == name)?;
    let first = place.checked_sub(1).map_or(0, |before| thresholds[before].lowest_miss());
    let own = thresholds.get(place)?;
    // What rounding leaves over is the last arm's.
    let is_last = place + 1 == thresholds.len() || own.hit(u64::MAX);
    let last = if is_last { u64::MAX } else { own.lowest_miss().saturating_sub(1) };
    own.hit(first).then_some(Settled::Arm(first, last))
}
