//! Who may import whom, and who may touch the outside: the invariants of ARCHITECTURE.md.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the root").to_owned()
}

/// Every Rust source of the product below a folder, tests apart.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the product").flatten() {
            let path = entry.path();
            let name =
                path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() {
                open.push(path);
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(&path).expect("a source is text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

/// The code of a source: without comments and without what follows `#[cfg(test)]`.
fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = product.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a source is only there for tests: by its name, or by `#[cfg(test)]` where it is declared.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let beside = path.parent().unwrap_or(path);
    let by_file = beside.with_extension("rs");
    let declared = [beside.join("mod.rs"), beside.join("lib.rs"), by_file].iter().any(|parent| {
        let text = fs::read_to_string(parent).unwrap_or_default();
        text.contains(&format!("#[cfg(test)]\nmod {name};"))
            || text.contains(&format!("#[cfg(test)]\npub(crate) mod {name};"))
    });
    declared || lies_in(path, "tests")
}

/// Whether a file lies in a folder of this name, whatever the folders are called that the clone lies in.
fn lies_in(path: &Path, folder: &str) -> bool {
    let own = path.strip_prefix(root()).expect("a file of the product");
    own.components().any(|part| part.as_os_str() == folder)
}

#[test]
fn crates_import_only_what_lies_below_them() {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata");
    let order = ["journey", "engine", "package", "store", "app", "tabiji", "tabiji-designer"];
    let members: BTreeSet<&str> =
        metadata.packages.iter().map(|package| package.name.as_str()).collect();
    for package in &metadata.packages {
        let Some(own) = order.iter().position(|name| *name == package.name.as_str()) else {
            continue;
        };
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind == DependencyKind::Normal)
        {
            if members.contains(dependency.name.as_str()) {
                let other = order.iter().position(|name| *name == dependency.name);
                assert!(
                    other.is_some_and(|other| other < own),
                    "{} imports {}",
                    package.name,
                    dependency.name
                );
            }
        }
    }
    assert!(members.contains("journey") && members.contains("tabiji"));
}

#[test]
fn heavy_libraries_have_one_home_each() {
    let homes = [
        ("rhai", "crates/journey/src/condition"),
        ("minijinja", "crates/journey/src/template"),
        ("petgraph", "crates/journey/src/graph.rs"),
        ("jiff", "crates/journey/src/time/zone.rs"),
        ("csv", "crates/app/src"),
        ("calamine", "crates/app/src/import"),
        ("parquet", "crates/app/src"),
        ("rust_xlsxwriter", "crates/app/src/export"),
        ("quick_xml", "crates/app/src"),
        ("pulldown_cmark", "crates/app/src"),
        ("clap", "crates/cli/src"),
        ("ed25519_dalek", "crates/package/src"),
        ("argon2", "crates/package/src/sealed.rs"),
        ("chacha20poly1305", "crates/package/src/sealed.rs"),
        ("rpassword", "crates/cli/src/passphrase.rs"),
        ("sqlx", "crates/store/src"),
        ("axum", "crates/cli/src/serve"),
        ("tauri", "src-tauri/src"),
    ];
    for (library, home) in homes {
        let mut at_home = false;
        for (path, text) in sources("crates").into_iter().chain(sources("src-tauri")) {
            if !lies_in(&path, "src") || is_test(&path) {
                continue;
            }
            let code = code(&text);
            let named = [format!("{library}::"), format!("use {library};")].iter().any(|words| {
                code.match_indices(words.as_str()).any(|(at, _)| {
                    let before = code[..at].chars().next_back().unwrap_or(' ');
                    !before.is_alphanumeric() && before != '_' && before != ':'
                })
            });
            let inside = path.starts_with(root().join(home));
            at_home |= named && inside;
            assert!(!named || inside, "{} names {library}, whose home is {home}", path.display());
        }
        let there = root().join(home).exists();
        assert!(
            at_home || !there,
            "{library} is not used at home: this test looks for the wrong word"
        );
    }
}

#[test]
fn journey_engine_and_package_touch_nothing_outside() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::process",
        "std::env::var",
        "std::time::SystemTime",
        "SystemTime::now",
        "Instant::now",
        "std::thread::sleep",
        "tokio",
        "async fn",
        "rand::",
        "getrandom",
        "println!",
        "eprintln!",
        "std::io",
    ];
    // The sandbox's last guard against scripts that never end is a real deadline; nothing else may ask the time.
    let excused = [("crates/journey/src/condition/sandbox.rs", "Instant::now")];
    let pure = ["crates/journey/src", "crates/engine/src", "crates/package/src"];
    for (path, text) in pure.into_iter().flat_map(sources) {
        if is_test(&path) {
            continue;
        }
        let code = code(&text);
        for word in forbidden {
            let excuse = excused
                .iter()
                .any(|(home, excused)| path.starts_with(root().join(home)) && *excused == word);
            assert!(!code.contains(word) || excuse, "{} says {word}", path.display());
        }
    }
}

#[test]
fn doors_import_no_door() {
    let metadata = MetadataCommand::new().manifest_path(root().join("Cargo.toml")).no_deps().exec();
    let doors = ["tabiji", "tabiji-designer"];
    for package in metadata.expect("cargo metadata").packages {
        for dependency in &package.dependencies {
            assert!(!doors.contains(&dependency.name.as_str()), "{} imports a door", package.name);
        }
    }
}

/// Every source of the designer's pages, but for what is generated.
fn pages() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join("ui/src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the pages").flatten() {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() && !path.ends_with("bindings") {
                open.push(path);
            } else if ["ts", "tsx"].contains(&ending) {
                let text = fs::read_to_string(&path).expect("a source is text");
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn each_library_of_the_pages_is_known_in_one_room() {
    for (library, home) in [
        ("@tauri-apps/", "bridge/tauri.ts"),
        ("@xyflow/", "canvas"),
        ("@codemirror/", "condition"),
        ("echarts/", "report"),
    ] {
        let home = root().join("ui/src").join(home);
        let named = |text: &str| text.contains(&format!("from \"{library}"));
        let pages = pages();
        assert!(pages.iter().any(|(path, text)| path.starts_with(&home) && named(text)));
        for (path, text) in pages.iter().filter(|(path, _)| !path.starts_with(&home)) {
            assert!(!named(text), "{} names {library}", path.display());
        }
    }
}

#[test]
fn the_desktop_is_a_door_and_not_a_room() {
    let lines: usize = sources("src-tauri/src").iter().map(|(_, text)| text.lines().count()).sum();
    assert!(lines < 400, "src-tauri/src has {lines} lines");
}

#[test]
fn the_window_may_do_one_thing() {
    let read = |path: &str| fs::read_to_string(root().join("src-tauri").join(path)).expect(path);
    let capability: serde_json::Value =
        serde_json::from_str(&read("capabilities/designer.json")).expect("JSON");
    assert_eq!(capability["permissions"], serde_json::json!(["allow-call"]));
    assert!(capability.get("remote").is_none());
    let files = fs::read_dir(root().join("src-tauri/capabilities")).expect("capabilities").count();
    assert_eq!(files, 1);
    let config: serde_json::Value = serde_json::from_str(&read("tauri.conf.json")).expect("JSON");
    let policy = config["app"]["security"]["csp"].as_str().expect("a policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(config["app"]["withGlobalTauri"], false);
}

#[test]
fn the_product_needs_nothing_beside_it() {
    let sibling = ["..", "shared"].join("/");
    for (path, text) in sources("crates").into_iter().chain(sources("tests")) {
        let outside = text.contains(&format!("{sibling}/"));
        assert!(!outside, "{} reaches outside the project", path.display());
    }
}
