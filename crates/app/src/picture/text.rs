//! How wide texts are, where they break, and where they are cut. Widths are those of the designer's own letters: a
//! full-width letter is as wide as it is high, Latin ones stand in a table that a browser story measures.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// In pixels.
    pub(super) size: f64,
    /// Whether it is a title.
    pub(super) bold: bool,
}

/// Advances of letters from `first` on, in thousandths of the size.
#[derive(Deserialize)]
struct Advances {
    first: u32,
    regular: Vec<u16>,
    bold: Vec<u16>,
}

static ADVANCES: LazyLock<Advances> = LazyLock::new(|| {
    serde_json::from_str(include_str!("advances.json"))
        .expect("the table is compiled in and read by a test")
});

/// What stands where a text was cut.
const CUT: &str = "…";
/// A letter of no table and of half width: about as wide as Greek and Cyrillic ones are.
const OTHER: f64 = 620.0;

/// Returns how wide a text is, in pixels.
pub(super) fn width(text: &str, style: Style) -> f64 {
    text.graphemes(true).map(|letter| advance(letter, style)).sum()
}

/// Returns how wide one letter is, with the marks it carries.
fn advance(letter: &str, style: Style) -> f64 {
    let Some(first) = letter.chars().next() else { return 0.0 };
    let table = if style.bold { &ADVANCES.bold } else { &ADVANCES.regular };
    let place =
        u32::from(first).checked_sub(ADVANCES.first).and_then(|at| usize::try_from(at).ok());
    let thousandths = match place.and_then(|place| table.get(place)) {
        Some(&known) => f64::from(known),
        None if letter.width() >= 2 || is_sign(first) => 1000.0,
        None if first.width().unwrap_or(0) == 0 => 0.0,
        None if ('\u{ff61}'..='\u{ff9f}').contains(&first) => 500.0,
        None => OTHER,
    };
    thousandths * style.size / 1000.0
}

/// Dots, arrows and the like, which Japanese letters set as wide as themselves.
fn is_sign(letter: char) -> bool {
    ('\u{2010}'..='\u{2bff}').contains(&letter) && letter.width_cjk() == Some(2)
}

/// Returns a text that is at most so wide, cut with … where it is wider.
pub(super) fn fit(text: &str, style: Style, room: f64) -> String {
    if width(text, style) <= room {
        return text.to_owned();
    }
    let mut left = room - advance(CUT, style);
    let kept = text.graphemes(true).take_while(|letter| {
        left -= advance(letter, style);
        left >= 0.0
    });
    kept.collect::<String>().trim_end().to_owned() + CUT
}

/// Returns a text in at most so many lines; what has no room in the last is cut.
pub(super) fn lines(text: &str, style: Style, room: f64, most: usize) -> Vec<String> {
    let letters: Vec<&str> = text.trim().graphemes(true).collect();
    let (mut lines, mut start) = (Vec::new(), 0);
    while start < letters.len() && lines.len() + 1 < most {
        let end = start + fitting(&letters[start..], style, room).max(1);
        if end >= letters.len() {
            break;
        }
        let stop = good_break(&letters, start, end);
        lines.push(letters[start..stop].concat().trim().to_owned());
        start = stop;
    }
    let rest = letters[start..].concat();
    if !rest.trim().is_empty() {
        lines.push(fit(rest.trim(), style, room));
    }
    lines
}

/// Returns a text with its own line breaks, in at most so many lines.
pub(super) fn paragraphs(text: &str, style: Style, room: f64, most: usize) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines() {
        let left = most - all.len().min(most);
        match left {
            0 => break,
            _ if line.trim().is_empty() => all.push(String::new()),
            left => all.extend(lines(line, style, room, left)),
        }
    }
    all
}

/// Returns how many letters have room.
fn fitting(letters: &[&str], style: Style, room: f64) -> usize {
    let mut left = room;
    let fits = letters.iter().take_while(|letter| {
        left -= advance(letter, style);
        left >= 0.0
    });
    fits.count()
}

