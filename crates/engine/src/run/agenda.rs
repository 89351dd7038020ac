//! The agenda of one customer: what happens next, in the order of time.
//!
//! At one instant: exit rule, then event, then timeout, then arrival; ties by sequence.

use journey::condition::{Why, cell_text};
use journey::settings::{ExitTime, Reentry};
use journey::time::{MINUTE, Millis};
use journey::value::MISSING;

use super::act::reacted;
use super::arrivals;
use super::mark::{Refused, Seen};
use super::person::{From, Happening, Here, Person, State};
use super::scene::{Block, Scene};
use super::shared::Wish;
use super::step::{Input, exit, matches, step};
use super::world::{Contend, Note, World, is_recorded, mark};
use crate::plan::{Enter, Plan, What};

/// What else may come for a customer: arrivals. Reused from customer to customer.
pub(crate) struct Agenda {
    /// The customers who are next.
    block: Block,
    /// Entries whose event just came.
    pending: Vec<(u32, Happening)>,
    /// Arrivals to come: when, by which entry, and what they are.
    coming: Vec<(Millis, u32, Coming)>,
    /// When the first of them is.
    next: Millis,
}

impl Agenda {
    /// Returns the agenda of customers who come in the order of rows, so many of them at a time; 1 where
    /// they come in no order.
    pub(crate) fn new(plan: &Plan, neighbors: usize) -> Self {
        let block = Block::new(plan, neighbors);
        Self { block, pending: Vec::new(), coming: Vec::new(), next: Millis::MAX }
    }

    fn clear(&mut self) {
        self.pending.clear();
        self.coming.clear();
        self.next = Millis::MAX;
    }

    /// Adds an arrival.
    fn expect(&mut self, at: Millis, entry: u32, coming: Coming) {
        self.coming.push((at, entry, coming));
        self.next = self.next.min(at);
    }

    /// Takes the next arrival, of several at one instant that of the first entry.
    fn take(&mut self) -> Option<(u32, Coming)> {
        // Nearly always there is one.
        if self.coming.len() <= 1 {
            self.next = Millis::MAX;
            return self.coming.pop().map(|(_, entry, coming)| (entry, coming));
        }
        let earliest = |&place: &usize| (self.coming[place].0, self.coming[place].1);
        let next = (0..self.coming.len()).min_by_key(earliest)?;
        let (_, entry, coming) = self.coming.swap_remove(next);
        self.next = self.coming.iter().map(|&(at, ..)| at).min().unwrap_or(Millis::MAX);
        Some((entry, coming))
    }
}

#[derive(Clone, Copy)]
enum Coming {
    /// An audience is evaluated: the place in the entry's list.
    Due(u32),
    /// A wave lets the customer in.
    Released,
    /// A contact: the draws used up so far.
    Contact(u32),
}

/// Lives one customer's time from the start to the horizon.
pub(crate) fn live<W: World>(
    scene: &Scene,
    person: &mut Person,
    agenda: &mut Agenda,
    row: usize,
    world: &mut W,
) -> Result<(), Contend> {
    let mut places = begin(scene, person, agenda, row, world);
    loop {
        let log_at = next_log(scene, &places);
        let event_at = log_at.min(person.coming_next);
        let (timer_at, index) = next_timer(person);
        let arrival_at = match agenda.pending.first() {
            Some((_, happening)) => happening.at,
            None => agenda.next,
        };
        // Whoever is outside for good hears no event any more.
        if arrival_at == Millis::MAX && !W::DETAIL && !scene.event_enters && person.is_outside() {
            break;
        }
        let now = event_at.min(timer_at).min(arrival_at);
        if now >= scene.end {
            break;
        }
        world.turn(now, person);
        if event_at == now {
            if scene.plan.event_exits {
                exit_first(scene, person, &places, now, world);
            }
            let happening = if log_at == now {
                let place = places.start;
                places.start += 1;
                let name = scene.population.events.name(place);
                let from = From::Log(place as u32);
                scene.event_of[name].map(|event| Happening { at: now, event, from })
            } else {
                person.next_coming()
            };
            if let Some(happening) = happening {
                let enters = scene.enters[usize::from(happening.event)];
                let next_log = next_log(scene, &places);
                person.free =
                    if enters { Millis::MIN } else { free(scene, person, agenda, next_log, 1) };
                take_event(scene, person, agenda, happening, world)?;
            }
        } else if timer_at == now {
            person.free = free(scene, person, agenda, log_at, 1);
            wake(scene, person, index, now, world)?;
        } else {
            arrive(scene, person, agenda, log_at, now, world)?;
        }
    }
    for instance in person.instances.iter().filter(|instance| instance.state != State::Over) {
        world.mark(mark(Seen::Inside, instance.number, instance.node, scene.end));
        if W::DETAIL {
            world.note(scene.end, instance.number, Some(instance.node), Note::Inside);
        }
    }
    Ok(())
}

