//! An audience that is looked up on a day whose clocks are changed, at an hour that is missing or comes twice.

use crate::finding::{Finding, Severity, Text, View};
use crate::kind::{EntryAudience, Kind, ScheduleConfig};
use crate::time::{DAY, DayName, MINUTE, Millis, Zone, date_text, parse_date, weekday};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "audience_on_clock_change",
    severity: Severity::Info,
    en: "On {date} the clocks of {zone} change, and the audience is looked up at an hour that is missing or comes twice. A missing hour is taken an hour later, of a double one the first. Choose another time of day if this matters.",
    ja: "{date}は{zone}で時刻が切り替わり、対象者を抽出する時刻が存在しないか、2回あります。存在しない時刻は1時間後、2回ある時刻は1回目になります。問題があれば別の時刻にしてください。",
};

/// How far ahead a schedule without an end is looked at.
const AHEAD: Millis = 366 * DAY;

/// Returns every finding of this rule, with the first such day.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(zone) = Zone::named(&view.settings.time_zone) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::EntryAudience(audience) = kind else {
            continue;
        };
        if let Some(local) = unsure(view, audience, &zone) {
            let finding = Finding::of(&TEXT).at(id).field("/config/schedule");
            let date = date_text(local.div_euclid(DAY));
            findings.push(finding.with("date", date).with("zone", zone.name()));
        }
    }
    findings
}

/// Returns the first local time at which the audience is looked up and which is missing or comes twice.
fn unsure(view: &View, audience: &EntryAudience, zone: &Zone) -> Option<Millis> {
    match &audience.schedule {
        ScheduleConfig::Once(at) => is_unsure(at.local, zone).then_some(at.local),
        ScheduleConfig::Every { days, time } => {
            let start = view.now.or_else(|| start(view, zone))?;
            let mut change = zone.next_change(start);
            while change < start + AHEAD {
                // The old clock and the new one may be on two sides of midnight.
                let day = zone.local(change - 1).div_euclid(DAY);
                let local = day * DAY + time.minute * MINUTE;
                let name = DayName::WEEK[usize::from(weekday(day))];
                if (days.is_empty() || days.contains(&name)) && is_unsure(local, zone) {
                    return Some(local);
                }
                change = zone.next_change(change);
            }
            None
        }
    }
}

/// Returns when a rehearsal starts, if the sample population says so.
fn start(view: &View, zone: &Zone) -> Option<Millis> {
    let start = view.settings.population.as_ref()?.start.as_ref()?;
    Some(zone.instant(parse_date(start)? * DAY))
}

/// Returns whether clocks never show this local time, or show it twice.
fn is_unsure(local: Millis, zone: &Zone) -> bool {
    let instant = zone.instant(local);
    let missing = zone.local(instant) != local;
    let change = zone.next_change(instant);
    let again = change < Millis::MAX && {
        let second = local - zone.offset(change);
        second >= change && zone.local(second) == local && second != instant
    };
    missing || again
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn audience(schedule: &str) -> String {
        format!(
            r#"settings {{"time_zone": "America/New_York", "population": {{"customers": 1, "start": "2026-11-22"}}}}; audience {{"schedule": {schedule}}} -> end"#
        )
    }

    #[test]
    fn passes_and_fails() {
        let once = |at: &str| audience(&format!(r#"{{"once": "{at}"}}"#));
        let every = |days: &str, time: &str| {
            audience(&format!(r#"{{"every": {{"days": [{days}], "time": "{time}"}}}}"#))
        };
        let field = "audience /config/schedule";
        // Clocks go forward on 14 March 2027 at 02:00 and back on 7 November 2027 at 02:00.
        assert_eq!(found(&TEXT, &once("2027-03-14T01:59")), "");
        assert_eq!(found(&TEXT, &once("2027-03-14T02:30")), field);
        assert_eq!(found(&TEXT, &once("2027-03-14T03:00")), "");
        assert_eq!(found(&TEXT, &once("2027-11-07T01:30")), field);
        assert_eq!(found(&TEXT, &once("2027-11-07T02:00")), "");
        assert_eq!(found(&TEXT, &every("", "02:30")), field);
        assert_eq!(found(&TEXT, &every("\"sun\"", "01:30")), field);
        assert_eq!(found(&TEXT, &every("\"mon\"", "02:30")), "");
        assert_eq!(found(&TEXT, &every("", "10:00")), "");
        let tokyo = every("", "02:30").replace("America/New_York", "Asia/Tokyo");
        assert_eq!(found(&TEXT, &tokyo), "");
    }
}
