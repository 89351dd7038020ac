//! Health: what to look at before believing any figure.

use engine::report::Report;

use super::paper::{Paper, Tone};
use super::port::port_word;
use super::report::{step_name, words};

/// Notes of one kind that are told one by one.
const TOLD: usize = 8;

pub(super) fn health(paper: &mut Paper, report: &Report) {
    paper.heading("Look at this first", "まず確認すること");
    if report.health.is_empty() {
        let fine = paper.say("nothing stands out", "気になる点はありません").to_owned();
        let fine = paper.tint(Tone::Good, &fine);
        paper.line(&format!("  {fine}"));
    }
    let mut told: Vec<(&str, usize)> = Vec::new();
    for health in &report.health {
        match told.iter_mut().find(|(code, _)| *code == health.code) {
            Some((_, count)) => *count += 1,
            None => told.push((&health.code, 1)),
        }
        let count = told.iter().find(|(code, _)| *code == health.code);
        if count.is_some_and(|(_, count)| *count > TOLD) {
            continue;
        }
        let place = health.node.as_ref().map(|id| {
            let name = step_name(paper, id, report.nodes.get(id));
            match health.port.as_ref().map(|port| port_word(paper, port)) {
                Some(port) => {
                    paper.say_with(|| format!("{name} › {port}: "), || format!("{name} › {port}："))
                }
                None => paper.say_with(|| format!("{name}: "), || format!("{name}：")),
            }
        });
        let message = words(&health.message, paper);
        // Some messages name their step themselves.
        let name = health.node.as_ref().and_then(|id| report.nodes.get(id));
        let name = name.map(|node| words(&node.name, paper)).unwrap_or_default();
        let place = place.filter(|_| name.is_empty() || !message.contains(&name));
        let text = format!("{}{message}", place.unwrap_or_default());
        let serious = matches!(health.code.as_str(), "runaway" | "script_error" | "share_off");
        let tone = if serious { Tone::Bad } else { Tone::Warning };
        let sign = paper.tint(tone, if serious { "✗" } else { "!" });
        let lines = super::paper::wrap(&text, super::paper::WIDTH - 4);
        for (place, line) in lines.iter().enumerate() {
            let lead = if place == 0 { sign.as_str() } else { " " };
            paper.line(&format!("  {lead} {line}"));
        }
    }
    for (code, count) in told.into_iter().filter(|(_, count)| *count > TOLD) {
        let more = count - TOLD;
        let line = paper.say_with(
            || format!("    and {more} more of [{code}]"),
            || format!("    ほか{more}件 [{code}]"),
        );
        let line = paper.tint(Tone::Faint, &line);
        paper.line(&line);
    }
}
