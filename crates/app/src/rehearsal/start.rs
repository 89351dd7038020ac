//! When a rehearsal starts: the same answer in the terminal and in the designer.

use engine::plan::Plan;
use journey::time::{DAY, Millis, Zone, parse_date, parse_instant};

use crate::refused::Refused;

/// Returns when a rehearsal starts: as given, as the journey says, with the first event, or on the day of `now`.
///
/// # Errors
/// `bad_start` when what the journey says cannot be read.
pub fn start(
    given: Option<Millis>,
    plan: &Plan,
    first: Option<Millis>,
    now: Millis,
) -> Result<Millis, Refused> {
    if let Some(given) = given {
        return Ok(given);
    }
    let population = plan.settings.population.as_ref();
    if let Some(text) = population.and_then(|population| population.start.as_deref()) {
        return start_of(text, &plan.zone);
    }
    let day = first.unwrap_or(now);
    Ok(plan.zone.instant(plan.zone.local(day).div_euclid(DAY) * DAY))
}

/// Reads a date or an instant; local to the zone unless it names one.
///
/// # Errors
/// `bad_start` when it is neither.
pub fn start_of(text: &str, zone: &Zone) -> Result<Millis, Refused> {
    match parse_instant(text) {
        Some((instant, true)) => return Ok(instant),
        Some((local, false)) => return Ok(zone.instant(local)),
        None => {}
    }
    match parse_date(text) {
        Some(day) => Ok(zone.instant(day * DAY)),
        None => Err(Refused::new(
            "bad_start",
            format!(
                "start is “{text}”; expected a date such as 2026-11-22 or a time such as 2026-11-22T09:00"
            ),
            format!(
                "開始「{text}」は読めません。2026-11-22 または 2026-11-22T09:00 の形で書いてください"
            ),
        )),
    }
}
