//! `tabiji fmt`: the canonical form of a journey file.

use app::journeys;
use journey::finding::Finding;
use journey::format;
use serde::Serialize;

use crate::Answer;
use crate::args::{FmtArgs, Format};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs::{self, is_stream};

/// What became of the file.
#[derive(Serialize)]
struct Outcome<'a> {
    file: &'a str,
    canonical: bool,
    written: bool,
}

pub(crate) fn run(door: &mut Door, args: &FmtArgs) -> Result<Answer, Failure> {
    let opened = inputs::open(&args.journey)?;
    let file = args.journey.to_string_lossy().into_owned();
    // Of two entries with one key only the first was read: rewriting would lose the other.
    let lost = |finding: &&Finding| matches!(finding.code, "duplicate_id" | "duplicate_key");
    if let Some(finding) = opened.findings.iter().find(lost) {
        let [en, ja] =
            [journey::lang::Lang::En, journey::lang::Lang::Ja].map(|lang| finding.message(lang));
        return Err(Failure::new(format!("{file}: {en}"), format!("{file}：{ja}")).into_answer());
    }
    let text = format::write(&opened.journey);
    let canonical = text.as_bytes() == opened.bytes;
    if is_stream(&args.journey) && !args.check {
        door.give(text.as_bytes())?;
        return Ok(Answer::Yes);
    }
    let written = !canonical && !args.check;
    if written {
        journeys::save(&args.journey, &opened.journey)?;
    }
    match door.format {
        Format::Json => door.give_json(&Outcome { file: &file, canonical, written })?,
        Format::Text => {
            let line = match (canonical, written) {
                (true, _) => door.say(
                    || format!("{file}: is in canonical form"),
                    || format!("{file}：標準形です"),
                ),
                (false, true) => door.say(
                    || format!("{file}: rewritten"),
                    || format!("{file}：標準形に書き直しました"),
                ),
                (false, false) => door.say(
                    || format!("{file}: is not in canonical form; run tabiji fmt without --check"),
                    || format!("{file}：標準形ではありません。--check なしで tabiji fmt を実行してください"),
                ),
            };
            door.give(format!("{line}\n").as_bytes())?;
        }
    }
    Ok(if args.check && !canonical { Answer::No } else { Answer::Yes })
}
