//! One customer's way, taken otherwise from a moment on: what could have been answered there, and what would have come of it.

use engine::fork::{Moment, NotForked, Subject, choices, fork};
use engine::scenario::record_fork;
use engine::simulate::Watch;
use engine::table::Population;
use journey::lang::Lang;
use journey::scenario::{Line, Scenario};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Ready;
use super::customers::{Story, no_customer, story_of};
use crate::refused::Refused;
use crate::scenarios::parts::{StoryPart, part, write};
use crate::words::Words;

/// Where a way forks, and by what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ForkAt {
    /// The line of the story it forks at, by its place among all that was told.
    pub place: u32,
    /// The change: a line of a scenario's story that begins with "given", "mock" or "customer".
    pub part: StoryPart,
}

/// What could have been answered at a line of a customer's way.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ForkChoices {
    /// Each answer; none where chance decides nothing.
    pub choices: Vec<ForkChoice>,
}

/// What could have been answered at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ForkChoice {
    /// The answer, as a line of a scenario's story.
    pub part: StoryPart,
    /// Whether it is the one it was: the way stays as it is.
    pub unchanged: bool,
}

/// A way that goes on otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Forked {
    /// The way as it is then.
    pub story: Story,
    /// How many of its lines are those of the way as it was.
    pub same: u32,
    /// Whether nothing is changed by it.
    pub unchanged: bool,
    /// What is held as it was in the rehearsal.
    pub constant: Words,
}

impl Ready {
    /// Returns what could have been answered at a line of a customer's story; nothing where chance decides nothing.
    ///
    /// # Errors
    /// `no_customer` when nobody has this id.
    pub(super) fn choices_in(
        &self,
        people: &Population,
        customer: &str,
        place: u32,
    ) -> Result<Vec<ForkChoice>, Refused> {
        let subject = self.subject(people, customer)?;
        let all = choices(subject, place as usize, &Watch::default()).map_err(refused)?;
        let each = all
            .into_iter()
            .map(|it| ForkChoice { part: part(&it.change), unchanged: it.unchanged });
        Ok(each.collect())
    }

    /// Tells a customer's way as it goes with a change.
    ///
    /// # Errors
    /// `no_customer`; `no_fork` when the change cannot be read, and what [`engine::fork::Unfit`] names.
    pub(super) fn fork_in(
        &self,
        people: &Population,
        customer: &str,
        at: &ForkAt,
    ) -> Result<Forked, Refused> {
        let subject = self.subject(people, customer)?;
        let (moment, change) = read(at)?;
        let forked = fork(subject, moment, &change, &Watch::default()).map_err(refused)?;
        let mut story = story_of(&self.plan, customer, &forked.told);
        story.attributes = self.known(people, subject.row);
        let same = story.lines.iter().filter(|line| (line.place as usize) < forked.same).count();
        Ok(Forked {
            story,
            same: same as u32,
            unchanged: forked.unchanged,
            constant: constant(self.plan.shared),
        })
    }

    /// Makes a scenario's story of a customer's way with a change.
    ///
    /// # Errors
    /// As [`Self::fork_in`], and as for a customer's own way.
    pub(super) fn scenario_of_fork(
        &self,
        people: &Population,
        customer: &str,
        at: &ForkAt,
    ) -> Result<Vec<String>, Refused> {
        let subject = self.subject(people, customer)?;
        let (moment, change) = read(at)?;
        let recorded = record_fork(subject, moment, &change, &Watch::default());
        super::customers::recorded(recorded.map_err(refused)?, Some(&change))
    }

    fn subject<'a>(
        &'a self,
        population: &'a Population,
        customer: &str,
    ) -> Result<Subject<'a>, Refused> {
        let row = population.table.row(customer).ok_or_else(|| no_customer(customer))?;
        Ok(Subject { plan: &self.plan, population, options: &self.options, run: 0, row })
    }
}

/// Returns what a fork holds as it was in the rehearsal.
pub fn constant(shared: bool) -> Words {
    if shared {
        return Words::new(
            "Held as in the rehearsal: every other draw of this customer, and what other customers took of budgets, stock, caps and waves.",
            "リハーサルのまま変えないもの：この顧客のほかの抽選と、ほかの顧客が使った予算・在庫・上限・配信枠。",
        );
    }
    Words::new(
        "Held as in the rehearsal: every other draw of this customer. Customers share nothing here, so nobody else is concerned.",
        "リハーサルのまま変えないもの：この顧客のほかの抽選。顧客どうしで分け合うものはないため、ほかの顧客には関わりません。",
    )
}

fn read(at: &ForkAt) -> Result<(Moment, Line), Refused> {
    let written = write(&at.part);
    if let Some(wrong) = written.wrong {
        return Err(Refused { code: "no_fork".to_owned(), message: wrong });
    }
    let scenario = Scenario { story: vec![written.text.clone()], ..Scenario::default() };
    let line = scenario.read().0.lines.into_iter().next().map(|(_, line)| line);
    let line = line.ok_or_else(|| {
        Refused::new(
            "no_fork",
            format!("“{}” is no line of a scenario; write one that begins with given, mock or customer", written.text),
            format!("「{}」はシナリオの行として読めません。given、mock、customer のいずれかで始まる行を書いてください", written.text),
        )
    })?;
    Ok((Moment::Line(at.place as usize), line))
}

fn refused(why: NotForked) -> Refused {
    match why {
        NotForked::Stopped(_) => Refused::fault(),
        NotForked::Unfit(unfit) => {
            let text = |lang: Lang| match lang {
                Lang::En => unfit.text.get("en").cloned().unwrap_or_default(),
                Lang::Ja => unfit.text.get("ja").cloned().unwrap_or_default(),
            };
            Refused { code: unfit.code.to_owned(), message: Words::of(text) }
        }
    }
}
