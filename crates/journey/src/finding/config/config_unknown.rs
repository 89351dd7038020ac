//! A field that the step's kind does not have: most often a slip of the hand, so that the step runs without
//! what was meant.

use serde_json::Value;

use crate::document::Node;
use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::NodeId;
use crate::kind::Kind;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "config_unknown",
    severity: Severity::Warning,
    en: "Steps of this kind have no field {field}, so it does nothing{hint}. It is kept. Correct or remove it.",
    ja: "この種類のステップに項目{field}はなく、働きません{hint}。内容は残してあります。修正するか削除してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, node, _) in view.nodes() {
        for unknown in Kind::unknown_fields(node) {
            let mend = mend(id, node, &unknown.field, unknown.meant.as_deref());
            let hint = unknown.meant.map_or_else(Default::default, |meant| {
                [format!(" (did you mean “{meant}”?)"), format!("（「{meant}」のことですか？）")]
            });
            let finding = Finding::of(&TEXT).at(id).field(&format!("/config{}", unknown.field));
            let [en, ja] = hint;
            findings.push(finding.with("hint.en", en).with("hint.ja", ja).maybe_fix(mend));
        }
    }
    findings
}

/// Returns the edit that gives the field the name which was meant, where its value can stand there, or else
/// removes it: it does nothing as it is.
fn mend(id: &NodeId, node: &Node, field: &str, meant: Option<&str>) -> Option<Edit> {
    let corrected = meant.and_then(|meant| renamed(node, field, meant));
    match corrected {
        Some(config) => fix::put(Some(id), "/config", Some(config)),
        None => fix::put(Some(id), &format!("/config{field}"), None),
    }
}

fn renamed(node: &Node, field: &str, meant: &str) -> Option<Value> {
    let (parent, key) = field.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    let mut config = Value::Object(node.config.clone());
    let fields = config.pointer_mut(parent)?.as_object_mut()?;
    let value = fields.remove(&key)?;
    fields.insert(meant.to_owned(), value);
    let problems = |node: &Node| Kind::read_leniently(node).map(|(_, found)| found.len());
    let corrected = Node { config: config.as_object()?.clone(), ..node.clone() };
    (problems(&corrected)? <= problems(node)?).then_some(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::check as check_all;
    use crate::finding::testing::found;
    use crate::lang::Lang;
    use crate::notation::journey;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> message email {"class": "transactional"} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> message email {"clas": "transactional"} -> end"#),
            "message /config/clas"
        );
    }

    #[test]
    fn the_field_that_was_meant_is_named_and_nothing_is_lost() {
        let journey = journey(r#"entry -> goal buy {"widow": "3d"} -> end"#);
        let findings = check_all(&journey, &Default::default());
        let said = findings.iter().find(|it| it.code == TEXT.code).unwrap();
        assert!(said.message(Lang::En).contains("did you mean “window”?"));
        assert!(said.message(Lang::Ja).contains("「window」のことですか？"));
        assert!(crate::format::write(&journey).contains("widow"));
    }
}
