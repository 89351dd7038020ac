//! A scenario or guardian without an id, or with one that another has: reports could not name it.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity, Text, View};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "test_id_unfit",
    severity: Severity::Error,
    en: "The id “{id}” of a scenario or guardian is empty or is used twice, so results could not be told apart. Give it one of its own.",
    ja: "シナリオまたは守りのID「{id}」が空か、重複しているため、結果を区別できません。固有のIDを付けてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let scenarios = view.settings.scenarios.iter().map(|it| it.id.as_str()).collect();
    let guardians = view.settings.guardians.iter().map(|it| it.id.as_str()).collect();
    [("scenarios", scenarios), ("guardians", guardians)]
        .into_iter()
        .flat_map(|(list, ids): (_, Vec<&str>)| unfit(list, &ids))
        .collect()
}

fn unfit(list: &str, ids: &[&str]) -> Vec<Finding> {
    let mut known = BTreeSet::new();
    let each = ids.iter().enumerate();
    each.filter(|(_, id)| id.trim().is_empty() || !known.insert(**id))
        .map(|(index, id)| {
            let field = format!("/settings/{list}/{index}/id");
            Finding::of(&TEXT).field(&field).with("id", id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let with = |ids: [&str; 2]| {
            let list = ids.map(|id| format!(r#"{{"id": "{id}", "story": []}}"#)).join(",");
            found(&TEXT, &format!(r#"settings {{"scenarios": [{list}]}}; entry -> end"#))
        };
        assert_eq!(with(["a", "b"]), "");
        assert_eq!(with(["a", "a"]), "journey /settings/scenarios/1/id");
        assert_eq!(with(["", "a"]), "journey /settings/scenarios/0/id");
    }
}
