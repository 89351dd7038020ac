//! No acknowledged edit is lost by a kill: a child acknowledges edits until it is killed at some moment; what it had
//! acknowledged is there, and the database is sound. `TABIJI_PROVE=1` for a thousand kills.
#![allow(missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use journey::document::Label;
use journey::patch::{Change, Key, Patch};
use serde_json::json;
use sqlx::{Connection, SqliteConnection};
use store::{Act, Entry, Made, Start, Workspace};

const CHILD: &str = "TABIJI_KILLED_WORKSPACE";

fn entry(number: u64) -> Entry {
    let after = Some(json!({"id": "jny_new", "name": number.to_string(), "note": ""}));
    let patch = Patch { changes: vec![Change { key: Key::Head, before: None, after }] };
    Entry { act: Act::Edit, label: Label::Plain(format!("Edit {number}")), patch }
}

/// Is the child, when it is called as one: edits without end, each acknowledged once it is kept.
#[tokio::test]
async fn child() {
    let Some(path) = std::env::var_os(CHILD).map(PathBuf::from) else {
        return;
    };
    let workspace = Workspace::open(&path).await.unwrap();
    let mut revision = workspace.load("doc_1").await.unwrap().revision;
    let name = Label::default();
    loop {
        let snapshot = (revision % 7 == 0).then_some(b"snapshot".as_slice());
        let made = Made { name: &name, steps: 1, at: 1, snapshot };
        revision = workspace.append("doc_1", revision, &entry(revision), made).await.unwrap();
        let mut out = std::io::stderr().lock();
        writeln!(out, "ACK {revision}").unwrap();
    }
}

/// Runs the child for a while, kills it, and returns the last revision it acknowledged.
fn killed(path: &Path, after: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().expect("the test knows itself"))
        .args(["--exact", "child", "--nocapture"])
        .env(CHILD, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test starts again");
    let lines = BufReader::new(child.stderr.take().expect("its errors are piped")).lines();
    let reader = std::thread::spawn(move || {
        let acknowledged = lines.map_while(Result::ok);
        let numbers = acknowledged.filter_map(|line| line.strip_prefix("ACK ")?.parse().ok());
        numbers.last().unwrap_or(0)
    });
    std::thread::sleep(after);
    child.kill().and_then(|()| child.wait()).expect("the child ends");
    reader.join().expect("the reader ends")
}

#[tokio::test]
async fn no_acknowledged_edit_is_lost_by_a_kill() {
    let kills = if std::env::var_os("TABIJI_PROVE").is_some() { 1000 } else { 30 };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    let workspace = Workspace::open(&path).await.unwrap();
    let name = Label::default();
    let start = Start { id: "doc_1", name: &name, steps: 0, at: 0, bytes: b"start" };
    workspace.create(start).await.unwrap();
    workspace.close().await;
    let mut newest = 0;
    for round in 0..kills {
        let after = Duration::from_micros(30_000 + round * 7_919 % 60_000);
        let acknowledged = killed(&path, after);
        let mut connection =
            SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        let sound: String =
            sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.unwrap();
        assert_eq!(sound, "ok");
        connection.close().await.unwrap();
        let workspace = Workspace::open(&path).await.unwrap();
        let kept = workspace.load("doc_1").await.unwrap();
        workspace.close().await;
        assert!(kept.revision >= acknowledged, "lost {acknowledged}, found {}", kept.revision);
        assert!(kept.revision >= newest, "an edit of an earlier round is gone");
        newest = kept.revision;
    }
    assert!(newest > kills, "the child was killed before it did anything");
}
