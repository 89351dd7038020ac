//! Gates: what a journey passes on its way to being published, each with what is missing. Made of readiness, which knows.

use serde::Serialize;

use crate::readiness::{Obstacle, Readiness};
use crate::words::Words;

/// Something a journey must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// No errors.
    Findings,
    /// A rehearsal of exactly this journey, on enough customers to tell.
    Rehearsal,
    /// Enough of it was tried.
    Coverage,
    /// Every scenario goes as it must.
    Scenarios,
    /// No guardian is broken.
    Guardians,
    /// Every warning is accepted with a reason.
    Warnings,
    /// Enough people sign.
    Approvals,
}

impl Gate {
    /// Every gate, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Findings,
        Self::Rehearsal,
        Self::Coverage,
        Self::Scenarios,
        Self::Guardians,
        Self::Warnings,
        Self::Approvals,
    ];

    /// Returns what it asks for.
    pub fn words(self) -> Words {
        let (en, ja) = match self {
            Self::Findings => ("No errors", "エラーがない"),
            Self::Rehearsal => ("Rehearsed as it is", "現在の内容でリハーサル済み"),
            Self::Coverage => ("Enough of it tried", "十分に試されている"),
            Self::Scenarios => ("Scenarios pass", "シナリオが成功する"),
            Self::Guardians => ("Guardians hold", "守りが守られている"),
            Self::Warnings => ("Warnings accepted with reasons", "警告を理由とともに受け入れ済み"),
            Self::Approvals => ("Approved by others", "ほかの人の承認"),
        };
        Words::new(en, ja)
    }
}

/// How a journey stands at a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has what the gate asks for.
    Passed,
    /// Something is missing.
    Failed,
    /// Nobody can tell before the errors are corrected.
    Unknown,
    /// It can be had only when the package is there.
    Open,
}

/// How a journey stands at one gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateReport {
    /// The gate.
    pub gate: Gate,
    /// How it stands.
    pub state: State,
    /// What is missing, and what is worth a look.
    pub items: Vec<Obstacle>,
}

/// Returns how a journey stands at every gate; `missing` is how many people are yet to sign.
pub fn gates(readiness: &Readiness, missing: usize) -> Vec<GateReport> {
    let broken = readiness.items.iter().any(|it| it.blocks && it.gate == Gate::Findings);
    let each = Gate::ALL.into_iter().map(|gate| {
        let items: Vec<Obstacle> =
            readiness.items.iter().filter(|it| it.gate == gate).cloned().collect();
        let state = if items.iter().any(|it| it.blocks) {
            State::Failed
        } else if gate == Gate::Approvals && missing > 0 {
            State::Open
        } else if broken && !matches!(gate, Gate::Warnings | Gate::Approvals) {
            State::Unknown
        } else {
            State::Passed
        };
        GateReport { gate, state, items }
    });
    each.collect()
}
