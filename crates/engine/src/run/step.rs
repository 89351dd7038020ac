//! The step: moves one instance from where it is to where it must wait, or ends it.
//! Sans I/O: `(plan, customer, now, input) → marks, next wake`. It never sends, sleeps or reads.

use journey::condition::{Compiled, Computed, Facts, Kind};
use journey::op::ArmsOf;
use journey::settings::{ExitTime, Outcome};
use journey::time::Millis;
use journey::value::{Cell, Decimal, MISSING};

use super::mark::Seen;
use super::person::{From, Happening, Here, Instance, Person, State};
use super::scene::Scene;
use super::shared::Wish;
use super::until;
use super::world::{Considered, Contend, Note, Who, World, mark};
use crate::draw::Threshold;
use crate::plan::{self, Go, NOWHERE, Plan, Test, Way, What};

/// What sets an instance going.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Input {
    /// It begins here.
    Begin(Go),
    /// Its time has come.
    Time,
    /// The awaited event of this place has come.
    Event(usize),
}

/// Most steps in a row that take no time; findings keep journeys from getting there.
const MOST_HOPS: u32 = 10_000;

/// Moves an instance on until it waits or ends.
pub(crate) fn step<W: World>(
    scene: &Scene,
    person: &mut Person,
    index: usize,
    input: Input,
    now: Millis,
    world: &mut W,
) -> Result<(), Contend> {
    person.take_in_hand(scene.plan, index);
    // Out of the person's hands meanwhile, so that the instance is not looked up again at every turn.
    let mut instances = std::mem::take(&mut person.instances);
    let instance = &mut instances[index];
    let stepper = Stepper { scene, plan: scene.plan, person, instance, now, world, hops: 0 };
    let result = stepper.go_on(input);
    person.instances = instances;
    result
}

pub(super) struct Stepper<'s, 'p, W> {
    pub(super) scene: &'s Scene<'p>,
    pub(super) plan: &'p Plan,
    pub(super) person: &'s mut Person,
    pub(super) instance: &'s mut Instance,
    pub(super) now: Millis,
    pub(super) world: &'s mut W,
    pub(super) hops: u32,
}

/// The customer as they are now, borrowing only scene and person.
macro_rules! here {
    ($self:ident) => {
        Here { scene: $self.scene, person: &*$self.person, now: $self.now }
    };
}
pub(super) use here;

impl<W: World> Stepper<'_, '_, W> {
    fn go_on(mut self, input: Input) -> Result<(), Contend> {
        let mut next = self.begin(input);
        while let Some(go) = next {
            next = match go.way() {
                Way::Port(port) => self.leave(port),
                Way::Op(op) => self.run(op)?,
            };
        }
        Ok(())
    }

    /// Returns where an input leads, after exit rules that ask only a condition.
    pub(super) fn begin(&mut self, input: Input) -> Option<Go> {
        let plan = self.plan;
        let instance = &mut *self.instance;
        let go = match input {
            Input::Begin(go) => go,
            Input::Time if instance.state == State::Paused => Go::resume(instance.then),
            Input::Time => match &plan.ops[instance.op as usize].what {
                What::Await(wait) => wait.timeout,
                _ => Go::resume(instance.then),
            },
            Input::Event(place) => match &plan.ops[instance.op as usize].what {
                What::Await(wait) => wait.events[place].go,
                _ => Go::resume(instance.then),
            },
        };
        if !matches!(input, Input::Begin(_)) {
            instance.waited += self.now - instance.since;
        }
        if plan.condition_exits && self.exit_by_condition() { None } else { Some(go) }
    }

