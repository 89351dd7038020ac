//! What could have gone otherwise at a moment: every answer that chance, the customer or a system outside could have given.

use journey::id::NodeId;
use journey::scenario::{Answer, Fate, Line as Change};
use journey::span::Span;
use journey::time::{MINUTE, Millis};

use super::{Grown, Moment, NotForked, Stem, Subject, port_of};
use crate::plan::{Ask, Await, Enter, Plan, Send, What};
use crate::run::Note;
use crate::scenario::fates::Fates;
use crate::simulate::{Watch, scene};

/// An answer that could be given at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The change: a `given` or a `mock`.
    pub change: Change,
    /// Whether the way stays as it is with it.
    pub unchanged: bool,
}

/// Returns what could be answered in the turn of a line of a customer's timeline, from 0; nothing where chance decides nothing.
///
/// # Errors
///
/// [`NotForked::Stopped`] when the caller stops it.
pub fn choices(subject: Subject, line: usize, watch: &Watch) -> Result<Vec<Choice>, NotForked> {
    let plan = subject.plan;
    let scene = scene(plan, subject.population, subject.options);
    let stem = Stem::new(&scene, subject, watch)?;
    let first = stem.grow(&Fates::default(), None);
    let turn = first.turn_of(line);
    let at = Turn { plan, first: &first, turn };
    let each = at.changes().into_iter().filter_map(|change| {
        // What cannot be is not offered.
        let grown = stem.forked(&first, Moment::Line(line), &change).ok()?;
        Some(Choice { unchanged: grown.lines == first.lines, change })
    });
    Ok(each.collect())
}

struct Turn<'a> {
    plan: &'a Plan,
    first: &'a Grown,
    turn: usize,
}

impl Turn<'_> {
    fn changes(&self) -> Vec<Change> {
        let mut all = Vec::new();
        for entry in &self.plan.entries {
            if let Enter::Inbound { reasons: Some(reasons), .. } = &entry.what
                && self.asks(reasons.site)
            {
                let arms = &self.plan.groups[reasons.group as usize].arms;
                let listed = arms.iter().take(reasons.thresholds.len());
                all.extend(listed.map(|(arm, _)| self.given(entry.node, Fate::Takes(arm.clone()))));
            }
        }
        for op in &self.plan.ops {
            let given = |fate| self.given(op.node, fate);
            match &op.what {
                What::Draw { site, group, .. } if self.asks(*site) => {
                    let arms = &self.plan.groups[*group as usize].arms;
                    all.extend(arms.iter().map(|(arm, _)| given(Fate::Takes(arm.clone()))));
                }
                What::Send(send) if self.asks(send.delivered.site) => {
                    all.extend(self.of_message(send).into_iter().map(given));
                }
                What::Await(wait) => all.extend(self.of_wait(wait).into_iter().map(given)),
                What::Ask(ask) => all.extend(self.of_survey(ask, op.node).into_iter().map(given)),
                What::Call(call) if self.asks(call.failure.site) => {
                    let step = self.plan.nodes[op.node as usize].id.to_string();
                    let replies = (1..=call.replies.len() as u32).map(|it| Answer::Reply(it, None));
                    let late = (!call.patience.is_zero()).then_some(Answer::Timeout);
                    let answers = replies.chain([Answer::Error]).chain(late);
                    all.extend(answers.map(|answer| Change::Mock(step.clone(), answer)));
                }
                _ => {}
            }
        }
        all
    }

    fn of_message(&self, send: &Send) -> Vec<Fate> {
        let mut all = vec![Fate::Delivered(true), Fate::Delivered(false)];
        let reaction = |of: &Option<crate::plan::Reaction>| {
            let site = of.as_ref()?.odds.site;
            self.first.reaction(self.turn, site)
        };
        if let Some(opened) = reaction(&send.opened) {
            all.extend([Fate::Opened(Some(told(opened))), Fate::Opened(None)]);
        }
        if let Some(clicked) = reaction(&send.clicked) {
            all.extend([Fate::Clicked(Some(told(clicked))), Fate::Clicked(None)]);
        }
        all
    }

    fn of_wait(&self, wait: &Await) -> Vec<Fate> {
        let mut all = Vec::new();
        for awaited in &wait.events {
            let Some(model) = &awaited.model else { continue };
            let Some(reaction) = self.first.reaction(self.turn, model.odds.site) else { continue };
            let port = port_of(self.plan, awaited.go).to_owned();
            // Where the customer's own time is too long, the middle of the wait is proposed.
            let most = wait.window.nominal();
            let reaction = if reaction.1 <= most { reaction } else { (false, most / 2) };
            all.push(Fate::Comes(Some((port, told(reaction)))));
        }
        if !all.is_empty() {
            all.push(Fate::Comes(None));
        }
        all
    }

    fn of_survey(&self, ask: &Ask, node: u32) -> Vec<Fate> {
        let Some(reaction) = self.first.reaction(self.turn, ask.answered.odds.site) else {
            return Vec::new();
        };
        let score = self.first.of_turn(self.turn).iter().find_map(|line| match line.note {
            Note::Survey { score } if line.node == Some(node) => score,
            _ => None,
        });
        let (low, high) = ask.survey.scale();
        let score = score.unwrap_or((ask.mean.round() as i64).clamp(low, high));
        vec![Fate::Answers(Some((score, told(reaction)))), Fate::Answers(None)]
    }

    fn given(&self, node: u32, fate: Fate) -> Change {
        let id: &NodeId = &self.plan.nodes[node as usize].id;
        Change::Given(id.clone(), fate)
    }

    fn asks(&self, site: crate::draw::Site) -> bool {
        self.first.asked.iter().any(|it| it.turn == self.turn && it.site == site)
    }
}

/// Returns how long a reaction takes: exactly where it came, in whole minutes where it would have come.
fn told((comes, after): (bool, Millis)) -> Span {
    let whole = (after + MINUTE / 2) / MINUTE * MINUTE;
    Span::millis(if comes { after } else { whole.max(MINUTE.min(after)) })
}
