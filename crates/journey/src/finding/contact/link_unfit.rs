//! A link in a text that does not lead where it should by its form alone: "https:/example.jp".

use super::{fillings, messages, written};
use crate::finding::{Finding, Severity, Text, View};
use crate::template::{Fault, joined, links, read};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "link_unfit",
    severity: Severity::Warning,
    en: "The link “{link}” {why}. Correct it, since a sent message cannot be.",
    ja: "リンク「{link}」は{why}。送信後は直せないため、修正してください。",
};

/// Returns every finding of this rule: once for each text and link.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let fillings = fillings(view);
    let mut findings = Vec::new();
    for (id, message) in messages(view) {
        for (field, lang, text) in written(message) {
            let filled = read(text, lang).and_then(|it| it.fill(&fillings));
            // A text that cannot be read is told of by another rule.
            let Ok(filled) = filled.map(|pieces| joined(&pieces)) else {
                continue;
            };
            for link in links(&filled) {
                if let Some((en, ja)) = link.fault.map(words) {
                    let finding = Finding::of(&TEXT).at(id).field(&field);
                    let finding = finding.with("link", &filled[link.range]);
                    findings.push(finding.with("why.en", en).with("why.ja", ja));
                }
            }
        }
    }
    findings
}

fn words(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::Broken => (
            "is not written as a link is, as https://example.jp/page",
            "https://example.jp/page のような形になっていません",
        ),
        Fault::NoScheme => (
            "lacks https://, so that many programs show it as text",
            "https:// がないため、文字として表示されることがあります",
        ),
        Fault::StrangeScheme => {
            ("begins with something other than https://", "https:// で始まっていません")
        }
        Fault::NoHost => {
            ("names no host of the internet", "インターネット上の宛先になっていません")
        }
        Fault::Insecure => (
            "is http://, which anyone on the way can read and change; use https://",
            "http:// のため、途中で読まれたり書き換えられたりします。https:// を使ってください",
        ),
    }
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
            ["", "https://example.jp/c?t={{customer.tier}}", "停止 {{unsubscribe_url}}。", "{{"]
        {
            assert_eq!(found(&TEXT, &mail(body)), "", "{body}");
        }
        let place = "message /config/templates/ja/body";
        for body in [
            "https:/example.jp",
            "www.example.jp",
            "http://example.jp",
            "https://{{customer.tier}}/a",
            "htps://example.jp",
        ] {
            assert_eq!(found(&TEXT, &mail(body)), place, "{body}");
        }
    }
}
