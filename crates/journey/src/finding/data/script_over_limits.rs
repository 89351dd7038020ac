//! A script that runs into a limit for inputs that can happen: customers would leave by its error port.

use crate::condition::{Facts, Scope, Script, ScriptCode};
use crate::finding::{Finding, Severity, Text, View};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::time::{Holidays, Zone};
use crate::value::{Cell, MISSING, TextView, Texts, Type};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "script_over_limits",
    severity: Severity::Error,
    en: "The script runs into a limit for some customers ({problem}), who would leave by “error”. Make its loops end sooner.",
    ja: "一部の顧客でスクリプトが上限に達し（{problem}）、「error」から出てしまいます。繰り返しを早く終わらせてください。",
};

/// Texts that customers may have: none, a short one, a long one.
const WORDS: [&str; 3] = ["", "tabiji", "long"];
const LONG: usize = 500;

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    let scope = view.settings.scope();
    for (id, _, kind) in view.nodes() {
        let Kind::BranchScript(config) = kind else {
            continue;
        };
        let ports: Vec<String> =
            kind.ports().into_iter().map(|port| port.name.to_string()).collect();
        let script = Script::compile(&config.source, &scope, &ports);
        if let Some((en, ja)) = script.ok().and_then(|script| failure(&script, &scope)) {
            let finding = Finding::of(&TEXT).at(id).field("/config/source");
            findings.push(finding.with("problem.en", en).with("problem.ja", ja));
        }
    }
    findings
}

/// Runs a script on generated customers; returns the first limit that it runs into, in both languages.
fn failure(script: &Script, scope: &Scope) -> Option<(String, String)> {
    let mut texts = Texts::default();
    let words = WORDS.map(|word| match word {
        "long" => texts.intern(&"旅".repeat(LONG)),
        word => texts.intern(word),
    });
    let (zone, holidays) = (Zone::utc(), Holidays::default());
    for round in 0..ROUNDS {
        let cells: Vec<Cell> = (0..scope.len())
            .map(|slot| value(scope.attribute(slot as u32).kind, &words, round, slot))
            .collect();
        let trap = std::cell::Cell::new(None);
        let facts = Facts {
            cells: &cells,
            now: 1_795_305_600_000,
            zone: &zone,
            holidays: &holidays,
            texts: TextView { shared: &texts, own: &[] },
            trap: &trap,
        };
        let limits = [ScriptCode::TooManyOperations, ScriptCode::Deadline, ScriptCode::TooLarge];
        if let Err(error) = script.run(&facts, scope)
            && limits.contains(&error.code)
        {
            return Some((error.message(Lang::En), error.message(Lang::Ja)));
        }
    }
    None
}

/// How many customers are generated: all missing, all small, all large, all negative, then mixtures.
const ROUNDS: usize = 12;

fn value(kind: Type, words: &[Cell; 3], round: usize, slot: usize) -> Cell {
    let numbers: [Cell; 4] = [1, 1_000_000, -1_000, 10_000_000_000];
    let pick = match round {
        0 => return MISSING,
        1..=4 => round - 1,
        // A mixture: each slot goes through all values as rounds go by, no two slots in step.
        _ => round * 7 + slot * (round + 3),
    };
    match kind {
        Type::Text => words[pick % words.len()],
        Type::Boolean => (pick % 2) as Cell,
        Type::Category | Type::Tags => 0,
        Type::Date => numbers[pick % 2] % 40_000,
        Type::Instant | Type::Integer | Type::Decimal => numbers[pick % numbers.len()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let script = |most: &str| {
            format!(
                r#"entry -> script yes no {{"source": "let n = 0; while n < {most} {{ n += 1; }} if n > 3 {{ \"yes\" }} else {{ \"no\" }}"}} -> end"#
            )
        };
        assert_eq!(found(&TEXT, &script("10")), "");
        assert_eq!(found(&TEXT, &script("10000000")), "script /config/source");
    }

    #[test]
    fn a_loop_that_a_customer_sets_the_length_of_is_found() {
        let source = r#"entry -> script yes no {"source": "let n = 0; if is_set(customer.age) { while n < customer.age { n += 1; } } \"yes\""} -> end"#;
        assert_eq!(found(&TEXT, source), "script /config/source");
    }
}
