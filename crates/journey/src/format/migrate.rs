//! Older versions of the file, made into the newest: a gapless chain, one function a version.

use serde_json::{Map, Value, json};

use super::VERSION;

type File = Map<String, Value>;

/// `CHAIN[n]` turns version n into version n + 1.
const CHAIN: [fn(&mut File); VERSION as usize] = [from_0];

/// Returns a file of version `found` as a file of the newest version.
pub(super) fn to_newest(mut file: File, found: u64) -> File {
    for (version, step) in (0u64..).zip(CHAIN).skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        step(&mut file);
        file.insert("version".to_owned(), (version + 1).into());
    }
    file
}

/// Version 0 kept steps as a list with their ids inside, and edges as a list of from, port and to.
///
/// Edges that do not have that shape, or start where another does, are kept aside.
fn from_0(file: &mut File) {
    if let Some(Value::Array(steps)) = file.remove("steps") {
        let mut nodes = Map::new();
        for (index, mut step) in steps.into_iter().enumerate() {
            let id = step.as_object_mut().and_then(|step| step.remove("id"));
            let id = id.as_ref().and_then(Value::as_str).map(str::to_owned);
            let mut id = id.unwrap_or_else(|| format!("step_{}", index + 1));
            while nodes.contains_key(&id) {
                id.push('_');
            }
            nodes.insert(id, step);
        }
        file.insert("nodes".to_owned(), Value::Object(nodes));
    }
    if let Some(Value::Array(list)) = file.get("edges").cloned() {
        let (mut edges, mut odd) = (json!({}), Vec::new());
        for edge in list {
            let ends = edge["from"].as_str().zip(edge["port"].as_str());
            match ends.filter(|(from, port)| edges[from].get(port).is_none()) {
                Some((from, port)) => edges[from][port] = edge["to"].clone(),
                None => odd.push(edge),
            }
        }
        file.insert("edges".to_owned(), edges);
        if !odd.is_empty() {
            file.insert("edges of version 0".to_owned(), odd.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{read, write};

    const FIXTURES: [&str; VERSION as usize] =
        [include_str!("../../fixtures/version-0.journey.json")];

    #[test]
    fn the_chain_is_gapless_and_every_old_version_has_its_fixture() {
        for (version, fixture) in FIXTURES.iter().enumerate() {
            let file: File = serde_json::from_str(fixture).unwrap();
            assert_eq!(file["version"], version as u64);
            assert_eq!(to_newest(file, version as u64)["version"], VERSION);
        }
    }

    #[test]
    fn version_0_opens_as_what_it_says() {
        let (journey, findings) = read(FIXTURES[0].as_bytes()).unwrap();
        assert_eq!(findings, []);
        expect_test::expect_file!["../../fixtures/version-0.migrated.journey.json"]
            .assert_eq(&write(&journey));
    }

    #[test]
    fn edges_of_version_0_that_cannot_be_read_are_kept() {
        let text = r#"{"format": "tabiji.journey", "version": 0, "edges": [
            {"from": "a", "port": "out", "to": "b"}, {"from": "a", "port": "out", "to": "c"}, 7
        ]}"#;
        let (journey, _) = read(text.as_bytes()).unwrap();
        assert_eq!(journey.edges.len(), 1);
        assert_eq!(journey.extra["edges of version 0"].as_array().map(Vec::len), Some(2));
    }
}
