//! What a result rests on: every probability and duration that somebody put into the journey, in words.

use engine::report::{AssumptionReport, Report};
use journey::response::{Chance, Delay, Response, Source};
use journey::span::Span;
use serde::Serialize;
use ts_rs::TS;

use super::number::{duration, percent};
use super::paper::Paper;
use super::report::step_name;
use super::table::{Side, Table};
use crate::words::Words;

pub(super) fn assumptions(paper: &mut Paper, report: &Report) {
    if report.assumptions.is_empty() {
        return;
    }
    paper.heading("Assumptions", "仮定");
    let mut table = Table::new(&[
        (Side::Left, paper.say("step", "ステップ")),
        (Side::Left, paper.say("of", "対象")),
        (Side::Left, paper.say("as written", "設定値")),
        (Side::Left, paper.say("range", "幅")),
        (Side::Left, paper.say("source", "出典")),
        (Side::Left, paper.say("result at the ends", "両端での結果")),
    ]);
    for assumption in &report.assumptions {
        let name = step_name(paper, &assumption.node, report.nodes.get(&assumption.node));
        let response = assumption.response.as_ref();
        table.row(vec![
            name,
            assumed_word(paper, &assumption.what),
            written(paper, assumption),
            response.map_or(String::new(), range),
            response.map_or(String::new(), |response| source(paper, response).to_owned()),
            assumption.tornado.map_or(String::new(), |(low, high)| {
                format!("{} … {}", percent(low), percent(high))
            }),
        ]);
    }
    table.write(paper);
    if let Some(found) = &report.second_order {
        let (low, half, high) = (percent(found.p05), percent(found.p50), percent(found.p95));
        let worlds = found.worlds;
        let line = paper.say_with(
            || format!("  over {worlds} worlds within all ranges: {low} … {high} in nine of ten, {half} in the middle"),
            || format!("  すべての幅の中から選んだ{worlds}通り：10回中9回は{low}～{high}、中央は{half}"),
        );
        paper.line(&line);
    }
}

/// What an assumption says, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AssumptionWords {
    /// What it is of.
    pub of: Words,
    /// As it is written: a chance, how long it takes, or both.
    pub written: Words,
    /// Its range; empty where it has none.
    pub range: String,
    /// Where it comes from; empty for a length of time.
    pub source: Words,
}

/// Returns what each assumption of a report says, in its order.
pub(crate) fn assumption_words(report: &Report) -> Vec<AssumptionWords> {
    let words = |text: &dyn Fn(&Paper) -> String| Words::of(|lang| text(&Paper::new(lang, false)));
    let each = report.assumptions.iter().map(|assumption| {
        let response = assumption.response.as_ref();
        AssumptionWords {
            of: words(&|paper| assumed_word(paper, &assumption.what)),
            written: words(&|paper| written(paper, assumption)),
            range: response.map_or(String::new(), range),
            source: words(&|paper| {
                response.map_or(String::new(), |response| source(paper, response).to_owned())
            }),
        }
    });
    each.collect()
}

/// Returns what an assumption is of.
pub(crate) fn assumed_word(paper: &Paper, what: &str) -> String {
    let (what, variant) = match what.split_once(": ") {
        Some((what, variant)) => (what, Some(variant)),
        None => (what, None),
    };
    // What a wait listens for, by its place and its name.
    let event = what.strip_prefix("event ").and_then(|rest| rest.split_once(' '));
    if let Some((_, name)) = event {
        return paper.say_with(|| format!("event “{name}”"), || format!("イベント「{name}」"));
    }
    let word = match what {
        "delivered" => paper.say("delivered", "到達"),
        "opened" => paper.say("opened", "開封"),
        "clicked" => paper.say("clicked", "クリック"),
        "answered" => paper.say("answered", "回答"),
        other => other,
    };
    match variant {
        Some(variant) => {
            paper.say_with(|| format!("{word}: {variant}"), || format!("{word}：{variant}"))
        }
        None => word.to_owned(),
    }
}

fn written(paper: &Paper, assumption: &AssumptionReport) -> String {
    let chance = assumption.response.as_ref().map(|response| match &response.chance {
        Chance::Constant(percent) => format!("{percent} %"),
        Chance::Segments { of, otherwise } => {
            let count = of.len();
            paper.say_with(
                || format!("{count} segments, else {otherwise} %"),
                || format!("{count}区分、ほか{otherwise} %"),
            )
        }
        Chance::Expression(source) => source.clone(),
    });
    let delay = assumption.delay.as_ref().and_then(|delay| delay_words(paper, delay));
    let parts: Vec<String> = chance.into_iter().chain(delay).collect();
    parts.join(paper.say(", ", "、"))
}

fn delay_words(paper: &Paper, delay: &Delay) -> Option<String> {
    let span = |span: &Span| duration(span.nominal(), paper.lang);
    Some(match delay {
        Delay::Constant(length) if length.is_zero() => return None,
        Delay::Constant(length) => {
            paper.say_with(|| format!("after {}", span(length)), || format!("{}後", span(length)))
        }
        Delay::Uniform { from, to } => paper.say_with(
            || format!("after {} to {}", span(from), span(to)),
            || format!("{}～{}後", span(from), span(to)),
        ),
        Delay::Exponential { mean } => paper.say_with(
            || format!("after {} on average", span(mean)),
            || format!("平均{}後", span(mean)),
        ),
        Delay::Lognormal { median, p90 } => paper.say_with(
            || format!("half within {}, 9 in 10 within {}", span(median), span(p90)),
            || format!("半数が{}以内、9割が{}以内", span(median), span(p90)),
        ),
    })
}

fn range(response: &Response) -> String {
    match (&response.low, &response.high) {
        (None, None) => String::new(),
        (low, high) => {
            let end = |end: &Option<journey::value::Decimal>| {
                end.map_or(String::new(), |end| end.to_string())
            };
            format!("{}–{} %", end(low), end(high))
        }
    }
}

fn source<'a>(paper: &Paper, response: &Response) -> &'a str {
    match response.source {
        Source::Assumed => paper.say("a guess", "推測"),
        Source::Imported => paper.say("imported", "取り込み"),
        Source::Fitted => paper.say("from history", "実績から推定"),
    }
}
