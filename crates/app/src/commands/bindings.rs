//! TypeScript's view of the commands, written into `ui/src/bindings`; a stale file fails here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{export, table};

fn home() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/bindings"))
}

/// Returns every file of a folder by its path below it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// Returns the map from a command's name to its request and its reply.
fn commands(config: &ts_rs::Config, exported: &BTreeMap<String, String>) -> String {
    let mut text = String::from("// Generated from the core's table of commands. Do not edit.\n");
    let table = table(config);
    let used = |name: &str| {
        let word = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
        table.iter().any(|(_, request, reply, _)| word(request) || word(reply))
    };
    for path in exported.keys().filter_map(|path| path.strip_suffix(".ts")) {
        let name = path.rsplit('/').next().unwrap_or(path);
        // What a report holds stands in a folder of its own, where a name may stand once more.
        let again = path != name && exported.contains_key(&format!("{name}.ts"));
        if used(name) && !again {
            text += &format!("import type {{ {name} }} from \"./{path}\";\n");
        }
    }
    text += "\nexport type Commands = {\n";
    for (name, request, reply, help) in table {
        text += &format!("  /**{help} */\n  {name}: {{ request: {request}; reply: {reply} }};\n");
    }
    text + "};\n"
}

/// `TABIJI_BLESS=1 cargo test -p app bindings` writes them anew.
#[test]
fn the_bindings_are_those_of_the_types() {
    let folder = tempfile::tempdir().unwrap();
    let config = ts_rs::Config::new().with_large_int("number").with_out_dir(folder.path());
    export(&config).unwrap();
    let exported = files(folder.path());
    fs::write(folder.path().join("commands.ts"), commands(&config, &exported)).unwrap();
    let fresh = files(folder.path());
    if std::env::var_os("TABIJI_BLESS").is_some() {
        fs::remove_dir_all(home()).ok();
        for (name, text) in &fresh {
            let path = home().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let kept = files(&home());
    let differ: Vec<&String> = fresh.keys().chain(kept.keys()).collect();
    let differ: Vec<_> =
        differ.into_iter().filter(|name| fresh.get(*name) != kept.get(*name)).collect();
    assert!(differ.is_empty(), "stale in ui/src/bindings: {differ:?}; run with TABIJI_BLESS=1");
}
