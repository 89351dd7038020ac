//! What the proofs share: edits whose outcome is known for each revision, children that make them, and the shim.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use app::refused::Refused;
use app::session::Session;
use journey::document::Journey;
use journey::edit::{Edit, apply};
use journey::format;
use journey::notation;
use serde_json::json;

/// Which part a child plays, and on which folder.
pub(crate) const PART: &str = "TABIJI_KEPT_PART";
pub(crate) const FOLDER: &str = "TABIJI_KEPT_FOLDER";
/// The workspace's file within its folder.
pub(crate) const FILE: &str = "workspace.tabiji";

/// Whether the whole proof is asked for.
pub(crate) fn whole() -> bool {
    std::env::var_os("TABIJI_PROVE").is_some()
}

pub(crate) fn clock() -> i64 {
    1_700_000_000_000
}

pub(crate) async fn session(folder: &Path) -> Result<Session, Refused> {
    Session::open(&folder.join(FILE), clock).await
}

/// The journey that every proof starts from.
pub(crate) fn start() -> Journey {
    notation::journey("entry -> message email -> wait 3d -> end")
}

/// The edit that makes revision `number + 1`.
pub(crate) fn stroke(number: u64) -> Edit {
    let node = format!("nod_{}", number / 4 % 8);
    let edit = match (number % 4, number / 32 % 2) {
        (0, 0) => {
            json!({"edit": "add_node", "id": node, "kind": "message", "position": {"x": number, "y": 8}})
        }
        (0, _) => json!({"edit": "remove_nodes", "nodes": [node]}),
        (1, _) => json!({"edit": "rename", "name": {"ja": format!("旅{number}"), "en": "t"}}),
        (2, _) => {
            let lifetime = format!("{}d", number % 90 + 1);
            json!({"edit": "set_setting", "pointer": "/lifetime", "value": lifetime})
        }
        _ => json!({"edit": "move", "positions": {"entry": {"x": number, "y": 0.5}}}),
    };
    serde_json::from_value(edit).expect("a stroke is an edit")
}

/// The document as it must be at each revision, worked out as far as it is asked for.
pub(crate) struct Expected {
    at: u64,
    journey: Journey,
}

impl Expected {
    pub(crate) fn new() -> Self {
        Self { at: 0, journey: start() }
    }

    /// The text at a revision, which is not before the one last asked for.
    pub(crate) fn text(&mut self, revision: u64) -> String {
        assert!(revision >= self.at, "found revision {revision} after {}", self.at);
        while self.at < revision {
            self.journey = apply(&self.journey, &stroke(self.at)).expect("strokes are allowed").0;
            self.at += 1;
        }
        format::write(&self.journey)
    }
}

/// The text at a revision.
pub(crate) fn text_at(revision: u64) -> String {
    Expected::new().text(revision)
}

/// A command that starts this test as a child with a part to play.
pub(crate) fn part(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("the test knows itself"));
    command
        .args(["--exact", "child::child", "--nocapture", "--test-threads=1"])
        .env(PART, name)
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Everything that a child said, once it has ended by itself.
pub(crate) struct Said {
    pub(crate) lines: Vec<String>,
    /// None where a signal ended it.
    pub(crate) status: Option<i32>,
}

impl Said {
    /// The last number said behind a word.
    pub(crate) fn last(&self, word: &str) -> Option<u64> {
        let mut numbers =
            self.lines.iter().filter_map(|line| line.strip_prefix(word)?.trim().parse().ok());
        numbers.next_back()
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        self.lines.iter().any(|line| line.starts_with(word))
    }
}

/// Waits until a child has ended.
pub(crate) fn heard(mut child: Child) -> Said {
    let lines = BufReader::new(child.stderr.take().expect("its errors are piped")).lines();
    let lines = lines.map_while(Result::ok).collect();
    let status = child.wait().expect("it ends").code();
    Said { lines, status }
}

/// Lets a child play for a while and kills it.
pub(crate) fn killed(mut child: Child, after: Duration) -> Said {
    let lines = BufReader::new(child.stderr.take().expect("its errors are piped")).lines();
    let reader = std::thread::spawn(move || lines.map_while(Result::ok).collect());
    std::thread::sleep(after);
    child.kill().expect("it is there to be killed");
    let status = child.wait().expect("it ends").code();
    Said { lines: reader.join().expect("the reader ends"), status }
}

/// The shim, compiled once; a linker for C is there wherever Rust is.
pub(crate) fn shim() -> &'static Path {
    static SHIM: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SHIM.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (from, to) = (folder.path().join("shim.c"), folder.path().join("shim.so"));
        std::fs::write(&from, include_str!("shim.c")).expect("a temporary folder takes files");
        let flags = ["-shared", "-fPIC", "-O1", "-Wall", "-o"];
        let status = Command::new("cc").args(flags).args([&to, &from]).arg("-ldl").status();
        assert!(status.expect("cc runs").success(), "the shim compiles");
        (folder, to)
    });
    path
}

/// Puts the shim between a child and a folder.
pub(crate) fn watched(mut command: Command, folder: &Path) -> Command {
    command.env("LD_PRELOAD", shim()).env("TABIJI_SHIM_FOLDER", folder);
    command
}

/// Copies a folder with all that is in it.
pub(crate) fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder takes folders");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copied(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("a file is copied")),
        }
    }
}

/// A little chance, the same in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        // SplitMix64: https://prng.di.unimi.it/splitmix64.c
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }
}

/// Says whether a short proof has used its time.
pub(crate) fn out_of_time(since: Instant, short: Duration) -> bool {
    !whole() && since.elapsed() > short
}

/// Tells a figure of the proof.
pub(crate) fn figure(text: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stderr(), "{text}"));
}
