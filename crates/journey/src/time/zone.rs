//! A time zone as a table of offsets, so that a million customers need no zone database.

use std::sync::Arc;

use super::Millis;

/// The offsets of one time zone, from 1900 to 2200.
///
/// The table is read once from the IANA database that is compiled in (through `jiff`), so results
/// do not depend on the machine.
#[derive(Clone, Debug)]
pub struct Zone {
    name: Arc<str>,
    /// (first instant, offset from then on), ascending; the first begins at the start of time.
    spans: Arc<[(Millis, Millis)]>,
}

impl Zone {
    /// Returns the zone with this IANA name ("Asia/Tokyo"), or none when there is none.
    pub fn named(name: &str) -> Option<Self> {
        let zone = jiff::tz::TimeZone::get(name).ok()?;
        let from = jiff::Timestamp::from_second(-2_208_988_800).ok()?;
        let until = jiff::Timestamp::from_second(7_258_118_400).ok()?;
        let offset = |at| Millis::from(zone.to_offset(at).seconds()) * 1_000;
        let mut spans = vec![(Millis::MIN, offset(from))];
        for change in zone.following(from).take_while(|change| change.timestamp() < until) {
            let at = change.timestamp();
            if spans.last().is_some_and(|&(_, last)| last != offset(at)) {
                spans.push((at.as_millisecond(), offset(at)));
            }
        }
        Some(Self { name: name.into(), spans: spans.into() })
    }

    /// Returns UTC.
    pub fn utc() -> Self {
        Self { name: "UTC".into(), spans: [(Millis::MIN, 0)].into() }
    }

    /// Returns the same zone with its clocks moved by so much, for good, at a local time.
    #[must_use]
    pub fn changed(&self, local: Millis, by: Millis) -> Self {
        let at = self.instant(local);
        let (before, after) = self.spans.split_at(self.span(at) + 1);
        let moved = after.iter().map(|&(start, offset)| (start, offset + by));
        let change = std::iter::once((at, self.offset(at) + by));
        let before = before.iter().copied().filter(|&(start, _)| start < at);
        Self { name: self.name.clone(), spans: before.chain(change).chain(moved).collect() }
    }

    /// Returns the IANA name this zone was asked for by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns local time minus UTC at an instant.
    #[inline]
    pub fn offset(&self, instant: Millis) -> Millis {
        self.spans[self.span(instant)].1
    }

    /// Returns the local time line at an instant.
    #[inline]
    pub fn local(&self, instant: Millis) -> Millis {
        instant + self.offset(instant)
    }

    /// Returns the next change of offset after an instant, or the end of time.
    #[inline]
    pub fn next_change(&self, instant: Millis) -> Millis {
        self.spans.get(self.span(instant) + 1).map_or(Millis::MAX, |&(at, _)| at)
    }

    /// Returns the instant of a local time.
    ///
    /// A time that the clocks skip is moved later by the length of the gap; of a time that comes
    /// twice, the first is meant (RFC 5545, section 3.3.5; Temporal's "compatible").
    #[inline]
    pub fn instant(&self, local: Millis) -> Millis {
        // Nearly always the offset in force for good, or the only one; a day's room for the change itself.
        let (start, offset) = self.spans[self.spans.len() - 1];
        if start == Millis::MIN || local - offset >= start + super::DAY {
            return local - offset;
        }
        self.instant_of_many(local)
    }

    fn instant_of_many(&self, local: Millis) -> Millis {
        let near = self.span(local.saturating_sub(self.spans[0].1));
        let first = near.saturating_sub(2);
        let last = (near + 2).min(self.spans.len() - 1);
        for span in first..=last {
            let (start, offset) = self.spans[span];
            let end = self.spans.get(span + 1).map_or(Millis::MAX, |&(at, _)| at);
            let instant = local - offset;
            if instant < end {
                // Before the span begins means inside the gap in front of it: the old offset counts.
                let before = span.checked_sub(1).map_or(offset, |before| self.spans[before].1);
                return if instant >= start { instant } else { local - before };
            }
        }
        local - self.spans[last].1
    }

    #[inline]
    fn span(&self, instant: Millis) -> usize {
        let last = self.spans.len() - 1;
        if self.spans[last].0 <= instant {
            return last;
        }
        self.spans.partition_point(|&(start, _)| start <= instant) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;
    use jiff::civil::DateTime;
    use proptest::prelude::*;

    const NAMES: [&str; 7] = [
        "Asia/Tokyo",
        "UTC",
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Sao_Paulo",
    ];

    #[test]
    fn clocks_can_be_moved_where_they_never_are() {
        let tokyo = Zone::named("Asia/Tokyo").unwrap();
        let two = super::super::parse_instant("2026-11-30T02:00+09:00").unwrap().0;
        let local = tokyo.local(two);
        let (forward, back) = (tokyo.changed(local, HOUR), tokyo.changed(local, -HOUR));
        assert_eq!(forward.local(two - 1), local - 1);
        assert_eq!(forward.local(two), local + HOUR);
        assert_eq!((back.local(two), back.next_change(two - 1)), (local - HOUR, two));
        // Half past two is skipped and moves on; half past one comes twice, and the first is meant.
        assert_eq!(forward.local(forward.instant(local + HOUR / 2)), local + 3 * HOUR / 2);
        assert_eq!(back.instant(local - HOUR / 2), two - HOUR / 2);
        // What the zone does by itself is still done.
        let york = Zone::named("America/New_York").unwrap();
        let later = york.changed(local, HOUR);
        let there = york.instant(local);
        assert_eq!(later.next_change(there), york.next_change(there));
        assert_eq!(later.offset(i64::MAX), york.offset(i64::MAX) + HOUR);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn agrees_with_jiff(name in 0usize..NAMES.len(), local in -1_000_000_000_000i64..6_000_000_000_000) {
            let zone = Zone::named(NAMES[name]).expect("known zone");
            let tz = jiff::tz::TimeZone::get(NAMES[name]).expect("known zone");
            let at = jiff::Timestamp::from_millisecond(local).expect("in range");
            prop_assert_eq!(zone.offset(local), i64::from(tz.to_offset(at).seconds()) * 1_000);
            let civil: DateTime = jiff::tz::TimeZone::UTC.to_datetime(at);
            let there = tz.to_ambiguous_timestamp(civil).compatible().expect("in range");
            prop_assert_eq!(zone.instant(local), there.as_millisecond());
        }

        #[test]
        fn agrees_with_jiff_near_changes(name in 0usize..NAMES.len(), change in 0usize..400, off in -7_200_000i64..7_200_000) {
            let zone = Zone::named(NAMES[name]).expect("known zone");
            let tz = jiff::tz::TimeZone::get(NAMES[name]).expect("known zone");
            let at = zone.spans[change % zone.spans.len()].0.max(-2_000_000_000_000);
            let local = zone.local(at) + off;
            let stamp = jiff::Timestamp::from_millisecond(local).expect("in range");
            let civil: DateTime = jiff::tz::TimeZone::UTC.to_datetime(stamp);
            let there = tz.to_ambiguous_timestamp(civil).compatible().expect("in range");
            prop_assert_eq!(zone.instant(local), there.as_millisecond());
        }
    }
}
