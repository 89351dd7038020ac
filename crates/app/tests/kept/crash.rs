//! No crash point leaves a mixed state: the scenario is ended at each of its writes, renames and syncs in turn, once as a
//! kill does and once as a power cut does, which takes away all that was not made durable.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use app::commands::{Desk, NoDialogs};
use journey::format;
use serde_json::json;

use crate::child::EDITS;
use crate::stage::{Said, figure, heard, part, session, start, text_at, watched, whole};

const OLD: &str = "what was there before";

/// Runs the scenario in a folder until its `last` change; returns what it said, and how many changes it made.
fn ended(folder: &Path, aside: Option<&Path>, last: Option<u64>) -> (Said, u64) {
    let counted = folder.with_extension("count");
    let mut command = watched(part("scenario", folder), folder);
    command.env("TABIJI_SHIM_COUNT", &counted);
    if let Some(aside) = aside {
        command.env("TABIJI_SHIM_ASIDE", aside);
    }
    if let Some(last) = last {
        command.env("TABIJI_SHIM_EXIT", last.to_string());
    }
    let said = heard(command.spawn().expect("the test starts again"));
    (said, fs::read_to_string(counted).unwrap().parse().unwrap())
}

/// Takes away what a power cut takes away: every file goes back to the bytes that were last made durable.
fn cut_power(folder: &Path, aside: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            cut_power(&path, aside);
        } else if !path.to_string_lossy().ends_with("-shm") && entry.file_name() != "base" {
            let durable = fs::read(aside.join(entry.metadata().unwrap().ino().to_string()));
            match durable {
                Ok(bytes) => fs::write(&path, bytes).unwrap(),
                // What was there before the scenario is durable.
                Err(_) if fs::read(&path).unwrap() == OLD.as_bytes() => {}
                Err(_) => fs::write(&path, "").unwrap(),
            }
        }
    }
}

/// Holds what is found after a crash against what was acknowledged before it.
async fn found(folder: &Path, said: &Said, at: &str) {
    let desk = Desk { session: session(folder).await.expect(at), host: NoDialogs };
    let listed = desk.session.journeys().await.unwrap();
    assert!(listed.len() <= 1 && (listed.len() == 1 || !said.has("STARTED")), "{at}");
    let acknowledged = said.last("ACK").unwrap_or(0);
    let texts = |revision: u64| match revision {
        ahead if ahead <= EDITS => text_at(ahead),
        ahead if ahead == EDITS + 1 => format::write(&start()),
        _ => text_at(EDITS),
    };
    if let Some(listed) = listed.first() {
        let revision = desk.session.opened(&listed.id).await.expect(at).revision;
        assert!((acknowledged..=acknowledged + 1).contains(&revision), "{at}: {revision}");
        let text = format::write(&desk.session.journey(&listed.id).await.unwrap());
        assert_eq!(text, texts(revision), "{at}");
        let snapshots = desk.session.snapshots(&listed.id).await.unwrap();
        assert!(snapshots.iter().all(|snapshot| snapshot.good), "{at}: {snapshots:?}");
    }
    let saved = fs::read_to_string(folder.join("out.journey.json")).unwrap();
    assert!(saved == text_at(EDITS) || (saved == OLD && !said.has("SAVED")), "{at}: {saved}");
    let preferences = desk.call("preferences", json!({})).await.unwrap();
    let theme = &preferences["values"]["theme"];
    assert!(*theme == "dark" || (theme.is_null() && !said.has("PREFERRED")), "{at}: {theme}");
    desk.session.close().await;
}

async fn crashed(last: Option<u64>, power: bool) -> u64 {
    let home = tempfile::tempdir().unwrap();
    let (folder, aside) = (home.path().join("work"), home.path().join("aside"));
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(&aside).unwrap();
    fs::write(folder.join("out.journey.json"), OLD).unwrap();
    let (said, count) = ended(&folder, power.then_some(aside.as_path()), last);
    assert_eq!(said.status, Some(if last.is_some() { 86 } else { 0 }), "{:?}", said.lines);
    if power {
        cut_power(&folder, &aside);
    }
    found(&folder, &said, &format!("ended at change {last:?}, power cut: {power}")).await;
    count
}

/// Crashes at each of these changes, and returns how many there were.
fn crash_at(points: impl Iterator<Item = (u64, bool)>) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime starts");
    let mut crashes = 0;
    for (last, power) in points {
        runtime.block_on(crashed(Some(last), power));
        crashes += 1;
    }
    crashes
}

#[test]
fn no_crash_point_leaves_a_mixed_state() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let total = runtime.expect("a runtime starts").block_on(crashed(None, true));
    assert!(total > 300, "the shim sees only {total} changes");
    let every = if whole() { 1 } else { total / 40 };
    let points = |power: bool| (1..total).step_by(every as usize).map(move |last| (last, power));
    let crashes: usize = std::thread::scope(|scope| {
        let halves = [false, true].map(|power| scope.spawn(move || crash_at(points(power))));
        halves.map(|half| half.join().expect("no crash leaves a mixed state")).iter().sum()
    });
    figure(&format!("{crashes} crashes at {total} points, each before or after"));
}
