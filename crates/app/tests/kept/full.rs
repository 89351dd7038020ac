//! A full or failing disk, and a folder that takes nothing: the work stays as it was, the program lives, and nothing is
//! called kept that is not.

use std::fs;
use std::path::Path;

use journey::format;

use crate::stage::{
    Said, copied, figure, heard, part, session, start, stroke, text_at, watched, whole,
};

const NO_SPACE: i32 = 28;
const BROKEN: i32 = 5;

/// Lets a child work while everything fails from its change `first` on, with this error.
fn starve(folder: &Path, first: u64, error: i32) -> Said {
    let room = folder.with_extension("room");
    let mut command = watched(part("starved", folder), folder);
    command
        .env("TABIJI_SHIM_FAIL", first.to_string())
        .env("TABIJI_SHIM_ERROR", error.to_string())
        .env("TABIJI_SHIM_COUNT", folder.with_extension("count"))
        .env("TABIJI_SHIM_ROOM", room);
    heard(command.spawn().unwrap())
}

async fn prepared(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let first = session(folder).await.unwrap();
    let id = first.start(&start()).await.unwrap();
    for revision in 0..4 {
        first.edit(&id, revision, stroke(revision)).await.unwrap();
    }
    first.save_path(&id, &folder.join("out.journey.json")).await.unwrap();
    first.close().await;
}

async fn survived(prepared: &Path, first: u64, error: i32) -> u64 {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("work");
    copied(prepared, &folder);
    let said = starve(&folder, first, error);
    let at = format!("error {error} from change {first} on: {:?}", said.lines);
    assert_eq!(said.status, Some(0), "{at}");
    assert!(said.has("SAVED") && said.has("CLOSED"), "{at}");
    let again = session(&folder).await.unwrap();
    let id = again.journeys().await.unwrap().remove(0).id;
    let revision = again.opened(&id).await.unwrap().revision;
    assert_eq!(Some(revision), said.last("ACK"), "{at}");
    assert_eq!(format::write(&again.journey(&id).await.unwrap()), text_at(revision), "{at}");
    again.close().await;
    said.last("REFUSED").unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_keeps_the_old_and_loses_nothing_open() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("prepared");
    prepared(&folder).await;
    let counting = home.path().join("counting");
    copied(&folder, &counting);
    assert_eq!(starve(&counting, u64::MAX >> 1, NO_SPACE).status, Some(0));
    let total: u64 = fs::read_to_string(counting.with_extension("count")).unwrap().parse().unwrap();
    assert!(total > 60, "the shim sees only {total} changes");
    let every = if whole() { 1 } else { (total / 16).max(1) };
    let (mut runs, mut refused) = (0, 0);
    for error in [NO_SPACE, BROKEN] {
        for first in (1..total).step_by(every as usize) {
            refused += survived(&folder, first, error).await;
            runs += 1;
        }
    }
    figure(&format!("{runs} starved runs over {total} changes: {refused} refusals, 0 lost"));
    assert!(refused >= runs, "the disk did fail");
}

#[tokio::test]
async fn a_folder_that_takes_nothing_is_told_and_left_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("work");
    prepared(&folder).await;
    let before = fs::read(folder.join("workspace.tabiji")).unwrap();
    let mut command = watched(part("refused", &folder), &folder);
    command.env("TABIJI_SHIM_READONLY", "1");
    let said = heard(command.spawn().unwrap());
    assert_eq!(said.status, Some(0), "{:?}", said.lines);
    assert!(said.has("CODE not_kept"), "{:?}", said.lines);
    let way_out = |line: &String| line.contains("permission") || line.contains("権限");
    assert_eq!(said.lines.iter().filter(|line| way_out(line)).count(), 2, "{:?}", said.lines);
    assert_eq!(fs::read(folder.join("workspace.tabiji")).unwrap(), before);
}
