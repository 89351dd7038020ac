//! A small package, signed by keys that every test has.

use std::collections::BTreeMap;

use engine::cover::cover;
use engine::plan::{Plan, compile};
use engine::report::report;
use engine::scenario::golden;
use engine::simulate::{Options, Watch, simulate};
use engine::table::Population;
use journey::document::Journey;
use journey::id::JourneyId;
use journey::notation;
use journey::time::{DAY, Millis};

use crate::{
    Content, Envelope, Evidence, Expected, FORMAT, Manifest, Payload, Pledge, Role, Running,
    Secret, Stamp, Trust, Trusted, Use, VERSION,
};

/// When everything is published: 2026-01-05, in UTC.
pub(crate) const PUBLISHED: Millis = 1_767_571_200_000;

/// Returns the secret key of this number.
pub(crate) fn key(number: u8) -> Secret {
    Secret::new(&[number; 32], &format!("key {number}"))
}

/// Trusts keys with these roles: "publish", "approve", "both".
pub(crate) fn trust(keys: &[(u8, &str)]) -> Trust {
    let mut trust = Trust::default();
    for (number, roles) in keys {
        let roles = Role::ALL.into_iter().filter(|role| *roles == "both" || *roles == role.name());
        trust.add(Trusted::new(key(*number).public(), roles.collect()));
    }
    trust
}

/// A journey with a chance, a choice and a message.
pub(crate) fn small() -> Journey {
    notation::journey(
        "entry signup -> wait 1h -> branch {big: customer.cart_value > 10000} \
         branch.big -> won=end converted; branch.otherwise -> miss=end left",
    )
}

/// Publishes a journey: what is signed, before it is.
pub(crate) fn payload(journey: &Journey, library: &BTreeMap<JourneyId, Journey>) -> Payload {
    let plan = plan(journey, library);
    let options = Options { start: PUBLISHED, threads: 1, ..Options::default() };
    let (nobody, watch) = (Population::default(), Watch::default());
    let tally = simulate(&plan, &nobody, &options, &watch).expect("not stopped");
    let mut found = report(&plan, &nobody, &options, &tally, None);
    let coverage = cover(journey, library, &nobody, &options, &watch).expect("compiles");
    let golden = golden(&plan, &nobody, &coverage, &options, &watch).expect("not stopped");
    assert!(golden.ways > 0, "somebody goes somewhere");
    found.coverage = Some(coverage);
    let Content { head, hashes, journey, sub_journeys, attributes } =
        Content::of(journey, library, &plan);
    Payload {
        format: FORMAT.to_owned(),
        version: VERSION,
        manifest: Manifest {
            journey: head,
            sub_journeys: hashes,
            release: 3,
            environment: "production".to_owned(),
            published: Stamp(PUBLISHED),
            expires: Stamp(PUBLISHED + 30 * DAY),
            engine: found.engine.clone(),
            approvals: 0,
            note: "first".to_owned(),
        },
        journey,
        sub_journeys,
        attributes,
        evidence: Evidence {
            rehearsal: (&found).into(),
            coverage: found.coverage.as_ref().map(Into::into).unwrap_or_default(),
            scenarios: Vec::new(),
            guardians: Vec::new(),
            findings: Vec::new(),
            policy: Pledge::default(),
        },
        golden: golden.traces,
    }
}

fn plan(journey: &Journey, library: &BTreeMap<JourneyId, Journey>) -> Plan {
    compile(journey, library).unwrap_or_else(|error| panic!("{error}: {error:?}"))
}

/// Signs the small journey, changed before, with these keys.
pub(crate) fn signed(change: impl FnOnce(&mut Payload), keys: &[u8]) -> Vec<u8> {
    let mut payload = payload(&small(), &BTreeMap::new());
    change(&mut payload);
    seal(payload.bytes(), keys)
}

/// Signs bytes with these keys.
pub(crate) fn seal(payload: Vec<u8>, keys: &[u8]) -> Vec<u8> {
    let keys: Vec<Secret> = keys.iter().map(|number| key(*number)).collect();
    Envelope::sign(payload, &keys.iter().collect::<Vec<_>>()).write().into_bytes()
}

/// What is expected where nothing else is said: a day after publishing, in production, nothing runs.
pub(crate) fn expected<'a>(
    trust: &'a Trust,
    running: &'a BTreeMap<String, Running>,
) -> Expected<'a> {
    Expected { trust, now: PUBLISHED + DAY, environment: "production", running, to: Use::Run }
}