    /// Leaves the step by a port.
    pub(super) fn leave(&mut self, port: u32) -> Option<Go> {
        let plan = self.plan;
        if let Some(rule) = self.instance.leaving {
            self.exit(rule);
            return None;
        }
        if plan.condition_exits && self.exit_by_condition() {
            return None;
        }
        self.mark(Seen::Passed, port);
        if W::DETAIL {
            let way = &plan.ports[port as usize];
            self.note(Some(way.node), Note::Passed { port: way.name.clone() });
        }
        let hop = plan.hops[port as usize];
        if hop.through != NOWHERE {
            self.instance.node = hop.target;
            self.world.turn(self.now, self.person);
            // Whatever the sub-journey gives back is handed out on the way.
            let back = hop.first == NOWHERE;
            return Some(if back { Go::port(hop.through) } else { Go::op(hop.first) });
        }
        if hop.target == NOWHERE {
            self.end(Outcome::Unresolved, None);
            return None;
        }
        self.hops += 1;
        if self.hops > MOST_HOPS {
            self.mark(Seen::Runaway, hop.target);
            self.end(Outcome::Unresolved, Some(hop.target));
            return None;
        }
        if hop.draws {
            self.person.visit(hop.target);
        }
        let instance = &mut *self.instance;
        instance.node = hop.target;
        instance.effort += u32::from(hop.effort);
        self.world.turn(self.now, self.person);
        (hop.first != NOWHERE).then(|| Go::op(hop.first))
    }

    /// Runs an op; returns where it leads, or nothing when the instance waits or has ended.
    #[inline(always)]
    pub(super) fn run(&mut self, op: u32) -> Result<Option<Go>, Contend> {
        let plan = self.plan;
        let node = plan.ops[op as usize].node;
        Ok(match &plan.ops[op as usize].what {
            What::Decide { arms, otherwise } => Some(self.decide(arms, *otherwise)),
            What::Script { script, scope, ports, error } => {
                Some(self.script(script, scope, ports, *error))
            }
            What::Draw { arms, sticky, site, group } => {
                let visit = if *sticky { 0 } else { self.person.pass(node) };
                let draw = self.world.draw(self.person.key, *site, visit);
                let arm = drawn(arms, draw);
                self.mark(Seen::Arm, plan.groups[*group as usize].first + arm as u32);
                if W::DETAIL {
                    let group = &plan.groups[*group as usize];
                    let of = if group.of == ArmsOf::Message { "variant" } else { "arm" };
                    let result =
                        group.arms.get(arm).map_or(String::new(), |(name, _)| name.clone());
                    let draw = crate::draw::unit(draw);
                    self.note(Some(node), Note::Drawn { of: of.to_owned(), draw, result });
                }
                arms.get(arm).map(|&(_, go)| go)
            }
            What::Pause { until, slot, clock, done, past } => {
                let zone = match clock {
                    journey::op::Clock::Journey => &plan.zone,
                    journey::op::Clock::Customer => &self.scene.zones[self.person.zone],
                };
                let value = slot.map(|slot| {
                    (self.person.cells[slot as usize], plan.scope.attribute(slot).kind)
                });
                let wake = until::until(until, self.now, zone, value);
                if wake > self.now {
                    self.pause(op, wake, *done)
                } else if wake == self.now {
                    Some(*done)
                } else {
                    Some(past.unwrap_or(*done))
                }
            }
            What::Await(wait) => self.wait_for_events(op, wait),
            What::Gate(gate) => self.gate(op, gate),
            What::Send(send) => Some(self.send(send)),
            What::Call(call) => self.call(op, call),
            What::Begin { clear, sets, next } => {
                let clear = clear.start as usize..clear.end as usize;
                self.person.cells[clear].fill(MISSING);
                self.assign(sets);
                Some(*next)
            }
            What::Assign { sets, next } => {
                self.assign(sets);
                Some(*next)
            }
            What::Take { offer, kind, amount, expiry, expires, taken, refused } => {
                let amount = number(&amount.compiled, &here!(self).facts());
                // A missing or negative price costs nothing: a budget is never filled up by an offer.
                let amount = amount.max(0);
                let wish = Wish::Take { offer: *offer, amount };
                let issued = !plan.is_limited(*offer) || self.world.settle(self.now, wish)? == 1;
                if issued {
                    self.mark_at(Seen::Spent(*kind as u8), *offer, amount);
                } else {
                    self.mark(Seen::OutOf, *offer);
                }
                if W::DETAIL {
                    let offer = plan.offers[*offer as usize].0.clone();
                    self.note(Some(node), Note::Offer { offer, amount, issued });
                }
                if issued && let Some(slot) = *expires {
                    self.expire(slot, *expiry);
                }
                Some(if issued { *taken } else { *refused })
            }
            What::Count { most, until, repeat, done, limit } => {
                let rounds = self.round(op);
                let held = until.as_ref().is_some_and(|it| it.holds(&here!(self).facts()));
                let go = match (held, rounds > *most) {
                    (true, _) => *done,
                    (false, true) => *limit,
                    (false, false) => *repeat,
                };
                if go != *repeat {
                    // Whoever comes back, as into an inner loop, begins a new round of rounds.
                    let rounds = &mut self.instance.rounds;
                    rounds.retain(|(of, _)| *of != op);
                }
                Some(go)
            }
            What::Ask(ask) => Some(self.ask(ask)),
            What::Score { survey, score, store, next } => {
                self.score(*survey, self.person.cells[*score as usize], *store);
                Some(*next)
            }
            What::Task { team, due, payload, fields, next } => {
                self.mark(Seen::Task, node);
                if W::DETAIL {
                    let due = due.after(self.now, &plan.zone);
                    let fields = self.shown(fields);
                    let (team, payload) = (team.clone(), payload.clone());
                    self.note(Some(node), Note::Task { team, due, payload, fields });
                }
                Some(*next)
            }
            What::Goal(goal) => {
                self.goal(goal);
                Some(goal.next)
            }
            What::End { outcome } => {
                self.end(*outcome, Some(node));
                None
            }
        })
    }

