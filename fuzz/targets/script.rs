//! A script's way: compiled against a scope, run in the sandbox.
#![no_main]

use std::sync::LazyLock;

use journey::condition::{Scope, Script};
use journey::lang::Lang;

static SCOPE: LazyLock<Scope> = LazyLock::new(fuzz::scope);

libfuzzer_sys::fuzz_target!(|text: &str| {
    let ports = ["yes".to_owned(), "no".to_owned()];
    if let Ok(script) = Script::compile(text, &SCOPE, &ports) {
        fuzz::ask(&SCOPE, |facts| match script.run(facts, &SCOPE) {
            Ok(port) => assert!(ports.contains(&port), "a script leaves by {port}"),
            Err(error) => {
                let _words = (error.message(Lang::En), error.message(Lang::Ja));
            }
        });
    }
});
