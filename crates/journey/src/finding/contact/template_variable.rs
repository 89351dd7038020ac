//! A variable in a text that is not declared, or that some customers have no value for: "Dear ,".

use std::collections::{BTreeMap, BTreeSet};

use super::{fillings, messages, written};
use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::template::{Filling, Piece, Reading, read};
use crate::value::Type;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "template_variable",
    severity: Severity::Warning,
    en: "The text’s variable “{name}” {why}, so a gap would stand in its place. Declare it as required, or say what to write instead: {name} | default(\"…\").",
    ja: "文面の変数「{name}」は{why}。その場所が空白のまま送られます。必須の属性として定義するか、代わりの言葉を {name} | default(\"…\") の形で書いてください。",
};

/// Returns every finding of this rule: once for each text and variable.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let fillings = fillings(view);
    let mut findings = Vec::new();
    for (id, message) in messages(view) {
        for (field, lang, text) in written(message) {
            // A text that cannot be read is told of by another rule.
            let Ok(reading) = read(text, lang) else {
                continue;
            };
            let variables = reading.variables();
            for name in &variables {
                let declared = fillings.contains_key(name);
                let unsure = !declared || name.starts_with("customer.") && may_lack(view, id, name);
                if !unsure || !leaves_gap(&reading, name, &variables, &fillings) {
                    continue;
                }
                let (en, ja) = match declared {
                    true => ("may have no value for some customers", "値がない顧客がいます"),
                    false => ("is not declared", "定義されていません"),
                };
                let finding = Finding::of(&TEXT).at(id).field(&field);
                findings.push(finding.with("name", name).with("why.en", en).with("why.ja", ja));
            }
        }
    }
    findings
}

/// Returns whether the text has a gap when this variable alone has no value.
///
/// The text is filled and not read: what stands behind `default` or `if` is then seen as customers see it.
fn leaves_gap(
    reading: &Reading,
    name: &str,
    variables: &BTreeSet<String>,
    fillings: &BTreeMap<String, Filling>,
) -> bool {
    const ROOTS: [&str; 3] = ["customer", "context", "event"];
    let others = variables.iter().filter(|it| *it != name && !ROOTS.contains(&it.as_str()));
    let value =
        |path: &String| fillings.get(path).cloned().unwrap_or_else(|| Filling::example(Type::Text));
    let others = others.map(|path| (path.clone(), value(path))).collect();
    let filled = reading.fill(&others);
    ROOTS.contains(&name) || filled.is_ok_and(|pieces| pieces.contains(&Piece::Gap))
}

/// Returns whether an attribute may have no value and no condition on the way here asks `is_set`.
///
/// What [`View::reach`] knows does not answer this: its walk forgets what no later condition reads. So a
/// text behind either answer of such a condition counts as asked for.
fn may_lack(view: &View, id: &NodeId, name: &str) -> bool {
    let key = name.trim_start_matches("customer.");
    if view.settings.attributes.get(key).is_none_or(|it| it.required) {
        return false;
    }
    let before = view.graph.upstream(id);
    let asks = format!("is_set({name})");
    !view.expressions().iter().any(|checked| {
        let asked = matches!(&checked.result, Ok(Some(typed)) if typed.source().contains(&asks));
        asked && checked.node().is_some_and(|node| before.contains(node))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    fn mail(before: &str, body: &str) -> String {
        format!(
            r#"entry -> {before}message email {{"templates": {{"ja": {{"subject": "件名 {{{{customer.tier}}}}", "body": "{body}"}}}}}} -> end"#
        )
    }

    #[test]
    fn passes_and_fails() {
        let may_lack = "{{customer.name}} {{ customer.name }}";
        let asked = "branch{named: is_set(customer.name)} -> ";
        for (before, body) in [
            ("", "{{customer.tier}} {{ customer.cart_value }} {{unsubscribe_url}} {{"),
            ("", "{{customer.name | default('you')}} {{customer.nick | default('you')}}"),
            ("", "{{context.score}} {{context.coupon_expires}}"),
            ("", "{% if customer.name %}{{customer.name}}{% endif %}"),
            (asked, may_lack),
        ] {
            assert_eq!(found(&TEXT, &mail(before, body)), "", "{body}");
        }
        let place = "message /config/templates/ja/body";
        for body in [
            may_lack,
            "{{customer.nick}}",
            "{{context.nick}}",
            "{{name}}",
            "{{customer}}",
            "{{customer.name | upper}}",
        ] {
            assert_eq!(found(&TEXT, &mail("", body)), place, "{body}");
        }
        let asks_other = "branch{known: is_set(customer.age)} -> ";
        assert_eq!(found(&TEXT, &mail(asks_other, may_lack)), place);
    }
}
