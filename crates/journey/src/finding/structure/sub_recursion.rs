//! A sub-journey that leads back to a journey it is part of: it would never be done.

use crate::document::Journey;
use crate::finding::structure::subs;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::JourneyId;
use crate::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sub_recursion",
    severity: Severity::Error,
    en: "The sub-journey “{journey}” contains this journey again, or itself: {way}. It would never be done. Break the circle.",
    ja: "サブジャーニー「{journey}」は循環しています（{way}）。終わらなくなるため、循環をなくしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, sub) in subs(view) {
        let mut way = vec![view.journey.id.clone()];
        if leads_back(&sub.target(), view.library, &mut way, &mut BTreeSet::new()) {
            let way: Vec<&str> = way.iter().map(JourneyId::as_str).collect();
            let finding = Finding::of(&TEXT).at(id).field("/config/journey");
            findings.push(finding.with("journey", &sub.journey).with("way", way.join(" → ")));
        }
    }
    findings
}

/// Follows sub-journeys until one comes twice; `way` is then how. `sound` are those known to end.
fn leads_back(
    id: &JourneyId,
    library: &BTreeMap<JourneyId, Journey>,
    way: &mut Vec<JourneyId>,
    sound: &mut BTreeSet<JourneyId>,
) -> bool {
    let again = way.contains(id);
    way.push(id.clone());
    if again {
        return true;
    }
    let nodes = library.get(id).filter(|_| !sound.contains(id));
    for node in nodes.into_iter().flat_map(|journey| journey.nodes.values()) {
        if let Some((Kind::FlowSub(sub), _)) = Kind::read_leniently(node)
            && leads_back(&sub.target(), library, way, sound)
        {
            return true;
        }
    }
    way.pop();
    sound.insert(id.clone());
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> sub jny_x -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> sub jny_test -> end"#), "sub /config/journey");
    }
}
