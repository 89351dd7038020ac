//! An attribute that may have no value where a condition reads it: the comparison is then false.

use super::{Checked, Last, position};
use crate::condition::{Slot, Typed};
use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "may_be_missing",
    severity: Severity::Warning,
    en: "“{name}” may have no value for some customers; the comparison is then false. Ask is_set({name}) first, or declare the attribute as required.",
    ja: "「{name}」に値がない顧客がいる可能性があります。その場合、比較は成り立ちません。先に is_set({name}) で確かめるか、属性を必須にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for checked in view.expressions() {
        let Ok(Some(typed)) = &checked.result else {
            continue;
        };
        for (slot, span) in typed.may_be_missing() {
            if promised(view, checked, typed, slot) {
                continue;
            }
            let (line, column) = position(typed.source(), span.start);
            let mut finding = checked.finding(&TEXT).with("name", typed.scope().path(slot));
            (finding.line, finding.column) = (Some(line), Some(column));
            findings.push(finding);
        }
    }
    findings
}

/// Returns whether a property is promised by every event that may have come last.
fn promised(view: &View, checked: &Checked, typed: &Typed, slot: Slot) -> bool {
    let path = typed.scope().path(slot);
    let property = path.strip_prefix("event.").filter(|_| checked.event().is_none());
    let lasts = checked.node().and_then(|node| view.last_events().get(node));
    let (Some(property), Some(lasts)) = (property, lasts) else {
        return false;
    };
    let events = view.settings.all_events();
    lasts.iter().all(|last| match last {
        Last::Nothing | Last::Modelled(_) => false,
        Last::Contact(known) => known == property,
        Last::Event(name) => events
            .get(name)
            .and_then(|event| event.properties.get(property))
            .is_some_and(|property| property.required),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: is_set(customer.age) && customer.age > 3} -> end"#),
            ""
        );
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: customer.age > 3} -> end"#),
            "branch /config/arms/0/when"
        );
        assert_eq!(found(&TEXT, r#"entry purchase {"when": "event.amount > 3"} -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry purchase -> branch{a: event.amount > 3} -> end"#), "");
    }
}
