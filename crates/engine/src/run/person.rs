//! One customer while they are simulated: values, memory of contacts, and the instances they are in.

use std::cell::Cell as Flag;

use journey::condition::{Facts, Trap};
use journey::settings::Channel;
use journey::time::{Millis, Zone};
use journey::value::{Cell, MISSING, TextView, Texts};

use super::scene::Scene;
use crate::plan::Plan;

/// One customer. Reused from customer to customer, so that nothing is allocated in the long run.
#[derive(Default)]
pub(crate) struct Person {
    pub(crate) key: u64,
    /// Attributes, then the context and the last event of the instance in hand.
    pub(crate) cells: Vec<Cell>,
    /// The plan's constants, then texts that steps made.
    pub(crate) own: Vec<String>,
    /// Place of the customer's zone in the rehearsal's zones.
    pub(crate) zone: usize,
    /// Marketing contacts so far.
    pub(crate) contacts: Vec<(Millis, Channel)>,
    /// When each survey scale was last asked.
    pub(crate) asked: [Option<Millis>; 3],
    /// Passes of each step so far; draws depend on it.
    visits: Vec<u32>,
    touched: Vec<u32>,
    /// Events so far, for look-backs.
    pub(crate) seen: Vec<Happening>,
    pub(crate) instances: Vec<Instance>,
    /// Which instance's context and event are in `cells`.
    hand: usize,
    /// Last entry by entry, the last of all, and how many instances began.
    pub(crate) last_entry: Vec<Option<Millis>>,
    pub(crate) last: Option<Millis>,
    pub(crate) begun: u16,
    /// Reactions that are on their way, unordered; earliest time and lowest sequence come first.
    pub(crate) coming: Vec<(u32, Happening)>,
    pub(crate) coming_next: Millis,
    pub(crate) sequence: u32,
    /// Nothing but reactions on their way can happen to this customer before this instant, so that the
    /// instance in hand may run ahead to it.
    pub(crate) free: Millis,
    pub(crate) trap: Flag<Option<Trap>>,
    /// Room for an event's cells while another's are asked.
    saved: Vec<Cell>,
}

/// One event of a customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Happening {
    pub(crate) at: Millis,
    /// Place of its name in the plan's events.
    pub(crate) event: u16,
    pub(crate) from: From,
}

/// Where an event's properties are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum From {
    /// In the event log, at this place.
    Log(u32),
    /// A reaction to a step: its id as a text cell, channel, score.
    Step { step: Cell, channel: u8, score: i64 },
    /// A modelled event, without properties: the op that waits for it, and the place in its list.
    Model { op: u32, place: u16 },
}

/// One pass of a customer through the journey.
#[derive(Clone, Debug, Default)]
pub(crate) struct Instance {
    pub(crate) number: u16,
    pub(crate) op: u32,
    pub(crate) node: u32,
    pub(crate) entered: Millis,
    pub(crate) wake: Millis,
    pub(crate) deadline: Millis,
    pub(crate) state: State,
    /// When a pause that a quiet hour or a call caused goes on, where.
    pub(crate) then: u32,
    /// When the wait in hand began.
    pub(crate) since: Millis,
    pub(crate) leaving: Option<u16>,
    pub(crate) rounds: Vec<(u32, u32)>,
    /// A bit for each of the first 64 goals that was reached; later ones stand in `more_goals`.
    pub(crate) goals: u64,
    pub(crate) more_goals: Vec<u32>,
    pub(crate) effort: u32,
    pub(crate) waited: Millis,
    /// Context and event, while another instance is in hand.
    pub(crate) local: Vec<Cell>,
}

/// What an instance does at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing: it has ended.
    #[default]
    Over,
    /// Waits for a time, then goes on at its op.
    Paused,
    /// Waits for events until a time.
    Awaiting,
}

