//! A property of an event, read on a way where another event, or none, came last: it is missing there.

use super::last_event::Last;
use crate::condition::Root;
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "event_property_absent",
    severity: Severity::Warning,
    en: "“event.{property}” is read here, but on some way {last} came last, which has no such property; it is missing then. Keep it in the context where the event comes, or ask is_set first.",
    ja: "「event.{property}」を使っていますが、直前が{last}となる経路があり、その場合は値がありません。イベントが来た時点でコンテキストに保存するか、先に is_set で確かめてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let events = view.settings.all_events();
    let mut findings = Vec::new();
    for checked in view.expressions().iter().filter(|checked| checked.event().is_none()) {
        let (Some(node), Ok(Some(typed))) = (checked.node(), &checked.result) else {
            continue;
        };
        let guarded = typed.source().contains("is_set(event.");
        let Some(lasts) = view.last_events().get(node).filter(|_| !guarded) else {
            continue;
        };
        for property in typed.scope().names(Root::Event) {
            let slot = typed.scope().slot(Root::Event, property);
            if slot.is_none_or(|slot| !typed.reads().contains(&slot)) {
                continue;
            }
            let lacks = |last: &&Last| match last {
                Last::Nothing => true,
                Last::Contact(known) => known != property,
                Last::Event(name) | Last::Modelled(name) => {
                    events.get(name).is_some_and(|event| !event.properties.contains_key(property))
                }
            };
            let (en, ja) = match lasts.iter().find(lacks) {
                Some(Last::Nothing) => ("no event".to_owned(), "イベントなし".to_owned()),
                Some(Last::Contact(_)) => {
                    ("a contact without a record".to_owned(), "記録のない問い合わせ".to_owned())
                }
                Some(Last::Event(name) | Last::Modelled(name)) => {
                    (format!("“{name}”"), format!("「{name}」"))
                }
                None => continue,
            };
            let finding = checked.finding(&TEXT).with("property", property);
            findings.push(finding.with("last.en", en).with("last.ja", ja));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let branch = "branch{big: event.amount > 3} -> end";
        assert_eq!(found(&TEXT, &format!("entry purchase -> {branch}")), "");
        let missing = "branch /config/arms/0/when";
        assert_eq!(found(&TEXT, &format!("entry signup -> {branch}")), missing);
        assert_eq!(found(&TEXT, &format!("audience -> {branch}")), missing);
        let waited = format!("entry signup -> await{{bought: purchase}} 3d -> {branch}");
        assert_eq!(found(&TEXT, &waited), "");
        let late = format!("{waited}; await.timeout -> branch");
        assert_eq!(found(&TEXT, &late), missing);
        let asked = "entry signup -> branch{big: is_set(event.amount) && event.amount > 3} -> end";
        assert_eq!(found(&TEXT, asked), "");
    }
}
