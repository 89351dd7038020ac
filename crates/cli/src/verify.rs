//! `tabiji verify` and `tabiji approve`: whether a package is accepted, and signing it further.

use std::collections::BTreeMap;

use app::journeys::{read_file, save_bytes};
use journey::lang::Lang;
use package::{
    Envelope, Evidence, Expected, MAX_BYTES, Manifest, Published, Refusal, Role, Running, Signer,
    Use, verify,
};
use serde::Serialize;

use crate::Answer;
use crate::args::{ApproveArgs, Format, HereArgs, VerifyArgs};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::now;
use crate::keys;
use crate::simulate::unwritable;

/// What verifying came to, for programs.
#[derive(Serialize)]
struct Document<'a> {
    accepted: bool,
    /// Why not: what programs switch on.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Why not: what was found, and the way out.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<Accepted<'a>>,
}

/// What was accepted.
#[derive(Serialize)]
struct Accepted<'a> {
    hash: &'a str,
    manifest: &'a Manifest,
    signers: &'a [Signer],
    evidence: &'a Evidence,
    /// How many golden traces were played as they stand.
    golden: usize,
}

pub(crate) fn run(door: &mut Door, args: &VerifyArgs) -> Result<Answer, Failure> {
    let bytes = read_file(&args.package, MAX_BYTES as u64 + 1)?;
    let file = args.package.to_string_lossy();
    match looked_at(&args.here, &bytes, args.running, Use::Run)? {
        Ok(published) => {
            told(door, &published)?;
            Ok(Answer::Yes)
        }
        Err(refusal) => refused(door, &file, &refusal),
    }
}

pub(crate) fn approve(door: &mut Door, args: &ApproveArgs) -> Result<Answer, Failure> {
    let bytes = read_file(&args.package, MAX_BYTES as u64 + 1)?;
    let file = args.package.to_string_lossy();
    let published = match looked_at(&args.here, &bytes, None, Use::Approve)? {
        Ok(published) => published,
        Err(refusal) => return refused(door, &file, &refusal),
    };
    let secret = keys::open(door, &args.key)?;
    let id = secret.public().id;
    let trust = keys::read_trust(&args.here.trust)?;
    if published.signers.iter().any(|signer| signer.key == id) {
        return Err(Failure::new(
            format!("{file}: is signed with this key already; somebody else has to approve it"),
            format!("{file}：この鍵ですでに署名されています。ほかの人が承認してください"),
        ));
    }
    if !trust.key(&id).is_some_and(|key| key.roles.contains(&Role::Approve)) {
        return Err(Failure::new(
            format!(
                "{file}: the trust file does not let the key {id} approve; take another key, or add it with `tabiji keys trust --role approve`"
            ),
            format!(
                "{file}：信頼ファイルでは鍵{id}は承認できません。別の鍵を使うか、tabiji keys trust --role approve で追加してください"
            ),
        ));
    }
    let mut envelope = Envelope::read(&bytes)
        .map_err(|refusal| Failure::new(refusal.message(Lang::En), refusal.message(Lang::Ja)))?;
    envelope.add(&secret);
    save_bytes(&args.package, envelope.write().as_bytes())
        .map_err(|error| unwritable(&args.package, &error))?;
    let signer = Signer { key: id, name: secret.public().name };
    let published =
        Published { signers: [published.signers.clone(), vec![signer]].concat(), ..published };
    told(door, &published)?;
    Ok(Answer::Yes)
}

/// Verifies a package for here and now.
fn looked_at(
    here: &HereArgs,
    bytes: &[u8],
    release: Option<u64>,
    to: Use,
) -> Result<Result<Published, Refusal>, Failure> {
    let trust = keys::read_trust(&here.trust)?;
    let now = keys::moment(here.at.as_deref())?.map_or_else(now, |at| at.0);
    let environment = here.environment.as_str();
    let nothing = BTreeMap::new();
    let expected = Expected { trust: &trust, now, environment, running: &nothing, to };
    let verified = verify(bytes, &expected);
    // What runs is told by its number alone, whatever the journey.
    Ok(verified.and_then(|published| match release {
        None => Ok(published),
        Some(release) => {
            let id = published.manifest.journey.id.clone();
            let running = [(id, Running { release, hash: None })].into();
            published.follows(&running)?;
            Ok(published)
        }
    }))
}

fn refused(door: &mut Door, file: &str, refusal: &Refusal) -> Result<Answer, Failure> {
    match door.format {
        Format::Json => door.give_json(&Document {
            accepted: false,
            code: Some(refusal.code()),
            message: Some(refusal.message(door.lang)),
            package: None,
        })?,
        Format::Text => {
            let mut paper = door.paper();
            app::text::refusal(&mut paper, file, refusal);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    Ok(Answer::No)
}

fn told(door: &mut Door, published: &Published) -> Result<(), Failure> {
    let Published { hash, manifest, signers, evidence, golden, .. } = published;
    match door.format {
        Format::Json => door.give_json(&Document {
            accepted: true,
            code: None,
            message: None,
            package: Some(Accepted { hash, manifest, signers, evidence, golden: golden.len() }),
        }),
        Format::Text => {
            let mut paper = door.paper();
            app::text::published(&mut paper, published);
            door.give(paper.into_text().as_bytes())
        }
    }
}