/// Loads the customer and sets up arrivals; returns the events from the start on.
fn begin<W: World>(
    scene: &Scene,
    person: &mut Person,
    agenda: &mut Agenda,
    row: usize,
    world: &mut W,
) -> std::ops::Range<usize> {
    let plan = scene.plan;
    person.reset(plan, scene.population.table.key(row), agenda.block.row(scene, row));
    if let Some(slot) = plan.zone_slot {
        person.zone = scene.zone_of.get(&person.cells[slot as usize]).copied().unwrap_or(0);
    }
    agenda.clear();
    for (entry, dues) in scene.dues.iter().enumerate() {
        if let Some(&at) = dues[person.zone].first() {
            agenda.expect(at, entry as u32, Coming::Due(0));
        }
    }
    for (place, entry) in plan.entries.iter().enumerate() {
        if matches!(entry.what, Enter::Inbound { .. }) {
            let drawn = arrivals::next_contact(scene, place, person.key, scene.start, 0, world);
            if let Some((at, draws)) = drawn {
                agenda.expect(at, place as u32, Coming::Contact(draws));
            }
        }
    }
    let mut places = scene.population.events.of(row);
    while !places.is_empty() && scene.population.events.at(places.start) < scene.start {
        let (place, events) = (places.start, &scene.population.events);
        if let (true, Some(event)) = (plan.look_back, scene.event_of[events.name(place)]) {
            let from = From::Log(place as u32);
            person.seen.push(Happening { at: events.at(place), event, from });
        }
        places.start += 1;
    }
    places
}

/// Returns when the customer's next recorded event is.
#[inline]
fn next_log(scene: &Scene, places: &std::ops::Range<usize>) -> Millis {
    if places.is_empty() { Millis::MAX } else { scene.population.events.at(places.start) }
}

/// Returns until when an instance may run ahead, being the only one but for `others` that are active now:
/// up to the next recorded event, arrival or the horizon.
#[inline]
fn free(scene: &Scene, person: &Person, agenda: &Agenda, log_at: Millis, others: usize) -> Millis {
    let active = person.instances.iter().filter(|instance| instance.state != State::Over);
    if active.count() > others || !agenda.pending.is_empty() {
        return Millis::MIN;
    }
    scene.end.min(log_at).min(agenda.next)
}

/// Returns the earliest wake of all instances, and whose it is.
#[inline]
fn next_timer(person: &Person) -> (Millis, usize) {
    let mut next = (Millis::MAX, 0);
    for (index, instance) in person.instances.iter().enumerate() {
        if instance.state != State::Over && instance.wake < next.0 {
            next = (instance.wake, index);
        }
    }
    next
}

/// Wakes an instance whose time has come.
fn wake<W: World>(
    scene: &Scene,
    person: &mut Person,
    index: usize,
    now: Millis,
    world: &mut W,
) -> Result<(), Contend> {
    let instance = &mut person.instances[index];
    if now >= instance.deadline {
        instance.state = State::Over;
        world.mark(mark(Seen::Expired, instance.number, instance.node, now));
        if W::DETAIL {
            let note = Note::Ended { outcome: "unresolved", rule: Some("lifetime".to_owned()) };
            world.note(now, instance.number, Some(instance.node), note);
        }
        return Ok(());
    }
    step(scene, person, index, Input::Time, now, world)
}

/// Gives an event to exit rules, then to waiting instances, then to entries.
fn take_event<W: World>(
    scene: &Scene,
    person: &mut Person,
    agenda: &mut Agenda,
    happening: Happening,
    world: &mut W,
) -> Result<(), Contend> {
    let plan = scene.plan;
    if plan.look_back {
        person.seen.push(happening);
    }
    if W::DETAIL {
        tell_event(scene, person, &happening, world);
    }
    if !plan.groups.is_empty() {
        reacted(scene, person, &happening, world);
    }
    for index in 0..person.instances.len() {
        if person.instances[index].state == State::Over {
            continue;
        }
        if exit_by_event(scene, person, index, &happening, world) {
            continue;
        }
        let instance = &person.instances[index];
        if instance.state != State::Awaiting {
            continue;
        }
        let What::Await(wait) = &plan.ops[instance.op as usize].what else {
            continue;
        };
        person.take_in_hand(plan, index);
        let op = person.instances[index].op;
        let place = (0..wait.events.len())
            .find(|&place| matches(scene, person, (op, place), wait, &happening, happening.at));
        if let Some(place) = place {
            scene.lay(person, &happening);
            step(scene, person, index, Input::Event(place), happening.at, world)?;
        }
    }
    if !scene.enters[usize::from(happening.event)] {
        return Ok(());
    }
    for (entry, what) in plan.entries.iter().enumerate() {
        let inbound = matches!(what.what, Enter::Inbound { .. });
        let enters = what.waits_for(happening.event) && (!inbound || is_recorded(&happening));
        if enters {
            agenda.pending.push((entry as u32, happening));
        }
    }
    Ok(())
}

