//! Readiness: what still stands between a journey and its publication, and where to mend it. Everything is derived from
//! what is known already: the findings, the last rehearsal of the journey as it is, and its scenarios. The designer shows it, and
//! publishing goes by it: there is no second list of what a journey must have.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::Arc;

use engine::cover::Answer;
use engine::guard::GuardStatus;
use engine::plan::compile;
use engine::report::{Report, Status};
use engine::scenario::play_all;
use journey::document::Journey;
use journey::finding::Severity;
use journey::id::JourneyId;
use journey::response::Source;
use journey::value::Decimal;
use serde::Serialize;
use ts_rs::TS;

use crate::problem::Problem;
use crate::publish::{Gate, Policy};
use crate::rehearsal::Subject;
use crate::text::{grouped, percent, several};
use crate::words::Words;

/// Whether a journey may be published.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Readiness {
    /// Whether nothing stands in the way; there may still be something to look at.
    pub ready: bool,
    /// What stands in the way, then what is worth a look.
    pub items: Vec<Obstacle>,
}

/// One thing that speaks against publishing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Obstacle {
    /// Stable code: "errors", "no_rehearsal", "guardian_broken", "scenario_failed", "too_few", "no_coverage",
    /// "below_coverage_target",
    /// "gap_open", "gap_untried", "gap_impossible", "guardian_untested", "guessed", "check_assumptions", "warnings".
    pub code: String,
    /// Whether it stands in the way of publishing; else it is worth a look.
    pub blocks: bool,
    /// What it says, and the way out.
    pub text: Words,
    /// Where to mend it.
    pub place: Remedy,
    /// Which gate it is about.
    #[serde(skip)]
    #[ts(skip)]
    pub gate: Gate,
}

/// Where something is mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// In the list of problems.
    Problems,
    /// By rehearsing.
    Rehearsal,
    /// On a page of the report.
    Page(String),
    /// In the list of scenarios and guardians.
    Tests,
}

/// Returns what still speaks against publishing a document's journey. Of the reports, the last first, only those of the journey
/// as it is are heard.
pub(crate) fn readiness(
    subject: &Subject,
    findings: &[Problem],
    reports: &[Arc<Report>],
) -> Readiness {
    let Subject { journey, library, .. } = subject;
    readiness_by(&Policy::default(), (journey, library), findings, reports)
}

/// Returns what still speaks against publishing a journey under a policy.
pub fn readiness_by<R: Borrow<Report>>(
    policy: &Policy,
    (journey, library): (&Journey, &BTreeMap<JourneyId, Journey>),
    findings: &[Problem],
    reports: &[R],
) -> Readiness {
    let mut items = Vec::new();
    found(policy, findings, &mut items);
    // A journey with errors has no plan, and nothing else can be said of it.
    if let Ok(plan) = compile(journey, library) {
        let failed = play_all(&plan).into_iter().filter(|scenario| !scenario.passed);
        items.extend(failed.map(|scenario| {
            let name = |lang: &str| match scenario.name.get(lang) {
                Some(name) if !name.is_empty() => name.clone(),
                _ => scenario.id.clone(),
            };
            let why =
                |lang: &str| scenario.difference.as_ref().and_then(|it| it.text.get(lang)).cloned();
            let (en, ja) = (why("en").unwrap_or_default(), why("ja").unwrap_or_default());
            let text = Words::new(
                format!("The scenario “{}” fails: {en}", name("en")),
                format!("シナリオ「{}」が失敗します：{ja}", name("ja")),
            );
            blocks(Gate::Scenarios, "scenario_failed", text, Remedy::Tests)
        }));
        let own = || {
            let reports = reports.iter().map(Borrow::borrow);
            reports.filter(|report: &&Report| report.journey.hash == plan.hash)
        };
        match own().find(|report| report.coverage.is_some()).or_else(|| own().next()) {
            Some(report) => of_report(report, policy.coverage(&plan.settings), &mut items),
            None => items.push(not_rehearsed()),
        }
    }
    items.sort_by_key(|item| !item.blocks);
    Readiness { ready: !items.iter().any(|item| item.blocks), items }
}

fn found(policy: &Policy, findings: &[Problem], items: &mut Vec<Obstacle>) {
    let errors = findings.iter().filter(|it| it.severity == Severity::Error).count();
    if errors > 0 {
        let text = Words::new(
            format!(
                "There {} {}; correct {} first.",
                be(errors),
                several(errors, "error"),
                it(errors)
            ),
            format!("エラーが{errors}件あります。先に直してください。"),
        );
        items.push(blocks(Gate::Findings, "errors", text, Remedy::Problems));
    }
    let warnings = policy.unaccepted(findings).count();
    if warnings > 0 {
        let text = Words::new(
            format!(
                "There {} {}; mend {them}, or accept {them} with a reason when you publish.",
                be(warnings),
                several(warnings, "warning"),
                them = it(warnings)
            ),
            format!(
                "警告が{warnings}件あります。直すか、公開のときに理由を添えて受け入れてください。"
            ),
        );
        items.push(blocks(Gate::Warnings, "warnings", text, Remedy::Problems));
    }
}

