//! A comparison of two versions: what was changed, what differs in the outcome, and for whom.

use engine::compare::{Comparison, Difference, Verdict};
use journey::diff::{Change, Differences};
use journey::lang::Lang;

use super::number::{decimal, decimals, grouped};
use super::paper::{Paper, Tone};
use super::report::{outcome_word, words};
use super::table::{Side, Table};
use crate::words::Words;

/// Lines of one list that are written.
const SHOWN: usize = 20;

/// Writes what differs between two versions.
pub fn comparison(paper: &mut Paper, structure: &Differences, comparison: &Comparison) {
    paper.heading("What was changed", "変更点");
    if structure.is_empty() {
        let line = paper.say("  nothing", "  ありません").to_owned();
        paper.line(&line);
    }
    for (sign, tone, changes) in [
        ("+", Tone::Good, &structure.added),
        ("–", Tone::Bad, &structure.removed),
        ("~", Tone::Warning, &structure.changed),
    ] {
        list(paper, sign, tone, changes);
    }
    paper.heading("What it does to the outcome", "結果の差");
    kpis(paper, comparison);
    who(paper, comparison);
}

fn list(paper: &mut Paper, sign: &str, tone: Tone, changes: &[Change]) {
    for change in changes.iter().take(SHOWN) {
        let words = match paper.lang {
            Lang::En => &change.en,
            Lang::Ja => &change.ja,
        };
        let sign = paper.tint(tone, sign);
        for (place, line) in super::paper::wrap(words, super::paper::WIDTH - 4).iter().enumerate() {
            let lead = if place == 0 { sign.as_str() } else { " " };
            paper.line(&format!("  {lead} {line}"));
        }
    }
    if changes.len() > SHOWN {
        let more = changes.len() - SHOWN;
        let line =
            paper.say_with(|| format!("    and {more} more"), || format!("    ほか{more}件"));
        paper.line(&line);
    }
}

fn kpis(paper: &mut Paper, comparison: &Comparison) {
    let mut table = Table::new(&[
        (Side::Left, ""),
        (Side::Right, paper.say("old", "旧")),
        (Side::Right, paper.say("new", "新")),
        (Side::Right, paper.say("difference", "差")),
        (Side::Right, paper.say("95 % interval", "95%区間")),
        (Side::Left, ""),
    ]);
    for kpi in &comparison.kpis {
        let verdict = match kpi.verdict {
            Verdict::Same => paper.say("the same for everyone", "全員同じ"),
            Verdict::More => paper.say("more", "増加"),
            Verdict::Less => paper.say("less", "減少"),
            Verdict::CannotTell => paper.say("cannot tell", "判断できません"),
        };
        let shown = Shown::of(kpi);
        let cells = vec![
            words(&kpi.name, paper),
            shown.text(kpi.old),
            shown.text(kpi.new),
            shown.signed(kpi.difference),
            match (kpi.verdict, kpi.low, kpi.high) {
                (Verdict::Same, ..) => String::new(),
                (_, Some(low), Some(high)) => {
                    format!("{} … {}", shown.signed(low), shown.signed(high))
                }
                _ => "?".to_owned(),
            },
            verdict.to_owned(),
        ];
        match kpi.verdict {
            Verdict::Same | Verdict::CannotTell => table.toned(cells, Tone::Faint),
            Verdict::More | Verdict::Less => table.row(cells),
        }
    }
    table.write(paper);
}

/// How the numbers of one figure are written: as many digits as its interval makes sense of.
struct Shown {
    percent: bool,
    digits: usize,
}

impl Shown {
    fn of(kpi: &Difference) -> Self {
        let percent = kpi.unit == "share";
        let scale = if percent { 100.0 } else { 1.0 };
        let half = kpi.low.zip(kpi.high).map(|(low, high)| (high - low) / 2.0 * scale);
        let digits = half.filter(|&half| half > 0.0).map_or(1, decimals);
        Self { percent, digits: digits.clamp(1, 6) }
    }

    fn text(&self, number: f64) -> String {
        match self.percent {
            true => format!("{} %", decimal(number * 100.0, self.digits)),
            false => decimal(number, self.digits),
        }
    }

    fn signed(&self, number: f64) -> String {
        let sign = if number > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.text(number))
    }
}

fn who(paper: &mut Paper, comparison: &Comparison) {
    let (changed, all) = (grouped(comparison.changed_customers), grouped(comparison.customers));
    paper.heading("Who ends differently", "結果が変わる顧客");
    let line = paper.say_with(
        || format!("  {changed} of {all} customers, in the first run"),
        || format!("  {all}人のうち{changed}人（1回目の実行）"),
    );
    paper.line(&line);
    let mut table = Table::new(&[(Side::Right, ""), (Side::Left, "")]);
    for switched in comparison.switched.iter().take(SHOWN) {
        let ends = format!("{} → {}", end(paper, &switched.old_end), end(paper, &switched.new_end));
        table.row(vec![grouped(switched.customers), ends]);
    }
    table.write(paper);
    if !comparison.parted.is_empty() {
        paper.heading("Where they first part", "最初に分かれるステップ");
    }
    let mut table = Table::new(&[(Side::Right, ""), (Side::Left, "")]);
    for parted in comparison.parted.iter().take(SHOWN) {
        let entry = paper.say("at the entry", "開始時");
        let node = parted.node.as_deref().unwrap_or(entry);
        table.row(vec![grouped(parted.customers), node.to_owned()]);
    }
    table.write(paper);
    for changed in comparison.changed.iter().take(3) {
        let line = paper.say_with(
            || format!("  such as {}", changed.customer),
            || format!("  例：{}", changed.customer),
        );
        let line = paper.tint(Tone::Faint, &line);
        paper.line(&line);
    }
}

/// Returns what an end of a comparison is called.
pub(crate) fn end_words(name: &str) -> Words {
    Words::of(|lang| end(&Paper::new(lang, false), name))
}

fn end(paper: &Paper, end: &str) -> String {
    let words = end.split(" + ").map(|end| match end {
        "not_entered" => paper.say("does not enter", "開始しない").to_owned(),
        "inside" => paper.say("still inside", "滞在中").to_owned(),
        "expired" => paper.say("lifetime over", "有効期間切れ").to_owned(),
        other => match other.strip_suffix(" (exit rule)") {
            Some(outcome) => {
                let rule = paper.say("exit rule", "離脱ルール");
                format!("{} ({rule})", outcome_word(paper, outcome))
            }
            None => outcome_word(paper, other),
        },
    });
    words.collect::<Vec<_>>().join(" + ")
}
