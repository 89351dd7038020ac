//! Arguments of keys, publishing and verifying.

use std::path::PathBuf;

use clap::{Args as Group, Subcommand, ValueEnum};
use journey::span::Span;
use package::is_environment;

use super::{InputArgs, span};

#[derive(Debug, Group)]
pub(crate) struct KeysArgs {
    #[command(subcommand)]
    pub(crate) command: KeysCommand,
}

/// What is done with keys.
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Makes a key, in a file under a passphrase
    New(NewKeyArgs),
    /// Shows what others may know of a key; with --format json, the file to give them
    Show(ShowKeyArgs),
    /// Writes whose signatures count; adds to what the file says already
    Trust(TrustArgs),
    /// Takes trust from a key: from now on, or altogether
    Retire(RetireArgs),
}

#[derive(Debug, Group)]
pub(crate) struct NewKeyArgs {
    /// Where the key goes; never over a file that is there
    #[arg(long, value_name = "KEYFILE")]
    pub(crate) out: PathBuf,
    /// Whose key it is, as others read it; without it, the file's name
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Group)]
pub(crate) struct ShowKeyArgs {
    /// The key's file
    pub(crate) key: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct TrustArgs {
    /// The files of the keys, or what `keys show --format json` prints of them
    #[arg(required = true, value_name = "KEYFILE")]
    pub(crate) keys: Vec<PathBuf>,
    /// The trust file; one that is there is added to
    #[arg(long, value_name = "TRUSTFILE")]
    pub(crate) out: PathBuf,
    /// What these keys may do (repeatable); without it, everything
    #[arg(long, value_enum)]
    pub(crate) role: Vec<RoleArg>,
    /// They count for packages published from here on: 2026-11-24, or with a time; in UTC
    #[arg(long, value_name = "T")]
    pub(crate) from: Option<String>,
    /// They count for packages published before
    #[arg(long, value_name = "T")]
    pub(crate) until: Option<String>,
    /// How many keys that may publish must sign, instead of what the file says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=16))]
    pub(crate) signatures: Option<u32>,
    /// How many further keys must approve, instead of what the file says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=15))]
    pub(crate) approvals: Option<u32>,
}

/// What a key may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RoleArg {
    /// Publish
    Publish,
    /// Approve what others publish
    Approve,
}

#[derive(Debug, Group)]
pub(crate) struct RetireArgs {
    /// The key's id, as `keys show` prints it
    pub(crate) id: String,
    /// The trust file
    #[arg(long, value_name = "TRUSTFILE")]
    pub(crate) trust: PathBuf,
    /// When: what was published before still counts; without it, now
    #[arg(long, value_name = "T")]
    pub(crate) at: Option<String>,
    /// It was lost or stolen: nothing that it ever signed counts any more
    #[arg(long, conflicts_with = "at")]
    pub(crate) lost: bool,
}

#[derive(Debug, Group)]
pub(crate) struct PublishArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Independent runs of the rehearsal; without it 1, or 30 where customers share something
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) runs: Option<u32>,
    /// The key that signs (repeatable, for several people at one machine)
    #[arg(long, required = true, value_name = "KEYFILE")]
    pub(crate) key: Vec<PathBuf>,
    /// Where the package goes; over an earlier package of the same journey it is the next release
    #[arg(long, value_name = "PACKAGE")]
    pub(crate) out: PathBuf,
    /// What the journey must show; see docs/publishing.md
    #[arg(long, value_name = "POLICY")]
    pub(crate) policy: Option<PathBuf>,
    /// Publishes a warning all the same, with the reason (repeatable)
    #[arg(long, value_name = "CODE[@STEP]=REASON", value_parser = acceptance)]
    pub(crate) accept: Vec<app::publish::Acceptance>,
    /// Where it may run
    #[arg(long, value_name = "NAME", default_value = "production", value_parser = environment)]
    pub(crate) environment: String,
    /// Its number among the releases of this journey; without it the next
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) release: Option<u64>,
    /// How long it is accepted
    #[arg(long, value_name = "SPAN", default_value = "365d", value_parser = span)]
    pub(crate) expires: Span,
    /// What is new
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) note: String,
    /// When it is published: 2026-11-24, or with a time; in UTC. Without it, now
    #[arg(long, value_name = "T")]
    pub(crate) at: Option<String>,
}

/// Where and when a package is to run, and whose signatures count.
#[derive(Debug, Group)]
pub(crate) struct HereArgs {
    /// Whose signatures count
    #[arg(long, value_name = "TRUSTFILE")]
    pub(crate) trust: PathBuf,
    /// Where it is to run
    #[arg(long, value_name = "NAME", default_value = "production", value_parser = environment)]
    pub(crate) environment: String,
    /// When: 2026-11-24, or with a time; in UTC. Without it, now
    #[arg(long, value_name = "T")]
    pub(crate) at: Option<String>,
}

#[derive(Debug, Group)]
pub(crate) struct ApproveArgs {
    /// The package, which is signed further
    pub(crate) package: PathBuf,
    /// The key that signs
    #[arg(long, value_name = "KEYFILE")]
    pub(crate) key: PathBuf,
    #[command(flatten)]
    pub(crate) here: HereArgs,
}

#[derive(Debug, Group)]
pub(crate) struct VerifyArgs {
    /// The package
    pub(crate) package: PathBuf,
    #[command(flatten)]
    pub(crate) here: HereArgs,
    /// The release that runs already: older ones are refused
    #[arg(long, value_name = "N")]
    pub(crate) running: Option<u64>,
}

fn environment(text: &str) -> Result<String, String> {
    let expected =
        "expected a name such as production: small letters, digits and hyphens, at most 40";
    if is_environment(text) { Ok(text.to_owned()) } else { Err(expected.to_owned()) }
}

fn acceptance(text: &str) -> Result<app::publish::Acceptance, String> {
    let expected = || "expected CODE=REASON or CODE@STEP=REASON".to_owned();
    let (what, reason) = text.split_once('=').ok_or_else(expected)?;
    let (code, node) = match what.split_once('@') {
        Some((code, node)) => (code, Some(node.to_owned())),
        None => (what, None),
    };
    if code.is_empty() || reason.trim().is_empty() {
        return Err(expected());
    }
    let (code, reason) = (code.to_owned(), reason.trim().to_owned());
    Ok(app::publish::Acceptance { code, node, reason })
}