/// Returns where a line breaks, at the latest before `end`: between phrases if that fills half of it, else where one may
/// break at all, else at the end.
fn good_break(letters: &[&str], start: usize, end: usize) -> usize {
    let half = start + (end - start).div_ceil(2);
    let last = |least: Seam, from: usize| {
        (from..=end).rev().find(|&at| seam(letters[at - 1], letters[at]) >= least)
    };
    last(Seam::Phrases, half).or_else(|| last(Seam::Letters, start + 1)).unwrap_or(end)
}

/// What lies between two letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seam {
    /// They stay together.
    None,
    /// A line may break here.
    Letters,
    /// A phrase ends here.
    Phrases,
}

/// Says what lies between two letters. Japanese phrases end in hiragana, and begin with something else.
fn seam(before: &str, after: &str) -> Seam {
    let (before, after) = (last_of(before), after.chars().next().unwrap_or(' '));
    let never_first =
        "、。，．・：；！？）」』】〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.:;!?)]}%…";
    let never_last = "（「『【〈《“‘([{￥¥$";
    if never_first.contains(after) || never_last.contains(before) {
        return Seam::None;
    }
    let hiragana = |letter: char| ('\u{3041}'..='\u{309f}').contains(&letter);
    if before.is_whitespace() || "、。，・：）」』】/-_".contains(before) {
        return Seam::Phrases;
    }
    if hiragana(before) && !hiragana(after) {
        return Seam::Phrases;
    }
    let wide = |letter: char| letter.width() == Some(2);
    if wide(before) || wide(after) { Seam::Letters } else { Seam::None }
}

fn last_of(letter: &str) -> char {
    letter.chars().next_back().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: Style = Style { size: 10.0, bold: false };

    #[test]
    fn letters_are_as_wide_as_the_table_says() {
        assert_eq!(ADVANCES.regular.len(), ADVANCES.bold.len());
        assert_eq!(width("旅路", BODY), 20.0);
        assert_eq!(width("ｱ", BODY), 5.0);
        let narrow = width("il", BODY);
        assert!(narrow > 4.0 && narrow < 7.0 && width("WM", BODY) > 2.0 * narrow, "{narrow}");
        assert!(width("Wide", Style { bold: true, ..BODY }) > width("Wide", BODY));
        // A mark takes no room of its own, wherever it stands.
        assert_eq!(width("e\u{301}", BODY), width("e", BODY));
        assert_eq!(width("が", BODY), 10.0);
        assert_eq!(width("\u{200b}\u{202e}", BODY), 0.0);
    }

    #[test]
    fn what_is_too_wide_is_cut_between_letters() {
        assert_eq!(fit("旅路", BODY, 20.0), "旅路");
        let cut = fit("旅路と旅程", BODY, 35.0);
        assert!(cut.ends_with(CUT) && width(&cut, BODY) <= 35.0, "{cut}");
        // A family of four is one letter.
        assert_eq!(fit("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", BODY, 22.0), "👩‍👩‍👧‍👦…");
    }

    #[test]
    fn lines_break_between_phrases_and_words_never_before_a_comma() {
        let broken = |text: &str, room| lines(text, BODY, room, 2);
        assert_eq!(broken("カートに商品を残した人", 80.0), ["カートに商品を", "残した人"]);
        assert_eq!(broken("三日待つ、もう一度", 40.0)[0], "三日待");
        assert_eq!(broken("Goods left in the cart", 75.0), ["Goods left in", "the cart"]);
        assert_eq!(broken("短い", 80.0), ["短い"]);
        assert!(broken("", 80.0).is_empty());
        for line in broken(&"とても長い名前".repeat(40), 80.0) {
            assert!(width(&line, BODY) <= 80.0);
        }
        let long = broken(&"x".repeat(300), 80.0);
        assert!(long.len() == 2 && long[1].ends_with(CUT), "{long:?}");
    }

    #[test]
    fn paragraphs_keep_the_lines_that_were_written() {
        assert_eq!(paragraphs("一\n\n二三四五", BODY, 20.0, 4), ["一", "", "二三", "四五"]);
        assert_eq!(paragraphs("一\n二\n三", BODY, 20.0, 2), ["一", "二"]);
    }
}
