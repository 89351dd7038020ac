//! What a rehearsal says of each guardian.

use journey::guardian::proof::Proof;
use journey::id::NodeId;
use journey::lang::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::plan::Plan;
use crate::report::{Words, both, tidy};
use crate::table::Population;
use crate::tally::Tally;

/// Most customers named for one guardian.
pub const FIRST: usize = 10;

/// What a rehearsal says of a guardian.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct GuardReport {
    /// Its id.
    pub id: String,
    /// Its name, by language.
    pub name: Words,
    /// The rule as a sentence, by language.
    pub sentence: Words,
    /// Whether it holds.
    pub status: GuardStatus,
    /// Why it holds for everyone there could ever be, if that was proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub proof: Option<Proof>,
    /// Customers × runs it was asked of: who entered, and for whom its condition holds.
    pub asked: u64,
    /// Customers × runs that broke it.
    pub broken: u64,
    /// The share of those asked that broke it, in percent.
    pub percent: f64,
    /// Customers who broke it in any run.
    pub customers: u64,
    /// The first of them by the key of their id, at most ten.
    pub first: Vec<String>,
}

/// Whether a guardian holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
#[serde(rename_all = "snake_case")]
pub enum GuardStatus {
    /// It holds for every customer there could be: proved without the rehearsal.
    Proved,
    /// Nobody of those it was asked of broke it.
    Held,
    /// Somebody broke it.
    Broken,
    /// It was asked of nobody, so the rehearsal says nothing.
    Untested,
}

/// Returns what a rehearsal says of every guardian of a plan.
pub(crate) fn reports(plan: &Plan, population: &Population, tally: &Tally) -> Vec<GuardReport> {
    let name = |lang: Lang| {
        move |id: &NodeId| {
            let node = plan.nodes.iter().find(|node| node.id == *id);
            let own = node.map(|node| node.name.text(key(lang))).unwrap_or_default();
            if own.is_empty() { id.to_string() } else { own.to_owned() }
        }
    };
    let each = plan.guards.iter().zip(&tally.guards).map(|(guard, counts)| {
        let guardian = &guard.guardian;
        let rows: Vec<usize> = counts.rows().collect();
        let status = match (guard.proof, counts.broken, counts.asked) {
            (_, 1.., _) => GuardStatus::Broken,
            (Some(_), 0, _) => GuardStatus::Proved,
            (None, 0, 0) => GuardStatus::Untested,
            (None, 0, _) => GuardStatus::Held,
        };
        let percent = if counts.asked == 0 {
            0.0
        } else {
            tidy(counts.broken as f64 * 100.0 / counts.asked as f64)
        };
        GuardReport {
            id: guardian.id.clone(),
            name: both(guardian.name.text("en"), guardian.name.text("ja")),
            sentence: both(
                guardian.sentence(Lang::En, &name(Lang::En)),
                guardian.sentence(Lang::Ja, &name(Lang::Ja)),
            ),
            status,
            proof: guard.proof,
            asked: counts.asked,
            broken: counts.broken,
            percent,
            customers: rows.len() as u64,
            first: first(population, rows),
        }
    });
    each.collect()
}

fn key(lang: Lang) -> &'static str {
    if lang == Lang::Ja { "ja" } else { "en" }
}

/// Returns the first few customers by key, so that no order of rows matters.
fn first(population: &Population, mut rows: Vec<usize>) -> Vec<String> {
    let table = &population.table;
    rows.sort_by_key(|&row| (table.key(row), row));
    rows.truncate(FIRST);
    rows.into_iter().map(|row| table.id(row).to_owned()).collect()
}
