//! What a step does to the outside and to the customer: gates, messages, calls, values, surveys, goals.

use journey::condition::{Computed, Facts, Kind, Slot, cell_text};
use journey::op::{ArmsOf, Survey};
use journey::time::Millis;
use journey::value::{Cell, Decimal, MISSING, Type};

use super::contact::{self, Verdict};
use super::mark::{Blocked, Seen};
use super::person::{From, Happening, Here, Person};
use super::scene::Scene;
use super::step::{Stepper, drawn, here, number};
use super::world::{Burden, Called, Note, World, mark};
use crate::plan::{self, Go, Way, What};

impl<W: World> Stepper<'_, '_, W> {
    pub(super) fn gate(&mut self, op: u32, gate: &plan::Gate) -> Option<Go> {
        let node = self.plan.ops[op as usize].node;
        let mut tried = Vec::new();
        let verdict = contact::ask(self.scene, self.person, gate, self.now, |channel, refusal| {
            if W::DETAIL {
                tried.push((channel, refusal.map(Blocked::name)));
            }
        });
        if W::DETAIL {
            let deferred_until = if let Verdict::Later(at) = verdict { Some(at) } else { None };
            self.note(Some(node), Note::Gate { tried, deferred_until });
        }
        match verdict {
            // What opens is nearly always a message, and going there at once saves a turn.
            Verdict::Open(go) => Some(match go.way() {
                Way::Op(op) => match &self.plan.ops[op as usize].what {
                    What::Send(send) => self.send(send),
                    _ => go,
                },
                Way::Port(_) => go,
            }),
            Verdict::Later(at) => {
                self.mark(Seen::Deferred, node);
                self.pause(op, at, Go::op(op))
            }
            Verdict::Blocked(reason) => {
                self.mark(Seen::Blocked(reason), node);
                Some(gate.blocked)
            }
        }
    }

    pub(super) fn send(&mut self, send: &plan::Send) -> Go {
        let node = self.instance.node;
        let quiet = contact::quiet_until(self.scene, self.person, self.now).is_some();
        if send.marketing && !self.plan.caps.is_empty() {
            self.person.contacts.push((self.now, send.channel));
        }
        self.mark(Seen::Sent(send.channel as u8), node);
        if quiet {
            self.mark(Seen::SentInQuiet, node);
        }
        let delivery = self.world.send(self.who(node), send, here!(self));
        if let Some(arm) = send.variant {
            let end = self.scene.end;
            let seen = |at: Option<Millis>| at.is_some_and(|at| at < end);
            let marks = [
                (Seen::Delivered, delivery.delivered),
                (Seen::Opened, seen(delivery.opened)),
                (Seen::Clicked, seen(delivery.clicked)),
            ];
            for (what, _) in marks.into_iter().filter(|(_, is)| *is) {
                self.mark(what, arm);
            }
        }
        let reactions = [(&send.opened, delivery.opened), (&send.clicked, delivery.clicked)];
        for ((model, at), heard) in reactions.into_iter().zip(send.heard) {
            if let (Some(model), Some(at), true) = (model, at, heard || W::DETAIL) {
                let from =
                    From::Step { step: send.step, channel: send.channel as u8, score: MISSING };
                self.expect(Happening { at, event: model.event, from });
            }
        }
        if W::DETAIL {
            let (channel, delivered) = (send.channel, delivery.delivered);
            self.note(Some(node), Note::Sent { channel, delivered, in_quiet_hours: quiet });
        }
        if delivery.delivered { send.sent } else { send.bounced }
    }

