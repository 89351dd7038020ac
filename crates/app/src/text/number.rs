//! Numbers as people read them: grouped, with no more digits than they deserve; lengths of time in words.

use journey::lang::Lang;
use journey::time::{DAY, HOUR, MINUTE, SECOND};

/// Writes a whole number with a comma at every thousand.
pub fn grouped(number: u64) -> String {
    group(&number.to_string())
}

/// Writes a count with its English word, which takes an s unless there is one.
pub fn several(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {word}{plural}", grouped(count as u64))
}

/// Writes a number with this many decimals and a comma at every thousand.
pub(super) fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{:.*}", decimals, number.abs());
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole, format!(".{rest}")),
        None => (text.as_str(), String::new()),
    };
    let zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if number < 0.0 && !zero { "-" } else { "" };
    format!("{sign}{}{rest}", group(whole))
}

fn group(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns how many decimals a figure deserves whose interval has this half-width: two digits of it.
pub(super) fn decimals(half: f64) -> usize {
    if half <= 0.0 || !half.is_finite() {
        return 1;
    }
    (1.0 - half.log10().floor()).clamp(0.0, 3.0) as usize
}

/// Writes a share without an interval, in percent.
pub(crate) fn percent(share: f64) -> String {
    let of = share * 100.0;
    if share > 0.0 && of < 0.05 {
        return "<0.1 %".to_owned();
    }
    format!("{of:.1} %")
}

/// Writes a length of time in words, in its two greatest units.
pub fn duration(millis: i64, lang: Lang) -> String {
    let units = [(DAY, "d", "日"), (HOUR, "h", "時間"), (MINUTE, "min", "分"), (SECOND, "s", "秒")];
    let word = |count: i64, (_, en, ja): (i64, &str, &str)| match lang {
        Lang::En => format!("{count} {en}"),
        Lang::Ja => format!("{count}{ja}"),
    };
    let Some(first) = units.iter().position(|unit| millis >= unit.0) else {
        return word(0, units[3]);
    };
    // Below what two units show nothing is left out silently: it is rounded.
    let least = units.get(first + 1).map_or(SECOND, |unit| unit.0);
    let rounded = (millis + least / 2) / least * least;
    let first = units.iter().position(|unit| rounded >= unit.0).unwrap_or(first);
    let great = word(rounded / units[first].0, units[first]);
    let rest = rounded % units[first].0;
    match units.get(first + 1).filter(|unit| rest >= unit.0) {
        Some(&unit) => {
            let blank = if lang == Lang::En { " " } else { "" };
            format!("{great}{blank}{}", word(rest / unit.0, unit))
        }
        None => great,
    }
}

/// Returns a bar of a share, so many columns wide at 1; anything above zero shows.
pub(super) fn bar(share: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * columns as f64 * 8.0).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_words() {
        for (millis, en, ja) in [
            (0, "0 s", "0秒"),
            (90 * MINUTE, "1 h 30 min", "1時間30分"),
            (3 * DAY, "3 d", "3日"),
            (DAY - 1, "1 d", "1日"),
            (2 * DAY + 3 * HOUR + 40 * MINUTE, "2 d 4 h", "2日4時間"),
            (45 * SECOND, "45 s", "45秒"),
        ] {
            assert_eq!(duration(millis, Lang::En), en);
            assert_eq!(duration(millis, Lang::Ja), ja);
        }
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
        assert_eq!(decimal(-1234.567, 1), "-1,234.6");
        assert_eq!(decimal(-0.001, 1), "0.0");
    }

    #[test]
    fn digits_follow_the_half_width() {
        assert_eq!([25.0, 3.0, 0.4, 0.04].map(decimals), [0, 1, 2, 3]);
    }

    #[test]
    fn bars_grow() {
        assert_eq!([0.0, 0.001, 0.5, 1.0].map(|share| bar(share, 4)), ["", "▏", "██", "████"]);
    }
}
