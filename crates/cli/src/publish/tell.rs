//! What publishing came to: the gates, what stands in the way, and the package.

use app::publish::{Gate, GateReport, State};
use journey::document::Journey;
use journey::finding::{Finding, Written};
use journey::lang::Lang;
use package::Manifest;
use serde::Serialize;

use crate::args::Format;
use crate::door::Door;
use crate::failure::Failure;

/// What publishing came to, for programs.
#[derive(Serialize)]
struct Document<'a> {
    /// Whether there is a package now.
    published: bool,
    gates: Vec<Passed<'a>>,
    /// Errors, and warnings that are not accepted.
    findings: Vec<Written>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<&'a Made>,
}

/// How the journey stands at one gate.
#[derive(Serialize)]
struct Passed<'a> {
    gate: Gate,
    state: State,
    missing: Vec<Told<'a>>,
    look: Vec<Told<'a>>,
}

/// What is missing, or worth a look.
#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    text: &'a str,
}

/// The package.
#[derive(Serialize)]
pub(super) struct Made {
    pub(super) file: String,
    pub(super) hash: String,
    pub(super) manifest: Manifest,
    pub(super) golden: usize,
    /// How many ways out of steps the golden traces go, and how many somebody can go.
    pub(super) ways: (u64, u64),
    pub(super) approvals_missing: usize,
}

/// Tells how a journey stands at every gate, and what came of it.
pub(super) fn tell(
    door: &mut Door,
    gates: &[GateReport],
    (journey, open): (&Journey, &[Finding]),
    made: Option<&Made>,
) -> Result<(), Failure> {
    let lang = door.lang;
    if door.format == Format::Json {
        return door.give_json(&Document {
            published: made.is_some(),
            gates: gates.iter().map(|gate| passed(gate, lang)).collect(),
            findings: open.iter().map(|it| it.written(lang)).collect(),
            package: made,
        });
    }
    let mut paper = door.paper();
    if !open.is_empty() {
        app::text::findings(&mut paper, journey, open);
    }
    app::text::gates(&mut paper, gates);
    door.give(paper.into_text().as_bytes())?;
    let text = match made {
        Some(made) => published(door, made),
        None => door.say(
            || "\n→ not published: what is marked ✗ is missing\n".to_owned(),
            || "\n→ 公開していません。✗の条件を満たしてください\n".to_owned(),
        ),
    };
    door.give(text.as_bytes())
}

fn passed(gate: &GateReport, lang: Lang) -> Passed<'_> {
    let told = |blocks: bool| {
        let items = gate.items.iter().filter(move |it| it.blocks == blocks);
        items.map(|it| Told { code: &it.code, text: it.text.get(lang) }).collect()
    };
    Passed { gate: gate.gate, state: gate.state, missing: told(true), look: told(false) }
}

fn published(door: &Door, made: &Made) -> String {
    let Made { file, hash, manifest, golden, ways: (ways, total), approvals_missing } = made;
    let release = manifest.release;
    let mut text = door.say(
        || {
            format!(
                "\n→ published: {file}, release {release}, {golden} golden traces over {ways} of {total} ways\n  package {hash}\n"
            )
        },
        || {
            format!(
                "\n→ 公開しました：{file}、公開番号{release}、手本の顧客{golden}人で経路{total}本中{ways}本\n  配布パッケージ {hash}\n"
            )
        },
    );
    if *approvals_missing > 0 {
        text += &door.say(
            || {
                format!(
                    "  It is accepted once {approvals_missing} more have signed it: tabiji approve {file} --key KEYFILE --trust TRUSTFILE\n"
                )
            },
            || {
                format!(
                    "  あと{approvals_missing}人が署名すると受け入れられます：tabiji approve {file} --key KEYFILE --trust TRUSTFILE\n"
                )
            },
        );
    }
    text
}
