//! Public holidays. Japan's are computed by law; every calendar may add and remove days of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Day, day_of, weekday};

/// A set of holidays with their names.
#[derive(Clone, Debug, Default)]
pub struct Holidays {
    days: Arc<BTreeSet<Day>>,
}

impl Holidays {
    /// Returns the set of these days.
    pub fn of(days: impl IntoIterator<Item = Day>) -> Self {
        Self { days: Arc::new(days.into_iter().collect()) }
    }

    /// Returns whether a day is a holiday.
    pub fn contains(&self, day: Day) -> bool {
        self.days.contains(&day)
    }
}

/// Returns Japan's national holidays of a year with their Japanese names, or nothing before 1980 or after 2099.
///
/// Source: 国民の祝日に関する法律 (Act on National Holidays, 1948, as amended) with its special laws
/// for 1989, 1990, 1993, 2019 and for the Olympic years 2020 and 2021; equinoxes by the approximation of
/// 海上保安庁水路部 (valid 1980–2099; the Cabinet announces each year's on 1 February of the year before).
pub fn japan(year: i64) -> BTreeMap<Day, &'static str> {
    let mut days = BTreeMap::new();
    if !(1980..=2099).contains(&year) {
        return days;
    }
    for (month, dom, name) in statutory(year) {
        if let Some(day) = day_of(year, month, dom) {
            days.insert(day, name);
        }
    }
    let named: Vec<Day> = days.keys().copied().collect();
    // Article 3 (2): a holiday on a Sunday moves to the next day that is none (until 2006: to the Monday).
    for &day in &named {
        if weekday(day) == 6 {
            let mut next = day + 1;
            while year >= 2007 && named.contains(&next) {
                next += 1;
            }
            days.entry(next).or_insert("休日");
        }
    }
    // Article 3 (3), from 1986: a day between two holidays is one (until 2006: unless a Sunday or a substitute).
    for pair in named.windows(2) {
        let between = pair[0] + 1;
        if year >= 1986 && pair[1] == between + 1 && (year >= 2007 || weekday(between) != 6) {
            days.entry(between).or_insert("休日");
        }
    }
    days
}

fn statutory(year: i64) -> Vec<(u8, u8, &'static str)> {
    let monday = |month: u8, nth: u8| {
        let first = day_of(year, month, 1).map_or(0, weekday);
        1 + (7 - first) % 7 + 7 * (nth - 1)
    };
    let mut list = vec![(1, 1, "元日")];
    list.push((1, if year >= 2000 { monday(1, 2) } else { 15 }, "成人の日"));
    list.push((2, 11, "建国記念の日"));
    if year >= 2020 {
        list.push((2, 23, "天皇誕生日"));
    }
    list.push((3, equinox(year, 20.8431), "春分の日"));
    let april = match year {
        ..1989 => "天皇誕生日",
        1989..2007 => "みどりの日",
        _ => "昭和の日",
    };
    list.push((4, 29, april));
    list.push((5, 3, "憲法記念日"));
    if year >= 2007 {
        list.push((5, 4, "みどりの日"));
    }
    list.push((5, 5, "こどもの日"));
    match year {
        2020 => list.push((7, 23, "海の日")),
        2021 => list.push((7, 22, "海の日")),
        2003.. => list.push((7, monday(7, 3), "海の日")),
        1996.. => list.push((7, 20, "海の日")),
        _ => {}
    }
    match year {
        2020 => list.push((8, 10, "山の日")),
        2021 => list.push((8, 8, "山の日")),
        2016.. => list.push((8, 11, "山の日")),
        _ => {}
    }
    list.push((9, if year >= 2003 { monday(9, 3) } else { 15 }, "敬老の日"));
    list.push((9, equinox(year, 23.2488), "秋分の日"));
    match year {
        2020 => list.push((7, 24, "スポーツの日")),
        2021 => list.push((7, 23, "スポーツの日")),
        2022.. => list.push((10, monday(10, 2), "スポーツの日")),
        2000.. => list.push((10, monday(10, 2), "体育の日")),
        _ => list.push((10, 10, "体育の日")),
    }
    list.push((11, 3, "文化の日"));
    list.push((11, 23, "勤労感謝の日"));
    if (1989..=2018).contains(&year) {
        list.push((12, 23, "天皇誕生日"));
    }
    match year {
        1989 => list.push((2, 24, "昭和天皇の大喪の礼")),
        1990 => list.push((11, 12, "即位礼正殿の儀")),
        1993 => list.push((6, 9, "皇太子徳仁親王の結婚の儀")),
        2019 => {
            list.push((5, 1, "即位の日"));
            list.push((10, 22, "即位礼正殿の儀"));
        }
        _ => {}
    }
    list.sort_unstable();
    list
}

/// Returns the day of month of an equinox, 1980–2099.
fn equinox(year: i64, base: f64) -> u8 {
    let years = (year - 1980) as f64;
    (base + 0.242_194 * years - ((year - 1980) / 4) as f64) as u8
}

#[cfg(test)]
mod tests {
    use super::super::date_text;
    use super::*;

    fn list(year: i64) -> String {
        japan(year).keys().map(|&day| date_text(day)[5..].to_owned()).collect::<Vec<_>>().join(" ")
    }

    /// The Cabinet Office's list (syukujitsu.csv), typed year by year.
    #[test]
    fn japan_equals_the_cabinet_offices_list() {
        let table = [
            (
                2009,
                "01-01 01-12 02-11 03-20 04-29 05-03 05-04 05-05 05-06 07-20 09-21 09-22 09-23 10-12 11-03 11-23 12-23",
            ),
            (
                2015,
                "01-01 01-12 02-11 03-21 04-29 05-03 05-04 05-05 05-06 07-20 09-21 09-22 09-23 10-12 11-03 11-23 12-23",
            ),
            (
                2019,
                "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23",
            ),
            (
                2020,
                "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23",
            ),
            (
                2021,
                "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23",
            ),
            (
                2024,
                "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23",
            ),
            (
                2025,
                "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24",
            ),
            (
                2026,
                "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
            ),
            (
                2027,
                "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
            ),
        ];
        for (year, days) in table {
            assert_eq!(list(year), days, "{year}");
        }
    }
}
