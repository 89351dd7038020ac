//! Verifying: who signed, then what, then whether it is for here and now, then whether this engine does what it did when it was
//! published. In this order: nothing is read of what nobody vouches for.

use std::collections::BTreeMap;

use ed25519_dalek::Signature;
use engine::plan::{CompileError, Plan, compile};
use engine::scenario::{play_all, replay};
use journey::document::Journey;
use journey::finding::Severity;
use journey::format::{compact, hash};
use journey::id::JourneyId;
use journey::lang::Lang;
use journey::time::{MINUTE, Millis};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::envelope::Envelope;
use crate::evidence::Evidence;
use crate::manifest::Manifest;
use crate::payload::Payload;
use crate::refusal::Refusal;
use crate::stamp::Stamp;
use crate::trust::{Role, Trust, Trusted, Wanted};
use journey::scenario::Scenario;
use journey::value::Attribute;

/// How far clocks may differ.
const CLOCKS: Millis = 5 * MINUTE;

/// What a package must be to be accepted.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// Whose signatures count.
    pub trust: &'a Trust,
    /// Now, in milliseconds since 1970.
    pub now: Millis,
    /// Where it is to run.
    pub environment: &'a str,
    /// What runs already, by journey.
    pub running: &'a BTreeMap<String, Running>,
    /// What it is verified for.
    pub to: Use,
}

/// What a package is verified for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To be run: every signature must be there.
    Run,
    /// To be approved: approvals may still be missing.
    Approve,
}

/// A release that runs already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Its number.
    pub release: u64,
    /// Its package's hash; none where only the number is known.
    pub hash: Option<String>,
}

/// What was published: authentic, intact, current, and played here as it was there.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// Names the package: the hash of what was signed.
    pub hash: String,
    /// Who signed it.
    pub signers: Vec<Signer>,
    /// What it is of, for whom, and for how long.
    pub manifest: Manifest,
    /// The journey.
    pub journey: Journey,
    /// The sub-journeys it runs.
    pub library: BTreeMap<JourneyId, Journey>,
    /// What must be known of a customer.
    pub attributes: BTreeMap<String, Attribute>,
    /// What spoke for it.
    pub evidence: Evidence,
    /// The stories it was held against.
    pub golden: Vec<Scenario>,
}

/// Somebody who signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// The key's id.
    pub key: String,
    /// Whose it is.
    pub name: String,
}

impl Published {
    /// Compiles the plan.
    ///
    /// # Errors
    ///
    /// `has_errors`; never for what [`verify`] returned.
    pub fn plan(&self) -> Result<Plan, Refusal> {
        plan(&self.journey, &self.library)
    }

    /// Refuses what does not follow what runs already: an older release, or another one of the same number.
    ///
    /// # Errors
    ///
    /// `older_release`, `other_content`.
    pub fn follows(&self, running: &BTreeMap<String, Running>) -> Result<(), Refusal> {
        let manifest = &self.manifest;
        let Some(running) = running.get(&manifest.journey.id) else { return Ok(()) };
        if manifest.release < running.release {
            let (found, running) = (manifest.release, running.release);
            return Err(Refusal::OlderRelease { found, running });
        }
        let same = running.hash.as_ref().is_none_or(|hash| *hash == self.hash);
        if manifest.release == running.release && !same {
            return Err(Refusal::OtherContent { release: manifest.release });
        }
        Ok(())
    }
}

/// Verifies a package.
///
/// # Errors
///
/// The first reason not to accept it.
pub fn verify(bytes: &[u8], expected: &Expected) -> Result<Published, Refusal> {
    let envelope = Envelope::read(bytes)?;
    let trusted = signed(&envelope, expected.trust)?;
    enough(&trusted, asked(expected, 0))?;
    let payload = Payload::read(envelope.payload())?;
    let manifest = &payload.manifest;
    let valid = valid(trusted, manifest.published)?;
    enough(&valid, asked(expected, manifest.approvals))?;
    let published = Published {
        hash: envelope.hash(),
        signers: valid.iter().map(|key| signer(key)).collect(),
        journey: journey(&payload.journey, &manifest.journey.id, &manifest.journey.hash)?,
        library: library(&payload)?,
        manifest: payload.manifest,
        attributes: payload.attributes,
        evidence: payload.evidence,
        golden: payload.golden,
    };
    current(&published, expected)?;
    faithful(&published)?;
    Ok(published)
}

fn signer(key: &Trusted) -> Signer {
    Signer { key: key.id.clone(), name: key.name.clone() }
}

/// Returns how many signatures there must be, if the package asks for so many approvals.
fn asked(expected: &Expected, approvals: u32) -> Wanted {
    let Wanted { publish, approve } = expected.trust.signatures;
    let approve = match expected.to {
        Use::Run => approve.max(approvals),
        Use::Approve => 0,
    };
    Wanted { publish: publish.max(1), approve }
}

/// Returns the trusted keys that signed. A signature by a key that nobody here knows says nothing; one that is said to be
/// by a trusted key must be.
fn signed<'t>(envelope: &Envelope, trust: &'t Trust) -> Result<Vec<&'t Trusted>, Refusal> {
    let bytes = envelope.signed();
    let mut found = Vec::new();
    for signature in envelope.signatures() {
        let Some(key) = trust.key(&signature.key) else { continue };
        let bad = || Refusal::BadSignature { key: key.id.clone(), name: key.name.clone() };
        let verifying = key.verifying().map_err(|_| bad())?;
        let signature = Signature::from_bytes(&signature.bytes);
        verifying.verify_strict(&bytes, &signature).map_err(|_| bad())?;
        found.push(key);
    }
    if found.is_empty() {
        let keys = envelope.signatures().iter().map(|it| it.key.clone()).collect();
        return Err(Refusal::NotTrusted { keys });
    }
    Ok(found)
}

