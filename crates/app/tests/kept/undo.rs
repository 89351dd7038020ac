//! Undo is exact, through the store and after a restart: all taken back is the start byte for byte, all made again the end.
//! Without the store, over any edits, it is the law of `journey::edit`.

use std::time::{Duration, Instant};

use journey::format;

use crate::stage::{Chance, figure, out_of_time, session, start, stroke, text_at, whole};

#[tokio::test]
async fn everything_is_taken_back_and_made_again_after_a_restart() {
    let (sequences, since) = (if whole() { 60 } else { 12 }, Instant::now());
    let (mut chance, mut done, mut steps) = (Chance(5), 0, 0);
    while done < sequences && !out_of_time(since, Duration::from_secs(20)) {
        let folder = tempfile::tempdir().unwrap();
        let edits = 1 + chance.below(if whole() { 200 } else { 60 });
        let mut open = session(folder.path()).await.unwrap();
        let id = open.start(&start()).await.unwrap();
        for revision in 0..edits {
            open.edit(&id, revision, stroke(revision)).await.unwrap();
        }
        let end = format::write(&open.journey(&id).await.unwrap());
        assert_eq!(end, text_at(edits));
        let mut revision = edits;
        // Restarted at some moment on the way back, and on the way forth.
        let restart = [chance.below(edits), chance.below(edits)];
        for (way, restart) in restart.into_iter().enumerate() {
            for step in 0..edits {
                if step == restart {
                    open.close().await;
                    open = session(folder.path()).await.unwrap();
                }
                let applied = match way {
                    0 => open.undo(&id, revision).await,
                    _ => open.redo(&id, revision).await,
                };
                revision = applied.unwrap().revision;
            }
            let text = format::write(&open.journey(&id).await.unwrap());
            assert_eq!(text, if way == 0 { text_at(0) } else { end.clone() });
        }
        open.close().await;
        (done, steps) = (done + 1, steps + edits);
    }
    figure(&format!("{done} sequences, {steps} edits undone and redone through the store"));
}