    pub(super) fn call(&mut self, op: u32, call: &plan::Call) -> Option<Go> {
        let node = self.plan.ops[op as usize].node;
        let mut tries = Vec::new();
        let limited = call.limited;
        let (called, failures) = self.world.call(self.who(node), call, here!(self), &mut |at| {
            if limited.is_some() {
                tries.push(at);
            }
        });
        let end = self.scene.end;
        for at in tries.into_iter().filter(|at| *at < end) {
            self.mark_at(Seen::Called, limited.unwrap_or_default(), at);
        }
        for _ in 0..failures {
            self.mark(Seen::Failed, node);
        }
        let (at, go, result) = match called {
            Called::Reply(reply, at) => (at, call.replies[reply].go, "ok"),
            Called::Error(at) => (at, call.error, "error"),
            Called::Timeout(at) => (at, call.timeout, "timeout"),
        };
        if W::DETAIL {
            let (connector, request) = (call.connector.clone(), self.shown(&call.request));
            self.note(Some(node), Note::Called { connector, request, result, failures });
        }
        if at <= self.now {
            return Some(go);
        }
        self.pause(op, at, go)
    }

    pub(super) fn assign(&mut self, sets: &[(Slot, plan::Expression)]) {
        let facts = here!(self).facts();
        // All are read before any is written; for the one that there nearly always is, no list is needed.
        if let [(slot, expression)] = sets {
            let value = expression.compiled.cell(&facts);
            self.write(*slot, expression, value);
        } else {
            let values: Vec<Computed> =
                sets.iter().map(|(_, expression)| expression.compiled.cell(&facts)).collect();
            for ((slot, expression), value) in sets.iter().zip(values) {
                self.write(*slot, expression, value);
            }
        }
        self.note_trap();
    }

    fn write(&mut self, slot: Slot, expression: &plan::Expression, value: Computed) {
        let attribute = self.plan.scope.attribute(slot);
        let cell = match value {
            Computed::Text(text) if attribute.kind == Type::Category => attribute
                .values
                .iter()
                .position(|known| *known == text)
                .map_or(MISSING, |i| i as Cell),
            Computed::Text(text) => self.person.keep_text(self.scene.texts, text),
            Computed::Cell(cell) => match (attribute.kind, expression.compiled.kind()) {
                (Type::Decimal, Kind::Integer) if cell != MISSING => {
                    Decimal::from_integer(cell).map_or(MISSING, |decimal| decimal.0)
                }
                _ => cell,
            },
        };
        self.person.cells[slot as usize] = cell;
        if W::DETAIL {
            self.note_assigned(slot);
        }
    }

    /// Keeps until when an offer just issued may be used.
    pub(super) fn expire(&mut self, slot: Slot, expiry: Option<journey::span::Span>) {
        let until = expiry.map_or(MISSING, |expiry| expiry.after(self.now, &self.plan.zone));
        self.person.cells[slot as usize] = until;
        if W::DETAIL && until != MISSING {
            self.note_assigned(slot);
        }
    }

    /// Returns names and values as text, for the explanation.
    pub(super) fn shown(&mut self, list: &[(String, plan::Expression)]) -> Vec<(String, String)> {
        let facts = here!(self).facts();
        list.iter().map(|(name, value)| (name.clone(), shown(value, &facts))).collect()
    }

    pub(super) fn ask(&mut self, ask: &plan::Ask) -> Go {
        let node = self.instance.node;
        let last = self.person.asked[ask.survey as usize];
        if last.is_some_and(|last| ask.suppress.after(last, &self.plan.zone) > self.now) {
            self.mark(Seen::Blocked(Blocked::Suppressed), node);
            return ask.suppressed;
        }
        self.person.asked[ask.survey as usize] = Some(self.now);
        self.mark(Seen::Sent(ask.channel as u8), node);
        if contact::quiet_until(self.scene, self.person, self.now).is_some() {
            self.mark(Seen::SentInQuiet, node);
        }
        let instance = &*self.instance;
        let burden = Burden { effort: instance.effort, waited: instance.waited };
        let answer = self.world.ask(self.who(node), ask, burden, here!(self));
        if W::DETAIL {
            self.note(Some(node), Note::Survey { score: answer.map(|(_, score)| score) });
        }
        if let Some((at, score)) = answer {
            let from = From::Step { step: ask.step, channel: ask.channel as u8, score };
            self.expect(Happening { at, event: ask.answered.event, from });
        }
        ask.asked
    }

