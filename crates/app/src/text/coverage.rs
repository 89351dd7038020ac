//! Coverage: how much was tried, and for every gap who would close it, or why nobody can.

use engine::cover::{Answer, Because, Candidate, Coverage, Gap, Share};

use super::number::{grouped, percent, several};
use super::paper::{Paper, Tone};
use super::port::port_word;
use super::table::{Side, Table};

/// Writes what a rehearsal tried of a journey.
pub fn coverage(paper: &mut Paper, coverage: &Coverage) {
    shares(paper, coverage);
    gaps(paper, &coverage.gaps);
}

/// Writes how much was tried.
pub(super) fn shares(paper: &mut Paper, coverage: &Coverage) {
    paper.heading("Coverage", "カバレッジ");
    let mut table = Table::new(&[
        (Side::Left, ""),
        (Side::Right, paper.say("tried", "通過")),
        (Side::Right, paper.say("possible", "可能")),
        (Side::Right, paper.say("impossible", "不可能")),
        (Side::Right, ""),
    ]);
    let rows = [
        ("steps", "ステップ", coverage.nodes),
        ("ways out", "出口", coverage.edges),
        ("conditions, true and false", "条件の真と偽", coverage.conditions),
        ("timeouts", "時間切れ", coverage.timeouts),
        ("errors", "エラー", coverage.errors),
    ];
    for (en, ja, share) in rows.into_iter().filter(|(.., share)| share.total > 0) {
        let Share { covered, total, impossible } = share;
        table.row(vec![
            paper.say(en, ja).to_owned(),
            grouped(covered),
            grouped(total - impossible),
            if impossible > 0 { grouped(impossible) } else { String::new() },
            percent(share.ratio()),
        ]);
    }
    table.write(paper);
}

fn gaps(paper: &mut Paper, gaps: &[Gap]) {
    let count = |wanted: fn(&Answer) -> bool| gaps.iter().filter(|gap| wanted(&gap.answer)).count();
    let found = count(|answer| matches!(answer, Answer::Customer(_)));
    let impossible = count(|answer| matches!(answer, Answer::Impossible(_)));
    let open = count(|answer| matches!(answer, Answer::NotFound));
    if gaps.is_empty() {
        let line = paper.say("  everything was tried", "  すべて通過しました").to_owned();
        let line = paper.tint(Tone::Good, &line);
        paper.line(&line);
        return;
    }
    paper.heading("What nobody tried", "通過しなかったところ");
    for gap in gaps {
        let place = place(paper, gap);
        match &gap.answer {
            Answer::Customer(candidate) => {
                paper.line(&format!("  {} {place}", paper.tint(Tone::Warning, "!")));
                let who = somebody(paper, candidate);
                paper.wrapped("      ", &who, Some(Tone::Faint));
            }
            Answer::Impossible(because) => {
                paper.line(&format!("  {} {place}", paper.tint(Tone::Faint, "–")));
                let why = reasons(paper, because);
                paper.wrapped("      ", &why, Some(Tone::Faint));
            }
            Answer::NotFound => {
                paper.line(&format!("  {} {place}", paper.tint(Tone::Bad, "?")));
                let line = paper.say(
                    "nobody was found, and nothing proves that there is nobody",
                    "該当する顧客が見つからず、存在しないとも証明できません",
                );
                let line = line.to_owned();
                paper.wrapped("      ", &line, Some(Tone::Faint));
            }
        }
    }
    let line = paper.say_with(
        || {
            let gaps = several(gaps.len(), "gap");
            format!("{gaps}: {found} closed by a generated customer, {impossible} impossible, {open} open")
        },
        || {
            let gaps = gaps.len();
            format!("未通過{gaps}件：生成した顧客で通過{found}件、不可能{impossible}件、不明{open}件")
        },
    );
    paper.line(&line);
}

/// Returns who would close a gap, or why nobody can; empty where neither is known.
pub(crate) fn gap_words(paper: &Paper, answer: &Answer) -> String {
    match answer {
        Answer::Customer(candidate) => somebody(paper, candidate),
        Answer::Impossible(because) => reasons(paper, because),
        Answer::NotFound => String::new(),
    }
}

fn place(paper: &Paper, gap: &Gap) -> String {
    let journey = paper.say("journey", "ジャーニー");
    let mut text = gap.node.clone().unwrap_or_else(|| journey.to_owned());
    if let Some(port) = &gap.port {
        text.push_str(&format!(" › {}", port_word(paper, port)));
    }
    if let (Some(condition), Some(truth)) = (&gap.condition, gap.truth) {
        let said = match truth {
            true => paper.say_with(
                || format!(": “{condition}” is never true"),
                || format!("：「{condition}」が真になったことがない"),
            ),
            false => paper.say_with(
                || format!(": “{condition}” is never false"),
                || format!("：「{condition}」が偽になったことがない"),
            ),
        };
        text.push_str(&said);
    }
    text
}

fn somebody(paper: &Paper, candidate: &Candidate) -> String {
    let values: Vec<String> =
        candidate.attributes.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let mut text = format!("{}: {}", candidate.id, values.join(", "));
    if candidate.copies > 1 {
        let copies = grouped(candidate.copies.into());
        text = paper.say_with(
            || format!("{copies} customers like {text}"),
            || format!("{text} のような顧客{copies}人"),
        );
    }
    for event in &candidate.events {
        let values: Vec<String> =
            event.properties.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let values =
            if values.is_empty() { String::new() } else { format!(" ({})", values.join(", ")) };
        text.push_str(&format!("; {} {}{values}", event.at, event.event));
    }
    for drawn in &candidate.draws {
        let (node, of, result) = (&drawn.node, &drawn.of, &drawn.result);
        let drawn = paper.say_with(
            || format!("; drawn at {node}: {of} {result}"),
            || format!("；{node}の抽選：{of} {result}"),
        );
        text.push_str(&drawn);
    }
    text
}

fn reasons(paper: &Paper, because: &[Because]) -> String {
    if because.is_empty() {
        let text = paper.say(
            "impossible: no chance and no condition ever leads here",
            "不可能：ここに進む確率も条件もありません",
        );
        return text.to_owned();
    }
    let each = because.iter().map(|because| {
        let Because { node, condition, holds } = because;
        match holds {
            true => paper.say_with(
                || format!("“{condition}” at {node}"),
                || format!("{node}の「{condition}」"),
            ),
            false => paper.say_with(
                || format!("not “{condition}” at {node}"),
                || format!("{node}の「{condition}」が成り立たないこと"),
            ),
        }
    });
    let list: Vec<String> = each.collect();
    paper.say_with(
        || format!("impossible together: {}", list.join(" and ")),
        || format!("両立しません：{}", list.join("、")),
    )
}
