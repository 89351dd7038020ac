//! One sample journey as it is published: a package that this build and later ones must accept, byte for byte. Its key is known
//! to everybody.

use app::problem::of_findings;
use app::publish::{Asked, Policy, Subject, payload, traces};
use app::readiness::readiness_by;
use journey::finding::check;
use journey::time::{DAY, Millis};
use package::{Envelope, Expected, Role, Secret, Trust, Trusted, Use, verify};

use super::*;

/// 2026-11-24, in UTC.
const PUBLISHED: Millis = 1_795_478_400_000;

#[test]
fn a_sample_is_published_as_blessed_and_accepted() {
    let flow = Flow::open("service-request");
    let options = flow.options();
    let population = flow.sample(None, &options);
    let mut report = flow.rehearse(&population, &options);
    let (watch, library) = (Watch::default(), BTreeMap::new());
    let first = Options { runs: 1, ..options.clone() };
    report.coverage =
        Some(cover(&flow.journey, &library, &population, &first, &watch).expect("compiles"));
    let findings = check(&flow.journey, &library);
    let (policy, journey) = (Policy::default(), (&flow.journey, &library));
    let problems = of_findings(&flow.journey, findings.clone());
    let readiness = readiness_by(&policy, journey, &problems, &[&report]);
    assert!(readiness.ready, "{:#?}", readiness.items);

    let (golden_traces, coverage) =
        traces(&flow.journey, &library, &flow.plan, &options, &watch).expect("a population");
    let possible = coverage.edges.total - coverage.edges.impossible;
    assert_eq!(golden_traces.ways, possible, "the traces go every way");
    let asked = Asked {
        release: 1,
        environment: "production".to_owned(),
        published: PUBLISHED,
        expires: PUBLISHED + 36_525 * DAY,
        note: "a sample".to_owned(),
    };
    let subject = Subject {
        journey: &flow.journey,
        library: &library,
        plan: &flow.plan,
        report: &report,
        findings: &findings,
    };
    let payload = payload(&subject, &policy, golden_traces, &asked);
    let secret = Secret::new(&[42; 32], "Sample key");
    golden(
        "service-request.package",
        Envelope::sign(payload.bytes(), &[&secret]).write().as_bytes(),
    );

    let mut trust = Trust::default();
    trust.add(Trusted::new(secret.public(), Role::ALL.into()));
    let running = BTreeMap::new();
    let expected = Expected {
        trust: &trust,
        now: PUBLISHED,
        environment: "production",
        running: &running,
        to: Use::Run,
    };
    let published = verify(&bytes("service-request.package"), &expected);
    let published = published.unwrap_or_else(|refusal| panic!("{}: {refusal}", refusal.code()));
    assert_eq!(published.plan().expect("compiles").hash, flow.plan.hash);
    assert!(!String::from_utf8_lossy(&payload.bytes()).contains("\"layout\""));
}
