//! A variable in a text that is not declared, or that some customers have no value for: "Dear ,".

use super::{messages, templates, variables};
use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::kind::Template;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "template_variable",
    severity: Severity::Warning,
    en: "The text’s variable “{name}” {why}, so a gap would stand in its place. Declare it as required, or say what to write instead: {name} | default(\"…\").",
    ja: "文面の変数「{name}」は{why}。その場所が空白のまま送られます。必須の属性として定義するか、代わりの言葉を {name} | default(\"…\") の形で書いてください。",
};

/// Returns every finding of this rule: once for each text and variable.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, message) in messages(view) {
        for (field, template) in templates(message) {
            for (part, name) in gaps(view, id, template) {
                let declared = declared(view, name);
                let (en, ja) = match declared {
                    true => ("may have no value for some customers", "値がない顧客がいます"),
                    false => ("is not declared", "定義されていません"),
                };
                let finding = Finding::of(&TEXT).at(id).field(&format!("{field}/{part}"));
                findings.push(finding.with("name", name).with("why.en", en).with("why.ja", ja));
            }
        }
    }
    findings
}

/// Returns the variables that may leave a gap, with the part of the text they stand in.
fn gaps<'a>(view: &View, id: &NodeId, template: &'a Template) -> Vec<(&'static str, &'a str)> {
    let subject = template.subject.iter().map(|it| ("subject", it.as_str()));
    let parts = subject.chain([("body", template.body.as_str())]);
    let mut gaps = Vec::new();
    for (part, text) in parts {
        for variable in variables(text).filter(|it| !it.contains("default(")) {
            let name = variable.split('|').next().unwrap_or_default().trim();
            let gap = match name.split_once('.') {
                Some(("customer", _)) => !declared(view, name) || may_lack(view, id, name),
                // What steps store is there or not by the way taken, which the text cannot know.
                Some(("context", _)) => !declared(view, name),
                _ => false,
            };
            if gap && !gaps.contains(&(part, name)) {
                gaps.push((part, name));
            }
        }
    }
    gaps
}

fn declared(view: &View, name: &str) -> bool {
    match name.split_once('.') {
        Some(("customer", key)) => view.settings.attributes.contains_key(key),
        Some(("context", key)) => view.settings.all_context().contains_key(key),
        _ => false,
    }
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
            (asked, may_lack),
        ] {
            assert_eq!(found(&TEXT, &mail(before, body)), "", "{body}");
        }
        let place = "message /config/templates/ja/body";
        for body in [may_lack, "{{customer.nick}}", "{{context.nick}}"] {
            assert_eq!(found(&TEXT, &mail("", body)), place, "{body}");
        }
        let asks_other = "branch{known: is_set(customer.age)} -> ";
        assert_eq!(found(&TEXT, &mail(asks_other, may_lack)), place);
    }
}