    pub(super) fn decide(&mut self, arms: &[plan::Arm], otherwise: Go) -> Go {
        if W::DETAIL {
            return self.decide_aloud(arms, otherwise);
        }
        let facts = here!(self).facts();
        let holds = |test: &Test| match test {
            Test::When(condition) => condition.holds(&facts),
            Test::Open(calendar) => self.plan.calendars[*calendar as usize].1.open(self.now),
        };
        let go = arms.iter().find(|arm| holds(&arm.test)).map_or(otherwise, |arm| arm.go);
        self.note_trap();
        go
    }

    pub(super) fn decide_aloud(&mut self, arms: &[plan::Arm], otherwise: Go) -> Go {
        let facts = here!(self).facts();
        let (mut considered, mut go) = (Vec::new(), otherwise);
        for arm in arms {
            let (held, why) = match &arm.test {
                Test::When(condition) => {
                    (condition.holds(&facts), Some(condition.typed.explain(&facts)))
                }
                Test::Open(calendar) => {
                    (self.plan.calendars[*calendar as usize].1.open(self.now), None)
                }
            };
            considered.push(Considered { port: self.port_name(arm.go), held, why });
            if held {
                go = arm.go;
                break;
            }
        }
        let port = self.port_name(go);
        let node = self.instance.node;
        self.note(Some(node), Note::Decided { arms: considered, port });
        self.note_trap();
        go
    }

    pub(super) fn script(
        &mut self,
        script: &journey::condition::Script,
        scope: &journey::condition::Scope,
        ports: &[(String, Go)],
        error: Go,
    ) -> Go {
        let result = script.run(&here!(self).facts(), scope);
        let chosen = match &result {
            Ok(name) => ports.iter().find(|(port, _)| port == name).map(|&(_, go)| go),
            Err(_) => None,
        };
        let node = self.instance.node;
        if chosen.is_none() {
            self.mark(Seen::Trap, node);
        }
        if W::DETAIL {
            let port = self.port_name(chosen.unwrap_or(error));
            let error = result.err().map(|error| error.message);
            self.note(Some(node), Note::Scripted { port, error });
        }
        chosen.unwrap_or(error)
    }