    /// Takes a score that has come; one that is not on the scale, as records may hold, is no score.
    pub(super) fn score(&mut self, survey: Survey, score: Cell, store: Option<(Slot, bool)>) {
        let (low, high) = survey.scale();
        let score = if (low..=high).contains(&score) {
            self.mark(Seen::Score(survey as u8), score as u32);
            score
        } else {
            MISSING
        };
        let Some((slot, decimal)) = store else { return };
        self.person.cells[slot as usize] = match Decimal::from_integer(score) {
            Some(score) if decimal => score.0,
            None if decimal => MISSING,
            _ => score,
        };
        if W::DETAIL {
            self.note_assigned(slot);
        }
    }

    /// Tells what a slot holds now.
    pub(super) fn note_assigned(&mut self, slot: Slot) {
        let (root, name) = self.plan.scope.name(slot);
        let facts = here!(self).facts();
        let (cell, attribute) = (facts.cells[slot as usize], self.plan.scope.attribute(slot));
        let value = cell_text(cell, attribute, facts.texts, facts.zone);
        let name = format!("{}.{name}", root.word());
        self.note(Some(self.instance.node), Note::Assigned { name, value });
    }

    pub(super) fn goal(&mut self, what: &plan::Goal) {
        let goal = what.goal;
        let until = what.offer.and_then(|(_, slot)| Some(self.person.cells[slot? as usize]));
        let lapsed = until.is_some_and(|until| until != MISSING && until < self.now);
        let instance = &mut *self.instance;
        let over = |window: journey::span::Span| {
            window.after(instance.entered, &self.plan.zone) < self.now
        };
        let late = lapsed || what.window.is_some_and(over);
        let first = !late && instance.first_hit(goal);
        let node = instance.node;
        if first {
            self.mark(Seen::Goal, goal);
            let worth = what
                .value
                .as_ref()
                .map_or(MISSING, |value| number(&value.compiled, &here!(self).facts()));
            if worth != MISSING {
                self.mark_at(Seen::Worth, goal, worth);
            }
        } else if late {
            self.mark(Seen::LateGoal, goal);
        }
        if let Some((offer, _)) = what.offer.filter(|_| first || lapsed) {
            self.mark(if lapsed { Seen::Lapsed } else { Seen::Redeemed }, offer);
        }
        if W::DETAIL {
            let goal = self.plan.goals[goal as usize].clone();
            self.note(Some(node), Note::Goal { goal, counts: first });
        }
    }
}

/// Counts a recorded reaction for the variant that the step it names has sent, if it has.
///
/// A record that names no step says nothing of a variant, and the tally takes no more reactions than the
/// customer was sent messages. Which variant was sent is drawn again, since the
/// draw is the customer's own.
pub(super) fn reacted<W: World>(
    scene: &Scene,
    person: &Person,
    happening: &Happening,
    world: &mut W,
) {
    let plan = scene.plan;
    let From::Log(place) = happening.from else {
        return;
    };
    let what = match plan.events[usize::from(happening.event)].name.as_str() {
        "message.opened" => Seen::Opened,
        "message.clicked" => Seen::Clicked,
        _ => return,
    };
    let Some(step) = scene.recorded_step(place) else {
        return;
    };
    let own = |group: &&plan::Group| {
        group.of == ArmsOf::Message && plan.nodes[group.node as usize].id.as_str() == step
    };
    let group = plan.groups.iter().find(own);
    if let Some(group) = group
        && let plan::What::Draw { arms, site, .. } = &plan.ops[group.op as usize].what
    {
        let arm = drawn(arms, world.draw(person.key, *site, 0)) as u32;
        world.mark(mark(what, 0, group.first + arm, happening.at));
    }
}

/// Returns an expression's value as text, for the explanation.
fn shown(expression: &plan::Expression, facts: &Facts) -> String {
    match expression.compiled.cell(facts) {
        Computed::Text(text) => text,
        Computed::Cell(cell) => cell_text(cell, &expression.shape, facts.texts, facts.zone),
    }
}
