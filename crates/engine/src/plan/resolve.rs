//! Resolving one step: its symbolic ops and entries become indices, slots and compiled conditions.

use journey::condition::{self, Script, Slot};
use journey::op::{self, Entry, To, Until};
use journey::settings::Channel;
use journey::time::{Grid, Holidays};
use journey::value::{Cell, Type};

use super::build::{BEGIN, Builder};
use super::*;

impl Builder<'_> {
    pub(super) fn entry(&mut self, entry: &Entry, admission: &op::Admission) -> PlanEntry {
        let what = match entry {
            Entry::Event { event, condition } => Enter::Event {
                event: self.heard(event).unwrap_or_default(),
                when: self.maybe(condition.as_ref()),
            },
            Entry::Audience { condition, schedule, clock, wave } => {
                self.shared |= wave.is_some();
                Enter::Audience {
                    when: self.maybe(condition.as_ref()),
                    schedule: schedule.clone(),
                    clock: *clock,
                    wave: *wave,
                }
            }
            Entry::Inbound { event, rates, .. } => Enter::Inbound {
                event: event.as_ref().and_then(|event| self.heard(event)),
                rates: rates.iter().map(|rate| (rate.clone(), self.rate_grid(rate))).collect(),
            },
        };
        self.shared |= admission.cap.is_some();
        PlanEntry {
            node: self.node,
            what,
            reentry: admission.reentry,
            cap: admission.cap,
            start: self.go(&To::port("out")),
            site: self.site("arrival"),
        }
    }

    fn rate_grid(&mut self, rate: &op::Rate) -> Grid {
        use journey::time::DayName::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let days = if rate.days.is_empty() {
            vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun]
        } else {
            rate.days.clone()
        };
        let window = journey::time::Window { days, from: rate.from.clone(), to: rate.to.clone() };
        self.grid(Grid::new(&[window], Holidays::default(), false), "arrivals")
    }

    pub(super) fn op(&mut self, op: &op::Op) -> What {
        match op {
            op::Op::Decide { arms, otherwise } => {
                let arms = arms.iter().filter_map(|(test, to)| {
                    let test = match test {
                        op::Test::Condition(source) => Test::When(self.condition(source)?),
                        op::Test::Open(name) => Test::Open(self.calendar(name)),
                    };
                    Some(Arm { test, go: self.go(to) })
                });
                What::Decide { arms: arms.collect(), otherwise: self.go(otherwise) }
            }
            op::Op::Script { source, ports, error } => self.script(source, ports, error),
            op::Op::Draw { arms, sticky } => {
                let mut sum = 0;
                let arms = arms.iter().map(|(share, to)| {
                    sum += share.0;
                    (Threshold::percent_millionths(sum), self.go(to))
                });
                What::Draw { arms: arms.collect(), sticky: *sticky, site: self.site("arm") }
            }
            op::Op::Pause { until, clock, done, past } => What::Pause {
                slot: match until {
                    Until::Attribute { attribute, .. } => self.attribute(attribute),
                    _ => None,
                },
                until: until.clone(),
                clock: *clock,
                done: self.go(done),
                past: past.as_ref().map(|past| self.go(past)),
            },
            op::Op::Await { events, window, look_back, timeout } => {
                self.look_back |= look_back.is_some();
                let events = events.iter().enumerate().map(|(place, (awaited, to))| Awaited {
                    event: self.heard(&awaited.event).unwrap_or_default(),
                    condition: self.maybe(awaited.condition.as_ref()),
                    step: awaited.step.as_ref().and_then(|step| {
                        let cell = self.step_cell(step);
                        cell.or_else(|| self.refuse(format!("step {step}")))
                    }),
                    model: awaited.model.as_ref().map(|model| {
                        self.reaction(
                            &format!("event {place} {}", awaited.event),
                            &awaited.event,
                            model,
                        )
                    }),
                    go: self.go(to),
                });
                What::Await(Box::new(Await {
                    events: events.collect(),
                    window: *window,
                    look_back: *look_back,
                    timeout: self.go(timeout),
                }))
            }
            op::Op::Gate { channels, prefer, purpose, defer, blocked } => {
                What::Gate(Box::new(Gate {
                    channels: channels
                        .iter()
                        .map(|(channel, to)| self.contact(*channel, to))
                        .collect(),
                    prefer: prefer.as_ref().and_then(|prefer| self.preference(prefer)),
                    purpose: purpose.as_ref().and_then(|purpose| {
                        let attribute = self.settings.consent.get(purpose).cloned();
                        match attribute {
                            Some(attribute) => self.attribute(&format!("customer.{attribute}")),
                            None => self.refuse(format!("consent {purpose}")),
                        }
                    }),
                    defer: *defer,
                    blocked: self.go(blocked),
                }))
            }
            op::Op::Send { channel, marketing, delivered, opened, clicked, sent, bounced } => {
                What::Send(Box::new(Send {
                    channel: *channel,
                    marketing: *marketing,
                    delivered: self.odds("delivered", delivered, None),
                    opened: opened
                        .as_ref()
                        .map(|model| self.reaction("opened", "message.opened", model)),
                    clicked: clicked
                        .as_ref()
                        .map(|model| self.reaction("clicked", "message.clicked", model)),
                    step: Cell::from(self.node),
                    sent: self.go(sent),
                    bounced: self.go(bounced),
                }))
            }
            op::Op::Call { .. } => self.call(op),
            op::Op::Assign { sets, next } => {
                let sets = sets.iter().filter_map(|(name, source)| {
                    let slot = self.attribute(name)?;
                    Some((slot, self.expression(source)))
                });
                What::Assign { sets: sets.collect(), next: self.go(next) }
            }
            op::Op::Take { offer, amount, taken, refused } => {
                let place = self.settings.offers.keys().position(|known| known == offer);
                let limits = self.settings.offers.get(offer);
                self.shared |=
                    limits.is_some_and(|offer| offer.budget.is_some() || offer.stock.is_some());
                What::Take {
                    offer: match place {
                        Some(place) => place as u32,
                        None => self.refuse(format!("offer {offer}")).unwrap_or_default(),
                    },
                    amount: self.expression(amount),
                    taken: self.go(taken),
                    refused: self.go(refused),
                }
            }
            op::Op::Count { most, until, repeat, done, limit } => What::Count {
                most: *most,
                until: self.maybe(until.as_ref()),
                repeat: self.go(repeat),
                done: self.go(done),
                limit: self.go(limit),
            },
            op::Op::Ask {
                survey,
                channel,
                answered,
                suppress,
                mean,
                deviation,
                asked,
                suppressed,
            } => What::Ask(Box::new(Ask {
                survey: *survey,
                channel: *channel,
                answered: self.reaction("answered", "survey.answered", answered),
                suppress: *suppress,
                mean: mean.to_f64(),
                deviation: deviation.to_f64(),
                noise: self.site("score"),
                step: Cell::from(self.node),
                asked: self.go(asked),
                suppressed: self.go(suppressed),
            })),
            op::Op::Score { survey, store, next } => {
                let store = store.as_ref();
                let slot = store.and_then(|key| self.attribute(&format!("context.{key}")));
                What::Score {
                    survey: *survey,
                    score: self.attribute("event.score").unwrap_or_default(),
                    store: slot.map(|it| (it, self.scope.attribute(it).kind == Type::Decimal)),
                    next: self.go(next),
                }
            }
            op::Op::Task { team, due, next } => {
                What::Task { team: team.clone(), due: *due, next: self.go(next) }
            }
            op::Op::Goal { name, value, window, next } => {
                let value = value.as_ref().filter(|value| !value.trim().is_empty());
                What::Goal {
                    goal: self.goal(name),
                    value: value.map(|value| self.expression(value)),
                    window: *window,
                    next: self.go(next),
                }
            }
            // Inlined before: the step enters the sub-journey by its hidden port.
            op::Op::Sub { .. } => {
                What::Decide { arms: Vec::new(), otherwise: self.go(&To::port(BEGIN)) }
            }
            op::Op::End { outcome } => {
                match self.part().ports.first().map(|out| out.name.clone()) {
                    Some(back) => {
                        What::Decide { arms: Vec::new(), otherwise: self.go(&To::port(&back)) }
                    }
                    None => What::End { outcome: *outcome },
                }
            }
        }
    }

    fn contact(&mut self, channel: Channel, to: &To) -> Contact {
        let consent = self.consent.iter().find(|(of, _)| *of == channel).map(|&(_, slot)| slot);
        Contact { channel, consent, go: self.go(to) }
    }

    fn script(&mut self, source: &str, ports: &[journey::id::PortName], error: &To) -> What {
        let names: Vec<String> = ports.iter().map(|port| port.0.clone()).collect();
        let error = self.go(error);
        let ports = names.iter().map(|name| (name.clone(), self.go(&To::port(name)))).collect();
        self.interpreted.push(self.part().id.clone());
        match Script::compile(source, self.scope, &names) {
            Ok(script) => {
                // A script may read anything.
                self.used.extend(0..self.scope.len() as Slot);
                What::Script { script, ports, error }
            }
            Err(problems) => {
                let text = problems
                    .first()
                    .map_or_else(String::new, |problem| problem.message(condition::Lang::En));
                self.refuse::<()>(format!("script: {text}"));
                What::Decide { arms: Vec::new(), otherwise: error }
            }
        }
    }

    fn call(&mut self, op: &op::Op) -> What {
        let op::Op::Call {
            connector,
            request,
            replies,
            latency,
            failure,
            patience,
            retries,
            back_off,
            error,
            timeout,
        } = op
        else {
            unreachable!("only calls come here")
        };
        let request =
            request.iter().map(|(name, source)| (name.clone(), self.expression(source))).collect();
        let replies = replies.iter().map(|reply| {
            let (when, go) = (self.maybe(reply.when.as_ref()), self.go(&reply.to));
            Reply { when, go }
        });
        What::Call(Box::new(Call {
            connector: connector.clone(),
            request,
            replies: replies.collect(),
            latency: self.lag("latency", latency),
            failure: self.odds("failure", failure, Some(latency)),
            patience: *patience,
            retries: *retries,
            back_off: *back_off,
            error: self.go(error),
            timeout: self.go(timeout),
        }))
    }

    fn preference(&mut self, attribute: &str) -> Option<(Slot, Vec<Option<Channel>>)> {
        let path = if attribute.contains('.') {
            attribute.to_owned()
        } else {
            format!("customer.{attribute}")
        };
        let slot = self.attribute(&path)?;
        let declared = self.scope.attribute(slot);
        if declared.kind != Type::Category {
            return self.refuse(format!("{path} is no category"));
        }
        let channel =
            |name: &String| Channel::ALL.into_iter().find(|channel| channel.name() == name);
        Some((slot, declared.values.iter().map(channel).collect()))
    }
}
