//! What a step does with those who come to it: each op narrows, forgets or splits what is known.

use std::collections::BTreeSet;

use super::{Ask, CONSENT, Walk};
use crate::condition::{Domain, Node, Reads, Reason, Region, Root, Values, parse};
use crate::id::PortName;
use crate::op::{Lowered, Op, Test, To};
use crate::response::{Chance, Delay, Response};
use crate::scope::expiry_key;
use crate::settings::Channel;
use crate::span::Span;
use crate::time::HOUR;
use crate::value::{Decimal, Type};

/// Most passes through one op of a node; the ops of one kind join only a few ways.
const MOST_PASSES: usize = 64;

/// What is left to do inside one step.
type Todo = Vec<(To, Vec<Region>)>;

impl Walk<'_> {
    /// Walks through the ops of a node; returns who leaves by which port.
    pub(super) fn through(&mut self, step: usize, region: Region) -> Vec<(PortName, Vec<Region>)> {
        let mut out = Vec::new();
        let recipe = self.steps[step].recipe.clone();
        let ops = match recipe.as_deref() {
            Some(Lowered::Ops(ops)) => ops,
            Some(Lowered::Entry(..)) | None => return out,
        };
        let mut todo: Todo = vec![(To::Op(0), vec![region])];
        let mut left = ops.len() * MOST_PASSES;
        while let Some((to, regions)) = todo.pop() {
            match to {
                To::Port(port) => out.push((port, regions)),
                To::Op(op) => {
                    if regions.is_empty() {
                        continue;
                    }
                    let Some(rest) = left.checked_sub(1) else {
                        self.gave_up = true;
                        return out;
                    };
                    left = rest;
                    if let Some(op) = ops.get(op) {
                        self.op(step, op, regions, &mut todo);
                    }
                }
            }
        }
        out
    }

    fn op(&mut self, step: usize, op: &Op, regions: Vec<Region>, todo: &mut Todo) {
        match op {
            Op::Decide { arms, otherwise } => {
                let mut rest = regions;
                for (part, (test, to)) in arms.iter().enumerate() {
                    match test {
                        Test::Condition(source) => {
                            let ask = Ask { step, part, source, event: None };
                            rest = self.arm(&ask, to, rest, todo);
                        }
                        Test::Open(_) => todo.push((to.clone(), rest.clone())),
                    }
                }
                todo.push((otherwise.clone(), rest));
            }
            Op::Script { ports, error, .. } => {
                let ports = ports.iter().map(|port| (To::Port(port.clone()), regions.clone()));
                todo.extend(ports);
                todo.push((error.clone(), regions));
            }
            Op::Draw { arms, .. } => {
                let arms = arms.iter().filter(|(share, _)| share.0 > 0);
                todo.extend(arms.map(|(_, to)| (to.clone(), regions.clone())));
            }
            Op::Pause { done, past, .. } => {
                let later = self.later(regions);
                todo.extend(past.iter().map(|past| (past.clone(), later.clone())));
                todo.push((done.clone(), later));
            }
            Op::Await { events, timeout, .. } => {
                let later = self.later(regions);
                for (part, (awaited, to)) in events.iter().enumerate() {
                    let modelled =
                        awaited.model.as_ref().is_some_and(|(response, _)| may(response));
                    let come = awaited.condition.as_ref().map(|source| {
                        let event = Some(awaited.event.as_str());
                        self.narrowed(&Ask { step, part, source, event }, to, later.clone())
                    });
                    // A modelled event comes without its condition being asked.
                    let come = come.filter(|_| !modelled).unwrap_or_else(|| later.clone());
                    todo.push((to.clone(), come));
                }
                todo.push((timeout.clone(), later));
            }
            Op::Gate { channels, purpose, defer, blocked, .. } => {
                self.gate(step, channels, purpose.as_deref(), *defer, blocked, regions, todo);
            }
            Op::Send { delivered, sent, bounced, .. } => {
                if may(delivered) {
                    todo.push((sent.clone(), regions.clone()));
                }
                if may_not(delivered) {
                    todo.push((bounced.clone(), regions));
                }
            }
            Op::Call { replies, failure, latency, patience, error, timeout, .. } => {
                let (fails, late) = (may(failure), may_be_late(latency, *patience));
                let all = self.later(regions.clone());
                let mut rest = regions;
                for (part, reply) in replies.iter().enumerate() {
                    match &reply.when {
                        Some(source) => {
                            let ask = Ask { step, part, source, event: None };
                            rest = self.reply(&ask, &reply.to, rest, todo);
                        }
                        None => {
                            let later = self.later(std::mem::take(&mut rest));
                            todo.push((reply.to.clone(), later));
                        }
                    }
                }
                // Whom no reply fits gets an error; everyone does when a try fails.
                let unanswered = if fails { all.clone() } else { self.later(rest) };
                todo.push((error.clone(), unanswered));
                if late {
                    todo.push((timeout.clone(), all));
                }
            }
            Op::Assign { sets, next } => todo.push((next.clone(), self.assign(sets, regions))),
            Op::Take { offer, taken, refused, .. } => {
                let mut issued = regions.clone();
                forget_name(&mut issued, &format!("context.{}", expiry_key(offer)));
                todo.push((taken.clone(), issued));
                let offer = self.settings.offers.get(offer);
                if offer.is_none_or(|offer| offer.budget.is_some() || offer.stock.is_some()) {
                    todo.push((refused.clone(), regions));
                }
            }
            Op::Count { until, repeat, done, limit, .. } => {
                let Some(source) = until else {
                    todo.push((repeat.clone(), regions.clone()));
                    todo.push((limit.clone(), regions));
                    return;
                };
                let ask = Ask { step, part: 0, source, event: None };
                let rest = self.arm(&ask, done, regions, todo);
                todo.push((repeat.clone(), rest.clone()));
                todo.push((limit.clone(), rest));
            }
            Op::Ask { asked, suppressed, .. } => {
                todo.push((asked.clone(), self.later(regions.clone())));
                todo.push((suppressed.clone(), regions));
            }
            Op::Score { store, next, .. } => {
                let mut regions = regions;
                if let Some(key) = store {
                    let name = format!("context.{key}");
                    let score = Domain::set(Values::any_cell());
                    regions.iter_mut().for_each(|region| region.write(&name, score.clone()));
                }
                todo.push((next.clone(), regions));
            }
            Op::Task { next, .. } | Op::Goal { next, .. } => todo.push((next.clone(), regions)),
            Op::Sub { outcomes, error, .. } => {
                let anyone = vec![Region::anyone(self.live.written().clone())];
                todo.extend(outcomes.iter().map(|(_, to)| (to.clone(), anyone.clone())));
                todo.push((error.clone(), anyone));
            }
            Op::End { .. } => {}
        }
    }

    /// Sends on those for whom a condition holds; returns the others.
    fn arm(&mut self, ask: &Ask, to: &To, regions: Vec<Region>, todo: &mut Todo) -> Vec<Region> {
        let held = self.narrowed(ask, to, regions.clone());
        todo.push((to.clone(), held));
        self.given(ask, false, regions).0
    }

    /// As an arm; those who get an answer, or none, wait for it.
    fn reply(&mut self, ask: &Ask, to: &To, regions: Vec<Region>, todo: &mut Todo) -> Vec<Region> {
        let held = self.narrowed(ask, to, regions.clone());
        let later = self.later(held);
        todo.push((to.clone(), later));
        self.given(ask, false, regions).0
    }

    /// Returns those for whom a condition holds; where nobody is, the port behind it is barred.
    pub(super) fn narrowed(&mut self, ask: &Ask, to: &To, regions: Vec<Region>) -> Vec<Region> {
        let (held, conflict) = self.given(ask, true, regions);
        self.bar(ask.step, to, held.is_empty(), conflict);
        held
    }

    /// Notes who kept everyone from a way, if they did.
    fn bar(&mut self, step: usize, to: &To, all: bool, conflict: BTreeSet<Reason>) {
        if all {
            let port = match to {
                To::Port(port) => Some(port.clone()),
                To::Op(_) => None,
            };
            self.steps[step].barred.entry(port).or_default().extend(conflict);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one op")]
    fn gate(
        &mut self,
        step: usize,
        channels: &[(Channel, To)],
        purpose: Option<&str>,
        defer: bool,
        blocked: &To,
        regions: Vec<Region>,
        todo: &mut Todo,
    ) {
        let consent = |name: &str| self.settings.consent.get(name).cloned();
        let quiet = self.settings.quiet_hours.is_some();
        let purpose = purpose.and_then(consent);
        let of = |(channel, to): &(Channel, To)| (consent(channel.name()), to.clone());
        let channels: Vec<(Option<String>, To)> = channels.iter().map(of).collect();
        let willing = match &purpose {
            Some(attribute) => self.consents((step, 0), attribute, true, regions.clone()).0,
            None => regions.clone(),
        };
        let mut refused = willing.clone();
        for (place, (attribute, to)) in channels.into_iter().enumerate() {
            let open = match attribute {
                Some(attribute) => {
                    let of = (step, place + 1);
                    let (open, conflict) = self.consents(of, &attribute, true, willing.clone());
                    refused = self.consents(of, &attribute, false, refused).0;
                    self.bar(step, &to, open.is_empty(), conflict);
                    open
                }
                None => {
                    refused.clear();
                    willing.clone()
                }
            };
            let open = if quiet && defer { self.later(open) } else { open };
            todo.push((to, open));
        }
        let may_always = (quiet && !defer) || !self.settings.caps.is_empty();
        if may_always {
            todo.push((blocked.clone(), regions));
            return;
        }
        let unwilling = match &purpose {
            Some(attribute) => self.consents((step, 0), attribute, false, regions).0,
            None => Vec::new(),
        };
        refused.extend(unwilling);
        let refused = if quiet && defer { self.later(refused) } else { refused };
        todo.push((blocked.clone(), refused));
    }

    fn consents(
        &mut self,
        (step, place): (usize, usize),
        attribute: &str,
        given: bool,
        regions: Vec<Region>,
    ) -> (Vec<Region>, BTreeSet<Reason>) {
        let source = format!("customer.{attribute}");
        let ask = Ask { step, part: CONSENT + place, source: &source, event: None };
        self.given(&ask, given, regions)
    }

    /// Returns what is still known after time has passed.
    fn later(&self, mut regions: Vec<Region>) -> Vec<Region> {
        let shared = self.settings.concurrency > 1;
        let written = self.live.written();
        let gone = |reads: &Reads| {
            let elsewhere = |name: &String| name.starts_with("customer.") && written.contains(name);
            reads.now || reads.event() || (shared && reads.names.iter().any(elsewhere))
        };
        regions.iter_mut().for_each(|region| region.forget(gone));
        regions
    }

    fn assign(&self, sets: &[(String, String)], mut regions: Vec<Region>) -> Vec<Region> {
        for (name, _) in sets {
            forget_name(&mut regions, name);
        }
        for (name, source) in sets {
            if let Some(domain) = self.constant(name, source) {
                regions.iter_mut().for_each(|region| region.write(name, domain.clone()));
            }
        }
        regions
    }

    /// Returns what a name is after a constant was written into it.
    fn constant(&self, name: &str, source: &str) -> Option<Domain> {
        let (root, key) = name.split_once('.')?;
        let slot = self.scope.slot(Root::of(root)?, key)?;
        let attribute = self.scope.attribute(slot);
        let cell = match (parse(source).ok()?.node, attribute.kind) {
            (Node::Integer(integer), Type::Integer) => integer,
            (Node::Integer(integer), Type::Decimal) => Decimal::from_integer(integer)?.0,
            (Node::Decimal(decimal), Type::Decimal) => decimal.0,
            (Node::Boolean(boolean), Type::Boolean) => i64::from(boolean),
            (Node::Text(text), Type::Category) => {
                attribute.values.iter().position(|value| *value == text)? as i64
            }
            (Node::Text(text), Type::Text) => {
                return Some(Domain::set(Values::Only(BTreeSet::from([text.as_str().into()]))));
            }
            _ => return None,
        };
        Some(Domain::set(Values::between(cell.into(), cell.into())))
    }
}

fn forget_name(regions: &mut [Region], name: &str) {
    regions.iter_mut().for_each(|region| region.forget(|reads| reads.names.contains(name)));
}

/// Returns whether a response can say yes.
fn may(response: &Response) -> bool {
    !matches!(response.chance, Chance::Constant(chance) if chance.0 <= 0)
}

/// Returns whether a response can say no.
fn may_not(response: &Response) -> bool {
    !matches!(response.chance, Chance::Constant(chance) if chance.0 >= 100 * Decimal::SCALE)
}

/// Returns whether an answer can take longer than a try may.
fn may_be_late(latency: &Delay, patience: Span) -> bool {
    if patience.is_zero() {
        return false;
    }
    // A day may have an hour or two more or less than 24 where clocks change.
    let slack = |span: &Span| if span.days + patience.days > 0 { 2 * HOUR } else { 0 };
    let over = |span: &Span| span.nominal() + slack(span) > patience.nominal();
    match latency {
        Delay::Constant(span) => over(span),
        Delay::Uniform { to, .. } => over(to),
        Delay::Exponential { .. } | Delay::Lognormal { .. } => true,
    }
}