/// Lets exit rules of the events still to come at this instant go before what any of them sets going.
///
/// Only for several events at one instant; a single one asks its exit rules by itself.
fn exit_first<W: World>(
    scene: &Scene,
    person: &mut Person,
    places: &std::ops::Range<usize>,
    now: Millis,
    world: &mut W,
) {
    let events = &scene.population.events;
    let logged = places.clone().take_while(|&place| events.at(place) == now);
    let logged = logged.filter_map(|place| {
        let from = From::Log(place as u32);
        scene.event_of[events.name(place)].map(|event| Happening { at: now, event, from })
    });
    let coming = person.coming.iter().map(|&(_, happening)| happening);
    let coming = coming.filter(|happening| happening.at == now);
    let all = logged.chain(coming);
    if all.clone().nth(1).is_none() {
        return;
    }
    let all: Vec<Happening> = all.collect();
    for happening in &all {
        for index in 0..person.instances.len() {
            if person.instances[index].state != State::Over {
                exit_by_event(scene, person, index, happening, world);
            }
        }
    }
}

/// Applies exit rules of an event to an instance; returns whether it ended.
fn exit_by_event<W: World>(
    scene: &Scene,
    person: &mut Person,
    index: usize,
    happening: &Happening,
    world: &mut W,
) -> bool {
    for (rule, exits) in scene.plan.exits.iter().enumerate() {
        if exits.event != Some(happening.event) {
            continue;
        }
        person.take_in_hand(scene.plan, index);
        let holds = exits.when.as_ref().is_none_or(|when| {
            person.with_event(scene, happening, |person| {
                when.holds(&Here { scene, person, now: happening.at }.facts())
            })
        });
        if holds && exits.time == ExitTime::AtOnce {
            exit(scene, &mut person.instances[index], rule as u16, happening.at, world);
            return true;
        }
        let leaving = &mut person.instances[index].leaving;
        if holds && leaving.is_none() {
            *leaving = Some(rule as u16);
        }
    }
    false
}

/// Handles the next arrival: an event's entry, an audience that is due, a wave's release, a contact.
fn arrive<W: World>(
    scene: &Scene,
    person: &mut Person,
    agenda: &mut Agenda,
    log_at: Millis,
    now: Millis,
    world: &mut W,
) -> Result<(), Contend> {
    if !agenda.pending.is_empty() {
        let (entry, happening) = agenda.pending.remove(0);
        person.free = free(scene, person, agenda, log_at, 0);
        return enter(scene, person, entry, Some(&happening), true, now, world);
    }
    let Some((entry, coming)) = agenda.take() else {
        return Ok(());
    };
    let ask = match coming {
        Coming::Due(place) => {
            let dues = &scene.dues[entry as usize][person.zone];
            if let Some(&at) = dues.get(place as usize + 1) {
                agenda.expect(at, entry, Coming::Due(place + 1));
            }
            match wave(scene, person, entry, now, world)? {
                None => true,
                Some(release) if release == now => false,
                Some(release) => {
                    if release > now {
                        agenda.expect(release, entry, Coming::Released);
                    }
                    return Ok(());
                }
            }
        }
        Coming::Released => false,
        Coming::Contact(draws) => {
            let drawn =
                arrivals::next_contact(scene, entry as usize, person.key, now, draws, world);
            if let Some((at, draws)) = drawn {
                agenda.expect(at, entry, Coming::Contact(draws));
            }
            false
        }
    };
    person.free = free(scene, person, agenda, log_at, 0);
    enter(scene, person, entry, None, ask, now, world)
}

/// Returns when a wave lets the customer in, the start of time for one who does not belong to the audience;
/// none when the entry has no waves.
fn wave<W: World>(
    scene: &Scene,
    person: &mut Person,
    entry: u32,
    now: Millis,
    world: &mut W,
) -> Result<Option<Millis>, Contend> {
    let Enter::Audience { wave: Some(per_minute), .. } = &scene.plan.entries[entry as usize].what
    else {
        return Ok(None);
    };
    let again = refusal(scene.plan, person, entry, now) != Some(Refused::Reentry);
    lay(scene, person, None);
    if !again || !belongs(scene, person, entry, None, now, world).0 {
        return Ok(Some(Millis::MIN));
    }
    let place = world.settle(now, Wish::Wave { entry, due: now })?;
    Ok(Some(now + place / i64::from(*per_minute.max(&1)) * MINUTE))
}

