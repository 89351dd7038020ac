//! More tags than fit in one word.

use crate::finding::settings::declarations;
use crate::finding::{Finding, Severity, Text, View};
use crate::value::{MAX_TAGS, Type};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "too_many_tags",
    severity: Severity::Error,
    en: "“{name}” lists {count} tags; at most {most} are possible. Remove some or split the attribute.",
    ja: "「{name}」のタグが{count}個あります。最大{most}個です。減らすか、属性を分けてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let many = declarations(view).into_iter();
    many.filter(|(_, _, it)| it.kind == Type::Tags && it.values.len() > MAX_TAGS)
        .map(|(field, name, it)| {
            let finding = Finding::of(&TEXT).field(&field).with("name", name);
            finding.with("count", it.values.len()).with("most", MAX_TAGS)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let check = |count: usize| {
            let values: Vec<String> = (0..count).map(|tag| format!("\"t{tag}\"")).collect();
            let tags = format!("{{\"type\": \"tags\", \"values\": [{}]}}", values.join(","));
            let settings = format!("settings {{\"attributes\": {{\"tags\": {tags}}}}}");
            found(&TEXT, &format!("{settings}; entry -> end"))
        };
        assert_eq!(check(62), "");
        assert_eq!(check(63), "journey /settings/attributes/tags");
    }
}