fn not_rehearsed() -> Obstacle {
    let text = Words::new(
        "The journey was not rehearsed since it was changed last.",
        "最後に変更してから、リハーサルしていません。",
    );
    blocks(Gate::Rehearsal, "no_rehearsal", text, Remedy::Rehearsal)
}

/// Adds what a report of the journey says.
fn of_report(report: &Report, target: Option<Decimal>, items: &mut Vec<Obstacle>) {
    guardians(report, items);
    let page = |name: &str| Remedy::Page(name.to_owned());
    match report.verdict.status {
        Status::Ready => {}
        Status::TooFew => {
            let text = Words::new(
                "Too few customers or runs to tell; rehearse with more of either.",
                "顧客数または回数が足りず、判断できません。増やしてリハーサルしてください。",
            );
            items.push(blocks(Gate::Rehearsal, "too_few", text, page("verdict")));
        }
        Status::CheckAssumptions => {
            let text = Words::new(
                "The assumptions decide more than the sample does.",
                "標本の誤差より、前提の幅のほうが結果を左右しています。",
            );
            items.push(look(Gate::Rehearsal, "check_assumptions", text, page("assumptions")));
        }
    }
    coverage(report, target, items);
    let guess = |it: &&engine::report::AssumptionReport| {
        it.response.as_ref().is_some_and(|response| response.source == Source::Assumed)
    };
    let guesses = report.assumptions.iter().filter(guess).count();
    if guesses > 0 {
        let all = report.assumptions.iter().filter(|it| it.response.is_some()).count();
        let text = Words::new(
            format!("{} of {} have no source but a guess.", guesses, several(all, "assumption")),
            format!("前提{all}件のうち{guesses}件は、推測のほかに出典がありません。"),
        );
        items.push(look(Gate::Rehearsal, "guessed", text, page("assumptions")));
    }
}

fn guardians(report: &Report, items: &mut Vec<Obstacle>) {
    for guard in &report.guardians {
        let name = |lang: &str| guard.name.get(lang).cloned().unwrap_or_else(|| guard.id.clone());
        let page = || Remedy::Page("guardians".to_owned());
        items.push(match guard.status {
            GuardStatus::Proved | GuardStatus::Held => continue,
            GuardStatus::Broken => {
                let (en, ja) =
                    (several(guard.customers as usize, "customer"), grouped(guard.customers));
                let en = format!("The guardian “{}” is broken for {en}.", name("en"));
                let ja = format!("守り「{}」が顧客{ja}人で破られています。", name("ja"));
                blocks(Gate::Guardians, "guardian_broken", Words::new(en, ja), page())
            }
            GuardStatus::Untested => {
                let en = format!("The guardian “{}” was asked of nobody.", name("en"));
                let ja = format!("守り「{}」は、該当する人がいません。", name("ja"));
                look(Gate::Guardians, "guardian_untested", Words::new(en, ja), page())
            }
        });
    }
}

fn coverage(report: &Report, target: Option<Decimal>, items: &mut Vec<Obstacle>) {
    let page = || Remedy::Page("coverage".to_owned());
    let Some(coverage) = &report.coverage else {
        let text = Words::new(
            "What nobody tries was not looked for; let a rehearsal come to its end.",
            "試されないところを調べていません。リハーサルを最後まで行ってください。",
        );
        return items.push(blocks(Gate::Coverage, "no_coverage", text, Remedy::Rehearsal));
    };
    let count = |wanted: fn(&Answer) -> bool| {
        coverage.gaps.iter().filter(|gap| wanted(&gap.answer)).count()
    };
    let tried = coverage.edges.ratio().min(coverage.conditions.ratio());
    if let Some(target) = target.filter(|target| tried < target.to_f64() / 100.0) {
        let tried = percent(tried);
        let text = Words::new(
            format!(
                "Only {tried} of what is possible was tried; at least {target} % is asked for."
            ),
            format!("試されたのは可能な範囲の{tried}です。目標は{target} %です。"),
        );
        items.push(blocks(Gate::Coverage, "below_coverage_target", text, page()));
    }
    let open = count(|answer| matches!(answer, Answer::NotFound));
    if open > 0 {
        let text = Words::new(
            format!("Nobody was found who tries {}.", several(open, "place")),
            format!("{open}か所は、試す顧客が見つかりません。"),
        );
        items.push(look(Gate::Coverage, "gap_open", text, page()));
    }
    let untried = count(|answer| matches!(answer, Answer::Customer(_)));
    if untried > 0 {
        let text = Words::new(
            format!("{} not tried by these customers.", several_are(untried, "place")),
            format!("{untried}か所が、この顧客では試されていません。"),
        );
        items.push(look(Gate::Coverage, "gap_untried", text, page()));
    }
    let impossible = count(|answer| matches!(answer, Answer::Impossible(_)));
    if impossible > 0 {
        let text = Words::new(
            format!("{} tried by nobody there could ever be.", several_are(impossible, "place")),
            format!("{impossible}か所は、あり得るどの顧客も通れません。"),
        );
        items.push(look(Gate::Coverage, "gap_impossible", text, page()));
    }
}

