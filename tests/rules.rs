//! `docs/rules.md` names a test for every rule: each of them must exist.
#![allow(missing_docs)]

use std::path::Path;

#[test]
fn every_test_that_the_rules_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("docs/rules.md")).expect("docs/rules.md");
    let mut named = 0;
    for line in page.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let mut words = line.split('`').skip(1).step_by(2).filter(|word| word.len() > 8);
        let Some(file) = words.find(|word| word.ends_with(".rs")) else {
            continue;
        };
        let source = std::fs::read_to_string(root.join(file)).expect(file);
        for test in words {
            assert!(source.contains(&format!("fn {test}()")), "{file} has no test {test}");
            named += 1;
        }
    }
    assert!(named >= 15, "{named}");
}
