//! The list of findings: errors first, each with its place, its code and what to do.

use journey::document::Journey;
use journey::finding::{Finding, Severity};

use super::number::several;
use super::paper::{Paper, Tone};
use crate::form::message;

/// Writes the findings of a journey.
pub fn findings(paper: &mut Paper, journey: &Journey, findings: &[Finding]) {
    for finding in findings {
        let (word, tone) = match finding.severity {
            Severity::Error => (paper.say("error", "エラー"), Tone::Bad),
            Severity::Warning => (paper.say("warning", "警告"), Tone::Warning),
            Severity::Info => (paper.say("note", "情報"), Tone::Faint),
        };
        let head = format!("{}  {}", paper.tint(tone, word), place(paper, finding));
        let code = paper.tint(Tone::Faint, &format!("[{}]", finding.code));
        paper.line(&format!("{head}  {code}"));
        let message = message(journey, finding, paper.lang);
        paper.wrapped("    ", &message, None);
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let notes = count(Severity::Info);
    let line = paper.say_with(
        || {
            let (errors, warnings) = (several(errors, "error"), several(warnings, "warning"));
            format!("{errors}, {warnings}, {}", several(notes, "note"))
        },
        || format!("エラー{errors}件、警告{warnings}件、情報{notes}件"),
    );
    let tone = match (errors, warnings) {
        (0, 0) => Tone::Good,
        (0, _) => Tone::Warning,
        _ => Tone::Bad,
    };
    let line = paper.tint(tone, &line);
    paper.line(&line);
}

fn place(paper: &Paper, finding: &Finding) -> String {
    let mut text = match &finding.node {
        Some(node) => node.to_string(),
        None => paper.say("journey", "ジャーニー").to_owned(),
    };
    if let Some(port) = &finding.port {
        text.push_str(&format!(".{port}"));
    }
    if let Some(field) = &finding.field {
        text.push_str(&format!(" {field}"));
    }
    if let Some(line) = finding.line {
        text.push_str(&format!(":{line}"));
        if let Some(column) = finding.column {
            text.push_str(&format!(":{column}"));
        }
    }
    text
}
