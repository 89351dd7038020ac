//! Looking for a customer who tries something: begins with what a way there says of them, runs them under
//! many ids, and changes one thing at a time while they do not get less far. The engine itself is asked
//! how far; nothing is taken for granted.

use std::cell::RefCell;
use std::collections::BTreeMap;

use journey::condition::{Domain, Region};
use journey::finding::View;
use journey::id::{NodeId, PortName};
use journey::op::{Entry, Lowered, Op, To};
use journey::reach::{Turn, Way, Ways};
use journey::response::Chance;
use journey::time::{DAY, HOUR, MINUTE, Millis};

use super::candidate::{Candidate, Drawn, Gene, Genome, Name, Value};
use super::pool::{Pool, plain, simplest};
use super::target::{Target, Where};
use crate::draw::{Seed, mix};
use crate::plan::Plan;
use crate::run::{Agenda, Mark, Note, Person, Rehearser, Scene, Seen, Shared, live};
use crate::simulate::{Options, scene, simulate};

/// Most ways tried for one target, and most changes on each.
const MOST_WAYS: usize = 12;
const MOST_CHANGES: usize = 480;
/// Ids tried at first, where chance makes no difference, and when nothing helps any more.
const FEW: u32 = 48;
const FEWEST: u32 = 4;
const MANY: u32 = 1_500;
/// Changes without getting further after which many ids are tried, and every how many changes from then on.
const PATIENCE: usize = 12;
const EVERY: usize = 16;
/// Changes without getting further after which one who is stuck where nothing is asked is given up.
const HOPELESS: usize = 48;
/// How many copies of a customer are tried where something is shared, and on how many ways.
const CROWDS: [u32; 3] = [16, 256, 4_096];
const MOST_CROWDED_WAYS: usize = 3;
/// The hour of the day at which a generated customer does things, and hours that are tried instead.
const USUAL_HOUR: i64 = 10;
const HOURS: [i64; 8] = [1, 5, 8, 10, 13, 17, 20, 23];
/// Stands among the attributes a step asks for when it asks the clock.
const CLOCK: &str = "now";

/// Looks for customers in one plan.
pub(super) struct Search<'a> {
    pub(super) plan: &'a Plan,
    options: &'a Options,
    ways: &'a Ways,
    /// The event that leads out of a port, where one does.
    events: BTreeMap<(NodeId, PortName), Cause>,
    pool: Pool,
    /// The customer's attributes that each step's conditions read.
    asked: BTreeMap<NodeId, Vec<String>>,
    /// Customers found so far, and their names.
    known: RefCell<Vec<(Genome, Name)>>,
}

/// The event that leads out of a port.
struct Cause {
    event: String,
    /// The step whose reaction is meant.
    step: Option<NodeId>,
    /// Whether it begins an instance.
    begins: bool,
    /// Whether a model may bring it by itself.
    modelled: bool,
}

