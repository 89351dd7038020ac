//! A text whose variables cannot be filled in: a brace that is not closed, a filter that there is not.
//!
//! It is tried twice, with a value for every variable and with none, so that both ways of an `if` are.

use super::{fillings, messages, written};
use crate::finding::{Finding, Severity, Text, View};
use crate::template::{FILTERS, MOST, Reason, read};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "template_unreadable",
    severity: Severity::Error,
    en: "Line {at} of this text cannot be filled in: {why}. Nobody could be sent it.",
    ja: "文面の{at}行目に値を差し込めません。{why}。このままでは誰にも送れません。",
};

/// Returns every finding of this rule: at most one for each text.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let (every, none) = (fillings(view), Default::default());
    let mut findings = Vec::new();
    for (id, message) in messages(view) {
        for (field, lang, text) in written(message) {
            let tried = read(text, lang).and_then(|it| it.fill(&every).and(it.fill(&none)));
            if let Err(unreadable) = tried {
                let (en, ja) = words(unreadable.reason);
                let finding = Finding::of(&TEXT).at(id).field(&field).with("at", unreadable.line);
                findings.push(finding.with("why.en", en).with("why.ja", ja));
            }
        }
    }
    findings
}

fn words(reason: Reason) -> (String, String) {
    let filters = FILTERS.join(", ");
    let (en, ja) = match reason {
        Reason::TooLong => (
            format!("it is too long, or grows too long; at most {MOST} bytes"),
            format!("長すぎます（上限{MOST}バイト）"),
        ),
        Reason::Syntax => (
            "a brace is not closed, or a variable is not written as {{customer.name}}".to_owned(),
            "かっこが閉じていないか、変数が {{customer.name}} の形になっていません".to_owned(),
        ),
        Reason::Refused => (
            "texts may only use variables and {% if … %} … {% endif %}; put more into a step that stores a value".to_owned(),
            "文面で使えるのは変数と {% if … %} … {% endif %} だけです。計算は値を保存するステップで行ってください".to_owned(),
        ),
        Reason::Unknown => (
            format!("it uses a filter or a function that there is not; there are {filters}"),
            format!("存在しないフィルターか関数が使われています。使えるのは {filters} です"),
        ),
        Reason::Unfit => (
            "a filter does not fit its value, as date does not fit a name".to_owned(),
            "フィルターが値の種類に合っていません（名前に date を使うなど）".to_owned(),
        ),
    };
    (en, ja)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let mail = |body: &str| {
            format!(
                r#"entry -> message email {{"templates": {{"ja": {{"body": "{body}"}}}}}} -> end"#
            )
        };
        for body in
            ["", "{ } }}", "{{customer.age | number}}", "{% if customer.tier %}a{% endif %}"]
        {
            assert_eq!(found(&TEXT, &mail(body)), "", "{body}");
        }
        let place = "message /config/templates/ja/body";
        for body in [
            "{{customer.age",
            "{{customer.age | shout}}",
            "{{customer.tier | date}}",
            "{% for x in customer.tier %}{% endfor %}",
            "{% if customer.tier %}{% else %}{{1 | shout}}{% endif %}",
        ] {
            assert_eq!(found(&TEXT, &mail(body)), place, "{body}");
        }
    }

    #[test]
    fn every_reason_has_words_in_both_languages() {
        for reason in
            [Reason::TooLong, Reason::Syntax, Reason::Refused, Reason::Unknown, Reason::Unfit]
        {
            let (en, ja) = words(reason);
            assert!(en.is_ascii() || en.contains('…'), "{en}");
            assert!(ja.chars().any(|it| it > '\u{3000}'), "{ja}");
        }
    }
}
