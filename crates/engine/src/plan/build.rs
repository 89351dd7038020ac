//! Resolving: symbolic ops become ops of indices, slots and compiled conditions.

use std::collections::{BTreeMap, BTreeSet};

use journey::condition::{self, Root, Scope, Script, Slot};
use journey::document::{Label, Stage};
use journey::id::NodeId;
use journey::op::{self, Entry, Lowered, To, Until};
use journey::response::{Chance, Delay, Response};
use journey::settings::{Channel, HolidayList, Settings};
use journey::time::{Grid, Holidays, Zone, japan, parse_date};
use journey::value::{Cell, Type};

use super::*;

/// One step, lowered, with the ways out that the journey has for it.
pub(crate) struct Part {
    pub(crate) id: NodeId,
    pub(crate) name: Label,
    pub(crate) kind: String,
    pub(crate) stage: Option<Stage>,
    pub(crate) cost: i64,
    pub(crate) value: i64,
    pub(crate) effort: u8,
    pub(crate) ports: Vec<Out>,
    pub(crate) lowered: Lowered,
}

/// A way out of a part.
pub(crate) struct Out {
    pub(crate) name: String,
    /// The step it leads to; none ends the instance.
    pub(crate) target: Option<NodeId>,
    /// The step and port it goes on through, for the ends of a sub-journey.
    pub(crate) through: Option<(NodeId, String)>,
}

/// Builds a plan from parts. The error lists every name or text that could not be resolved.
pub(crate) fn build(
    head: (String, Label, String),
    settings: Settings,
    scope: Scope,
    events: BTreeMap<String, BTreeMap<String, journey::value::Attribute>>,
    parts: Vec<Part>,
) -> Result<Plan, Vec<String>> {
    let zone = Zone::named(&settings.time_zone)
        .ok_or_else(|| vec![format!("time zone {}", settings.time_zone)])?;
    let count = |root: Root| scope.names(root).count();
    let context = count(Root::Customer)..count(Root::Customer) + count(Root::Context);
    let event = context.end..scope.len();
    let places = parts
        .iter()
        .enumerate()
        .map(|(place, part)| (part.id.clone(), place as u32))
        .collect();
    let mut ports_of: Vec<std::ops::Range<u32>> = Vec::new();
    let mut next = 0;
    for part in &parts {
        ports_of.push(next..next + part.ports.len() as u32);
        next += part.ports.len() as u32;
    }
    let mut builder = Builder {
        constants: parts.iter().map(|part| part.id.0.clone()).collect(),
        events: events
            .iter()
            .map(|(name, properties)| PlanEvent {
                name: name.clone(),
                properties: properties
                    .keys()
                    .filter_map(|name| {
                        scope
                            .slot(Root::Event, name)
                            .map(|slot| (name.clone(), slot))
                    })
                    .collect(),
                heard: false,
            })
            .collect(),
        settings: &settings,
        scope: &scope,
        zone: &zone,
        parts: &parts,
        places,
        ports_of,
        wrong: Vec::new(),
        calendars: Vec::new(),
        goals: Vec::new(),
        assumptions: Vec::new(),
        used: BTreeSet::new(),
        look_back: false,
        shared: settings.entry_cap.is_some(),
        interpreted: Vec::new(),
        node: 0,
        base: 0,
    };
    let offers: Vec<_> = settings.offers.clone().into_iter().collect();
    let mut nodes: Vec<PlanNode> = Vec::new();
    let (mut ports, mut ops, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (place, part) in parts.iter().enumerate() {
        builder.node = place as u32;
        builder.base = ops.len() as u32;
        let first = match &part.lowered {
            Lowered::Entry(entry, admission) => {
                entries.push(builder.entry(entry, admission));
                None
            }
            Lowered::Ops(list) => {
                let built = list.iter().map(|op| Op {
                    node: place as u32,
                    what: builder.op(op),
                });
                ops.extend(built.collect::<Vec<_>>());
                Some(builder.base)
            }
        };
        for out in &part.ports {
            ports.push(builder.port(part, out));
        }
        nodes.push(PlanNode {
            id: part.id.clone(),
            name: part.name.clone(),
            kind: part.kind.clone(),
            stage: part.stage,
            cost: part.cost,
            value: part.value,
            effort: part.effort,
            first,
            ports: builder.ports_of[place].clone(),
        });
    }
    let exits: Vec<Exit> = settings
        .exit_rules
        .iter()
        .map(|rule| builder.exit(rule))
        .collect();
    let quiet = settings.quiet_hours.as_ref().map(|quiet| {
        let holidays = quiet.holidays.as_ref().map(|list| builder.holidays(list));
        let grid = Grid::new(
            &quiet.windows,
            holidays.clone().unwrap_or_default(),
            holidays.is_some(),
        );
        (builder.grid(grid, "quiet hours"), quiet.clock)
    });
    let consent = builder.consent();
    let zone_slot = settings
        .zone_attribute
        .as_ref()
        .and_then(|name| builder.attribute(&format!("customer.{name}")));
    let holidays = builder.holidays(&settings.holidays);
    let Builder {
        wrong,
        calendars,
        goals,
        assumptions,
        used,
        look_back,
        shared,
        interpreted,
        constants,
        events,
        ..
    } = builder;
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Plan {
        id: head.0,
        name: head.1,
        hash: head.2,
        zone,
        holidays,
        hops: Hop::all(&ports, &nodes, &ops),
        nodes,
        ports,
        ops,
        entries,
        event_exits: exits.iter().any(|exit| exit.event.is_some()),
        condition_exits: exits.iter().any(|exit| exit.event.is_none()),
        exits,
        events,
        quiet: quiet.filter(|(grid, _)| !grid.is_empty()),
        caps: settings.caps.clone(),
        calendars,
        offers,
        goals,
        assumptions,
        consent,
        zone_slot,
        used: used
            .into_iter()
            .filter(|&slot| (slot as usize) < context.start)
            .collect(),
        context,
        event,
        constants,
        look_back,
        shared,
        interpreted,
        settings,
        scope,
    })
}

