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
    /// Last entry by entry, and how many instances began.
    pub(crate) last_entry: Vec<Option<Millis>>,
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
    /// Makes this the person of another customer; attributes are still missing.
    pub(crate) fn reset(&mut self, plan: &Plan, key: u64) {
        self.key = key;
        self.cells.clear();
        self.cells.resize(plan.scope.len(), MISSING);
        if self.own.len() < plan.constants.len() {
            self.own.clone_from(&plan.constants);
        }
        self.own.truncate(plan.constants.len());
        self.zone = 0;
        self.contacts.clear();
        self.asked = [None; 3];
        self.visits.resize(plan.nodes.len(), 0);
        for node in self.touched.drain(..) {
            self.visits[node as usize] = 0;
        }
        self.seen.clear();
        self.instances.clear();
        self.hand = 0;
        self.last_entry.clear();
        self.last_entry.resize(plan.entries.len(), None);
        self.begun = 0;
        self.coming.clear();
        self.coming_next = Millis::MAX;
        self.sequence = 0;
        self.free = Millis::MIN;
        self.trap.set(None);
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

    /// Returns what a condition may see at a moment.
    #[inline]
    pub(crate) fn facts<'a>(
        &'a self,
        plan: &'a Plan,
        texts: &'a Texts,
        zone: &'a Zone,
        now: Millis,
    ) -> Facts<'a> {
        Facts {
            cells: &self.cells,
            now,
            zone,
            holidays: &plan.holidays,
            texts: TextView { shared: texts, own: &self.own },
            trap: &self.trap,
        }
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

    /// Adds an instance, in hand, whose context and event are in the cells now; returns its place.
    pub(crate) fn add(&mut self, instance: Instance) -> usize {
        let free = self.instances.iter().position(|instance| instance.state == State::Over);
        let index = free.unwrap_or(self.instances.len());
        match free {
            Some(index) => self.instances[index] = instance,
            None => self.instances.push(instance),
        }
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
    pub(crate) fn next_coming(&mut self) -> Option<Happening> {
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

impl Instance {
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
