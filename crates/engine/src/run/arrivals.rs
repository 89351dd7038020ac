//! When customers arrive by themselves: audiences that fall due, and contacts by a Poisson process.

use journey::op::{Clock, Schedule};
use journey::time::{HOUR, Millis, Zone};

use super::scene::Scene;
use super::until::next;
use super::world::World;
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
    let Enter::Inbound { event, rates } = &entry.what else {
        return None;
    };
    if event.is_some_and(|event| world.recorded(event)) {
        return None;
    }
    let most: f64 = rates.iter().map(|(rate, _)| rate.per_hour.to_f64()).sum();
    let each = most / scene.population.table.len() as f64 / HOUR as f64;
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
