//! When customers arrive by themselves, and why: audiences that fall due, and contacts by a Poisson process.

use journey::condition::cell_text;
use journey::op::{Clock, Schedule};
use journey::time::{HOUR, Millis, Zone};
use journey::value::{Cell, MISSING, Type};

use super::mark::Seen;
use super::person::{Here, Person};
use super::scene::Scene;
use super::until::next;
use super::world::{Note, World, mark};
use crate::draw::unit;
use crate::plan::{Enter, PlanEntry};

/// Returns when an audience is evaluated, from `start` up to `end`, for customers of a zone.
pub(crate) fn dues(
    entry: &PlanEntry,
    zone: &Zone,
    home: &Zone,
    start: Millis,
    end: Millis,
) -> Vec<Millis> {
    let Enter::Audience { schedule, clock, .. } = &entry.what else {
        return Vec::new();
    };
    let zone = if *clock == Clock::Customer { zone } else { home };
    match schedule {
        Schedule::Once(local) => {
            let at = zone.instant(*local);
            if (start..end).contains(&at) { vec![at] } else { Vec::new() }
        }
        Schedule::Every { days, minute } => {
            let mut dues = Vec::new();
            let mut at = next(days, *minute, start - 1, zone);
            while at < end && at >= start {
                dues.push(at);
                at = next(days, *minute, at, zone);
            }
            dues
        }
    }
}

/// Gives an instance that has just begun the reason of its contact: the recorded one, else one by lot.
pub(crate) fn reason<W: World>(
    scene: &Scene,
    person: &mut Person,
    entry: u32,
    instance: u16,
    now: Millis,
    world: &mut W,
) {
    let plan = scene.plan;
    let entry = &plan.entries[entry as usize];
    let Enter::Inbound { reasons: Some(reasons), .. } = &entry.what else {
        return;
    };
    let group = &plan.groups[reasons.group as usize];
    let told = reasons.property.map(|slot| (slot, person.cells[slot as usize]));
    let recorded = told.filter(|(_, cell)| *cell != MISSING).map(|(slot, cell)| {
        let attribute = plan.scope.attribute(slot);
        let facts = Here { scene, person, now }.facts();
        cell_text(cell, attribute, facts.texts, facts.zone)
    });
    let last = group.arms.len() - 1;
    let (arm, reason) = match &recorded {
        Some(reason) => {
            let arm = group.arms[..last].iter().position(|(name, _)| name == reason);
            (arm.unwrap_or(last), reason.as_str())
        }
        None => {
            let draw = world.draw(person.key, reasons.site, person.pass(entry.node));
            let arm = reasons.thresholds.iter().position(|threshold| threshold.hit(draw));
            let arm = arm.unwrap_or(last.saturating_sub(1));
            (arm, group.arms[arm].0.as_str())
        }
    };
    let property = reasons.property.filter(|_| recorded.is_none());
    for slot in property.into_iter().chain(reasons.store) {
        let attribute = plan.scope.attribute(slot);
        person.cells[slot as usize] = match attribute.kind {
            Type::Category => attribute
                .values
                .iter()
                .position(|known| known == reason)
                .map_or(MISSING, |place| place as Cell),
            _ => person.keep_text(scene.texts, reason.to_owned()),
        };
    }
    world.mark(mark(Seen::Arm, instance, group.first + arm as u32, now));
    if W::DETAIL {
        let note = Note::Reason { reason: reason.to_owned(), recorded: recorded.is_some() };
        world.note(now, instance, Some(entry.node), note);
    }
}

/// Returns the customer's next contact after `from`, and how many draws it used up in all.
///
/// Contacts of all N customers together are a Poisson process with the given rates; thinned N ways,
/// each customer's are one with an N-th of the rates, independent of everyone else's. Times come by
/// thinning at the highest possible rate (Lewis and Shedler 1979).
pub(crate) fn next_contact<W: World>(
    scene: &Scene,
    entry: usize,
    key: u64,
    from: Millis,
    mut draws: u32,
    world: &W,
) -> Option<(Millis, u32)> {
    let entry = &scene.plan.entries[entry];
    let Enter::Inbound { event, rates, .. } = &entry.what else {
        return None;
    };
    if event.is_some_and(|event| world.recorded(event)) {
        return None;
    }
    if let Some(settled) = world.contact(entry.site, draws) {
        return settled.map(|at| (at, draws + 1));
    }
    let most: f64 = rates.iter().map(|(rate, _)| rate.per_hour.to_f64()).sum();
    let each = most / scene.crowd as f64 / HOUR as f64;
    if each <= 0.0 {
        return None;
    }
    let mut at = from as f64;
    loop {
        at += -libm::log(1.0 - unit(world.draw(key, entry.site, draws))) / each;
        let keep = unit(world.draw(key, entry.site, draws + 1));
        draws += 2;
        if at >= scene.end as f64 {
            return None;
        }
        let instant = (at as Millis).max(from + 1);
        let local = scene.zones[0].local(instant);
        let held = rates.iter().filter(|(_, grid)| grid.holds(local));
        let rate: f64 = held.map(|(rate, _)| rate.per_hour.to_f64()).sum();
        if keep * most < rate {
            return Some((instant, draws));
        }
    }
}
