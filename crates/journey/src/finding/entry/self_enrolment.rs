//! An entry by what customers do with the journey's own messages, while they may enter again: it feeds itself.

use serde_json::json;

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;
use crate::settings::Reentry;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "self_enrolment",
    severity: Severity::Warning,
    en: "This entry lets customers in by “{event}”, which the journey’s own messages or surveys cause, and customers may enter again: the journey could start itself over and over. Forbid entering again here, or choose another event.",
    ja: "このジャーニー自身のメッセージやアンケートで起きる「{event}」で開始し、再開始も許可されています。自分自身を繰り返し開始するおそれがあるため、再開始を禁止するか、別のイベントを選んでください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, kind) in view.nodes() {
        let Kind::EntryEvent(entry) = kind else {
            continue;
        };
        let again = entry.reentry.unwrap_or(view.settings.reentry) != Reentry::Never;
        if again && causes(view, &entry.event) {
            let value = Some(json!("never"));
            let fix = Edit::SetConfig { node: id.clone(), pointer: "/reentry".to_owned(), value };
            let finding = Finding::of(&TEXT).at(id).field("/config/event");
            findings.push(finding.with("event", &entry.event).fix(fix));
        }
    }
    findings
}

/// Returns whether a step of this journey makes customers do this.
fn causes(view: &View, event: &str) -> bool {
    view.kinds.values().map(|kind| &**kind).any(|kind| match kind {
        Kind::Message(_) => matches!(event, "message.opened" | "message.clicked"),
        Kind::MeasureSurvey(_) => event == "survey.answered",
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::{found, mended};

    #[test]
    fn passes_and_fails() {
        let again = r#"settings {"reentry": "always"}; "#;
        for sound in [
            r#"entry {"event": "message.clicked"} -> message email -> end"#.to_owned(),
            format!("{again}entry signup -> message email -> end"),
            format!("{again}entry {{\"event\": \"survey.answered\"}} -> message email -> end"),
            format!(
                r#"{again}entry {{"event": "message.clicked", "reentry": "never"}} -> message email -> end"#
            ),
        ] {
            assert_eq!(found(&TEXT, &sound), "", "{sound}");
        }
        for own in [
            format!("{again}entry {{\"event\": \"message.clicked\"}} -> message email -> end"),
            format!("{again}entry {{\"event\": \"survey.answered\"}} -> survey -> end"),
            r#"entry {"event": "message.opened", "reentry": {"after": "1d"}} -> message email -> end"#
                .to_owned(),
        ] {
            assert_eq!(found(&TEXT, &own), "entry /config/event", "{own}");
            assert_eq!(mended(&TEXT, &own), "", "{own}");
        }
    }
}
