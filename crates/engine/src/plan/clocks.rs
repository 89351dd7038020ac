//! Zones as the rehearsed world has them: with the clock changes they have, and those one may suppose.

use journey::time::{DAY, Day, HOUR, Zone};

/// A change of every zone's clocks at two in the morning, by an hour, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockChange {
    /// The local day, in days since 1970-01-01.
    pub day: Day,
    /// Forward, so that an hour is skipped; else back, so that one comes twice.
    pub forward: bool,
}

/// Clock changes besides those that zones have by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocks(pub Vec<ClockChange>);

impl Clocks {
    /// Returns the zone with this IANA name, or none when there is none.
    pub(crate) fn zone(&self, name: &str) -> Option<Zone> {
        let change = |zone: Zone, change: &ClockChange| {
            zone.changed(change.day * DAY + 2 * HOUR, if change.forward { HOUR } else { -HOUR })
        };
        Some(self.0.iter().fold(Zone::named(name)?, change))
    }
}