    pub(super) fn wait_for_events(&mut self, op: u32, wait: &plan::Await) -> Option<Go> {
        if let Some(back) = wait.look_back {
            let zone = &self.scene.zones[self.person.zone];
            let recent = |it: &&Happening| back.after(it.at, zone) >= self.now;
            let seen: Vec<Happening> = self.person.seen.iter().filter(recent).copied().collect();
            for (place, awaited) in wait.events.iter().enumerate() {
                for happening in &seen {
                    let at = (op, place);
                    if matches(self.scene, self.person, at, wait, happening, self.now) {
                        self.scene.lay(self.person, happening);
                        return Some(awaited.go);
                    }
                }
            }
        }
        let limit = wait.window.after(self.now, &self.scene.zones[self.person.zone]);
        let who = self.who(self.plan.ops[op as usize].node);
        for (place, awaited) in wait.events.iter().enumerate() {
            let Some(model) = &awaited.model else {
                continue;
            };
            let at = self.world.reaction(who, model, here!(self), self.now);
            if let Some(at) = at.filter(|&at| at <= limit) {
                self.expect(Happening {
                    at,
                    event: awaited.event,
                    from: From::Model { op, place: place as u16 },
                });
            }
        }
        if W::DETAIL {
            let events = wait
                .events
                .iter()
                .map(|awaited| self.plan.events[usize::from(awaited.event)].name.clone());
            let note = Note::Waits { until: limit, events: events.collect() };
            self.note(Some(self.plan.ops[op as usize].node), note);
        }
        if self.is_free_until(limit) {
            return self.run_ahead(limit, wait.timeout);
        }
        let instance = &mut *self.instance;
        (instance.op, instance.state, instance.since) = (op, State::Awaiting, self.now);
        instance.wake = limit.min(instance.deadline);
        None
    }

    /// Puts a reaction on its way, unless nothing listens to it and nobody is told.
    #[inline]
    pub(super) fn expect(&mut self, happening: Happening) {
        if W::DETAIL || self.plan.events[usize::from(happening.event)].heard {
            self.person.expect(happening);
        }
    }

    /// Makes the instance wait for a time; returns where it goes on when nothing can happen meanwhile.
    pub(super) fn pause(&mut self, op: u32, wake: Millis, then: Go) -> Option<Go> {
        if W::DETAIL {
            let node = self.plan.ops[op as usize].node;
            self.note(Some(node), Note::Waits { until: wake, events: Vec::new() });
        }
        if self.is_free_until(wake) {
            return self.run_ahead(wake, then);
        }
        let instance = &mut *self.instance;
        (instance.op, instance.state, instance.since) = (op, State::Paused, self.now);
        instance.wake = wake.min(instance.deadline);
        instance.then = then.raw();
        None
    }

    /// Returns whether nothing can happen to the customer before, or at, an instant.
    #[inline]
    pub(super) fn is_free_until(&self, wake: Millis) -> bool {
        let free = self.person.free.min(self.person.coming_next);
        wake < free.min(self.instance.deadline)
    }

    /// Goes on at a later instant without asking the agenda.
    #[inline]
    pub(super) fn run_ahead(&mut self, wake: Millis, then: Go) -> Option<Go> {
        self.instance.waited += wake - self.now;
        self.now = wake;
        self.hops = 0;
        self.world.turn(self.now, self.person);
        if self.plan.condition_exits && self.exit_by_condition() { None } else { Some(then) }
    }

    /// Counts a round of a loop and returns how many there are now.
    pub(super) fn round(&mut self, op: u32) -> u32 {
        let rounds = &mut self.instance.rounds;
        match rounds.iter_mut().find(|(of, _)| *of == op) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                rounds.push((op, 1));
                1
            }
        }
    }

    /// Applies exit rules that name no event; returns whether the instance ended.
    pub(super) fn exit_by_condition(&mut self) -> bool {
        let facts = here!(self).facts();
        let holds = |exit: &plan::Exit| {
            exit.event.is_none() && exit.when.as_ref().is_some_and(|when| when.holds(&facts))
        };
        let Some(rule) = self.plan.exits.iter().position(holds) else {
            return false;
        };
        if self.plan.exits[rule].time == ExitTime::StepEnd && self.hops == 0 {
            self.instance.leaving = Some(rule as u16);
            return false;
        }
        self.exit(rule as u16);
        true
    }

    pub(super) fn exit(&mut self, rule: u16) {
        exit(self.scene, self.instance, rule, self.now, self.world);
    }

    /// Ends the instance inside a step, or just outside of one it has left.
    pub(super) fn end(&mut self, outcome: Outcome, node: Option<u32>) {
        self.instance.state = State::Over;
        self.mark(Seen::Ended(outcome as u8), node.unwrap_or(NOWHERE));
        if W::DETAIL {
            self.note(node, Note::Ended { outcome: outcome.name(), rule: None });
        }
    }

    pub(super) fn who(&self, node: u32) -> Who {
        Who { key: self.person.key, visit: self.person.pass(node) }
    }

    #[inline]
    pub(super) fn mark(&mut self, what: Seen, index: u32) {
        self.mark_at(what, index, self.now);
    }

    #[inline]
    pub(super) fn mark_at(&mut self, what: Seen, index: u32, at: i64) {
        let number = self.instance.number;
        self.world.mark(mark(what, number, index, at));
    }

    pub(super) fn note(&mut self, node: Option<u32>, note: Note) {
        let number = self.instance.number;
        self.world.note(self.now, number, node, note);
    }

    #[inline]
    pub(super) fn note_trap(&mut self) {
        if self.person.trap.take().is_some() {
            self.mark(Seen::Trap, self.instance.node);
        }
    }

    pub(super) fn port_name(&self, go: Go) -> String {
        match go.way() {
            Way::Port(port) => self.plan.ports[port as usize].name.clone(),
            Way::Op(_) => "→".to_owned(),
        }
    }
}

