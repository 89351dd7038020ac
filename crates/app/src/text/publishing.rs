//! What publishing and verifying come to: the gates, each with what is missing; a package, and whose signatures count.

use package::{Manifest, Published, Refusal, Role, Trust, Trusted};

use super::number::{grouped, several};
use super::paper::{Paper, Tone, WIDTH, width, wrap};
use crate::publish::{GateReport, State};

/// Columns of the names of values.
const NAMES: usize = 16;

/// Writes how a journey stands at every gate.
pub fn gates(paper: &mut Paper, gates: &[GateReport]) {
    paper.heading("Gates", "公開の条件");
    for GateReport { gate, state, items } in gates {
        let (tone, sign) = match state {
            State::Passed => (Tone::Good, "✓"),
            State::Failed => (Tone::Bad, "✗"),
            State::Unknown => (Tone::Faint, "·"),
            State::Open => (Tone::Warning, "?"),
        };
        let rest = match state {
            State::Passed | State::Failed => "",
            State::Unknown => paper.say(
                " (cannot be told before the errors are corrected)",
                "（エラーを直すまで分かりません）",
            ),
            State::Open => paper.say(
                " (others sign the package with `tabiji approve`)",
                "（ほかの人が tabiji approve で署名します）",
            ),
        };
        let line = format!("{sign} {}{rest}", gate.words().get(paper.lang));
        let line = paper.tint(tone, &line);
        paper.line(&format!("  {line}"));
        for item in items {
            let mark = if item.blocks { "✗" } else { "·" };
            let text = format!("{mark} {}", item.text.get(paper.lang));
            wrap(&text, WIDTH - 4).iter().for_each(|line| paper.line(&format!("    {line}")));
        }
    }
}

/// Writes what a manifest says.
pub fn manifest(paper: &mut Paper, manifest: &Manifest) {
    let Manifest { journey, release, environment, published, expires, engine, note, .. } = manifest;
    let title = paper.tint(Tone::Title, journey.name.text(paper.key()));
    paper.line(&title);
    let rows = [
        ("journey", "ジャーニー", journey.id.clone()),
        ("hash", "ハッシュ", journey.hash.clone()),
        ("release", "公開番号", release.to_string()),
        ("environment", "環境", environment.clone()),
        ("published", "公開日時", published.to_string()),
        ("expires", "期限", expires.to_string()),
        ("engine", "エンジン", engine.clone()),
        ("note", "変更点", note.clone()),
    ];
    for (en, ja, value) in rows.into_iter().filter(|(.., value)| !value.is_empty()) {
        row(paper, en, ja, &value);
    }
}

/// Writes a name and a value, values below each other.
fn row(paper: &mut Paper, en: &str, ja: &str, value: &str) {
    let name = paper.say(en, ja);
    let pad = " ".repeat(NAMES.saturating_sub(width(name)));
    let name = paper.tint(Tone::Faint, name);
    paper.line(&format!("  {name}{pad}{value}"));
}

/// Writes what was accepted.
pub fn published(paper: &mut Paper, published: &Published) {
    manifest(paper, &published.manifest);
    for signer in &published.signers {
        row(paper, "signed by", "署名", &format!("{} ({})", signer.name, signer.key));
    }
    let evidence = &published.evidence;
    let (edges, golden) = (evidence.coverage.edges, published.golden.len());
    let (customers, scenarios) =
        (evidence.rehearsal.population.customers as usize, evidence.scenarios.len());
    let guardians = evidence.guardians.len();
    let text = paper.say_with(
        || {
            format!(
                "rehearsed on {}, {} of {} ways tried, {}, {}",
                several(customers, "customer"),
                edges.covered,
                edges.total - edges.impossible,
                several(scenarios, "scenario"),
                several(guardians, "guardian")
            )
        },
        || {
            let customers = grouped(customers as u64);
            format!(
                "顧客{customers}人でリハーサル、経路{}本中{}本を確認、シナリオ{scenarios}件、守り{guardians}件",
                edges.total - edges.impossible,
                edges.covered
            )
        },
    );
    row(paper, "evidence", "裏づけ", &text);
    row(paper, "package", "配布パッケージ", &published.hash);
    let line = paper.say_with(
        || format!("→ accepted: {} played as they stand", several(golden, "golden trace")),
        || format!("→ 受け入れ可能：手本の顧客{golden}人の動きがすべて一致しました"),
    );
    let line = paper.tint(Tone::Good, &line);
    paper.line(&line);
}

/// Writes why a package is not accepted.
pub fn refusal(paper: &mut Paper, file: &str, refusal: &Refusal) {
    let (code, why) = (refusal.code(), refusal.message(paper.lang));
    let line = paper.say_with(
        || format!("→ refused [{code}]: {file} {why}"),
        || format!("→ 受け入れ不可 [{code}]：{file}：{why}"),
    );
    for line in wrap(&line, WIDTH) {
        let line = paper.tint(Tone::Bad, &line);
        paper.line(&line);
    }
}

/// Writes whose signatures count.
pub fn trust(paper: &mut Paper, trust: &Trust) {
    let (publish, approve) = (trust.signatures.publish as usize, trust.signatures.approve as usize);
    let line = paper.say_with(
        || {
            let approvals = several(approve, "approval");
            format!("A package needs {} and {approvals}:", several(publish, "signature"))
        },
        || format!("配布パッケージに必要なのは、署名{publish}件と承認{approve}件です。"),
    );
    paper.line(&line);
    for key in &trust.keys {
        let Trusted { id, name, roles, from, until, .. } = key;
        let roles: Vec<&str> = roles.iter().map(|role| role_word(paper, *role)).collect();
        let mut when = String::new();
        if let Some(from) = from {
            when += &paper.say_with(|| format!(", from {from}"), || format!("、{from} から"));
        }
        if let Some(until) = until {
            when += &paper.say_with(|| format!(", before {until}"), || format!("、{until} より前"));
        }
        let roles = roles.join(paper.say(", ", "・"));
        paper.line(&format!("  {id}  {name}  {roles}{when}"));
    }
}

fn role_word(paper: &Paper, role: Role) -> &'static str {
    match role {
        Role::Publish => paper.say("publishes", "公開"),
        Role::Approve => paper.say("approves", "承認"),
    }
}