/// How far somebody came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial {
    pub(super) hit: bool,
    /// Turns of the way taken, in order.
    turns: usize,
    /// When the last of them was.
    at: Millis,
    /// Under which id.
    pub(super) name: Name,
    /// Whether others came less far, by chance.
    varied: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(plan: &'a Plan, options: &'a Options, ways: &'a Ways, view: &View) -> Self {
        let pool = Pool::of(plan, options.start);
        let events = causes(view);
        let mut asked: BTreeMap<NodeId, Vec<String>> = BTreeMap::new();
        for watch in &plan.watches {
            let names = watch.typed.reads().into_iter().map(|slot| watch.typed.scope().path(slot));
            let names = names.filter_map(|path| Some(path.strip_prefix("customer.")?.to_owned()));
            if let Some(node) = watch.node {
                let asked = asked.entry(plan.nodes[node as usize].id.clone()).or_default();
                asked.extend(names);
                asked.extend(watch.typed.reads_now().then(|| CLOCK.to_owned()));
            }
        }
        for (id, _, kind) in view.nodes() {
            if matches!(kind, journey::kind::Kind::BranchHours(_)) {
                asked.entry(id.clone()).or_default().push(CLOCK.to_owned());
            }
        }
        Self { plan, options, ways, events, pool, asked, known: RefCell::default() }
    }

    /// Returns a customer who tries a target, the simplest that was found.
    pub(super) fn find(&self, target: &Target, gap: u64) -> Option<Candidate> {
        let mut dice = Dice(gap);
        for way in self.ways_to(target) {
            if let Some((genome, name)) = self.climb(target, &way, gap, &mut dice) {
                let (genome, name) = self.shrink(target, genome, name);
                let name = self.known_as(target, &genome).unwrap_or_else(|| {
                    self.known.borrow_mut().push((genome.clone(), name));
                    name
                });
                let draws = self.draws(&genome, name);
                return Some(genome.told(self.plan, name, draws, 1));
            }
        }
        self.crowd(target, gap)
    }

    /// Returns the name under which the same customer was found before, if that one hits this target too.
    fn known_as(&self, target: &Target, genome: &Genome) -> Option<Name> {
        let known = self.known.borrow();
        let same = known.iter().filter(|(known, _)| known == genome);
        same.map(|(_, name)| *name).find(|name| self.trial(genome, *name, 1, target, &[]).hit)
    }

    /// Returns a customer of whom it takes many: whatever they share runs out for one of them.
    fn crowd(&self, target: &Target, gap: u64) -> Option<Candidate> {
        let (true, false) = (self.plan.shared, matches!(target.place, Where::Atom { .. })) else {
            return None;
        };
        for way in self.ways_to(target).iter().take(MOST_CROWDED_WAYS) {
            let genome = self.begin(way, &way.turns());
            for copies in CROWDS {
                let name = Name { gap, number: 0 };
                let population = genome.population(self.plan, name, copies);
                let watch = crate::simulate::Watch::default();
                let tally = simulate(self.plan, &population, self.options, &watch).ok()?;
                if target.was_tried(self.plan, &tally) {
                    let mut genome = genome;
                    genome.attributes.retain(|_, value| *value != Value::Missing);
                    return Some(genome.told(self.plan, name, Vec::new(), copies));
                }
            }
        }
        None
    }

    /// Returns ways to a target; inside a sub-journey, to the step that enters it.
    fn ways_to(&self, target: &Target) -> Vec<Way> {
        let Some(node) = target.node(self.plan) else {
            // An exit rule is asked wherever somebody waits: any way may do.
            return self
                .ways
                .by
                .values()
                .filter_map(|ways| ways.first().cloned())
                .take(MOST_WAYS)
                .collect();
        };
        if let Some(begin) = self.entry(node, target) {
            return begin;
        }
        let outer = node.as_str().split('/').next().unwrap_or_default();
        let to = self.ways.to.get(&NodeId::from(outer));
        let ways = match target.place {
            Where::Port(port) if outer == node.as_str() => {
                let port = PortName::from(self.plan.ports[port as usize].name.as_str());
                let by = self.ways.by.get(&(node.clone(), port));
                by.or(to)
            }
            Where::Port(_) | Where::Node(_) | Where::Atom { .. } => to,
        };
        let mut ways: Vec<Way> = ways.into_iter().flatten().take(MOST_WAYS).cloned().collect();
        if let Where::Atom { watch, atom, truth } = target.place {
            let typed = &self.plan.watches[watch].typed;
            let own = journey::condition::Reason::MAX;
            ways = ways
                .into_iter()
                .filter_map(|way| {
                    let regions = way.region.given_atom(typed, atom, truth, own).ok()?;
                    Some(way.known(regions.into_iter().next()?))
                })
                .collect();
        }
        ways
    }

    /// Returns the way in by an entry, for a target that is the entry itself or a condition that it asks.
    fn entry(&self, node: &NodeId, target: &Target) -> Option<Vec<Way>> {
        let by = self.ways.by.get(&(node.clone(), PortName::from("out")))?;
        if !self.plan.entries.iter().any(|it| self.plan.nodes[it.node as usize].id == *node) {
            return None;
        }
        let Where::Atom { watch, atom, truth } = target.place else {
            return Some(by.clone());
        };
        let typed = &self.plan.watches[watch].typed;
        let own = journey::condition::Reason::MAX;
        let regions = Region::default().given_atom(typed, atom, truth, own).ok()?;
        let way = by.first()?.clone();
        Some(regions.into_iter().map(|region| way.clone().known(region)).collect())
    }

    /// Changes one thing at a time until the target is hit.
    fn climb(
        &self,
        target: &Target,
        way: &Way,
        gap: u64,
        dice: &mut Dice,
    ) -> Option<(Genome, Name)> {
        let turns = way.turns();
        let name = Name { gap, number: 0 };
        let mut best = self.begin(way, &turns);
        let mut trial = self.trial(&best, name, FEW, target, &turns);
        let mut still = 0;
        for _ in 0..MOST_CHANGES {
            if trial.hit {
                return Some((best, trial.name));
            }
            let stuck = turns.get(trial.turns).map(|turn| &turn.node).or(target.node(self.plan));
            let asks = stuck.is_some_and(|node| self.asked.contains_key(node));
            if still > HOPELESS && !asks {
                return None;
            }
            let many = still >= PATIENCE && (still - PATIENCE).is_multiple_of(EVERY);
            let copies = match (many, trial.varied) {
                (true, _) => MANY,
                (false, true) => FEW,
                (false, false) => FEWEST,
            };
            let next = match self.cause_after(&turns, trial, &best) {
                Some(gene) => {
                    let mut next = best.clone();
                    next.events.push(gene);
                    next
                }
                None => self.changed(&best, stuck, dice),
            };
            let tried = self.trial(&next, name, copies, target, &turns);
            let further = tried.hit || tried.turns > trial.turns;
            if further || tried.turns == trial.turns {
                (best, trial) = (next, tried);
            }
            still = if further { 0 } else { still + 1 };
        }
        None
    }

    /// Returns the customer that a way describes: what it says of them, and nothing else.
    fn begin(&self, way: &Way, turns: &[&Turn]) -> Genome {
        let mut attributes = plain(&self.plan.settings.attributes);
        for (name, domain) in way.region.names() {
            let name = name.strip_prefix("customer.");
            let declared = name.and_then(|name| self.plan.settings.attributes.get_key_value(name));
            if let Some((name, attribute)) = declared {
                attributes.insert(name.clone(), simplest(domain, attribute.kind));
            }
        }
        let mut genome = Genome { attributes, events: Vec::new() };
        let first = turns.first().and_then(|turn| self.gene(turn, self.usual_time()));
        genome.events.extend(first);
        if let (Some(gene), true) = (genome.events.first_mut(), turns.len() == 1) {
            // What the target asks of the event itself is known only at the end of the way.
            gene.properties.extend(self.properties(way.region.names()));
        }
        genome
    }

    /// Returns the simplest values of what is known of an event's properties.
    fn properties<'d>(
        &self,
        known: impl Iterator<Item = (&'d str, &'d Domain)>,
    ) -> BTreeMap<String, Value> {
        let scope = &self.plan.scope;
        let property = |(name, domain): (&str, &Domain)| {
            let name = name.strip_prefix("event.")?;
            let slot = scope.slot(journey::condition::Root::Event, name)?;
            Some((name.to_owned(), simplest(domain, scope.attribute(slot).kind)))
        };
        known.filter_map(property).collect()
    }

    pub(super) fn usual_time(&self) -> Millis {
        let zone = &self.plan.zone;
        let day = zone.local(self.options.start).div_euclid(DAY);
        let at = zone.instant(day * DAY + USUAL_HOUR * HOUR);
        if at > self.options.start { at } else { at + DAY }
    }

    /// Returns the event that makes a turn, if an event does.
    fn gene(&self, turn: &Turn, at: Millis) -> Option<Gene> {
        let cause = self.events.get(&(turn.node.clone(), turn.port.clone()))?;
        let declared = self.plan.settings.all_events();
        let mut properties = plain(&declared.get(&cause.event)?.properties);
        let known = turn.event.iter().map(|(name, domain)| (name.as_str(), domain));
        properties.extend(self.properties(known));
        if let Some(step) = &cause.step {
            properties.insert("step".to_owned(), Value::Text(step.to_string()));
        }
        Some(Gene { at, event: cause.event.clone(), properties })
    }

    /// Returns the event that the next turn waits for, unless it was given already or comes by itself.
    fn cause_after(&self, turns: &[&Turn], trial: Trial, genome: &Genome) -> Option<Gene> {
        let turn = turns.get(trial.turns)?;
        let cause = self.events.get(&(turn.node.clone(), turn.port.clone()))?;
        let recorded = genome.events.iter().any(|gene| gene.event == cause.event);
        if cause.begins || (cause.modelled && !recorded) {
            return None;
        }
        let at = trial.at + MINUTE;
        let given = genome.events.iter().any(|gene| gene.event == cause.event && gene.at == at);
        (!given).then(|| self.gene(turn, at)).flatten()
    }

    /// Returns the customer with one thing changed: mostly one that the step where they are stuck asks for.
    fn changed(&self, genome: &Genome, stuck: Option<&NodeId>, dice: &mut Dice) -> Genome {
        let mut genome = genome.clone();
        let attributes = &self.plan.settings.attributes;
        let asked = stuck.and_then(|node| self.asked.get(node));
        if let Some(asked) = asked.filter(|asked| !asked.is_empty() && dice.below(4) > 0) {
            let name = &asked[dice.below(asked.len())];
            if name == CLOCK {
                genome.begin_at(self.another_time(dice));
                return genome;
            }
            if let Some(attribute) = attributes.get(name) {
                let values = self.pool.values(attribute);
                genome.attributes.insert(name.clone(), values[dice.below(values.len())].clone());
                return genome;
            }
        }
        let choices = attributes.len() + 2 * usize::from(!genome.events.is_empty());
        if choices == 0 {
            return genome;
        }
        let choice = dice.below(choices);
        if let Some((name, attribute)) = attributes.iter().nth(choice) {
            let values = self.pool.values(attribute);
            genome.attributes.insert(name.clone(), values[dice.below(values.len())].clone());
        } else if choice == attributes.len() {
            // Another time for the first thing done; what followed it follows it still.
            genome.begin_at(self.another_time(dice));
        } else {
            let place = dice.below(genome.events.len());
            let declared = self.plan.settings.all_events();
            let gene = &mut genome.events[place];
            let schema = declared.get(&gene.event).map(|event| &event.properties);
            let properties: Vec<_> =
                schema.into_iter().flatten().filter(|(name, _)| *name != "step").collect();
            if !properties.is_empty() {
                let (name, attribute) = properties[dice.below(properties.len())];
                let values = self.pool.values(attribute);
                gene.properties.insert(name.clone(), values[dice.below(values.len())].clone());
            }
        }
        genome
    }

    fn another_time(&self, dice: &mut Dice) -> Millis {
        let zone = &self.plan.zone;
        let day = zone.local(self.options.start).div_euclid(DAY) + dice.below(8) as i64;
        let at = zone.instant(day * DAY + HOURS[dice.below(HOURS.len())] * HOUR);
        at.max(self.options.start)
    }

    /// Runs a customer under several ids, from one on; returns the one who came furthest.
    pub(super) fn trial(
        &self,
        genome: &Genome,
        name: Name,
        copies: u32,
        target: &Target,
        turns: &[&Turn],
    ) -> Trial {
        let population = genome.population(self.plan, name, copies);
        let scene = scene(self.plan, &population, self.options);
        let at = self.options.start;
        let mut best = Trial { hit: false, turns: 0, at, name, varied: false };
        let mut hand = (Person::new(self.plan), Agenda::new(self.plan, 1));
        for row in 0..population.table.len() {
            if let Where::Atom { watch, .. } = target.place {
                self.plan.watches[watch].watch.clear();
            }
            let marks = self.alone(&scene, row, &mut hand);
            let (taken, at) = self.taken(&marks, turns);
            let hit = target.is_hit(self.plan, &marks);
            let name = Name { number: name.number + row as u32, ..name };
            if hit {
                return Trial { hit, turns: taken, at, name, varied: best.varied };
            }
            let varied = best.varied || (row > 0 && taken != best.turns);
            if row == 0 || taken > best.turns {
                best = Trial { hit, turns: taken, at, name, varied };
            }
            best.varied = varied;
        }
        best
    }

    /// Lives one customer's time as if there were no other.
    fn alone(&self, scene: &Scene, row: usize, hand: &mut (Person, Agenda)) -> Vec<Mark> {
        let (person, agenda) = hand;
        let seed = Seed::new(self.options.seed, 0);
        let mut shared = Shared::new(self.plan);
        let mut answers = Vec::new();
        loop {
            let mut world = Rehearser::<false>::new(scene, seed, &answers);
            let settled = live(scene, person, agenda, row, &mut world);
            match (settled, world.open) {
                (Err(_), Some((_, wish))) => {
                    let answer = shared.settle(self.plan, wish);
                    answers.push(answer);
                }
                _ => return world.marks,
            }
        }
    }

    /// Returns how many turns of a way were taken, in order, and when the last one was.
    fn taken(&self, marks: &[Mark], turns: &[&Turn]) -> (usize, Millis) {
        let (mut taken, mut at) = (0, self.options.start);
        for mark in marks.iter().filter(|mark| mark.what == Seen::Passed) {
            let port = &self.plan.ports[mark.index as usize];
            let node = &self.plan.nodes[port.node as usize].id;
            let next = turns.get(taken);
            if next.is_some_and(|turn| turn.node == *node && turn.port.as_str() == port.name) {
                (taken, at) = (taken + 1, mark.at);
            }
        }
        (taken, at)
    }

    /// Returns what was drawn on a customer's way.
    fn draws(&self, genome: &Genome, name: Name) -> Vec<Drawn> {
        let population = genome.population(self.plan, name, 1);
        let told = crate::explain::explain(
            self.plan,
            &population,
            self.options,
            0,
            0,
            &crate::simulate::Watch::default(),
        );
        let drawn = |told: crate::explain::Told| {
            let node = told.node.unwrap_or_default();
            let (of, result) = match told.note {
                Note::Drawn { of, result, .. } => (of, result),
                Note::Sent { delivered, .. } => ("delivered".to_owned(), delivered.to_string()),
                Note::Called { result, .. } => ("answer".to_owned(), result.to_owned()),
                Note::Event { event, recorded: false, .. } => (event, true.to_string()),
                _ => return None,
            };
            Some(Drawn { node, of, result })
        };
        told.unwrap_or_default().into_iter().filter_map(drawn).collect()
    }
}

