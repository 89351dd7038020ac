//! Quiet hours with a hole: they stop at midnight and the next day begins loud, or forget a weekend.

use serde_json::Value;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::settings::{DayName, QuietHours};
use crate::time::minutes;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "quiet_gap",
    severity: Severity::Warning,
    en: "Quiet hours have a gap: {gap}. Marketing may go out then. Let the hours run into the morning, as from 22:00 to 08:00, and list every day that counts.",
    ja: "静穏時間にすき間があり、その間に販促が送られることがあります（{gap}）。「22:00〜08:00」のように翌朝まで続け、必要な曜日をすべて選んでください。",
};

/// Returns every finding of this rule: at each window that stops at midnight, and for a weekend left out.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let Some(quiet) = &view.settings.quiet_hours else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (index, window) in quiet.windows.iter().enumerate() {
        let stops = matches!(minutes(&window.to), Some(0 | 1_440));
        let all_day = stops && minutes(&window.from) == Some(0);
        let loud = |day: &&DayName| next(**day).is_some_and(|next| !starts_quiet(quiet, next));
        if stops && !all_day && window.days.iter().any(|day| loud(&day)) {
            let field = format!("/settings/quiet_hours/windows/{index}/to");
            let (en, ja) = ("they stop at midnight", "午前0時で終わります");
            findings.push(finding(&field, en, ja).maybe_fix(join(quiet, &window.from, &field)));
        }
    }
    let listed = |day: &DayName| quiet.windows.iter().any(|window| window.days.contains(day));
    let weekend = [DayName::Sat, DayName::Sun];
    if DayName::WEEK[..5].iter().all(listed) && !weekend.iter().all(listed) {
        let (en, ja) = ("they leave out the weekend, or a day of it", "週末が抜けています");
        findings.push(finding(WINDOWS, en, ja).maybe_fix(include_weekend(view, &weekend)));
    }
    findings
}

const WINDOWS: &str = "/settings/quiet_hours/windows";

/// When quiet hours end in the morning if nothing says otherwise.
const MORNING: &str = "08:00";

/// Returns the edit that lets a window run into the morning: as long as another that begins at midnight does.
fn join(quiet: &QuietHours, from: &str, field: &str) -> Option<Edit> {
    let ends = |to: &&str| minutes(to).is_some_and(|to| to > 0 && to < 1_440);
    let others = quiet.windows.iter().filter(|window| minutes(&window.from) == Some(0));
    let morning = others.map(|window| window.to.as_str()).find(ends).unwrap_or(MORNING);
    let overnight = minutes(morning)? <= minutes(from)?;
    overnight.then(|| fix::put(None, field, Some(Value::from(morning)))).flatten()
}

/// Returns the edit that lets every window of a Friday hold on the days of the weekend, too.
fn include_weekend(view: &View, weekend: &[DayName]) -> Option<Edit> {
    let mut windows = fix::written(view, None, WINDOWS)?.clone();
    let names: Option<Vec<Value>> =
        weekend.iter().map(|day| serde_json::to_value(day).ok()).collect();
    let friday = serde_json::to_value(DayName::Fri).ok()?;
    for window in windows.as_array_mut()? {
        let days = window.get_mut("days")?.as_array_mut()?;
        if days.contains(&friday) {
            let missing: Vec<Value> =
                names.iter().flatten().filter(|day| !days.contains(day)).cloned().collect();
            days.extend(missing);
        }
    }
    fix::put(None, WINDOWS, Some(windows))
}

fn finding(field: &str, en: &str, ja: &str) -> Finding {
    Finding::of(&TEXT).field(field).with("gap.en", en).with("gap.ja", ja)
}

/// Returns the day after; a holiday has no next day that is known.
fn next(day: DayName) -> Option<DayName> {
    let at = DayName::WEEK.iter().position(|it| *it == day)?;
    Some(DayName::WEEK[(at + 1) % DayName::WEEK.len()])
}

/// Returns whether a window of this day begins with the day.
fn starts_quiet(quiet: &QuietHours, day: DayName) -> bool {
    let begins = |from: &str| minutes(from) == Some(0);
    quiet.windows.iter().any(|window| window.days.contains(&day) && begins(&window.from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn quiet(windows: &[(&str, &str, &str)]) -> String {
        let window = |(days, from, to): &(&str, &str, &str)| {
            let days: Vec<String> = days.split(' ').map(|day| format!("\"{day}\"")).collect();
            format!(r#"{{"days": [{}], "from": "{from}", "to": "{to}"}}"#, days.join(", "))
        };
        let windows: Vec<String> = windows.iter().map(window).collect();
        let windows = windows.join(", ");
        format!(r#"settings {{"quiet_hours": {{"windows": [{windows}]}}}}; entry -> end"#)
    }

    #[test]
    fn passes_and_fails() {
        let all = "mon tue wed thu fri sat sun";
        let workdays = "mon tue wed thu fri";
        for sound in [
            &[(all, "21:00", "09:00")][..],
            &[(all, "22:00", "24:00"), (all, "00:00", "08:00")],
            &[(workdays, "20:00", "09:00"), ("sat sun", "18:00", "10:00")],
            &[("sun", "00:00", "24:00"), (all, "20:00", "08:00")],
            &[("sat sun", "20:00", "09:00")],
        ] {
            assert_eq!(found(&TEXT, &quiet(sound)), "", "{sound:?}");
        }
        assert_eq!(found(&TEXT, "entry -> end"), "");
        let to = "journey /settings/quiet_hours/windows/0/to";
        assert_eq!(found(&TEXT, &quiet(&[(all, "22:00", "24:00")])), to);
        assert_eq!(
            found(&TEXT, &quiet(&[(all, "22:00", "00:00"), (workdays, "00:00", "08:00")])),
            to
        );
        let weekend = "journey /settings/quiet_hours/windows";
        assert_eq!(found(&TEXT, &quiet(&[(workdays, "21:00", "09:00")])), weekend);
        let monday_to_saturday = "mon tue wed thu fri sat";
        assert_eq!(found(&TEXT, &quiet(&[(monday_to_saturday, "21:00", "09:00")])), weekend);
    }
}
