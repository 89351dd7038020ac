//! Scenarios and guardians of an open journey: how each fares as the journey is, and new scenarios made of customers who
//! were simulated. How a story is shown in fields: [`parts`].

pub mod parts;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use engine::plan::compile;
use engine::scenario::{Difference, play};
use journey::document::{Journey, Label};
use journey::edit::Edit;
use journey::id::{JourneyId, NodeId};
use journey::lang::Lang;
use journey::scenario::{Effect, Line, Scenario, Story};
use journey::settings;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::words::Words;

/// How the scenarios and guardians of a journey fare.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Tests {
    /// The revision of the document that was tried.
    pub revision: u64,
    /// Whether scenarios were played; a journey that has errors cannot be played.
    pub played: bool,
    /// Scenarios, in the journey's order.
    pub scenarios: Vec<ScenarioTest>,
    /// Guardians, in the journey's order; whether they hold is what a rehearsal says.
    pub guardians: Vec<GuardianSaid>,
}

/// How one scenario fared.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ScenarioTest {
    /// Its id.
    pub id: String,
    /// Its name, or its id where it has none.
    pub name: Words,
    /// Whether all went as expected; none where it was not played.
    pub passed: Option<bool>,
    /// The first thing that went another way.
    pub unlike: Option<Unlike>,
}

/// The first thing that went another way than a scenario expects.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Unlike {
    /// The line of the story, from 1.
    pub line: usize,
    /// What was expected and what happened.
    pub text: Words,
    /// The step it shows at.
    pub node: Option<String>,
}

/// What a guardian says.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct GuardianSaid {
    /// Its id.
    pub id: String,
    /// Its name; empty where it has none.
    pub name: Words,
    /// The rule as a sentence.
    pub sentence: Words,
    /// The first step that it names.
    pub node: Option<String>,
}

/// Plays every scenario of a journey as it is.
pub(crate) fn tests(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    revision: u64,
) -> Tests {
    let settings = settings::read(&journey.settings).0;
    let plan = compile(journey, library).ok();
    let scenarios = settings.scenarios.iter().map(|scenario| {
        let report = plan.as_ref().map(|plan| play(plan, scenario));
        ScenarioTest {
            id: scenario.id.clone(),
            name: named(&scenario.name, &scenario.id),
            passed: report.as_ref().map(|report| report.passed),
            unlike: report.and_then(|report| report.difference).map(unlike),
        }
    });
    let guardians = settings.guardians.iter().map(|guardian| {
        let step = |lang: Lang| {
            move |id: &NodeId| {
                let name = journey.nodes.get(id).map(|node| node.name.text(code(lang)));
                name.filter(|name| !name.is_empty()).unwrap_or(id.as_str()).to_owned()
            }
        };
        let targets = guardian.rule.targets();
        let node = targets.into_iter().find_map(|(_, target)| match target {
            journey::guardian::Target::Step(id) => Some(id.to_string()),
            _ => None,
        });
        GuardianSaid {
            id: guardian.id.clone(),
            name: named(&guardian.name, ""),
            sentence: Words::of(|lang| guardian.sentence(lang, &step(lang))),
            node,
        }
    });
    Tests {
        revision,
        played: plan.is_some(),
        scenarios: scenarios.collect(),
        guardians: guardians.collect(),
    }
}

fn named(name: &Label, instead: &str) -> Words {
    Words::of(|lang| match name.text(code(lang)) {
        "" => instead.to_owned(),
        name => name.to_owned(),
    })
}

fn unlike(difference: Difference) -> Unlike {
    let text = |lang| difference.text.get(lang).cloned().unwrap_or_default();
    Unlike {
        line: difference.line,
        text: Words::new(text("en"), text("ja")),
        node: difference.node.clone(),
    }
}

/// Returns the edit that adds a scenario of a customer to a journey, under an id and a name that no other has.
pub(crate) fn added(journey: &Journey, customer: &str, story: Vec<String>) -> (Edit, Words) {
    let known = settings::read(&journey.settings).0.scenarios;
    let end = end(&story);
    let name = |lang: Lang| {
        let end = end.map(|outcome| outcome.word(lang));
        match (end, lang) {
            (Some(end), Lang::En) => format!("{customer}: {end}"),
            (Some(end), Lang::Ja) => format!("{customer}：{end}"),
            (None, _) => customer.to_owned(),
        }
    };
    let free = |text: &str, taken: &dyn Fn(&str) -> bool| {
        let numbered = (2..).map(|number| format!("{text} {number}"));
        let mut all = std::iter::once(text.to_owned()).chain(numbered);
        all.find(|text| !taken(text)).unwrap_or_default()
    };
    let of = |lang: Lang| {
        free(&name(lang), &|text| known.iter().any(|it| it.name.text(code(lang)) == text))
    };
    let id = free(&format!("scn {customer}"), &|text| {
        known.iter().any(|it| it.id == text.replace(' ', "_"))
    });
    let scenario =
        Scenario { id: id.replace(' ', "_"), name: Label::both(of(Lang::En), of(Lang::Ja)), story };
    let edit =
        Edit::SetSetting { pointer: "/scenarios/-".to_owned(), value: Some(json!(scenario)) };
    let label =
        Words::new(format!("Make a scenario of {customer}"), format!("{customer}をシナリオにする"));
    (edit, label)
}

/// Returns how a story expects the customer to end, the last time if there are several.
fn end(story: &[String]) -> Option<settings::Outcome> {
    let (story, _) = Story::read(story);
    story.lines.iter().rev().find_map(|(_, line)| match line {
        Line::Expect(Effect::End(outcome), _) => *outcome,
        _ => None,
    })
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Ja => "ja",
    }
}
