//! One customer of a rehearsal: their way, told again with why and why not.

use engine::Note;
use engine::cover::{self, Answer, Coverage, Gap};
use engine::explain::{Told, explain};
use engine::people::{CustomerPage, Whom, list};
use engine::plan::Plan;
use engine::scenario::{Recorded, record};
use engine::simulate::Watch;
use engine::table::Population;
use journey::lang::Lang;
use journey::scenario::Line;
use journey::value::{MISSING, TextView};
use serde::Serialize;
use ts_rs::TS;

use super::Ready;
use crate::refused::Refused;
use crate::text::sayings;
use crate::vocabulary::labeled;
use crate::words::Words;

/// Customers on one page of a list.
pub(crate) const PAGE: usize = 50;

/// A customer's way through the first run.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Story {
    /// Their id.
    pub customer: String,
    /// What is known of them, by the names people gave it.
    pub attributes: Vec<Known>,
    /// What happened, in the order of time.
    pub lines: Vec<StoryLine>,
    /// The ways out they went, in the order of time.
    pub path: Vec<Hop>,
}

/// A step that was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Hop {
    /// The step.
    pub node: String,
    /// The way out.
    pub port: String,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub at_ms: i64,
    /// Which of the customer's times in the journey, from 1.
    pub instance: u16,
}

/// An attribute of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Known {
    /// Its name in conditions.
    pub name: String,
    /// What people call it.
    pub label: Words,
    /// Its value as people write it; none where there is none.
    pub value: Option<String>,
}

/// One thing that happened to a customer.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct StoryLine {
    /// Its place among all that was told, from 0; what is not said here has a place, too.
    pub place: u32,
    /// When, with the offset of the customer's zone.
    pub at: String,
    /// The same in milliseconds since 1970-01-01T00:00Z.
    pub at_ms: i64,
    /// Which of the customer's times in the journey, from 1.
    pub instance: u16,
    /// The step it happened at.
    pub node: Option<String>,
    /// The step's name.
    pub step: Words,
    /// What happened; empty where coming to the step is all.
    pub what: Words,
    /// Why.
    pub because: Vec<Because>,
    /// How many of the path's ways out lie behind the customer now.
    pub gone: u32,
}

/// One line of why something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Because {
    /// How deep it stands among its parts, from 0.
    pub depth: u32,
    /// Whether it held; none where it is no condition, or where that was not known.
    pub held: Option<bool>,
    /// What it says, with the customer's values.
    pub text: Words,
}

impl Ready {
    /// Returns a page of the customers for whom something holds.
    pub(crate) fn list(&self, whom: &Whom, skip: usize) -> Result<CustomerPage, Refused> {
        let watch = Watch::default();
        list(&self.plan, &self.population, &self.options, whom, (skip, PAGE), &watch)
            .map_err(|_| Refused::fault())
    }

    /// Tells one customer's way.
    ///
    /// # Errors
    /// `no_customer` when nobody has this id.
    pub(crate) fn story(&self, customer: &str) -> Result<Story, Refused> {
        self.story_in(&self.population, customer)
    }

    /// Makes a scenario's story of what a customer did.
    ///
    /// # Errors
    /// `no_customer` when nobody has this id, `others_matter` when what they got depends on others, and `real_customer`
    /// when they are kept in the workspace, which a file that others read must not show.
    pub(crate) fn scenario(&self, customer: &str) -> Result<Vec<String>, Refused> {
        self.may_be_written()?;
        self.scenario_in(&self.population, customer)
    }

    /// Returns whether a file that others read may show who is rehearsed.
    pub(super) fn may_be_written(&self) -> Result<(), Refused> {
        if self.kept.is_some() {
            return Err(Refused::new(
                "real_customer",
                "these are real customers, and a scenario would write what is known of one into the journey's file; rehearse on sample customers and choose one of them",
                "実在の顧客のため、シナリオにすると情報がジャーニーのファイルに書かれます。サンプル顧客でリハーサルし、その中から選んでください",
            ));
        }
        Ok(())
    }

    pub(super) fn scenario_in(
        &self,
        people: &Population,
        customer: &str,
    ) -> Result<Vec<String>, Refused> {
        let row = people.table.row(customer).ok_or_else(|| no_customer(customer))?;
        let made = record(&self.plan, people, &self.options, 0, row, &Watch::default());
        recorded(made.map_err(|_| Refused::fault())?, None)
    }

