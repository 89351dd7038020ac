//! What scenarios and guardians say: each with its sentence, and with what speaks against it.

use engine::guard::{GuardReport, GuardStatus};
use engine::report::Words;
use engine::scenario::ScenarioReport;
use engine::trial::Trial;
use journey::guardian::proof::Proof;

use super::number::{decimal, grouped, several};
use super::paper::{Paper, Tone, WIDTH, wrap};
use super::report::words;

/// Writes the result of a trial.
pub fn trial(paper: &mut Paper, trial: &Trial) {
    let name = words(&trial.journey.name, paper);
    let name = if name.is_empty() { trial.journey.id.clone() } else { name };
    let title = paper.tint(Tone::Title, &name);
    paper.line(&title);
    scenarios(paper, &trial.scenarios);
    guardians(paper, &trial.guardians);
    if let (Some(options), Some(population)) = (&trial.options, &trial.population) {
        let (customers, runs) = (grouped(population.customers), options.runs);
        let times = several(runs as usize, "run");
        let (start, horizon, seed) = (&options.start, &options.horizon, options.seed);
        let how = paper.say_with(
            || format!("guardians on {customers} customers, {times}, from {start} for {horizon}, seed {seed}"),
            || format!("守りは顧客{customers}人、実行{runs}回、{start} から {horizon}、乱数の種 {seed} で確認"),
        );
        paper.wrapped("", &how, Some(Tone::Faint));
    }
    let (tone, verdict) = verdict(paper, trial);
    paper.line("");
    let line = paper.tint(tone, &format!("→ {verdict}"));
    paper.line(&line);
}

fn verdict(paper: &Paper, trial: &Trial) -> (Tone, String) {
    let failed = trial.scenarios.iter().filter(|it| !it.passed).count();
    let broken = |it: &&GuardReport| it.status == GuardStatus::Broken;
    let broken = trial.guardians.iter().filter(broken).count();
    let (scenarios, guardians) = (trial.scenarios.len(), trial.guardians.len());
    if scenarios + guardians == 0 {
        let none = paper.say(
            "There are no scenarios and no guardians, so nothing was tested; add some to the settings",
            "シナリオも守りもないため、何も確かめていません。設定に追加してください",
        );
        return (Tone::Warning, none.to_owned());
    }
    let text = paper.say_with(
        || {
            format!(
                "{} of {scenarios} scenarios passed, {} of {guardians} guardians unbroken",
                scenarios - failed,
                guardians - broken
            )
        },
        || {
            format!(
                "シナリオ{scenarios}件中{}件が合格、守り{guardians}件中{}件が守られています",
                scenarios - failed,
                guardians - broken
            )
        },
    );
    (if trial.passed { Tone::Good } else { Tone::Bad }, text)
}

fn scenarios(paper: &mut Paper, scenarios: &[ScenarioReport]) {
    if scenarios.is_empty() {
        return;
    }
    paper.heading("Scenarios", "シナリオ");
    for scenario in scenarios {
        let (tone, sign) = if scenario.passed { (Tone::Good, "✓") } else { (Tone::Bad, "✗") };
        let name = named(paper, &scenario.id, &scenario.name);
        item(paper, (tone, sign), &name);
        if let Some(difference) = &scenario.difference {
            let (line, source) = (difference.line, &difference.source);
            let place = paper
                .say_with(|| format!("line {line}: {source}"), || format!("{line}行目：{source}"));
            more(paper, &place, Some(Tone::Faint));
            let text = words(&difference.text, paper);
            more(paper, &text, None);
        }
    }
}

/// Writes what a rehearsal says of guardians.
pub(super) fn guardians(paper: &mut Paper, guardians: &[GuardReport]) {
    if guardians.is_empty() {
        return;
    }
    paper.heading("Guardians", "守り");
    for guardian in guardians {
        let (tone, sign) = match guardian.status {
            GuardStatus::Proved | GuardStatus::Held => (Tone::Good, "✓"),
            GuardStatus::Broken => (Tone::Bad, "✗"),
            GuardStatus::Untested => (Tone::Warning, "?"),
        };
        let sentence = words(&guardian.sentence, paper);
        let name = words(&guardian.name, paper);
        let text = if name.is_empty() {
            sentence
        } else {
            paper.say_with(|| format!("{name}: {sentence}"), || format!("{name}：{sentence}"))
        };
        item(paper, (tone, sign), &text);
        let said = outcome(paper, guardian);
        let broken = guardian.status == GuardStatus::Broken;
        more(paper, &said, (!broken).then_some(Tone::Faint));
    }
}

/// Returns what a rehearsal says of a guardian, in words.
pub fn outcome(paper: &Paper, guardian: &GuardReport) -> String {
    let (asked, broken) = (grouped(guardian.asked), grouped(guardian.broken));
    match guardian.status {
        GuardStatus::Proved => {
            let why = guardian.proof.map_or("", |proof| proof_word(paper, proof));
            paper.say_with(|| format!("proved: {why}"), || format!("証明済み：{why}"))
        }
        GuardStatus::Held => paper.say_with(
            || format!("held in all {asked} customers × runs"),
            || format!("のべ{asked}人すべてで守られました"),
        ),
        GuardStatus::Untested => paper
            .say(
                "it was about nobody who entered, so the rehearsal says nothing",
                "対象となる顧客が開始しなかったため、判断できません",
            )
            .to_owned(),
        GuardStatus::Broken => {
            let (percent, customers) = (decimal(guardian.percent, 2), grouped(guardian.customers));
            let first = guardian.first.join(", ");
            paper.say_with(
                || format!("broken in {broken} of {asked} customers × runs ({percent} %), by {customers} customers: {first}"),
                || format!("のべ{asked}人中{broken}人（{percent}%）で破られました。顧客{customers}人：{first}"),
            )
        }
    }
}

fn proof_word<'a>(paper: &Paper, proof: Proof) -> &'a str {
    match proof {
        Proof::Unreachable => {
            paper.say("no way and no customer leads there", "そこに至る経路も顧客もありません")
        }
        Proof::OnEveryWay => paper.say("every way there leads past it", "どの経路でも先に通ります"),
        Proof::BeforeEveryEnd => paper
            .say("every way to an end leads past one of them", "終わりに至るどの経路でも通ります"),
        Proof::LongestWay => {
            paper.say("no way has more messages", "これより多く送る経路がありません")
        }
        Proof::NoMessage => paper.say("no such message can be sent", "送られることがありません"),
    }
}

fn named(paper: &Paper, id: &str, name: &Words) -> String {
    let name = words(name, paper);
    if name.is_empty() {
        return id.to_owned();
    }
    paper.say_with(|| format!("{name} ({id})"), || format!("{name}（{id}）"))
}

fn item(paper: &mut Paper, (tone, sign): (Tone, &str), text: &str) {
    let sign = paper.tint(tone, sign);
    for (place, line) in wrap(text, WIDTH - 4).iter().enumerate() {
        let lead = if place == 0 { sign.as_str() } else { " " };
        paper.line(&format!("  {lead} {line}"));
    }
}

fn more(paper: &mut Paper, text: &str, tone: Option<Tone>) {
    paper.wrapped("      ", text, tone);
}
