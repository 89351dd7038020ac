//! Contact rules: consent, frequency caps, quiet hours. Every refusal has its reason.

use journey::condition::Slot;
use journey::op::Clock;
use journey::settings::{Channel, Period};
use journey::time::{Civil, Grid, Millis, weekday, ymd};

use super::mark::Blocked;
use super::person::Person;
use super::scene::Scene;
use crate::plan::{Contact, Gate, Go};

/// What a contact gate says.
pub(crate) enum Verdict {
    /// Go on with this channel.
    Open(Go),
    /// Ask again at this instant.
    Later(Millis),
    /// No.
    Blocked(Blocked),
}

/// Asks a gate; `tried` takes each channel with the reason it was passed over for.
pub(crate) fn ask(
    scene: &Scene,
    person: &Person,
    gate: &Gate,
    now: Millis,
    mut tried: impl FnMut(Channel, Option<Blocked>),
) -> Verdict {
    if gate.purpose.is_some_and(|slot| person.cells[slot as usize] != 1) {
        for way in &gate.channels {
            tried(way.channel, Some(Blocked::Purpose));
        }
        return Verdict::Blocked(Blocked::Purpose);
    }
    let preferred = gate.prefer.as_ref().and_then(|(slot, channels)| {
        let value = usize::try_from(person.cells[*slot as usize]).ok()?;
        channels.get(value).copied().flatten()
    });
    let is_preferred = |way: &&Contact| Some(way.channel) == preferred;
    let first = preferred.and_then(|_| gate.channels.iter().find(is_preferred));
    let rest = gate.channels.iter().filter(|way| !is_preferred(way));
    let mut reason = Blocked::Consent;
    for &Contact { channel, consent, go } in first.into_iter().chain(rest) {
        if let Some(refusal) = refusal(scene, person, channel, consent, now) {
            tried(channel, Some(refusal));
            reason = reason.max(refusal);
            continue;
        }
        let Some(open) = quiet_until(scene, person, now) else {
            tried(channel, None);
            return Verdict::Open(go);
        };
        tried(channel, Some(Blocked::Quiet));
        return match open {
            Some(open) if gate.defer => Verdict::Later(open),
            _ => Verdict::Blocked(Blocked::Quiet),
        };
    }
    Verdict::Blocked(reason)
}

/// Returns why a channel may not be used now, quiet hours apart.
#[inline(always)]
fn refusal(
    scene: &Scene,
    person: &Person,
    channel: Channel,
    consent: Option<Slot>,
    now: Millis,
) -> Option<Blocked> {
    if consent.is_some_and(|slot| person.cells[slot as usize] != 1) {
        return Some(Blocked::Consent);
    }
    let capped = !scene.plan.caps.is_empty() && is_capped(scene, person, channel, now);
    capped.then_some(Blocked::Cap)
}

/// Returns whether a frequency cap on the channel is used up.
fn is_capped(scene: &Scene, person: &Person, channel: Channel, now: Millis) -> bool {
    let plan = scene.plan;
    plan.caps.iter().any(|cap| {
        let counts = |of: Channel| cap.channel.is_none_or(|capped| capped == of);
        if !counts(channel) {
            return false;
        }
        let sent = |within: &dyn Fn(Millis) -> bool| {
            let contacts = person.contacts.iter();
            contacts.filter(|&&(at, of)| counts(of) && within(at)).count()
        };
        let sent = match cap.per {
            // A contact exactly one period ago is outside: "2 in 7 days" allows one again 7 days later,
            // at the same time of the journey's clock.
            Period::Rolling(span) => sent(&|at| span.after(at, &plan.zone) > now),
            Period::Day | Period::Week | Period::Month => {
                let since = period_start(cap.per, now, scene);
                sent(&|at| at >= since)
            }
        };
        sent >= cap.most as usize
    })
}

/// Returns the first instant of the calendar period that holds now, in the journey's zone.
fn period_start(period: Period, now: Millis, scene: &Scene) -> Millis {
    let zone = &scene.plan.zone;
    let day = Civil::of(zone.local(now)).day;
    let midnight = |day: i64| zone.instant(Civil { day, time: 0 }.local());
    match period {
        Period::Rolling(_) => now,
        Period::Day => midnight(day),
        Period::Week => midnight(day - i64::from(weekday(day))),
        Period::Month => midnight(day - i64::from(ymd(day).2) + 1),
    }
}

/// Returns nothing outside quiet hours; inside them, when they end, if ever within 400 days.
#[inline(always)]
pub(crate) fn quiet_until(scene: &Scene, person: &Person, now: Millis) -> Option<Option<Millis>> {
    let (grid, clock) = scene.plan.quiet.as_ref()?;
    until_open(grid, *clock, scene, person, now)
}

fn until_open(
    grid: &Grid,
    clock: Clock,
    scene: &Scene,
    person: &Person,
    now: Millis,
) -> Option<Option<Millis>> {
    let zone = match clock {
        Clock::Journey => &scene.plan.zone,
        Clock::Customer => &scene.zones[person.zone],
    };
    grid.holds(zone.local(now)).then(|| grid.next(now, zone, false))
}
