//! Something that is handed into or out of a sub-journey, and that one side does not know or cannot hold.

use crate::condition::check as check_source;
use crate::finding::data::{declared, fits};
use crate::finding::structure::subs;
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Assignment;
use crate::lang::Lang;
use crate::settings::Settings;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "sub_map_unfit",
    severity: Severity::Error,
    en: "“{name}” cannot be handed over: {problem}. Correct the name or the expression.",
    ja: "「{name}」を受け渡せません（{problem}）。名前または式を修正してください。",
};

/// Returns every finding of this rule; a name or an expression that is empty or unknown in this journey is
/// another rule's business.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, sub) in subs(view) {
        let Some(inner) = view.library.get(&sub.target()) else {
            continue;
        };
        let (inner, _) = crate::settings::read(&inner.settings);
        for (list, map, from, to) in [
            ("in", &sub.inputs, &view.settings, &inner),
            ("out", &sub.outputs, &inner, &view.settings),
        ] {
            for (index, it) in map.iter().enumerate() {
                let found = unfit(it, from, to, list == "in");
                findings.extend(found.map(|(place, [en, ja])| {
                    let field = format!("/config/{list}/{index}/{place}");
                    let finding = Finding::of(&TEXT).at(id).field(&field).with("name", &it.name);
                    finding.with("problem.en", en).with("problem.ja", ja)
                }));
            }
        }
    }
    findings
}

/// Returns what is wrong with one thing that is handed over, and whether with its name or its value.
fn unfit(
    it: &Assignment,
    from: &Settings,
    to: &Settings,
    inward: bool,
) -> Option<(&'static str, [String; 2])> {
    if it.name.trim().is_empty() || it.value.trim().is_empty() {
        return None;
    }
    let Some(target) = declared(&it.name, to) else {
        let problem = ["the sub-journey does not declare it", "サブジャーニーで定義されていません"];
        return inward.then(|| ("name", problem.map(str::to_owned)));
    };
    match check_source(&it.value, &from.scope()) {
        Ok(typed) if fits(&typed, &target) => None,
        Ok(typed) => {
            let (found, wanted) = (typed.kind(), target.kind);
            let en = format!(
                "the expression gives {}, expected {}",
                found.word(Lang::En),
                wanted.word(Lang::En)
            );
            let ja = format!(
                "式の型は{}ですが、{}が必要です",
                found.word(Lang::Ja),
                wanted.word(Lang::Ja)
            );
            Some(("value", [en, ja]))
        }
        Err(problems) if !inward => {
            let problem = problems.first()?;
            Some(("value", [problem.message(Lang::En), problem.message(Lang::Ja)]))
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::places_with;
    use crate::notation::journey;

    fn found(maps: &str) -> String {
        let mut inner =
            journey(r#"settings {"context": {"points": {"type": "integer"}}}; entry -> end"#);
        inner.id = "jny_inner".into();
        let outer = journey(&format!(r#"entry -> sub jny_inner {{{maps}}} -> end"#));
        places_with(&TEXT, &outer, &[inner])
    }

    #[test]
    fn passes_and_fails() {
        let give = r#""in": [{"name": "context.points", "value": "customer.age + 1"}]"#;
        let take = r#""out": [{"name": "context.score", "value": "context.points"}]"#;
        assert_eq!(found(&format!("{give}, {take}")), "");
        assert_eq!(
            found(&give.replace("context.points", "context.pints")),
            "sub /config/in/0/name"
        );
        assert_eq!(found(&give.replace("customer.age", "customer.name")), "");
        assert_eq!(
            found(&give.replace("customer.age + 1", "customer.name")),
            "sub /config/in/0/value"
        );
        assert_eq!(
            found(&take.replace("context.points", "context.pints")),
            "sub /config/out/0/value"
        );
        assert_eq!(found(&take.replace("context.points", "1.5")), "sub /config/out/0/value");
        // What is outside is read only outside: points is no key of this journey.
        assert_eq!(found(r#""out": [{"name": "context.points", "value": "1"}]"#), "");
    }
}
