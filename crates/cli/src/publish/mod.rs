//! `tabiji publish`: rehearses, asks at every gate, and signs. The package is there whole, or it is not there.

mod tell;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use app::journeys::{Opened, read_file, save_bytes};
use app::problem::{Problem, of_findings};
use app::publish::{Asked, Policy, Subject, gates, no_traces, payload, traces};
use app::readiness::{Readiness, readiness_by};
use engine::plan::compile;
use engine::report::Report;
use journey::document::Journey;
use journey::finding::{Checker, Finding, Severity};
use journey::id::JourneyId;
use journey::time::{Millis, Zone};
use package::{Envelope, MAX_BYTES, Payload, Secret};

use crate::Answer;
use crate::args::PublishArgs;
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::{self, Ready};
use crate::keys;
use crate::progress::watched;
use crate::simulate::{Looks, covered, rehearse, unwritable};
use tell::{Made, tell};

/// Runs of a journey whose customers share something: enough for an interval worth having.
const RUNS_IF_SHARED: u32 = 30;

pub(crate) fn run(door: &mut Door, args: &PublishArgs) -> Result<Answer, Failure> {
    as_it_is(args)?;
    let (case, opened) = Case::read(door, args)?;
    let rehearsed =
        if case.is_broken() { None } else { Some(rehearsed(door, args, opened, case.now)?) };
    let readiness = case.readiness(rehearsed.as_ref().map(|(_, report)| report));
    let gates = gates(&readiness, case.missing());
    match rehearsed.filter(|_| readiness.ready) {
        Some((ready, report)) => {
            let made = case.make(door, args, &ready, &report)?;
            tell(door, &gates, (&case.journey, &[]), Some(&made))?;
            Ok(Answer::Yes)
        }
        None => {
            tell(door, &gates, (&case.journey, &case.open()), None)?;
            Ok(Answer::No)
        }
    }
}

/// A journey that asks to be published.
struct Case {
    journey: Journey,
    library: BTreeMap<JourneyId, Journey>,
    /// Everything there is to say of it.
    findings: Vec<Finding>,
    problems: Vec<Problem>,
    policy: Policy,
    release: u64,
    keys: Vec<Secret>,
    now: Millis,
}

impl Case {
    /// Reads all but customers. Whoever forgot a passphrase, or chose a file that is no package, learns it before the rehearsal.
    fn read(door: &mut Door, args: &PublishArgs) -> Result<(Self, Opened), Failure> {
        let policy = policy(args)?;
        let now = keys::moment(args.at.as_deref())?.map_or_else(inputs::now, |at| at.0);
        let opened = inputs::open(&args.inputs.journey)?;
        let (journey, library) = (opened.journey.clone(), opened.library.clone());
        let mut findings = opened.findings.clone();
        findings.extend(Checker::default().check(&journey, &library, Some(now)));
        journey::finding::sort(&mut findings);
        let problems = of_findings(&journey, findings.clone());
        for idle in policy.idle(&problems) {
            let code = &idle.code;
            let note = door.say(
                || format!("note: the accepted warning {code} was not found; take it out"),
                || format!("注：受け入れた警告 {code} は見つかりません。取り除いてください"),
            );
            door.note(&note);
        }
        let release = release(args, journey.id.as_str())?;
        let keys = args.key.iter().map(|path| keys::open(door, path)).collect::<Result<_, _>>()?;
        let case = Self { journey, library, findings, problems, policy, release, keys, now };
        Ok((case, opened))
    }

    fn is_broken(&self) -> bool {
        self.findings.iter().any(|it| it.severity == Severity::Error)
    }

    /// Returns what stands in the way, by the findings and a rehearsal if there is one.
    fn readiness(&self, report: Option<&Report>) -> Readiness {
        let reports: Vec<&Report> = report.into_iter().collect();
        readiness_by(&self.policy, (&self.journey, &self.library), &self.problems, &reports)
    }

    /// Returns how many people are yet to sign.
    fn missing(&self) -> usize {
        let ids: BTreeSet<String> = self.keys.iter().map(|secret| secret.public().id).collect();
        (self.policy.approvals as usize + 1).saturating_sub(ids.len())
    }

    /// Returns the findings that stand in the way.
    fn open(&self) -> Vec<Finding> {
        let is_open = |finding: &&Finding| {
            let node = finding.node.as_ref().map(|node| node.as_str());
            match finding.severity {
                Severity::Error => true,
                Severity::Warning => self.policy.reason(finding.code, node).is_none(),
                Severity::Info => false,
            }
        };
        self.findings.iter().filter(is_open).cloned().collect()
    }

