//! No acknowledged edit is lost by a kill: a child makes edits until it is killed at some moment. What it had
//! acknowledged is there, the workspace is sound, and the document is that of the last acknowledged edit or of the next.

use std::time::{Duration, Instant};

use journey::format;

use crate::stage::{Chance, Expected, figure, killed, out_of_time, part, session, start, whole};

#[tokio::test]
async fn no_acknowledged_edit_is_lost_by_a_kill() {
    let kills = if whole() { 1000 } else { 100 };
    let folder = tempfile::tempdir().unwrap();
    let first = session(folder.path()).await.unwrap();
    let id = first.start(&start()).await.unwrap();
    first.close().await;
    let (mut expected, mut chance, since) = (Expected::new(), Chance(1), Instant::now());
    let (mut revision, mut done, mut one_further) = (0, 0, 0);
    while done < kills && !out_of_time(since, Duration::from_secs(30)) {
        let child = part("draw", folder.path()).spawn().expect("the test starts again");
        let said = killed(child, Duration::from_micros(10_000 + chance.below(190_000)));
        assert_eq!(said.status, None, "it was killed: {:?}", said.lines);
        let acknowledged = said.last("ACK").unwrap_or(revision);
        // Opening looks at every page and every seal.
        let again = session(folder.path()).await.unwrap();
        let found = again.opened(&id).await.unwrap().revision;
        let further = found.checked_sub(acknowledged).expect("an acknowledged edit is gone");
        assert!(further <= 1, "acknowledged {acknowledged}, found {found}");
        assert_eq!(format::write(&again.journey(&id).await.unwrap()), expected.text(found));
        again.close().await;
        (revision, done, one_further) = (found, done + 1, one_further + further);
    }
    figure(&format!("{done} kills, {revision} edits, 0 lost; {one_further} times one further"));
    assert!(done >= 20 && revision > done, "the child was killed before it did anything");
}