struct Builder<'a> {
    settings: &'a Settings,
    scope: &'a Scope,
    zone: &'a Zone,
    parts: &'a [Part],
    places: BTreeMap<NodeId, u32>,
    ports_of: Vec<std::ops::Range<u32>>,
    events: Vec<PlanEvent>,
    constants: Vec<String>,
    wrong: Vec<String>,
    calendars: Vec<(String, OpenHours)>,
    goals: Vec<String>,
    assumptions: Vec<Assumption>,
    used: BTreeSet<Slot>,
    look_back: bool,
    shared: bool,
    interpreted: Vec<NodeId>,
    /// The step in hand, and the place of its first op.
    node: u32,
    base: u32,
}

impl Builder<'_> {
    fn part(&self) -> &Part {
        &self.parts[self.node as usize]
    }

    fn refuse<T>(&mut self, what: String) -> Option<T> {
        let node = self
            .parts
            .get(self.node as usize)
            .map_or("settings", |part| part.id.as_str());
        self.wrong.push(format!("{node}: {what}"));
        None
    }

    fn go(&mut self, to: &To) -> Go {
        match to {
            To::Op(place) => Go::op(self.base + *place as u32),
            To::Port(name) => {
                let place = self.part().ports.iter().position(|out| out.name == name.0);
                match place {
                    Some(place) => Go::port(self.ports_of[self.node as usize].start + place as u32),
                    None => {
                        self.refuse::<()>(format!("port {name}"));
                        Go::op(0)
                    }
                }
            }
        }
    }

    fn port(&mut self, part: &Part, out: &Out) -> PlanPort {
        let uncharged = [
            "not_sent",
            "blocked",
            "budget_out",
            "not_eligible",
            "no_answer",
        ];
        let through = out.through.as_ref().and_then(|(node, name)| {
            let place = *self.places.get(node)?;
            let port = self.parts[place as usize]
                .ports
                .iter()
                .position(|out| out.name == *name)?;
            Some(self.ports_of[place as usize].start + port as u32)
        });
        let target = out.target.as_ref().and_then(|target| {
            let place = self.places.get(target).copied();
            place.or_else(|| self.refuse(format!("step {target}")))
        });
        PlanPort {
            node: self.node,
            name: out.name.clone(),
            target,
            through,
            charged: !uncharged.contains(&out.name.as_str()) || part.kind.starts_with("branch"),
        }
    }

    fn condition(&mut self, source: &str) -> Option<Condition> {
        match condition::check(source, self.scope) {
            Ok(typed) => {
                self.used.extend(typed.reads());
                let Some(holds) = typed.predicate() else {
                    return self.refuse(format!("no condition: {source}"));
                };
                Some(Condition { holds, typed })
            }
            Err(problems) => {
                let text = problems
                    .first()
                    .map_or_else(String::new, |problem| problem.message(condition::Lang::En));
                self.refuse(format!("condition {source}: {text}"))
            }
        }
    }

    /// A condition that may be left out.
    fn maybe(&mut self, source: Option<&String>) -> Option<Condition> {
        source
            .filter(|source| !source.trim().is_empty())
            .and_then(|source| self.condition(source))
    }

    fn expression(&mut self, source: &str) -> Expression {
        let typed = condition::check(source, self.scope).or_else(|problems| {
            let text = problems
                .first()
                .map_or_else(String::new, |problem| problem.message(condition::Lang::En));
            self.refuse::<()>(format!("expression {source}: {text}"));
            condition::check("0", self.scope)
        });
        match typed {
            Ok(typed) => {
                self.used.extend(typed.reads());
                Expression {
                    compiled: typed.value(),
                    shape: journey::value::Attribute {
                        values: typed.values().to_vec(),
                        ..journey::value::Attribute::of(typed.kind())
                    },
                }
            }
            Err(_) => unreachable!("0 is an expression"),
        }
    }

    fn attribute(&mut self, path: &str) -> Option<Slot> {
        let (root, name) = path.split_once('.').unwrap_or(("customer", path));
        let slot = Root::of(root).and_then(|root| self.scope.slot(root, name));
        match slot {
            Some(slot) => {
                self.used.insert(slot);
                Some(slot)
            }
            None => self.refuse(format!("attribute {path}")),
        }
    }

    /// Returns the place of an event that something becomes.
    fn event(&mut self, name: &str) -> Option<u16> {
        let place = self.events.iter().position(|event| event.name == name);
        match place {
            Some(place) => Some(place as u16),
            None => self.refuse(format!("event {name}")),
        }
    }

    /// Returns the place of an event that something listens to.
    fn heard(&mut self, name: &str) -> Option<u16> {
        let place = self.event(name)?;
        self.events[usize::from(place)].heard = true;
        Some(place)
    }

    fn site(&self, purpose: &str) -> Site {
        Site::new(self.part().id.as_str(), purpose)
    }

    fn odds(&mut self, purpose: &str, response: &Response, delay: Option<&Delay>) -> Odds {
        let threshold =
            |percent: &journey::value::Decimal| Threshold::percent_millionths(percent.0);
        let what = match &response.chance {
            Chance::Constant(percent) => Chances::Constant(threshold(percent)),
            Chance::Segments { of, otherwise } => {
                let segments = of.iter().filter_map(|segment| {
                    self.condition(&segment.when)
                        .map(|when| (when, threshold(&segment.percent)))
                });
                Chances::Segments(segments.collect(), threshold(otherwise))
            }
            Chance::Expression(source) => Chances::Expression(self.expression(source)),
        };
        self.assumptions.push(Assumption {
            node: self.part().id.clone(),
            what: purpose.to_owned(),
            response: Some(response.clone()),
            delay: delay.cloned(),
        });
        Odds {
            what,
            site: self.site(purpose),
            assumption: self.assumptions.len() as u32 - 1,
        }
    }

    fn lag(&self, purpose: &str, delay: &Delay) -> Lag {
        Lag {
            wait: Wait::of(delay),
            site: self.site(&format!("{purpose} delay")),
        }
    }

    fn reaction(&mut self, purpose: &str, event: &str, model: &(Response, Delay)) -> Reaction {
        Reaction {
            odds: self.odds(purpose, &model.0, Some(&model.1)),
            lag: self.lag(purpose, &model.1),
            event: self.event(event).unwrap_or_default(),
        }
    }

    fn step_cell(&self, id: &NodeId) -> Option<Cell> {
        self.places.get(id).map(|&place| Cell::from(place))
    }

    fn calendar(&mut self, name: &str) -> u32 {
        if let Some(place) = self.calendars.iter().position(|(known, _)| known == name) {
            return place as u32;
        }
        let Some(calendar) = self.settings.calendars.get(name) else {
            self.refuse::<()>(format!("calendar {name}"));
            return 0;
        };
        let zone = match &calendar.time_zone {
            Some(name) => Zone::named(name).unwrap_or_else(|| {
                self.refuse::<()>(format!("time zone {name}"));
                Zone::utc()
            }),
            None => self.zone.clone(),
        };
        let grid = Grid::new(&calendar.hours, self.holidays(&calendar.holidays), true);
        let grid = self.grid(grid, name);
        let closed = Holidays::of(calendar.closed.iter().filter_map(|day| parse_date(day)));
        self.calendars
            .push((name.to_owned(), OpenHours { grid, closed, zone }));
        self.calendars.len() as u32 - 1
    }

    fn grid(&mut self, grid: Result<Grid, usize>, name: &str) -> Grid {
        grid.unwrap_or_else(|window| {
            self.refuse::<()>(format!("{name}: window {}", window + 1));
            empty_grid()
        })
    }

    fn holidays(&mut self, list: &HolidayList) -> Holidays {
        let japanese = (1980..=2099)
            .filter(|_| list.japan)
            .flat_map(|year| japan(year).into_keys());
        let mut days: BTreeSet<i64> = japanese.collect();
        for text in &list.add {
            match parse_date(text) {
                Some(day) => drop(days.insert(day)),
                None => drop(self.refuse::<()>(format!("date {text}"))),
            }
        }
        for day in list.remove.iter().filter_map(|text| parse_date(text)) {
            days.remove(&day);
        }
        Holidays::of(days)
    }

    fn consent(&mut self) -> Vec<(Channel, Slot)> {
        let settings = self.settings;
        let channels = Channel::ALL.into_iter();
        channels
            .filter_map(|channel| {
                let attribute = settings.consent.get(channel.name())?;
                self.attribute(&format!("customer.{attribute}"))
                    .map(|slot| (channel, slot))
            })
            .collect()
    }

    fn exit(&mut self, rule: &journey::settings::ExitRule) -> Exit {
        Exit {
            name: rule.name.clone(),
            event: rule.event.as_ref().and_then(|event| self.heard(event)),
            when: self.maybe(rule.condition.as_ref()),
            time: rule.when,
            outcome: rule.outcome,
            goal: rule.goal.as_ref().map(|goal| self.goal(goal)),
        }
    }

    /// Returns the place of a goal, adding it when new.
    fn goal(&mut self, name: &str) -> u32 {
        let known = self.goals.iter().position(|goal| goal == name);
        known.unwrap_or_else(|| {
            self.goals.push(name.to_owned());
            self.goals.len() - 1
        }) as u32
    }

    fn entry(&mut self, entry: &Entry, admission: &op::Admission) -> PlanEntry {
        let what = match entry {
            Entry::Event { event, condition } => Enter::Event {
                event: self.heard(event).unwrap_or_default(),
                when: self.maybe(condition.as_ref()),
            },
            Entry::Audience {
                condition,
                schedule,
                clock,
                wave,
            } => {
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
                rates: rates
                    .iter()
                    .map(|rate| (rate.clone(), self.rate_grid(rate)))
                    .collect(),
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
        let window = journey::time::Window {
            days,
            from: rate.from.clone(),
            to: rate.to.clone(),
        };
        self.grid(Grid::new(&[window], Holidays::default(), false), "arrivals")
    }

    fn op(&mut self, op: &op::Op) -> What {
        match op {
            op::Op::Decide { arms, otherwise } => {
                let arms = arms.iter().filter_map(|(test, to)| {
                    let test = match test {
                        op::Test::Condition(source) => Test::When(self.condition(source)?),
                        op::Test::Open(name) => Test::Open(self.calendar(name)),
                    };
                    Some(Arm {
                        test,
                        go: self.go(to),
                    })
                });
                What::Decide {
                    arms: arms.collect(),
                    otherwise: self.go(otherwise),
                }
            }
            op::Op::Script {
                source,
                ports,
                error,
            } => self.script(source, ports, error),
            op::Op::Draw { arms, sticky } => {
                let mut sum = 0;
                let arms = arms.iter().map(|(share, to)| {
                    sum += share.0;
                    (Threshold::percent_millionths(sum), self.go(to))
                });
                What::Draw {
                    arms: arms.collect(),
                    sticky: *sticky,
                    site: self.site("arm"),
                }
            }
            op::Op::Pause {
                until,
                clock,
                done,
                past,
            } => What::Pause {
                slot: match until {
                    Until::Attribute { attribute, .. } => self.attribute(attribute),
                    _ => None,
                },
                until: until.clone(),
                clock: *clock,
                done: self.go(done),
                past: past.as_ref().map(|past| self.go(past)),
            },
            op::Op::Await {
                events,
                window,
                look_back,
                timeout,
            } => {
                self.look_back |= look_back.is_some();
                let events = events
                    .iter()
                    .enumerate()
                    .map(|(place, (awaited, to))| Awaited {
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
            op::Op::Gate {
                channels,
                prefer,
                purpose,
                defer,
                blocked,
            } => What::Gate(Box::new(Gate {
                channels: channels
                    .iter()
                    .map(|(channel, to)| (*channel, self.go(to)))
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
            })),
            op::Op::Send {
                channel,
                marketing,
                delivered,
                opened,
                clicked,
                sent,
                bounced,
            } => What::Send(Box::new(Send {
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
            })),
            op::Op::Call { .. } => self.call(op),
            op::Op::Assign { sets, next } => {
                let sets = sets.iter().filter_map(|(name, source)| {
                    let slot = self.attribute(name)?;
                    Some((slot, self.expression(source)))
                });
                What::Assign {
                    sets: sets.collect(),
                    next: self.go(next),
                }
            }
            op::Op::Take {
                offer,
                amount,
                taken,
                refused,
            } => {
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
            op::Op::Count {
                most,
                until,
                repeat,
                done,
                limit,
            } => What::Count {
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
            op::Op::Score {
                survey,
                store,
                next,
            } => {
                let store = store.as_ref();
                let slot = store.and_then(|key| self.attribute(&format!("context.{key}")));
                What::Score {
                    survey: *survey,
                    score: self.attribute("event.score").unwrap_or_default(),
                    store: slot.map(|it| (it, self.scope.attribute(it).kind == Type::Decimal)),
                    next: self.go(next),
                }
            }
            op::Op::Task { team, due, next } => What::Task {
                team: team.clone(),
                due: *due,
                next: self.go(next),
            },
            op::Op::Goal {
                name,
                value,
                window,
                next,
            } => {
                let value = value.as_ref().filter(|value| !value.trim().is_empty());
                What::Goal {
                    goal: self.goal(name),
                    value: value.map(|value| self.expression(value)),
                    window: *window,
                    next: self.go(next),
                }
            }
            // Inlined before: the step enters the sub-journey by its hidden port.
            op::Op::Sub { .. } => What::Decide {
                arms: Vec::new(),
                otherwise: self.go(&To::port(BEGIN)),
            },
            op::Op::End { outcome } => {
                match self.part().ports.first().map(|out| out.name.clone()) {
                    Some(back) => What::Decide {
                        arms: Vec::new(),
                        otherwise: self.go(&To::port(&back)),
                    },
                    None => What::End { outcome: *outcome },
                }
            }
        }
    }

    fn script(&mut self, source: &str, ports: &[journey::id::PortName], error: &To) -> What {
        let names: Vec<String> = ports.iter().map(|port| port.0.clone()).collect();
        let error = self.go(error);
        let ports = names
            .iter()
            .map(|name| (name.clone(), self.go(&To::port(name))))
            .collect();
        self.interpreted.push(self.part().id.clone());
        match Script::compile(source, self.scope, &names) {
            Ok(script) => {
                // A script may read anything.
                self.used.extend(0..self.scope.len() as Slot);
                What::Script {
                    script,
                    ports,
                    error,
                }
            }
            Err(problems) => {
                let text = problems
                    .first()
                    .map_or_else(String::new, |problem| problem.message(condition::Lang::En));
                self.refuse::<()>(format!("script: {text}"));
                What::Decide {
                    arms: Vec::new(),
                    otherwise: error,
                }
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
        let request = request
            .iter()
            .map(|(name, source)| (name.clone(), self.expression(source)))
            .collect();
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
        let channel = |name: &String| {
            Channel::ALL
                .into_iter()
                .find(|channel| channel.name() == name)
        };
        Some((slot, declared.values.iter().map(channel).collect()))
    }
}

/// The hidden port by which a step enters its sub-journey.
pub(crate) const BEGIN: &str = "(begin)";

fn empty_grid() -> Grid {
    match Grid::new(&[], Holidays::default(), false) {
        Ok(grid) => grid,
        Err(_) => unreachable!("no window, no error"),
    }
}
