//! `tabiji check`: all findings of a journey.

use journey::finding::{Severity, Written};

use crate::Answer;
use crate::args::{CheckArgs, Format};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs;

pub(crate) fn run(door: &mut Door, args: &CheckArgs) -> Result<Answer, Failure> {
    let opened = inputs::open(&args.journey)?;
    let findings = opened.all_findings();
    match door.format {
        Format::Json => {
            let written: Vec<Written> = findings.iter().map(|it| it.written(door.lang)).collect();
            door.give_json(&written)?;
        }
        Format::Text => {
            let mut paper = door.paper();
            app::text::findings(&mut paper, &opened.journey, &findings);
            door.give(paper.into_text().as_bytes())?;
        }
    }
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if failed { Answer::No } else { Answer::Yes })
}
