//! Hours or days of a calendar, of quiet hours or of a population, that cannot be read.

use crate::finding::{Finding, Severity, Text, View};
use crate::settings::HolidayList;
use crate::time::{Window, minutes, parse_date, parse_instant};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "calendar_unreadable",
    severity: Severity::Error,
    en: "The value “{found}” cannot be read as {expected}. Correct it.",
    ja: "値「{found}」は読めません（必要な形：{expected}）。修正してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    let settings = &view.settings;
    holidays("/settings/holidays", &settings.holidays, &mut findings);
    let start = settings.population.iter().filter_map(|population| population.start.as_ref());
    for start in start.filter(|it| parse_date(it).is_none() && parse_instant(it).is_none()) {
        findings.push(unreadable("/settings/population/start", start, "YYYY-MM-DD"));
    }
    if let Some(quiet) = &settings.quiet_hours {
        hours("/settings/quiet_hours/windows", &quiet.windows, &mut findings);
        let list = quiet.holidays.iter();
        list.for_each(|list| holidays("/settings/quiet_hours/holidays", list, &mut findings));
    }
    for (name, calendar) in &settings.calendars {
        let field = format!("/settings/calendars/{name}");
        hours(&format!("{field}/hours"), &calendar.hours, &mut findings);
        holidays(&format!("{field}/holidays"), &calendar.holidays, &mut findings);
        days(&format!("{field}/closed"), &calendar.closed, &mut findings);
    }
    findings
}

fn hours(field: &str, windows: &[Window], findings: &mut Vec<Finding>) {
    for (index, window) in windows.iter().enumerate() {
        for (end, time) in [("from", &window.from), ("to", &window.to)] {
            if minutes(time).is_none() {
                let field = format!("{field}/{index}/{end}");
                findings.push(unreadable(&field, time, "HH:MM"));
            }
        }
    }
}

fn holidays(field: &str, list: &HolidayList, findings: &mut Vec<Finding>) {
    days(&format!("{field}/add"), &list.add, findings);
    days(&format!("{field}/remove"), &list.remove, findings);
}

fn days(field: &str, days: &[String], findings: &mut Vec<Finding>) {
    let bad = days.iter().enumerate().filter(|(_, day)| parse_date(day).is_none());
    findings
        .extend(bad.map(|(index, day)| unreadable(&format!("{field}/{index}"), day, "YYYY-MM-DD")));
}

fn unreadable(field: &str, found: &str, expected: &str) -> Finding {
    Finding::of(&TEXT).field(field).expected(found, expected)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> end"#), "");
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"calendars": {"office": {"hours": [{"days": ["mon"], "from": "9", "to": "17:00"}], "closed": ["2026-02-30"]}}}; entry -> end"#
            ),
            "journey /settings/calendars/office/closed/0; journey /settings/calendars/office/hours/0/from"
        );
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"holidays": {"add": ["soon"]}, "population": {"customers": 1, "start": "x"}}; entry -> end"#
            ),
            "journey /settings/holidays/add/0; journey /settings/population/start"
        );
    }
}
