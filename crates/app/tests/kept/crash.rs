//! No crash point leaves a mixed state: a scene is ended at each of its writes, renames and syncs in turn, once as a
//! kill does and once as a power cut does, which takes away all that was not made durable.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use app::commands::{Desk, NoDialogs};
use app::session::Session;
use journey::format;
use serde_json::json;

use crate::child::EDITS;
use crate::damage;
use crate::stage::{
    FILE, Said, clock, figure, heard, part, session, start, text_at, watched, whole,
};

const OLD: &str = "what was there before";

/// What is ended half-way.
#[derive(Clone, Copy, Debug)]
enum Scene {
    /// All that writes in a day's work.
    Work,
    /// A damaged workspace is opened from its snapshots.
    Anew,
}

impl Scene {
    async fn prepared(self, folder: &Path) {
        match self {
            Scene::Work => fs::write(folder.join("out.journey.json"), OLD).unwrap(),
            Scene::Anew => {
                damage::prepared(folder).await;
                let mut bytes = fs::read(folder.join(FILE)).unwrap();
                bytes[..100].fill(0);
                fs::write(folder.join(FILE), bytes).unwrap();
            }
        }
    }

    async fn found(self, folder: &Path, said: &Said, at: &str) {
        match self {
            Scene::Work => found(folder, said, at).await,
            Scene::Anew => found_anew(folder, said, at).await,
        }
    }
}

/// Plays the scene in a folder until its `last` change; returns what it said, and how many changes it made.
fn ended(scene: Scene, folder: &Path, aside: Option<&Path>, last: Option<u64>) -> (Said, u64) {
    let counted = folder.with_extension("count");
    let name = match scene {
        Scene::Work => "scenario",
        Scene::Anew => "anew",
    };
    let mut command = watched(part(name, folder), folder);
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

/// The files of a folder and of those within it, each with the name that its durable bytes have aside.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut all = Vec::new();
    for entry in entries {
        match entry.path().is_dir() {
            true => all.extend(files(&entry.path())),
            false => all.push((entry.path(), entry.metadata().unwrap().ino().to_string())),
        }
    }
    all
}

/// Takes away what a power cut takes away: every file goes back to the bytes that were last made durable.
fn cut_power(folder: &Path, aside: &Path) {
    for (path, inode) in files(folder) {
        if !path.ends_with("base") && !path.to_string_lossy().ends_with("-shm") {
            fs::write(&path, fs::read(aside.join(inode)).unwrap_or_default()).unwrap();
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

/// Whatever was reached when it ended: opened once more, both journeys are there, and the damaged file is kept.
async fn found_anew(folder: &Path, said: &Said, at: &str) {
    let opened = match session(folder).await {
        Ok(opened) => opened,
        Err(refused) => {
            assert!(!said.has("OPENED"), "{at}: {refused:?}");
            assert_eq!(refused.code, "damaged_workspace", "{at}: {refused:?}");
            Session::open_from_snapshots(&folder.join(FILE), clock).await.expect(at)
        }
    };
    let listed = opened.journeys().await.unwrap();
    assert_eq!(listed.len(), 2, "{at}");
    for listed in listed {
        let text = format::write(&opened.journey(&listed.id).await.expect(at));
        assert_eq!(text, format::write(&start()), "{at}");
        let snapshots = opened.snapshots(&listed.id).await.unwrap();
        assert!(snapshots.iter().all(|snapshot| snapshot.good), "{at}: {snapshots:?}");
    }
    opened.close().await;
    let damaged = |path: &Path| fs::read(path).unwrap().starts_with(&[0; 100]);
    assert!(files(folder).iter().any(|(path, _)| damaged(path)), "{at}: the damaged file is kept");
}

async fn crashed(scene: Scene, last: Option<u64>, power: bool) -> u64 {
    let home = tempfile::tempdir().unwrap();
    let (folder, aside) = (home.path().join("work"), home.path().join("aside"));
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(&aside).unwrap();
    scene.prepared(&folder).await;
    // What was there before is durable.
    for (path, inode) in files(&folder) {
        fs::copy(path, aside.join(inode)).unwrap();
    }
    let (said, count) = ended(scene, &folder, power.then_some(aside.as_path()), last);
    assert_eq!(said.status, Some(if last.is_some() { 86 } else { 0 }), "{:?}", said.lines);
    if power {
        cut_power(&folder, &aside);
    }
    let at = format!("{scene:?} ended at change {last:?}, power cut: {power}");
    scene.found(&folder, &said, &at).await;
    count
}

/// Crashes at each of these changes, and returns how many there were.
fn crash_at(scene: Scene, points: impl Iterator<Item = (u64, bool)>) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime starts");
    let mut crashes = 0;
    for (last, power) in points {
        runtime.block_on(crashed(scene, Some(last), power));
        crashes += 1;
    }
    crashes
}

/// Plays a scene whole, then ends it at every point, or at about 40 in the short proof.
fn proved(scene: Scene, least: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let total = runtime.expect("a runtime starts").block_on(crashed(scene, None, true));
    assert!(total > least, "the shim sees only {total} changes");
    let every = if whole() { 1 } else { (total / 40).max(1) };
    let points = |power: bool| (1..total).step_by(every as usize).map(move |last| (last, power));
    let crashes: usize = std::thread::scope(|scope| {
        let halves = [false, true].map(|power| scope.spawn(move || crash_at(scene, points(power))));
        halves.map(|half| half.join().expect("no crash leaves a mixed state")).iter().sum()
    });
    figure(&format!("{scene:?}: {crashes} crashes at {total} points, each before or after"));
}

#[test]
fn no_crash_point_leaves_a_mixed_state() {
    proved(Scene::Work, 300);
}

#[test]
fn starting_from_snapshots_may_be_cut_short_anywhere() {
    proved(Scene::Anew, 50);
}
