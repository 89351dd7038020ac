//! A condition's way: text, tree, types, closures, explanation, builder.
#![no_main]

use std::sync::LazyLock;

use journey::condition::{Scope, check, from_text, parse, to_text};
use journey::lang::Lang;

static SCOPE: LazyLock<Scope> = LazyLock::new(fuzz::scope);

libfuzzer_sys::fuzz_target!(|text: &str| {
    let scope = &*SCOPE;
    let _tree = parse(text);
    if let Some(rule) = from_text(text, scope) {
        let written = to_text(&rule);
        assert_eq!(from_text(&written, scope).as_ref(), Some(&rule), "{written}");
        assert!(check(&written, scope).is_ok(), "the builder writes what is refused: {written}");
    }
    match check(text, scope) {
        Err(problems) => {
            for problem in problems {
                let _words = (problem.message(Lang::En), problem.message(Lang::Ja));
            }
        }
        Ok(typed) => {
            let (_atoms, _missing) = (typed.atoms(), typed.may_be_missing());
            let (predicate, value) = (typed.predicate(), typed.value());
            fuzz::ask(scope, |facts| {
                let (_holds, _why) =
                    (predicate.as_ref().map(|it| it.holds(facts)), typed.explain(facts));
                let _cell = value.cell(facts);
            });
        }
    }
});
