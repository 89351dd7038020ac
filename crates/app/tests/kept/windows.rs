//! Two windows lose nothing: the lock lets one in; and where two processes update one document all the same, each
//! acknowledged update is one revision, and who comes late is told.

use store::Workspace;

use crate::stage::{FILE, figure, heard, part, session, start, whole};

#[tokio::test]
async fn the_second_window_is_refused_and_told_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let first = session(folder.path()).await.unwrap();
    let said = heard(part("refused", folder.path()).spawn().unwrap());
    assert_eq!(said.status, Some(0), "{:?}", said.lines);
    assert!(said.has("CODE locked"), "{:?}", said.lines);
    let way_out = |line: &String| {
        line.contains("close that window first")
            || line.contains("先に閉じるか、別のワークスペース")
    };
    assert_eq!(said.lines.iter().filter(|line| way_out(line)).count(), 2, "{:?}", said.lines);
    first.close().await;
    let said = heard(part("refused", folder.path()).spawn().unwrap());
    assert_ne!(said.status, Some(0), "once the first is closed, the second is let in");
}

#[tokio::test]
async fn two_processes_on_one_document_lose_no_update() {
    let updates: u64 = if whole() { 10_000 } else { 500 };
    let folder = tempfile::tempdir().unwrap();
    let first = session(folder.path()).await.unwrap();
    let id = first.start(&start()).await.unwrap();
    first.close().await;
    let rivals = [1, 2].map(|_| {
        let mut rival = part("rival", folder.path());
        rival.env("TABIJI_KEPT_UPDATES", updates.to_string()).spawn().unwrap()
    });
    let said = rivals.map(heard);
    let sum = |word: &str| said.iter().map(|said| said.last(word).unwrap_or(0)).sum::<u64>();
    let (kept, stale) = (sum("KEPT"), sum("STALE"));
    assert_eq!(kept, 2 * updates, "{:?} {:?}", said[0].lines, said[1].lines);
    let workspace = Workspace::open(&folder.path().join(FILE)).await.unwrap();
    let found = workspace.load(&id).await.unwrap();
    workspace.close().await;
    assert_eq!((found.revision, found.log.len() as u64), (kept, kept));
    figure(&format!("{kept} updates of two processes kept, {stale} told to be stale"));
    assert!(stale > 0, "they did meet");
}
