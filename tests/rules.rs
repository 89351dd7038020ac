//! `docs/rules.md` and `docs/defects.md` name a test for every line: each of them must exist.
#![allow(missing_docs)]

use std::path::Path;

/// Looks up every test that a page names; returns how many there are.
fn named(page: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join(page)).expect(page);
    let mut named = 0;
    for line in page.lines().filter(|line| line.starts_with("| ") && line.contains(".rs`")) {
        let proof = line.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let mut words = proof.split('`').skip(1).step_by(2);
        let file = words.next().expect("a file comes first");
        let source = std::fs::read_to_string(root.join(file)).expect(file);
        for test in words {
            assert!(source.contains(&format!("fn {test}()")), "{file} has no test {test}");
            named += 1;
        }
    }
    named
}

#[test]
fn every_test_that_the_pages_name_exists() {
    assert!(named("docs/rules.md") >= 15);
    assert!(named("docs/defects.md") >= 15);
}