/// Lays out what an entry may see: nothing of instances, but the event that just came.
fn lay(scene: &Scene, person: &mut Person, happening: Option<&Happening>) {
    person.put_down(scene.plan);
    if let Some(happening) = happening {
        scene.lay(person, happening);
    }
}

/// Returns whether an entry's condition lets the customer in, and when `DETAIL`, why.
fn belongs<W: World>(
    scene: &Scene,
    person: &Person,
    entry: u32,
    happening: Option<&Happening>,
    now: Millis,
    world: &mut W,
) -> (bool, Option<Why>) {
    let plan = scene.plan;
    let when = match &plan.entries[entry as usize].what {
        Enter::Event { when, .. } | Enter::Audience { when, .. } => when,
        Enter::Inbound { .. } => &None,
    };
    let Some(when) = when else {
        return (true, None);
    };
    let facts = Here { scene, person, now }.facts();
    let holds = when.holds(&facts);
    if !W::DETAIL {
        return (holds, None);
    }
    let why = when.typed.explain(&facts);
    // A daily audience that a customer does not belong to is no news; an event that is turned away is.
    if !holds && happening.is_some() {
        let node = plan.entries[entry as usize].node;
        world.note(now, person.begun, Some(node), Note::NotForThem { why: why.clone() });
    }
    (holds, Some(why))
}

/// Lets the customer in by an entry, unless its condition or a rule refuses.
fn enter<W: World>(
    scene: &Scene,
    person: &mut Person,
    entry: u32,
    happening: Option<&Happening>,
    ask: bool,
    now: Millis,
    world: &mut W,
) -> Result<(), Contend> {
    let plan = scene.plan;
    let what = &plan.entries[entry as usize];
    let mut refusal = refusal(plan, person, entry, now);
    // An audience is asked again and again: whoever has been through it is simply no longer in it.
    if refusal == Some(Refused::Reentry) && matches!(what.what, Enter::Audience { .. }) {
        return Ok(());
    }
    lay(scene, person, happening);
    let (holds, why) =
        if ask { belongs(scene, person, entry, happening, now, world) } else { (true, None) };
    if !holds {
        return Ok(());
    }
    if refusal.is_none() && (what.cap.is_some() || plan.settings.entry_cap.is_some()) {
        let free = world.settle(now, Wish::Enter { entry })? == 1;
        refusal = (!free).then_some(Refused::Cap);
    }
    if let Some(reason) = refusal {
        world.mark(mark(Seen::Refused(reason), 0, entry, now));
        if W::DETAIL {
            let note = Note::Refused { reason: reason.name() };
            world.note(now, person.begun, Some(what.node), note);
        }
        return Ok(());
    }
    let lifetime = plan.settings.lifetime;
    let deadline = lifetime.map_or(Millis::MAX, |lifetime| lifetime.after(now, &plan.zone));
    let number = person.begun;
    let index = person.begin(entry, what.node, now, deadline);
    world.mark(mark(Seen::Entered, number, entry, now));
    if W::DETAIL {
        world.note(now, number, Some(what.node), Note::Entered { why });
    }
    person.visit(what.node);
    arrivals::reason(scene, person, entry, number, now, world);
    step(scene, person, index, Input::Begin(what.start), now, world)
}

/// Returns why the customer's own history keeps them out, if it does.
fn refusal(plan: &Plan, person: &Person, entry: u32, now: Millis) -> Option<Refused> {
    // Who was never inside has no history.
    person.last?;
    let what = &plan.entries[entry as usize];
    let (rule, last) = match what.reentry {
        Some(rule) => (rule, person.last_entry[entry as usize]),
        None => (plan.settings.reentry, person.last),
    };
    let again = match (rule, last) {
        (_, None) | (Reentry::Always, _) => true,
        (Reentry::Never, Some(_)) => false,
        (Reentry::After(span), Some(last)) => span.after(last, &plan.zone) <= now,
    };
    if !again {
        return Some(Refused::Reentry);
    }
    let inside = person.instances.iter().filter(|instance| instance.state != State::Over).count();
    (inside >= plan.settings.concurrency.max(1) as usize).then_some(Refused::Concurrency)
}

fn tell_event<W: World>(scene: &Scene, person: &mut Person, happening: &Happening, world: &mut W) {
    let event = &scene.plan.events[usize::from(happening.event)];
    person.put_down(scene.plan);
    scene.lay(person, happening);
    let facts = Here { scene, person, now: happening.at }.facts();
    let properties = event.properties.iter().filter_map(|(name, slot)| {
        let cell = facts.cells[*slot as usize];
        let text = || cell_text(cell, scene.plan.scope.attribute(*slot), facts.texts, facts.zone);
        (cell != MISSING).then(|| (name.clone(), text()))
    });
    let note = Note::Event {
        event: event.name.clone(),
        recorded: is_recorded(happening),
        properties: properties.collect(),
    };
    world.note(happening.at, 0, None, note);
}
