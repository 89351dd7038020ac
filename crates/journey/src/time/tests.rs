//! Calendar proofs: weekly hours against a walker that looks at every minute, and the traps others fell into.

use super::*;

/// Whether the minute of an instant is inside, told by the windows' plain meaning.
fn walk_holds(
    windows: &[Window],
    holidays: &Holidays,
    holiday_row: bool,
    zone: &Zone,
    at: Millis,
) -> bool {
    let Civil { day, time } = Civil::of(zone.local(at));
    let minute = time / MINUTE;
    let begins = |window: &Window, day: Day| {
        let weekday = usize::from(weekday(day));
        let name = if holiday_row && holidays.contains(day) { 7 } else { weekday };
        window.days.iter().any(|name_of| *name_of as usize == name)
    };
    windows.iter().any(|window| {
        let (from, to) = (minutes(&window.from).expect("time"), minutes(&window.to).expect("time"));
        if to > from {
            begins(window, day) && (from..to).contains(&minute)
        } else {
            begins(window, day) && minute >= from || begins(window, day - 1) && minute < to
        }
    })
}

fn roll(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// 500 generated rules (60 in short form) around holidays, the year's end and clock changes: no difference.
#[test]
fn weekly_hours_equal_the_minute_walker() {
    let rules = if std::env::var_os("TABIJI_PROVE").is_some() { 500 } else { 60 };
    let all = [
        DayName::Mon,
        DayName::Tue,
        DayName::Wed,
        DayName::Thu,
        DayName::Fri,
        DayName::Sat,
        DayName::Sun,
        DayName::Holiday,
    ];
    let starts = [
        "2026-12-29T00:00Z",
        "2026-04-28T00:00Z",
        "2026-09-18T00:00Z",
        "2026-03-06T00:00Z",
        "2026-10-30T00:00Z",
        "2026-10-23T00:00Z",
        "2026-03-27T00:00Z",
    ];
    let zones = ["Asia/Tokyo", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"];
    let mut state = 20_261_122;
    for rule in 0..rules {
        let mut clock = || {
            format!(
                "{:02}:{:02}",
                roll(&mut state) % 24,
                [0, 15, 30, 59][(roll(&mut state) % 4) as usize]
            )
        };
        let times: Vec<(String, String)> = (0..3).map(|_| (clock(), clock())).collect();
        let windows: Vec<Window> = times
            .into_iter()
            .take(1 + (roll(&mut state) % 3) as usize)
            .map(|(from, to)| Window {
                days: all.into_iter().filter(|_| roll(&mut state).is_multiple_of(2)).collect(),
                from,
                to,
            })
            .collect();
        let holiday_row = roll(&mut state).is_multiple_of(2);
        let zone = Zone::named(zones[(roll(&mut state) % 4) as usize]).expect("known zone");
        let holidays =
            Holidays::of([2026, 2027].into_iter().flat_map(|year| japan(year).into_keys()));
        let grid = Grid::new(&windows, holidays.clone(), holiday_row).expect("times are times");
        let start = parse_instant(starts[(roll(&mut state) % 7) as usize]).expect("test instant").0;
        let inside: Vec<bool> = (0..7 * 1_440)
            .map(|minute| {
                walk_holds(&windows, &holidays, holiday_row, &zone, start + minute * MINUTE)
            })
            .collect();
        for (minute, &walked) in inside.iter().enumerate() {
            let at = start + minute as i64 * MINUTE;
            assert_eq!(
                grid.holds(zone.local(at)),
                walked,
                "rule {rule} at minute {minute}: {windows:?}"
            );
        }
        for minute in (0..5 * 1_440).step_by(37) {
            let at = start + minute as i64 * MINUTE + 12_345;
            for wanted in [false, true] {
                let Some(next) = inside[minute + 1..].iter().position(|&walked| walked == wanted)
                else {
                    continue;
                };
                let expected = if inside[minute] == wanted {
                    at
                } else {
                    start + (minute + 1 + next) as i64 * MINUTE
                };
                assert_eq!(
                    grid.next(at, &zone, wanted),
                    Some(expected),
                    "rule {rule}, minute {minute}, {wanted}"
                );
            }
        }
    }
}

#[test]
fn thursday_five_in_tokyo_is_asked_from_the_evening_before_in_utc() {
    let zone = Zone::named("Asia/Tokyo").expect("known zone");
    let window = Window { days: vec![DayName::Thu], from: "05:00".into(), to: "06:00".into() };
    let grid = Grid::new(&[window], Holidays::default(), false).expect("times are times");
    // Wednesday 2026-01-07 23:00Z is Thursday 08:00 in Tokyo: the next 05:00 is a week later.
    let (now, _) = parse_instant("2026-01-07T23:00Z").expect("test instant");
    let next = grid.next(now, &zone, true).expect("within a week");
    assert_eq!(instant_text(next, zone.offset(next)), "2026-01-15T05:00:00+09:00");
}

#[test]
fn nine_stays_nine_across_a_clock_change() {
    let zone = Zone::named("Europe/Berlin").expect("known zone");
    let (nine, _) = parse_instant("2026-03-28T09:00+01:00").expect("test instant");
    let next = crate::span::Span::days(1).after(nine, &zone);
    assert_eq!(instant_text(next, zone.offset(next)), "2026-03-29T09:00:00+02:00");
}

#[test]
fn half_past_midnight_is_inside_a_window_across_midnight() {
    let window = |from: &str, to: &str| Window {
        days: vec![DayName::Fri],
        from: from.into(),
        to: to.into(),
    };
    let friday = day_of(2026, 1, 9).expect("a day") * DAY;
    let grid = |window| Grid::new(&[window], Holidays::default(), false).expect("times are times");
    let late = grid(window("23:00", "01:00"));
    assert!(late.holds(friday + 23 * HOUR + 30 * MINUTE));
    assert!(late.holds(friday + DAY + 30 * MINUTE), "00:30 on Saturday belongs to Friday night");
    assert!(!late.holds(friday + 30 * MINUTE), "00:30 on Friday belongs to Thursday night");
    let night = grid(window("22:00", "06:00"));
    assert!(
        night.holds(friday + 22 * HOUR)
            && night.holds(friday + DAY + 5 * HOUR)
            && !night.holds(friday + 12 * HOUR)
    );
}

#[test]
fn a_time_without_a_zone_says_so() {
    assert_eq!(parse_instant("2026-01-09T10:00").map(|(_, zoned)| zoned), Some(false));
    assert_eq!(parse_instant("2026-01-09T10:00+09:00").map(|(_, zoned)| zoned), Some(true));
    for text in [
        "2026-02-30T10:00",
        "2026-01-09T24:00",
        "2026-01-09T10:60",
        "10:00",
        "2026-01-09T10:00+9",
        "2026-01-09T10",
    ] {
        assert_eq!(parse_instant(text), None, "{text}");
    }
}
