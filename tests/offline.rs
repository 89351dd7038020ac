//! A rehearsal opens no socket: the real program runs with `socket` taken away, and would die of a call.
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SHIM: &str = r#"
#include <stdlib.h>
#include <unistd.h>
int socket(int domain, int type, int protocol) { (void)domain; (void)type; (void)protocol; _exit(97); }
int socketpair(int domain, int type, int protocol, int pair[2]) { (void)domain; (void)type; (void)protocol; (void)pair; _exit(97); }
"#;

const CONTROL: &str = r#"
#include <sys/socket.h>
int main(void) { return socket(AF_INET, SOCK_STREAM, 0) < 0 ? 1 : 0; }
"#;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the root").to_owned()
}

/// Compiles C; a linker for C is there wherever Rust is.
fn compile(folder: &Path, name: &str, source: &str, flags: &[&str]) -> PathBuf {
    let (from, to) = (folder.join(format!("{name}.c")), folder.join(name));
    fs::write(&from, source).expect("a temporary folder takes files");
    let status =
        Command::new("cc").args(flags).arg("-o").args([&to, &from]).status().expect("cc runs");
    assert!(status.success(), "{name} compiles");
    to
}

fn run(program: &Path, arguments: &[&str], shim: &Path) -> Output {
    Command::new(program)
        .args(arguments)
        .env("LD_PRELOAD", shim)
        .current_dir(root())
        .output()
        .expect("it starts")
}

/// The program that cargo built for this workspace.
fn tabiji() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        // The same packages as `make e2e` builds: others would be built with other features, all of them again.
        .args(["build", "-q", "-p", "tabiji", "-p", "tabiji-designer"])
        .current_dir(root())
        .status()
        .expect("cargo runs");
    assert!(status.success(), "tabiji builds");
    let mut target = std::env::current_exe().expect("this test is a file");
    // target/<profile>/deps/offline-…
    target.pop();
    target.pop();
    target.pop();
    target.join("debug").join("tabiji")
}

#[test]
fn no_rehearsal_opens_a_socket() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shim = compile(folder.path(), "shim.so", SHIM, &["-shared", "-fPIC"]);
    let control = compile(folder.path(), "control", CONTROL, &[]);
    assert_eq!(run(&control, &[], &shim).status.code(), Some(97), "a socket would be seen");
    let program = tabiji();
    let mut flows = 0;
    for entry in fs::read_dir(root().join("flows")).expect("flows/").flatten() {
        let path = entry.path();
        if !path.to_string_lossy().ends_with(".journey.json") {
            continue;
        }
        flows += 1;
        let name = path.to_string_lossy().into_owned();
        let output = run(&program, &["simulate", &name, "--count", "500", "--no-ranges"], &shim);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let output =
            run(&program, &["explain", &name, "--customer", "c000007", "--count", "500"], &shim);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert!(flows >= 4, "the sample journeys are there");
}
