//! Resolving one step: its symbolic ops and entries become indices, slots and compiled conditions.

use journey::condition::{self, Root, Scope, Script, Slot};
use journey::op::{self, Entry, To, Until};
use journey::settings::Channel;
use journey::time::{Grid, Holidays};
use journey::value::{Cell, Decimal, Type};

use super::build::{BEGIN, Builder, limits};
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
            Entry::Inbound { event, rates, reasons, .. } => Enter::Inbound {
                event: event.as_ref().and_then(|event| self.heard(event)),
                rates: rates.iter().map(|rate| (rate.clone(), self.rate_grid(rate))).collect(),
                reasons: reasons.as_ref().map(|reasons| Box::new(self.reasons(reasons))),
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

    fn reasons(&mut self, reasons: &op::Reasons) -> Reasons {
        let mut sum = 0;
        let thresholds = reasons.shares.iter().map(|(_, share)| {
            sum += share.0;
            Threshold::percent_millionths(sum)
        });
        let thresholds = thresholds.collect();
        let other = (OTHER.to_owned(), Decimal::default());
        let (names, shares): (Vec<String>, Vec<Decimal>) =
            reasons.shares.iter().cloned().chain([other]).unzip();
        let compared = op::Compared { of: op::ArmsOf::Contact, names, baseline: None, goal: None };
        let property = self.scope.slot(Root::Event, &reasons.property);
        let store = reasons.store.as_ref();
        Reasons {
            group: self.group(0, &compared, &shares),
            thresholds,
            site: self.site("reason"),
            property: property.filter(|&slot| {
                matches!(self.scope.attribute(slot).kind, Type::Text | Type::Category)
            }),
            store: store.and_then(|key| self.attribute(&format!("context.{key}"))),
        }
    }

    fn rate_grid(&mut self, rate: &op::Rate) -> Grid {
        use journey::time::DayName::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let days = if rate.days.is_empty() {
            vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun]
        } else {
            rate.days.clone()
        };
        let [from, to] = [rate.from, rate.to].map(|time| time.to_string());
        let window = journey::time::Window { days, from, to };
        self.grid(Grid::new(&[window], Holidays::default(), false), "arrivals")
    }

    /// Resolves the op of this place in its step.
    pub(super) fn op(&mut self, op: &op::Op, place: u32) -> What {
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
            op::Op::Draw { arms, sticky, compared } => {
                let shares: Vec<Decimal> = arms.iter().map(|(share, _)| *share).collect();
                let group = self.group(place, compared, &shares);
                let mut sum = 0;
                let arms = arms.iter().map(|(share, to)| {
                    sum += share.0;
                    (Threshold::percent_millionths(sum), self.go(to))
                });
                What::Draw { arms: arms.collect(), sticky: *sticky, site: self.site("arm"), group }
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
                        let purpose = format!("event {place} {}", awaited.event);
                        self.reaction(&purpose, &purpose, &awaited.event, model)
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
            op::Op::Send { .. } => self.send(op),
            op::Op::Call { .. } => self.call(op),
            op::Op::Assign { sets, next } => {
                let sets = sets.iter().filter_map(|(name, source)| {
                    let slot = self.attribute(name)?;
                    Some((slot, self.expression(source)))
                });
                What::Assign { sets: sets.collect(), next: self.go(next) }
            }
            op::Op::Take { offer, kind, amount, expiry, taken, refused } => {
                let limits = self.settings.offers.get(offer);
                self.shared |=
                    limits.is_some_and(|offer| offer.budget.is_some() || offer.stock.is_some());
                What::Take {
                    offer: self.offer(offer),
                    kind: *kind,
                    expiry: *expiry,
                    expires: self.expires(offer),
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
                answered: self.reaction("answered", "answered", "survey.answered", answered),
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
            op::Op::Task { team, due, payload, fields, next } => What::Task {
                team: team.clone(),
                due: *due,
                payload: payload.clone(),
                fields: fields
                    .iter()
                    .map(|(name, source)| (name.clone(), self.expression(source)))
                    .collect(),
                next: self.go(next),
            },
            op::Op::Goal { name, value, window, offer, next } => {
                let value = value.as_ref().filter(|value| !value.trim().is_empty());
                What::Goal(Box::new(Goal {
                    goal: self.goal(name),
                    value: value.map(|value| self.expression(value)),
                    window: *window,
                    offer: offer.as_ref().map(|it| (self.offer(it), self.expires(it))),
                    next: self.go(next),
                }))
            }
            // Inlined before: the step enters the sub-journey by its hidden port.
            op::Op::Sub { inputs, .. } => {
                let place = format!("{}/", self.part().id);
                let clear = self.scope.slots_within(&place);
                let inner = self.scope.within(&place);
                let sets = self.hand_over(inputs, &self.scope.clone(), &inner);
                What::Begin { clear, sets, next: self.go(&To::port(BEGIN)) }
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

    /// Returns the ops that hand out what a sub-journey gives back, one for each port that leads on.
    pub(super) fn hand_out(&mut self, list: &[op::Op], first: u32) -> Vec<Op> {
        let outputs = list.iter().find_map(|op| match op {
            op::Op::Sub { outputs, .. } if !outputs.is_empty() => Some(outputs),
            _ => None,
        });
        let Some(outputs) = outputs else {
            return Vec::new();
        };
        let (outer, inner) =
            (self.scope.clone(), self.scope.within(&format!("{}/", self.part().id)));
        let ports = self.ports_of[self.node as usize].clone();
        let names = self.part().ports.iter().map(|out| out.name.as_str());
        let onward: Vec<u32> =
            ports.zip(names).filter(|(_, name)| *name != BEGIN).map(|(port, _)| port).collect();
        let mut ops = Vec::new();
        for (port, op) in onward.into_iter().zip(first..) {
            let sets = self.hand_over(outputs, &inner, &outer);
            self.returns.insert(port, op);
            ops.push(Op { node: self.node, what: What::Assign { sets, next: Go::port(port) } });
        }
        ops
    }

    /// Resolves what is handed over: expressions over the names of one side, slots of the other.
    fn hand_over(
        &mut self,
        map: &[(String, String)],
        from: &Scope,
        to: &Scope,
    ) -> Vec<(Slot, Expression)> {
        let own = self.scope.clone();
        let sets = map.iter().filter_map(|(name, source)| {
            self.scope = to.clone();
            let slot = self.attribute(name);
            self.scope = from.clone();
            Some((slot?, self.expression(source)))
        });
        let sets = sets.collect();
        self.scope = own;
        sets
    }

    /// Returns the place of an offer.
    fn offer(&mut self, name: &str) -> u32 {
        match self.settings.offers.keys().position(|known| known == name) {
            Some(place) => place as u32,
            None => self.refuse(format!("offer {name}")).unwrap_or_default(),
        }
    }

    /// Returns the context key that holds when an offer expires, unless it is declared as something else.
    fn expires(&self, offer: &str) -> Option<Slot> {
        let slot = self.scope.slot(Root::Context, &journey::scope::expiry_key(offer))?;
        (self.scope.attribute(slot).kind == Type::Instant).then_some(slot)
    }

    fn contact(&mut self, channel: Channel, to: &To) -> Contact {
        let consent = self.consent.iter().find(|(of, _)| *of == channel).map(|&(_, slot)| slot);
        Contact { channel, consent, go: self.go(to) }
    }

    fn script(&mut self, source: &str, ports: &[journey::id::PortName], error: &To) -> What {
        let names: Vec<String> = ports.iter().map(|port| port.to_string()).collect();
        let error = self.go(error);
        let ports = names.iter().map(|name| (name.clone(), self.go(&To::port(name)))).collect();
        self.interpreted.push(self.part().id.clone());
        match Script::compile(source, &self.scope, &names) {
            Ok(script) => {
                // A script may read anything.
                self.used.extend(0..self.scope.len() as Slot);
                What::Script { script, scope: self.scope.clone(), ports, error }
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

    fn send(&mut self, op: &op::Op) -> What {
        let op::Op::Send {
            channel,
            marketing,
            variant,
            delivered,
            opened,
            clicked,
            sent,
            bounced,
            modelled,
        } = op
        else {
            unreachable!("only messages come here")
        };
        let of = |what: &str| match modelled {
            Some(variant) => format!("{what}: {variant}"),
            None => what.to_owned(),
        };
        What::Send(Box::new(Send {
            channel: *channel,
            marketing: *marketing,
            variant: variant.and_then(|variant| self.arm(variant)),
            delivered: self.odds("delivered", &of("delivered"), delivered, None),
            opened: opened
                .as_ref()
                .map(|model| self.reaction("opened", &of("opened"), "message.opened", model)),
            clicked: clicked
                .as_ref()
                .map(|model| self.reaction("clicked", &of("clicked"), "message.clicked", model)),
            heard: [true; 2],
            step: Cell::from(self.node),
            sent: self.go(sent),
            bounced: self.go(bounced),
        }))
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
        let limited = limits(self.settings).iter().position(|(name, _)| name == connector);
        let limited = limited.map(|place| place as u32);
        let replies = replies.iter().map(|reply| {
            let (when, go) = (self.maybe(reply.when.as_ref()), self.go(&reply.to));
            Reply { when, go }
        });
        What::Call(Box::new(Call {
            limited,
            connector: connector.clone(),
            request,
            replies: replies.collect(),
            latency: self.lag("latency", latency),
            failure: self.odds("failure", "failure", failure, Some(latency)),
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