/// Refuses what too few have signed: each key counts once, and for one role.
fn enough(keys: &[&Trusted], wanted: Wanted) -> Result<(), Refusal> {
    let may = |role| keys.iter().filter(|key| key.roles.contains(&role)).count();
    let (publish, approve) = (wanted.publish as usize, wanted.approve as usize);
    let found = may(Role::Publish);
    if found < publish {
        return Err(Refusal::TooFewSignatures { role: Role::Publish, found, wanted: publish });
    }
    // Who is needed to publish cannot approve, too; two roles fit where both together have keys enough.
    let either = keys.iter().filter(|key| !key.roles.is_empty()).count();
    let found = may(Role::Approve).min(either.saturating_sub(publish));
    if found < approve {
        return Err(Refusal::TooFewSignatures { role: Role::Approve, found, wanted: approve });
    }
    Ok(())
}

/// Returns the keys that were valid when the package was published.
fn valid(keys: Vec<&Trusted>, published: Stamp) -> Result<Vec<&Trusted>, Refusal> {
    let (valid, out): (Vec<_>, Vec<_>) =
        keys.into_iter().partition(|key| key.is_valid_at(published));
    match (valid.is_empty(), out.first()) {
        (true, Some(key)) => {
            Err(Refusal::KeyNotValid { key: key.id.clone(), name: key.name.clone(), published })
        }
        _ => Ok(valid),
    }
}

fn library(payload: &Payload) -> Result<BTreeMap<JourneyId, Journey>, Refusal> {
    let hashes = &payload.manifest.sub_journeys;
    if !hashes.keys().eq(payload.sub_journeys.keys()) {
        let journey = payload.manifest.journey.id.clone();
        return Err(Refusal::OtherHash { journey });
    }
    let read = |(id, file): (&String, &Map<String, Value>)| {
        let journey = journey(file, id, &hashes[id])?;
        Ok((journey.id.clone(), journey))
    };
    payload.sub_journeys.iter().map(read).collect()
}

/// Reads a journey that must be the one that is said.
fn journey(file: &Map<String, Value>, id: &str, said: &str) -> Result<Journey, Refusal> {
    let bytes = compact(&Value::Object(file.clone()));
    let (journey, findings) = journey::format::read(bytes.as_bytes())
        .map_err(|error| Refusal::BadPayload { reason: format!("{id}: {error}") })?;
    if let Some(finding) = findings.first() {
        let reason = format!("{id}: {}", finding.message(Lang::En));
        return Err(Refusal::BadPayload { reason });
    }
    if journey.id.as_str() != id || hash(&journey) != said {
        return Err(Refusal::OtherHash { journey: id.to_owned() });
    }
    Ok(journey)
}

/// Refuses what is not for here and now.
fn current(published: &Published, expected: &Expected) -> Result<(), Refusal> {
    let manifest = &published.manifest;
    if manifest.environment != expected.environment {
        return Err(Refusal::OtherEnvironment {
            found: manifest.environment.clone(),
            expected: expected.environment.to_owned(),
        });
    }
    if manifest.published.0 > expected.now.saturating_add(CLOCKS) {
        return Err(Refusal::NotYetValid { published: manifest.published });
    }
    if manifest.expires.0 <= expected.now {
        return Err(Refusal::Expired { at: manifest.expires });
    }
    published.follows(expected.running)
}

/// Refuses what does otherwise here than when it was published.
fn faithful(published: &Published) -> Result<(), Refusal> {
    let plan = published.plan()?;
    let said = &published.manifest.journey;
    if plan.hash != said.hash || published.evidence.rehearsal.journey != said.hash {
        return Err(Refusal::OtherHash { journey: said.id.clone() });
    }
    if plan.settings.attributes != published.attributes {
        let reason = "its attributes are not those of its journey".to_owned();
        return Err(Refusal::BadPayload { reason });
    }
    for trace in &published.golden {
        if let Some(difference) = replay(&plan, trace) {
            return Err(Refusal::Diverges {
                trace: trace.id.clone(),
                line: difference.line,
                said: difference.source,
                text: difference.text,
            });
        }
    }
    let failed = play_all(&plan).into_iter().find_map(|it| Some((it.id, it.difference?)));
    match failed {
        None => Ok(()),
        Some((scenario, difference)) => {
            let (line, text) = (difference.line, difference.text);
            Err(Refusal::ScenarioFails { scenario, line, text })
        }
    }
}

fn plan(journey: &Journey, library: &BTreeMap<JourneyId, Journey>) -> Result<Plan, Refusal> {
    compile(journey, library).map_err(|error| match error {
        CompileError::Findings(findings) => {
            let errors = findings.iter().filter(|it| it.severity == Severity::Error);
            let first = errors.clone().next().map(|it| it.message(Lang::En)).unwrap_or_default();
            Refusal::HasErrors { count: errors.count(), first }
        }
        CompileError::Unresolved(what) => {
            Refusal::HasErrors { count: what.len(), first: what.join("; ") }
        }
    })
}
