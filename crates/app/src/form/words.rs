//! What fields and choices are called. English help is the schema's own; everything else stands in the tables.

use journey::lang::Lang;
use journey::settings::{Channel, Outcome};

use super::{Named, kinds, settings};
use crate::words::Words;

/// One row: where it stands, its English name, its Japanese name, and its help in Japanese.
pub(super) type Row = (&'static str, &'static str, &'static str, &'static str);

/// Fields that most journeys never need; the form folds them.
const RARE: &[&str] = &[
    "EntryAudience.cap",
    "EntryAudience.clock",
    "EntryAudience.reentry",
    "EntryEvent.cap",
    "EntryEvent.reentry",
    "EntryInbound.cap",
    "EntryInbound.event",
    "EntryInbound.reason_property",
    "EntryInbound.reentry",
    "EntryInbound.store",
    "Message.contact",
    "Message.variants",
    "BranchExperiment.goal",
    "BranchExperiment.holdout",
    "WaitTime.clock",
    "WaitTime.past",
    "WaitEvent.look_back",
    "DataCall.back_off",
    "DataCall.patience",
    "DataCall.retries",
    "MeasureSurvey.deviation",
    "MeasureSurvey.mean",
    "MeasureSurvey.store",
    "MeasureGoal.offer",
    "MeasureGoal.window",
    "OfferIssue.expiry",
    "Response.high",
    "Response.low",
    "Settings.concurrency",
    "Settings.coverage_target",
    "Settings.entry_cap",
    "Settings.priority",
    "Settings.targets",
    "Settings.zone_attribute",
];

/// Returns what it means that a condition is empty, where a field holds a condition.
pub(super) fn condition(path: &str) -> Option<Words> {
    let (en, ja) = match path {
        "Arm.when" | "Segment.when" => ("No condition yet", "条件がまだありません"),
        "AwaitedEvent.when" | "EntryEvent.when" => ("Every such event", "すべてのイベント"),
        "EntryAudience.when" | "OfferIssue.eligible" | "Guardian.when" => ("Everyone", "全員"),
        "MockReply.when" | "ExitRule.condition" => ("Always", "いつでも"),
        "FlowLoop.until" => ("Goes on as often as it may", "上限回数までくり返します"),
        _ => return None,
    };
    Some(Words::new(en, ja))
}

/// Returns whether a field holds an expression or a script, and then whether it has several lines.
pub(super) fn expression(path: &str) -> Option<bool> {
    match path {
        "BranchScript.source" => Some(true),
        "OfferIssue.value" | "MeasureGoal.value" | "Assignment.value" | "Chance.expression" => {
            Some(false)
        }
        _ => None,
    }
}

/// Returns what a field names, if it names something that stands elsewhere.
pub(super) fn named(path: &str) -> Option<Named> {
    match path {
        "EntryEvent.event" | "EntryInbound.event" | "AwaitedEvent.event" | "ExitRule.event"
        | "EventSpread.event" => Some(Named::Event),
        "BranchHours.calendar" | "Hours.calendar" => Some(Named::Calendar),
        "OfferIssue.offer" | "MeasureGoal.offer" => Some(Named::Offer),
        "DataCall.connector" => Some(Named::Connector),
        "GateContact.prefer" | "Settings.zone_attribute" | "Settings.consent{}" => {
            Some(Named::Attribute)
        }
        "EntryInbound.store" | "MeasureSurvey.store" => Some(Named::Context),
        "UntilAttribute.name" | "Assignment.name" => Some(Named::Variable),
        "Contact.purpose" | "GateContact.purpose" => Some(Named::Purpose),
        "AwaitedEvent.step" | "Target.step" => Some(Named::Step),
        "Target.goal" => Some(Named::Goal),
        _ => None,
    }
}

/// Returns whether a list holds stretches of a week.
pub(super) fn week(path: &str) -> bool {
    matches!(path, "QuietHours.windows" | "Calendar.hours" | "Hours.windows")
}

/// Returns whether the form folds a field.
pub(super) fn rare(path: &str) -> bool {
    RARE.contains(&path)
}

/// Returns a field's place among its neighbors: as the tables list them.
pub(super) fn order(path: &str) -> usize {
    rows().position(|row| row.0 == path).unwrap_or(usize::MAX)
}

/// Returns what a field or a choice is called; what the tables do not know is called by its name in the file.
pub(super) fn label(path: &str, name: &str) -> Words {
    let word = path.split_once('=').and_then(|(of, value)| match of {
        "Channel" => {
            let channel = Channel::ALL.into_iter().find(|channel| channel.name() == value)?;
            Some(Words::of(|lang: Lang| channel.word(lang).to_owned()))
        }
        "Outcome" => {
            let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.name() == value)?;
            Some(Words::of(|lang: Lang| outcome.word(lang).to_owned()))
        }
        _ => None,
    });
    let listed = || rows().find(|row| row.0 == path).map(|row| Words::new(row.1, row.2));
    word.or_else(listed).unwrap_or_else(|| Words::same(name))
}

/// Returns what a field means; the English is the schema's.
pub(super) fn help(path: &str, english: &str) -> Words {
    let japanese = rows().find(|row| row.0 == path).map_or("", |row| row.3);
    Words::new(english.replace('\n', " ").replace('`', "\""), japanese)
}

fn rows() -> impl Iterator<Item = &'static Row> {
    kinds::ROWS.iter().chain(settings::ROWS)
}