    /// Makes the package and saves it.
    fn make(
        &self,
        door: &Door,
        args: &PublishArgs,
        ready: &Ready,
        report: &Report,
    ) -> Result<Made, Failure> {
        let Self { journey, library, findings, policy, now, .. } = self;
        let traced = watched(door.lang, 0, |watch| {
            traces(journey, library, &ready.plan, &ready.options, watch)
        });
        let (golden, coverage) = traced.map_err(|error| {
            let words = no_traces(&error);
            Failure::new(words.en, words.ja)
        })?;
        let ways = (golden.ways, coverage.edges.total - coverage.edges.impossible);
        let asked = Asked {
            release: self.release,
            environment: args.environment.clone(),
            published: *now,
            expires: args.expires.after(*now, &Zone::utc()),
            note: args.note.clone(),
        };
        let subject = Subject { journey, library, plan: &ready.plan, report, findings };
        let payload = payload(&subject, policy, golden, &asked);
        let envelope = Envelope::sign(payload.bytes(), &self.keys.iter().collect::<Vec<_>>());
        save_bytes(&args.out, envelope.write().as_bytes())
            .map_err(|error| unwritable(&args.out, &error))?;
        Ok(Made {
            file: args.out.to_string_lossy().into_owned(),
            hash: envelope.hash(),
            golden: payload.golden.len(),
            manifest: payload.manifest,
            ways,
            approvals_missing: self.missing(),
        })
    }
}

/// Refuses to publish what was rehearsed in a world that is supposed.
fn as_it_is(args: &PublishArgs) -> Result<(), Failure> {
    let it = &args.inputs;
    let supposed = !it.outage.is_empty()
        || it.arrivals != 1
        || !it.holiday.is_empty()
        || !it.clocks_forward.is_empty()
        || !it.clocks_back.is_empty();
    if supposed {
        return Err(Failure::new(
            "publishing rehearses the world as it is; leave out --outage, --arrivals, --holiday and --clocks-…",
            "公開のリハーサルは実際の条件で行います。--outage、--arrivals、--holiday、--clocks-… を外してください",
        ));
    }
    Ok(())
}

fn policy(args: &PublishArgs) -> Result<Policy, Failure> {
    let mut policy = match &args.policy {
        Some(path) => {
            let bytes = read_file(path, app::publish::MAX_POLICY)?;
            Policy::read(&bytes).map_err(|refused| at_file(path, refused))?
        }
        None => Policy::default(),
    };
    policy.accepted.extend(args.accept.iter().cloned());
    policy.check()?;
    Ok(policy)
}

fn at_file(path: &Path, refused: app::refused::Refused) -> Failure {
    let (file, words) = (path.to_string_lossy(), refused.message);
    Failure::new(format!("{file}: {}", words.en), format!("{file}：{}", words.ja))
}

/// Returns the number of this release: as asked, or the next after the package that is there already.
fn release(args: &PublishArgs, journey: &str) -> Result<u64, Failure> {
    if !args.out.exists() {
        return Ok(args.release.unwrap_or(1));
    }
    let file = args.out.to_string_lossy();
    let bytes = read_file(&args.out, MAX_BYTES as u64 + 1)?;
    let there = Envelope::read(&bytes).and_then(|envelope| Payload::read(envelope.payload()));
    let there = there.ok().map(|payload| payload.manifest);
    let Some(there) = there.filter(|there| there.journey.id == journey) else {
        return Err(Failure::new(
            format!(
                "{file}: is there already and no package of this journey; choose another place"
            ),
            format!(
                "{file}：すでにあり、このジャーニーの配布パッケージではありません。別の場所を選んでください"
            ),
        ));
    };
    let next = there.release.saturating_add(1);
    match args.release {
        Some(release) if release < next => Err(Failure::new(
            format!("{file}: is release {} already; the next is {next} or later", there.release),
            format!("{file}：公開番号{}です。次は{next}以上にしてください", there.release),
        )),
        given => Ok(given.unwrap_or(next)),
    }
}

/// Rehearses the journey as it is, with its coverage.
fn rehearsed(
    door: &mut Door,
    args: &PublishArgs,
    opened: Opened,
    now: Millis,
) -> Result<(Ready, Report), Failure> {
    let plan = compile(&opened.journey, &opened.library)
        .map_err(|error| Failure::new(error.to_string(), error.to_string()))?;
    let runs = args.runs.unwrap_or(if plan.shared { RUNS_IF_SHARED } else { 1 });
    let ready = inputs::read_for(door, &args.inputs, runs, (opened, plan), now)?;
    let mut report = rehearse(door, &ready, &Looks { ranges: true, worlds: 0 })?;
    report.coverage = Some(covered(door, &ready)?);
    Ok((ready, report))
}