/// Returns the event that leads out of each port, where one does.
fn causes(view: &View) -> BTreeMap<(NodeId, PortName), Cause> {
    let mut causes = BTreeMap::new();
    for (id, _, kind) in view.nodes() {
        match kind.lower() {
            Lowered::Entry(entry, _) => {
                let event = match entry {
                    Entry::Event { event, .. } => Some((event, false)),
                    Entry::Inbound { event, rates, .. } => {
                        event.map(|event| (event, !rates.is_empty()))
                    }
                    Entry::Audience { .. } => None,
                };
                if let Some((event, modelled)) = event {
                    let cause = Cause { event, step: None, begins: true, modelled };
                    causes.insert((id.clone(), PortName::from("out")), cause);
                }
            }
            Lowered::Ops(ops) => {
                for op in &ops {
                    let Op::Await { events, .. } = op else {
                        continue;
                    };
                    for (awaited, to) in events {
                        let To::Port(port) = port_of(&ops, to) else {
                            continue;
                        };
                        let own = |step: &NodeId| {
                            if step.as_str().is_empty() { id.clone() } else { step.clone() }
                        };
                        let cause = Cause {
                            event: awaited.event.clone(),
                            step: awaited.step.as_ref().map(own),
                            begins: false,
                            modelled: awaited.model.as_ref().is_some_and(|(response, _)| {
                                !matches!(response.chance, Chance::Constant(chance) if chance.0 <= 0)
                            }),
                        };
                        causes.insert((id.clone(), port.clone()), cause);
                    }
                }
            }
        }
    }
    causes
}

/// Follows ops that only write something, to the port that they lead out of.
fn port_of<'o>(ops: &'o [Op], to: &'o To) -> &'o To {
    let mut to = to;
    for _ in 0..ops.len() {
        let next = match to {
            To::Op(place) => match ops.get(*place) {
                Some(Op::Score { next, .. } | Op::Assign { next, .. }) => next,
                _ => return to,
            },
            To::Port(_) => return to,
        };
        to = next;
    }
    to
}

/// Numbers from a seed: SplitMix64 (Steele, Lea, Flood 2014).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}
