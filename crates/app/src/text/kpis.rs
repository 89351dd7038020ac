//! Figures of merit: estimate with interval, or that nobody can tell.

use engine::report::{Kpi, Report};

use super::number::{decimal, decimals, duration, grouped};
use super::paper::{Paper, Tone};
use super::report::words;
use super::table::{Side, Table};

pub(super) fn kpis(paper: &mut Paper, report: &Report) {
    paper.heading("Figures", "主な数値");
    let mut table = Table::new(&[
        (Side::Left, paper.say("figure", "指標")),
        (Side::Right, paper.say("estimate", "推定値")),
        (Side::Left, paper.say("95 % interval", "95 %区間")),
        (Side::Right, paper.say("of", "母数")),
        (Side::Left, paper.say("target", "目標値")),
    ]);
    for kpi in &report.kpis {
        let name = words(&kpi.name, paper);
        let cells = vec![
            name,
            estimate(paper, kpi),
            interval(paper, kpi),
            grouped(kpi.n),
            target(paper, kpi),
        ];
        match kpi.target_met {
            Some(true) => table.toned(cells, Tone::Good),
            Some(false) => table.toned(cells, Tone::Bad),
            None => table.row(cells),
        }
    }
    table.write(paper);
}

/// How a figure is written: its factor, its decimals, and what follows it.
fn form<'a>(paper: &Paper, kpi: &'a Kpi) -> (f64, usize, &'a str) {
    let factor = if kpi.unit == "share" { 100.0 } else { 1.0 };
    let half = kpi.low.zip(kpi.high).map(|(low, high)| (high - low) / 2.0 * factor);
    let unit = match kpi.unit.as_str() {
        "share" => " %",
        "per_customer" | "score" => "",
        "JPY" => paper.say(" JPY", "円"),
        other => other,
    };
    let usual = if kpi.unit == "JPY" { 0 } else { 1 };
    let least = usize::from(kpi.unit == "share");
    (factor, half.map_or(usual, decimals).max(least), unit)
}

fn value(paper: &Paper, kpi: &Kpi, value: f64) -> String {
    if kpi.unit == "ms" {
        return duration(value as i64, paper.lang);
    }
    let (factor, decimals, unit) = form(paper, kpi);
    let blank = if unit.starts_with(|sign: char| sign.is_ascii_alphabetic()) { " " } else { "" };
    format!("{}{blank}{unit}", decimal(value * factor, decimals))
}

fn estimate(paper: &Paper, kpi: &Kpi) -> String {
    match kpi.estimate {
        Some(estimate) => value(paper, kpi, estimate),
        None => "–".to_owned(),
    }
}

fn interval(paper: &Paper, kpi: &Kpi) -> String {
    match (kpi.estimate, kpi.low, kpi.high) {
        (None, ..) => paper.say("nothing observed", "観測なし").to_owned(),
        (Some(_), Some(low), Some(high)) => {
            let (low, high) = (value(paper, kpi, low), value(paper, kpi, high));
            paper.say_with(|| format!("{low} – {high}"), || format!("{low} ～ {high}"))
        }
        _ => paper.say("cannot tell", "分かりません").to_owned(),
    }
}

fn target(paper: &Paper, kpi: &Kpi) -> String {
    let Some(target) = kpi.target else {
        return String::new();
    };
    let target = value(paper, kpi, target);
    let met = match kpi.target_met {
        Some(true) => paper.say("met", "達成"),
        Some(false) => paper.say("missed", "未達"),
        None => paper.say("cannot tell", "分かりません"),
    };
    paper.say_with(|| format!("{target}: {met}"), || format!("{target}：{met}"))
}
