//! A second look at people: the ways they go, how groups fare, and customers worth looking at.

use engine::people::{Notable, Path, People, Segment};
use engine::report::Report;

use super::number::{duration, grouped, percent};
use super::paper::{Paper, Tone};
use super::port::port_word;
use super::report::length;
use super::table::{Side, Table};

/// Ways, groups and customers that are written.
const PATHS: usize = 5;
const TURNS: usize = 3;

pub(super) fn paths(paper: &mut Paper, report: &Report) {
    let Some(People { paths, .. }) = &report.people else {
        return;
    };
    if paths.instances == 0 {
        return;
    }
    paper.heading("The ways people go (first run)", "進んだ経路（1回目の実行）");
    for path in paths.top.iter().take(PATHS) {
        let share = paper.tint(Tone::Title, &percent(path.share));
        let goal = path.goal_rate.map(percent);
        let median = length(paper, path.median_ms);
        let count = grouped(path.instances);
        let line = paper.say_with(
            || format!("  {share}  {count} times, median {median}{}", after(", goal ", &goal)),
            || format!("  {share}  {count}回、中央値{median}{}", after("、目標達成 ", &goal)),
        );
        paper.line(&line);
        let way = way(paper, path);
        paper.wrapped("      ", &way, Some(Tone::Faint));
    }
    let told: u64 = paths.top.iter().take(PATHS).map(|path| path.instances).sum();
    let (rest, different) = (paths.instances - told, grouped(paths.different));
    let share = percent(rest as f64 / paths.instances as f64);
    let rest = grouped(rest);
    let line = paper.say_with(
        || format!("  {share}  {rest} times any other way; {different} ways in all"),
        || format!("  {share}  その他の経路{rest}回（全{different}通り）"),
    );
    paper.line(&line);
}

fn after(words: &str, value: &Option<String>) -> String {
    value.as_ref().map(|value| format!("{words}{value}")).unwrap_or_default()
}

fn way(paper: &Paper, path: &Path) -> String {
    let turns = path.turns.iter().map(|turn| match turn.rsplit_once('.') {
        Some((node, "out" | "done" | "sent")) => node.to_owned(),
        Some((node, port)) => format!("{node} › {}", port_word(paper, port)),
        None => turn.clone(),
    });
    turns.collect::<Vec<_>>().join(" → ")
}

pub(super) fn segments(paper: &mut Paper, report: &Report) {
    let segments = report.people.as_ref().map_or(&[][..], |people| &people.segments);
    if segments.is_empty() {
        return;
    }
    paper.heading("How groups fare (first run)", "属性別の結果（1回目の実行）");
    let mut table = Table::new(&[
        (Side::Left, ""),
        (Side::Left, ""),
        (Side::Right, paper.say("entered", "開始")),
        (Side::Right, paper.say("goal", "目標")),
        (Side::Right, paper.say("against the rest", "その他との差")),
        (Side::Left, ""),
    ]);
    for segment in segments {
        rows(paper, &mut table, segment);
    }
    table.write(paper);
}

fn rows(paper: &Paper, table: &mut Table, segment: &Segment) {
    for (place, value) in segment.values.iter().enumerate() {
        let ends = value.difference_low.zip(value.difference_high);
        let differs = ends.is_some_and(|(low, high)| low > 0.0 || high < 0.0);
        let signed = |share: f64| {
            let sign = if share > 0.0 { "+" } else { "" };
            format!("{sign}{}", percent(share))
        };
        let note = match (value.few, differs) {
            (true, _) => paper.say("too few", "人数不足"),
            (false, true) => paper.say("differs", "差あり"),
            (false, false) => "",
        };
        let none = paper.say("no value", "値なし");
        let cells = vec![
            if place == 0 { segment.attribute.clone() } else { String::new() },
            value.value.clone().unwrap_or_else(|| none.to_owned()),
            grouped(value.entered),
            value.rate.map_or_else(|| "—".to_owned(), percent),
            value.difference.map_or_else(String::new, signed),
            note.to_owned(),
        ];
        match (value.few, differs) {
            (true, _) => table.toned(cells, Tone::Faint),
            (false, true) => table.toned(cells, Tone::Warning),
            (false, false) => table.row(cells),
        }
    }
}

pub(super) fn customers(paper: &mut Paper, report: &Report) {
    let customers = report.people.as_ref().map_or(&[][..], |people| &people.customers);
    if customers.is_empty() {
        return;
    }
    paper.heading("Customers to look at", "見ておきたい顧客");
    for notable in customers {
        let Notable { customer, effort, .. } = notable;
        let waited = duration(notable.waited_ms, paper.lang);
        let why = match notable.why.as_str() {
            "representative" => paper.say("goes the way most people go", "最も多い経路の顧客"),
            "worst_wait" => paper.say("waits longest", "待ち時間が最長"),
            _ => paper.say("has most effort", "負担が最大"),
        };
        let line = paper.say_with(
            || format!("  {customer}  {why}: waited {waited}, effort {effort}"),
            || format!("  {customer}  {why}：待ち{waited}、負担{effort}"),
        );
        paper.line(&line);
        for turned in notable.turned.iter().take(TURNS) {
            let differs = turned.differs.iter().map(|(name, (own, other))| {
                paper.say_with(
                    || format!("{name} {own}, not {other}"),
                    || format!("{name} {own}／{other}"),
                )
            });
            let differs: Vec<String> = differs.collect();
            let (port, other) =
                (port_word(paper, &turned.port), port_word(paper, &turned.other_port));
            let (node, who) = (&turned.node, &turned.other);
            let text = paper.say_with(
                || {
                    format!(
                        "at {node} went “{port}”; {who}, much alike ({}), went “{other}”",
                        differs.join("; ")
                    )
                },
                || {
                    format!(
                        "{node}で「{port}」。よく似た{who}（{}）は「{other}」",
                        differs.join("、")
                    )
                },
            );
            paper.wrapped("      ", &text, Some(Tone::Faint));
        }
    }
}
