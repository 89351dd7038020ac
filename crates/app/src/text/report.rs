//! The report as text, its sections in the order of an admin's questions.

use engine::report::{NodeReport, Report, Status, Words};
use journey::kind::Kind;
use journey::settings::{Channel, Outcome};

use super::number::{duration, grouped};
use super::paper::{Paper, Tone};
use super::{assumptions, compare, guardians, health, kpis, map, people, rest};

/// Writes a report.
pub fn report(paper: &mut Paper, report: &Report) {
    head(paper, report);
    health::health(paper, report);
    kpis::kpis(paper, report);
    map::map(paper, report);
    map::blocked(paper, report);
    people::paths(paper, report);
    rest::time_to_goal(paper, report);
    rest::sends(paper, report);
    rest::pressure(paper, report);
    people::segments(paper, report);
    rest::offers(paper, report);
    rest::offer_kinds(paper, report);
    rest::connectors(paper, report);
    compare::experiments(paper, report);
    compare::variants(paper, report);
    compare::reasons(paper, report);
    guardians::guardians(paper, &report.guardians);
    if let Some(coverage) = &report.coverage {
        super::coverage::shares(paper, coverage);
    }
    people::customers(paper, report);
    assumptions::assumptions(paper, report);
}

fn head(paper: &mut Paper, report: &Report) {
    let name = words(&report.journey.name, paper);
    let name = if name.is_empty() { report.journey.id.clone() } else { name };
    let title = paper.tint(Tone::Title, &name);
    paper.line(&title);
    let verdict = words(&report.verdict.text, paper);
    paper.wrapped("", &verdict, None);
    let (tone, word) = match report.verdict.status {
        Status::Ready => (Tone::Good, paper.say("Ready to act on", "判断に使えます")),
        Status::TooFew => (
            Tone::Warning,
            paper.say(
                "Too few customers or runs to tell",
                "顧客数または実行回数が足りず、判断できません",
            ),
        ),
        Status::CheckAssumptions => (
            Tone::Warning,
            paper.say(
                "Check the assumptions: they decide more than the sample does",
                "仮定を確かめてください。標本の誤差より仮定の幅のほうが結果を左右しています",
            ),
        ),
    };
    let line = paper.tint(tone, &format!("→ {word}"));
    paper.line(&line);
    let options = &report.options;
    let (runs, hash) = (options.runs, &report.journey.hash);
    let hash = &hash[..hash.len().min(12)];
    for (what, how) in &report.options.what_if.0 {
        let what = match what.as_str() {
            "outage" => paper.say("nothing is delivered by", "配信停止："),
            "arrivals" => paper.say("as many customers and contacts:", "顧客と問い合わせの数："),
            "clocks_forward" => paper.say("clocks go forward on", "時計を1時間進める日："),
            "clocks_back" => paper.say("clocks go back on", "時計を1時間戻す日："),
            _ => paper.say("also a holiday:", "休日の追加："),
        };
        let line =
            paper.say_with(|| format!("what if: {what} {how}"), || format!("もしも：{what}{how}"));
        let line = paper.tint(Tone::Warning, &line);
        paper.line(&line);
    }
    let population = &report.population;
    let customers = grouped(population.customers);
    let (start, horizon) = (&options.start, options.horizon.clone());
    let engine = &report.engine;
    let of = paper.say_with(
        || format!("{customers} customers, population {}, journey {hash}", population.hash),
        || format!("顧客{customers}人、母集団 {}、ジャーニー {hash}", population.hash),
    );
    paper.wrapped("", &of, Some(Tone::Faint));
    let how = paper.say_with(
        || {
            format!(
                "seed {}, runs {runs}, from {start} for {horizon}, engine {engine}",
                options.seed
            )
        },
        || {
            format!(
                "乱数の種 {}、実行{runs}回、{start} から {horizon}、エンジン {engine}",
                options.seed
            )
        },
    );
    paper.wrapped("", &how, Some(Tone::Faint));
    totals(paper, report);
}

fn totals(paper: &mut Paper, report: &Report) {
    let totals = &report.totals;
    let mut parts = vec![paper.say_with(
        || format!("{} entries", grouped(totals.entered)),
        || format!("開始{}件", grouped(totals.entered)),
    )];
    for (outcome, &count) in &totals.ended {
        let word = outcome_word(paper, outcome);
        parts.push(counted(paper, &word, count));
    }
    if totals.inside > 0 {
        let word = paper.say("still inside", "途中").to_owned();
        parts.push(counted(paper, &word, totals.inside));
    }
    for (reason, &count) in &totals.refused {
        let word = match reason.as_str() {
            "reentry" => paper.say("refused: was here before", "開始せず：再開始の制限"),
            "concurrency" => paper.say("refused: is inside already", "開始せず：すでに途中"),
            "cap" => paper.say("refused: entry cap reached", "開始せず：開始数の上限"),
            other => other,
        };
        let word = word.to_owned();
        parts.push(counted(paper, &word, count));
    }
    let separator = paper.say(", ", "、").to_owned();
    paper.wrapped("", &parts.join(&separator), None);
}

fn counted(paper: &Paper, word: &str, count: u64) -> String {
    paper
        .say_with(|| format!("{} {word}", grouped(count)), || format!("{word}{}件", grouped(count)))
}

/// Returns the words of an outcome.
pub(crate) fn outcome_word(paper: &Paper, outcome: &str) -> String {
    let known = Outcome::ALL.into_iter().find(|known| known.name() == outcome);
    known.map_or(outcome, |known| known.word(paper.lang)).to_owned()
}

/// Returns why a contact was refused.
pub(crate) fn blocked_word<'a>(paper: &Paper, reason: &'a str) -> &'a str {
    match reason {
        "no_consent" => paper.say("no consent for the channel", "チャネルの同意なし"),
        "no_purpose_consent" => paper.say("no consent for the purpose", "利用目的の同意なし"),
        "frequency_cap" => paper.say("contacted too often (cap)", "送信回数の上限"),
        "quiet_hours" => paper.say("quiet hours", "送信禁止の時間帯"),
        "asked_recently" => paper.say("asked recently", "最近アンケート済み"),
        other => other,
    }
}

/// Returns the word of a channel.
pub(crate) fn channel_word<'a>(paper: &Paper, channel: &'a str) -> &'a str {
    let known = Channel::ALL.into_iter().find(|known| known.name() == channel);
    known.map_or(channel, |known| known.word(paper.lang))
}

/// Returns the words of the paper's language.
pub(crate) fn words(words: &Words, paper: &Paper) -> String {
    words.get(paper.key()).cloned().unwrap_or_default()
}

/// Returns a step's name: its own, else what its kind is called, with the id to tell it from others.
pub(crate) fn step_name(paper: &Paper, id: &str, node: Option<&NodeReport>) -> String {
    let Some(node) = node else {
        return id.to_owned();
    };
    let own = words(&node.name, paper);
    if !own.is_empty() {
        return own;
    }
    match Kind::title(&node.kind, paper.lang) {
        Some(title) => paper.say_with(|| format!("{title} ({id})"), || format!("{title}（{id}）")),
        None => id.to_owned(),
    }
}

/// Writes an optional length of time.
pub(super) fn length(paper: &Paper, millis: Option<i64>) -> String {
    millis.map_or_else(String::new, |millis| duration(millis, paper.lang))
}