impl Person {
    /// Returns nobody yet, with room for the customers of a plan.
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            cells: vec![MISSING; plan.scope.len()],
            own: plan.constants.clone(),
            visits: vec![0; plan.nodes.len()],
            last_entry: vec![None; plan.entries.len()],
            ..Self::default()
        }
    }

    /// Makes this the person of another customer, whose attributes these are.
    #[inline]
    pub(crate) fn reset(&mut self, plan: &Plan, key: u64, attributes: &[Cell]) {
        self.key = key;
        let (own, rest) = self.cells.split_at_mut(attributes.len());
        own.copy_from_slice(attributes);
        rest.fill(MISSING);
        if self.own.len() > plan.constants.len() {
            self.own.truncate(plan.constants.len());
        }
        self.zone = 0;
        self.contacts.clear();
        self.asked = [None; 3];
        for &node in &self.touched {
            self.visits[node as usize] = 0;
        }
        self.touched.clear();
        self.seen.clear();
        self.instances.iter_mut().for_each(|instance| instance.state = State::Over);
        self.hand = usize::MAX;
        if self.last.take().is_some() {
            self.last_entry.fill(None);
        }
        self.begun = 0;
        self.coming.clear();
        self.coming_next = Millis::MAX;
        self.sequence = 0;
        self.free = Millis::MIN;
        self.trap.set(None);
    }

    /// Returns whether no instance is active.
    #[inline]
    pub(crate) fn is_outside(&self) -> bool {
        self.instances.iter().all(|instance| instance.state == State::Over)
    }

    /// Notes that a step begins.
    #[inline]
    pub(crate) fn visit(&mut self, node: u32) {
        let visits = &mut self.visits[node as usize];
        if *visits == 0 {
            self.touched.push(node);
        }
        *visits += 1;
    }

    /// Returns which pass of a step this is, from 0.
    #[inline]
    pub(crate) fn pass(&self, node: u32) -> u32 {
        self.visits[node as usize].saturating_sub(1)
    }

    /// Lays an instance's context and event into the cells.
    #[inline]
    pub(crate) fn take_in_hand(&mut self, plan: &Plan, index: usize) {
        if self.hand != index {
            let place = plan.context.start..plan.event.end;
            if let Some(previous) = self.instances.get_mut(self.hand) {
                previous.local.clear();
                previous.local.extend_from_slice(&self.cells[place.clone()]);
            }
            self.cells[place.clone()].fill(MISSING);
            let local = &self.instances[index].local;
            if !local.is_empty() {
                self.cells[place].copy_from_slice(local);
            }
            self.hand = index;
        }
    }

    /// Puts the instance in hand aside, so that the cells of context and event are free and missing.
    #[inline]
    pub(crate) fn put_down(&mut self, plan: &Plan) {
        let place = plan.context.start..plan.event.end;
        if let Some(previous) = self.instances.get_mut(self.hand)
            && previous.state != State::Over
        {
            previous.local.clear();
            previous.local.extend_from_slice(&self.cells[place.clone()]);
        }
        self.cells[place].fill(MISSING);
        self.hand = usize::MAX;
    }

    /// Begins an instance by an entry, in hand, whose context and event are in the cells now; returns its place.
    pub(crate) fn begin(&mut self, entry: u32, node: u32, now: Millis, deadline: Millis) -> usize {
        self.last_entry[entry as usize] = Some(now);
        self.last = Some(now);
        let free = self.instances.iter().position(|instance| instance.state == State::Over);
        let index = free.unwrap_or_else(|| {
            self.instances.push(Instance::default());
            self.instances.len() - 1
        });
        self.instances[index].begin(self.begun, node, now, deadline);
        self.begun = self.begun.wrapping_add(1);
        self.hand = index;
        index
    }

    /// Asks something with an event's properties in the cells, and puts the former ones back.
    pub(crate) fn with_event<R>(
        &mut self,
        scene: &Scene,
        happening: &Happening,
        ask: impl FnOnce(&Self) -> R,
    ) -> R {
        let mut saved = std::mem::take(&mut self.saved);
        saved.clear();
        saved.extend_from_slice(&self.cells[scene.plan.event.clone()]);
        scene.lay(self, happening);
        let answer = ask(self);
        self.cells[scene.plan.event.clone()].copy_from_slice(&saved);
        self.saved = saved;
        answer
    }

    /// Adds an event that is still to come.
    pub(crate) fn expect(&mut self, happening: Happening) {
        self.coming_next = self.coming_next.min(happening.at);
        self.coming.push((self.sequence, happening));
        self.sequence += 1;
    }

    /// Takes the next event that is still to come.
    #[inline]
    pub(crate) fn next_coming(&mut self) -> Option<Happening> {
        // Nearly always there is one.
        if self.coming.len() <= 1 {
            self.coming_next = Millis::MAX;
            return self.coming.pop().map(|(_, happening)| happening);
        }
        let first =
            (0..self.coming.len()).min_by_key(|&i| (self.coming[i].1.at, self.coming[i].0))?;
        let (_, happening) = self.coming.swap_remove(first);
        self.coming_next = self.coming.iter().map(|(_, next)| next.at).min().unwrap_or(Millis::MAX);
        Some(happening)
    }

    /// Keeps a text that a step made, and returns its cell.
    pub(crate) fn keep_text(&mut self, texts: &Texts, text: String) -> Cell {
        if let Some(cell) = texts.find(&text) {
            return cell;
        }
        self.own.push(text);
        (texts.len() + self.own.len() - 1) as Cell
    }
}

/// A customer at a moment. The facts for a condition are made of it only where one is asked.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) person: &'a Person,
    pub(crate) now: Millis,
}

impl<'a> Here<'a> {
    /// Returns the customer's zone.
    #[inline]
    pub(crate) fn zone(self) -> &'a Zone {
        &self.scene.zones[self.person.zone]
    }

    /// Returns what a condition may see.
    #[inline]
    pub(crate) fn facts(self) -> Facts<'a> {
        Facts {
            cells: &self.person.cells,
            now: self.now,
            zone: self.zone(),
            holidays: &self.scene.plan.holidays,
            texts: TextView { shared: self.scene.texts, own: &self.person.own },
            trap: &self.person.trap,
        }
    }
}

impl Instance {
    /// Begins in a place that another has left, and keeps the room of its lists.
    fn begin(&mut self, nth: u16, at: u32, now: Millis, end: Millis) {
        // In place, and by a pattern that forgets no field.
        let Self {
            number,
            op,
            node,
            entered,
            wake,
            deadline,
            state,
            then,
            since,
            leaving,
            rounds,
            goals,
            more_goals,
            effort,
            waited,
            local,
        } = self;
        (*number, *op, *node, *then) = (nth, 0, at, 0);
        (*entered, *since, *wake, *deadline) = (now, now, Millis::MAX, end);
        (*state, *leaving, *goals, *effort, *waited) = (State::Paused, None, 0, 0, 0);
        rounds.clear();
        more_goals.clear();
        local.clear();
    }

    /// Returns whether this goal was not yet reached, and notes that it is now.
    pub(crate) fn first_hit(&mut self, goal: u32) -> bool {
        if goal < 64 {
            let bit = 1 << goal;
            let first = self.goals & bit == 0;
            self.goals |= bit;
            return first;
        }
        let first = !self.more_goals.contains(&goal);
        if first {
            self.more_goals.push(goal);
        }
        first
    }
}