/// Ends an instance by an exit rule.
pub(crate) fn exit<W: World>(
    scene: &Scene,
    instance: &mut Instance,
    rule: u16,
    now: Millis,
    world: &mut W,
) {
    let exit = &scene.plan.exits[usize::from(rule)];
    if let Some(goal) = exit.goal {
        let first = instance.first_hit(goal);
        if first {
            world.mark(mark(Seen::Goal, instance.number, goal, now));
        }
        if W::DETAIL {
            let goal = scene.plan.goals[goal as usize].clone();
            world.note(
                now,
                instance.number,
                Some(instance.node),
                Note::Goal { goal, counts: first },
            );
        }
    }
    instance.state = State::Over;
    world.mark(mark(Seen::ExitedFrom, instance.number, instance.node, now));
    world.mark(mark(Seen::Exited(exit.outcome as u8), instance.number, u32::from(rule), now));
    if W::DETAIL {
        let note = Note::Ended { outcome: exit.outcome.name(), rule: Some(exit.name.clone()) };
        world.note(now, instance.number, Some(instance.node), note);
    }
}

/// Returns whether a happening is the one that a wait awaits at a place of its list.
///
/// A modelled event answers for the place that it was drawn for, whose condition its chance already
/// stands for; to any other condition it is an event without properties. A recorded reaction that names
/// its step is that step's alone.
pub(crate) fn matches(
    scene: &Scene,
    person: &mut Person,
    at: (u32, usize),
    wait: &plan::Await,
    happening: &Happening,
    now: Millis,
) -> bool {
    let awaited = &wait.events[at.1];
    if awaited.event != happening.event {
        return false;
    }
    let of_step = |wanted: Cell| match happening.from {
        From::Step { step, .. } => wanted == step,
        From::Log(place) => {
            let id = scene.plan.nodes[wanted as usize].id.as_str();
            scene.recorded_step(place).is_none_or(|step| step == id)
        }
        From::Model { .. } => true,
    };
    if awaited.step.is_some_and(|wanted| !of_step(wanted)) {
        return false;
    }
    if let From::Model { op, place } = happening.from
        && op == at.0
        && wait.events[usize::from(place)].event == happening.event
    {
        return usize::from(place) == at.1;
    }
    let Some(condition) = &awaited.condition else {
        return true;
    };
    person.with_event(scene, happening, |person| {
        condition.holds(&Here { scene, person, now }.facts())
    })
}

/// Returns the place of the arm that a draw falls on.
#[inline]
pub(super) fn drawn(arms: &[(Threshold, Go)], draw: u64) -> usize {
    let arm = arms.iter().position(|(threshold, _)| threshold.hit(draw));
    arm.unwrap_or(arms.len().saturating_sub(1))
}

/// Returns a number in millionths, or missing.
pub(crate) fn number(compiled: &Compiled, facts: &Facts) -> Cell {
    match (compiled.cell(facts), compiled.kind()) {
        (Computed::Cell(cell), Kind::Integer) if cell != MISSING => {
            Decimal::from_integer(cell).map_or(MISSING, |decimal| decimal.0)
        }
        (Computed::Cell(cell), Kind::Decimal) => cell,
        _ => MISSING,
    }
}