/// Returns what stands in the way.
fn blocks(gate: Gate, code: &str, text: Words, place: Remedy) -> Obstacle {
    Obstacle { code: code.to_owned(), blocks: true, text, place, gate }
}

/// Returns what is worth a look.
fn look(gate: Gate, code: &str, text: Words, place: Remedy) -> Obstacle {
    Obstacle { blocks: false, ..blocks(gate, code, text, place) }
}

fn be(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn it(count: usize) -> &'static str {
    if count == 1 { "it" } else { "them" }
}

fn several_are(count: usize, what: &str) -> String {
    format!("{} {}", several(count, what), if count == 1 { "is" } else { "are" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::problems;
    use crate::rehearsal::{Rehearsals, Setup, rehearsed_for_tests};
    use crate::samples::sample;
    use journey::document::Journey;
    use journey::finding::Checker;

    fn subject(journey: &Journey) -> Subject {
        Subject {
            document: "one".to_owned(),
            journey: Arc::new(journey.clone()),
            library: Arc::default(),
            against: None,
            kept: None,
            worlds: None,
            now: 0,
        }
    }

    fn asked(journey: &Journey, reports: &[Arc<Report>]) -> Readiness {
        let subject = subject(journey);
        let findings = problems(&mut Checker::default(), &subject.journey, &subject.library, 0);
        readiness(&subject, &findings, reports)
    }

    fn codes(readiness: &Readiness) -> Vec<&str> {
        readiness.items.iter().map(|item| item.code.as_str()).collect()
    }

    #[tokio::test]
    async fn what_blocks_is_told_in_both_languages_until_it_is_mended() {
        let mut journey = sample("cart-recovery").unwrap();
        let never = asked(&journey, &[]);
        assert!(!never.ready && codes(&never).contains(&"no_rehearsal"), "{never:?}");

        let rehearsals = Rehearsals::default();
        let whole = Setup {
            seed: 1,
            runs: Some(1),
            customers: Some(2_000),
            start: None,
            horizon: "90d".to_owned(),
            whole: true,
            population: None,
        };
        let report = rehearsed_for_tests(&rehearsals, subject(&journey), whole).await;
        let after = asked(&journey, std::slice::from_ref(&report));
        assert!(!codes(&after).contains(&"no_rehearsal"), "{after:?}");
        assert!(codes(&after).contains(&"guessed") || codes(&after).contains(&"gap_untried"));

        let mut bad = Report::clone(&report);
        bad.verdict.status = Status::TooFew;
        bad.coverage = None;
        bad.guardians[0].status = GuardStatus::Broken;
        let blocked = asked(&journey, &[Arc::new(bad)]);
        assert!(!blocked.ready);
        for code in ["too_few", "no_coverage", "guardian_broken"] {
            let item = blocked.items.iter().find(|item| item.code == code).expect(code);
            assert!(item.blocks && !item.text.en.is_empty() && item.text.en != item.text.ja);
        }
        let order: Vec<bool> = blocked.items.iter().map(|item| !item.blocks).collect();
        assert!(order.is_sorted(), "what blocks comes first");

        let mut half = Report::clone(&report);
        half.coverage.as_mut().unwrap().edges.covered = 1;
        let under = asked(&journey, &[Arc::new(half)]);
        assert!(codes(&under).contains(&"below_coverage_target"), "{under:?}");

        // A report of the journey as it was says nothing of the journey as it is.
        let edges = std::mem::take(&mut journey.edges);
        let broken = asked(&journey, std::slice::from_ref(&report));
        assert!(!broken.ready && codes(&broken)[0] == "errors", "{broken:?}");
        journey.edges = edges;
        let care = Arc::make_mut(journey.nodes.get_mut(&"nod_care".into()).unwrap());
        let text = serde_json::to_string(&care.config).unwrap().replace("age < 18", "age < 19");
        care.config = serde_json::from_str(&text).unwrap();
        assert!(codes(&asked(&journey, &[report])).contains(&"no_rehearsal"));
    }
}
