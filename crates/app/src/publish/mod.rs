//! Publishing: what a journey must have, and what is made of it then: the package's content with its evidence and golden traces.
//! Signs nothing, opens no file and reads no clock.

mod gate;
mod policy;

use std::collections::BTreeMap;

use engine::cover::{Coverage, cover};
use engine::plan::Plan;
use engine::report::Report;
use engine::sample::{SampleError, Wanted, sample};
use engine::scenario::{Golden, golden, play_all};
use engine::simulate::{Options, Watch};
use engine::table::Population;
use journey::document::Journey;
use journey::finding::{Finding, Severity};
use journey::id::JourneyId;
use journey::time::Millis;
use package::{Accepted, Content, Evidence, Guarded, Manifest, Payload, Played, Pledge, Stamp};

use crate::sampled;
use crate::words::Words;

pub use gate::{Gate, GateReport, State, gates};
pub use policy::{Acceptance, MAX_BYTES as MAX_POLICY, Policy};

/// The most synthetic customers that golden traces are looked for among, before those that are made for what they leave out.
const AMONG: u64 = 2_000;

/// A journey that has been rehearsed.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The journey.
    pub journey: &'a Journey,
    /// The journeys that it may run.
    pub library: &'a BTreeMap<JourneyId, Journey>,
    /// Its plan.
    pub plan: &'a Plan,
    /// What the rehearsal found, its coverage included.
    pub report: &'a Report,
    /// Everything there is to say of it.
    pub findings: &'a [Finding],
}

/// What whoever publishes decides.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which release it is, from 1.
    pub release: u64,
    /// Where it may run.
    pub environment: String,
    /// Now.
    pub published: Millis,
    /// From when on it is not accepted any more.
    pub expires: Millis,
    /// What is new.
    pub note: String,
}

/// Why there are no golden traces.
#[derive(Debug, thiserror::Error)]
pub enum NoTraces {
    /// The journey's sample population cannot be made.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The journey has no plan, or the caller stopped.
    #[error(transparent)]
    Cover(#[from] engine::cover::CoverError),
}

/// Makes golden traces of a journey: always of customers that the engine makes, whoever it was rehearsed on.
///
/// # Errors
///
/// When the sample population cannot be made, or the caller stops.
pub fn traces(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    plan: &Plan,
    options: &Options,
    watch: &Watch,
) -> Result<(Golden, Coverage), NoTraces> {
    let options = Options { runs: 1, bend: Vec::new(), ..options.clone() };
    let made = match &plan.settings.population {
        Some(said) => {
            let (start, end) = (options.start, options.horizon.after(options.start, &plan.zone));
            let customers = Some(said.customers.min(AMONG));
            let wanted = Wanted { customers, seed: None, start, end };
            sample(&plan.settings, &plan.zone, wanted)?
        }
        None => Population::default(),
    };
    let coverage = cover(journey, library, &made, &options, watch)?;
    let golden = golden(plan, &made, &coverage, &options, watch)
        .map_err(engine::cover::CoverError::Cancelled)?;
    Ok((golden, coverage))
}

/// Returns what is signed: the journey without its picture, what speaks for it, and the traces it must be played by.
pub fn payload(subject: &Subject, policy: &Policy, golden: Golden, asked: &Asked) -> Payload {
    let Subject { journey, library, plan, report, .. } = *subject;
    let Content { head, hashes, journey, sub_journeys, attributes } =
        Content::of(journey, library, plan);
    let manifest = Manifest {
        journey: head,
        sub_journeys: hashes,
        release: asked.release,
        environment: asked.environment.clone(),
        published: Stamp(asked.published),
        expires: Stamp(asked.expires),
        engine: report.engine.clone(),
        approvals: policy.approvals,
        note: asked.note.clone(),
    };
    Payload {
        format: package::FORMAT.to_owned(),
        version: package::VERSION,
        manifest,
        journey,
        sub_journeys,
        attributes,
        evidence: evidence(subject, policy),
        golden: golden.traces,
    }
}

fn evidence(subject: &Subject, policy: &Policy) -> Evidence {
    let Subject { plan, report, findings, .. } = *subject;
    let accepted = findings.iter().filter(|it| it.severity != Severity::Error).map(|finding| {
        let node = finding.node.as_ref().map(|node| node.as_str());
        Accepted::of(finding, policy.reason(finding.code, node))
    });
    Evidence {
        rehearsal: report.into(),
        coverage: report.coverage.as_ref().map(Into::into).unwrap_or_default(),
        scenarios: play_all(plan).iter().map(Played::from).collect(),
        guardians: report.guardians.iter().map(Guarded::from).collect(),
        findings: accepted.collect(),
        policy: Pledge { coverage: policy.coverage(&plan.settings), approvals: policy.approvals },
    }
}

/// Returns why there are no golden traces, in words.
pub fn no_traces(error: &NoTraces) -> Words {
    match error {
        NoTraces::Sample(error) => sampled::words(error),
        NoTraces::Cover(error) => {
            Words::new(error.to_string(), "途中で中止されたため、手本となる顧客を選べませんでした")
        }
    }
}

#[cfg(test)]
mod tests;
