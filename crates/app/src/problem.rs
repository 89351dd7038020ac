//! Findings as they go to the designer: in both languages, each fix with the name of its step.

use std::collections::BTreeMap;

use journey::document::Journey;
use journey::edit::Edit;
use journey::finding::{Checker, Finding, Severity};
use journey::id::{JourneyId, NodeId, PortName};
use journey::time::Millis;
use serde::Serialize;
use ts_rs::TS;

use crate::form::message;
use crate::words::Words;

/// One thing that is wrong, or worth a look.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Problem {
    /// What programs switch on.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The step it is about; none means the journey or its settings.
    pub node: Option<NodeId>,
    /// The way out it is about.
    pub port: Option<PortName>,
    /// The field: a JSON pointer into the step's record, or into the file.
    pub field: Option<String>,
    /// The line within a condition or script, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// What is wrong, why it matters, what to do.
    pub message: Words,
    /// An edit that mends it.
    pub fix: Option<Fix>,
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Fix {
    /// What the step is called.
    pub label: Words,
    /// The edit.
    pub edit: Edit,
}

/// Returns everything there is to say of a journey, errors first; what has not changed since the checker's last
/// look is not asked again.
pub fn problems(
    checker: &mut Checker,
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    now: Millis,
) -> Vec<Problem> {
    let findings = checker.check(journey, library, Some(now));
    of_findings(journey, findings)
}

/// Returns findings as they go to the designer, in the same order.
pub fn of_findings(journey: &Journey, findings: Vec<Finding>) -> Vec<Problem> {
    findings.into_iter().map(|found| problem(journey, found)).collect()
}

fn problem(journey: &Journey, finding: Finding) -> Problem {
    let message = Words::of(|lang| message(journey, &finding, lang));
    let fix = finding.fix.map(|edit| {
        let label = Words::of(|lang| edit.label(journey, lang));
        Fix { label, edit }
    });
    Problem {
        code: finding.code.to_owned(),
        severity: finding.severity,
        node: finding.node,
        port: finding.port,
        field: finding.field,
        line: finding.line,
        column: finding.column,
        message,
        fix,
    }
}
