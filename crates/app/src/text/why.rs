//! Why a condition held or not, as a tree: every part with its truth and this customer's values.

use engine::plan::Plan;
use journey::condition::{Joint, Reading, Why};

use super::paper::{Paper, Tone};
use super::plain::{label, plain, value};

/// One line of the reasons of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// How deep it stands among its parts, from 0.
    pub(crate) depth: usize,
    /// Whether it held: none where it is no condition, or where that was not known.
    pub(crate) held: Option<bool>,
    /// Whether it is a condition at all.
    pub(crate) asked: bool,
    /// What it says.
    pub(crate) text: String,
}

/// Returns a condition and its parts, each with this customer's values.
pub(super) fn why(paper: &Paper, plan: &Plan, why: &Why, depth: usize, into: &mut Vec<Reason>) {
    let line = |text: String| Reason { depth, held: why.truth, asked: true, text };
    if let Some(words) = plain(&why.text, plan, paper.lang) {
        let mut readings = Vec::new();
        gather(why, &mut readings);
        return into.push(line(format!("{words}{}", values(paper, plan, &readings, false))));
    }
    let title = match why.joint {
        Joint::Atom => {
            let values = values(paper, plan, &why.readings.iter().collect::<Vec<_>>(), true);
            return into.push(line(format!("{}{values}", why.text.trim())));
        }
        Joint::All => paper.say("all of these", "次のすべて"),
        Joint::Any => paper.say("one of these", "次のいずれか"),
        Joint::Not => paper.say("not this", "次が成り立たないこと"),
    };
    into.push(line(title.to_owned()));
    for part in &why.parts {
        self::why(paper, plan, part, depth + 1, into);
    }
}

/// Writes reasons under each other.
pub(super) fn write(paper: &mut Paper, reasons: &[Reason], indent: usize) {
    for reason in reasons {
        let lead = " ".repeat(indent + 4 * reason.depth);
        let sign = if reason.asked { sign(paper, reason.held) + " " } else { String::new() };
        paper.wrapped(&format!("{lead}{sign}"), &reason.text, None);
    }
}

/// Returns a tick, a cross, or nothing known.
fn sign(paper: &Paper, truth: Option<bool>) -> String {
    match truth {
        Some(true) => paper.tint(Tone::Good, "✓"),
        Some(false) => paper.tint(Tone::Bad, "✗"),
        None => "·".to_owned(),
    }
}

fn gather<'a>(why: &'a Why, into: &mut Vec<&'a Reading>) {
    into.extend(&why.readings);
    why.parts.iter().for_each(|part| gather(part, into));
}

/// Returns this customer's values in brackets; `named` says which is which even for one.
fn values(paper: &Paper, plan: &Plan, readings: &[&Reading], named: bool) -> String {
    let each = readings.iter().map(|reading| {
        let shown = if reading.missing {
            paper.say("no value", "値なし").to_owned()
        } else {
            match reading.value.as_str() {
                "true" => paper.say("yes", "はい").to_owned(),
                "false" => paper.say("no", "いいえ").to_owned(),
                other => value(other),
            }
        };
        if reading.missing && !named && readings.len() == 1 {
            shown
        } else if named || readings.len() > 1 {
            format!("{} = {shown}", label(&reading.text, plan, paper.lang))
        } else {
            paper.say_with(|| format!("is {shown}"), || format!("実際は{shown}"))
        }
    });
    let text = each.collect::<Vec<_>>().join(paper.say(", ", "、"));
    match (text.is_empty(), paper.lang) {
        (true, _) => text,
        (false, journey::lang::Lang::En) => format!(" ({text})"),
        (false, journey::lang::Lang::Ja) => format!("（{text}）"),
    }
}