    /// Returns those who were made for the gap that a customer closes.
    ///
    /// # Errors
    /// `no_customer` when no gap has them.
    pub(super) fn made_for_gap(
        &self,
        coverage: &Coverage,
        customer: &str,
    ) -> Result<Population, Refused> {
        let closes = |gap: &&Gap| match &gap.answer {
            Answer::Customer(candidate) => candidate.ids().iter().any(|id| id == customer),
            Answer::Impossible(_) | Answer::NotFound => false,
        };
        let gap = coverage.gaps.iter().find(closes).ok_or_else(|| no_customer(customer))?;
        let alone = Coverage { gaps: vec![gap.clone()], ..coverage.clone() };
        cover::population(&alone, &self.plan).map_err(|_| Refused::fault())
    }

    pub(super) fn story_in(
        &self,
        population: &Population,
        customer: &str,
    ) -> Result<Story, Refused> {
        let Self { plan, options, .. } = self;
        let row = population.table.row(customer).ok_or_else(|| no_customer(customer))?;
        let told = explain(plan, population, options, 0, row, &Watch::default())
            .map_err(|_| Refused::fault())?;
        Ok(Story { attributes: self.known(population, row), ..story_of(plan, customer, &told) })
    }

    pub(super) fn known(&self, population: &Population, row: usize) -> Vec<Known> {
        let plan = &self.plan;
        let texts = TextView { shared: &population.texts, own: &[] };
        let each = plan.settings.attributes.iter().map(|(name, attribute)| {
            let cell = population.table.column(name).map_or(MISSING, |column| column.get(row));
            let text = || journey::condition::cell_text(cell, attribute, texts, &plan.zone);
            Known {
                name: name.clone(),
                label: labeled(attribute, name),
                value: (cell != MISSING).then(text),
            }
        });
        each.collect()
    }
}

/// Tells a way, without what is known of the customer.
pub(super) fn story_of(plan: &Plan, customer: &str, told: &[Told]) -> Story {
    let english = sayings(plan, told, Lang::En);
    let japanese = sayings(plan, told, Lang::Ja);
    // A line lasts until the next one, with all that is not said because it has said it.
    let ends = english.iter().skip(1).map(|next| next.place).chain([told.len()]);
    let ends: Vec<usize> = ends.collect();
    let lines = english.into_iter().zip(japanese).zip(ends).map(|((en, ja), end)| {
        let line = &told[en.place];
        let gone = told[..end].iter().filter_map(hop).count();
        let because = en.because.into_iter().zip(ja.because).map(|(en, ja)| Because {
            depth: en.depth as u32,
            held: en.held,
            text: Words::new(en.text, ja.text),
        });
        StoryLine {
            place: en.place as u32,
            at: line.at.clone(),
            at_ms: line.at_ms,
            instance: line.instance,
            node: line.node.clone(),
            step: Words::new(en.step, ja.step),
            what: Words::new(en.what, ja.what),
            because: because.collect(),
            gone: gone as u32,
        }
    });
    Story {
        customer: customer.to_owned(),
        attributes: Vec::new(),
        lines: lines.collect(),
        path: told.iter().filter_map(hop).collect(),
    }
}

/// Returns the story that a scenario was made of, or why it cannot be one.
pub(super) fn recorded(made: Recorded, fork: Option<&Line>) -> Result<Vec<String>, Refused> {
    let difference = match made {
        Recorded::Story(lines) => return Ok(lines),
        Recorded::Otherwise(difference) => difference,
    };
    let text = |lang| difference.text.get(lang).cloned().unwrap_or_default();
    Err(match fork {
        None => Refused::new(
            "others_matter",
            format!(
                "what this customer got depends on the others, and a scenario knows of one alone: {}; choose another customer",
                text("en")
            ),
            format!(
                "この顧客の結果は他の顧客にも左右されるため、1人のシナリオでは表せません（{}）。別の顧客を選んでください",
                text("ja")
            ),
        ),
        Some(_) => Refused::new(
            "fork_untold",
            format!(
                "a scenario has its customer and its answers from the start and knows of one customer alone, and then it goes otherwise: {}; fork earlier, or choose another customer",
                text("en")
            ),
            format!(
                "シナリオでは属性も回答も初めから決まり、ほかの顧客もいないため、同じ経過になりません（{}）。もっと前の時点で分けるか、別の顧客を選んでください",
                text("ja")
            ),
        ),
    })
}

fn hop(told: &Told) -> Option<Hop> {
    let (Note::Passed { port }, Some(node)) = (&told.note, &told.node) else {
        return None;
    };
    let (node, port) = (node.clone(), port.clone());
    Some(Hop { node, port, at_ms: told.at_ms, instance: told.instance })
}

pub(super) fn no_customer(id: &str) -> Refused {
    Refused::new(
        "no_customer",
        format!("no customer has the id “{id}”; choose one of the list"),
        format!("ID「{id}」の顧客はいません。一覧から選んでください"),
    )
}
