//! A torn log never corrupts: the write-ahead log of a killed session is cut and flipped. What opens is the document of
//! some acknowledged edit, or damage is said and the newest good snapshot can be started from.

use std::fs;
use std::path::Path;
use std::time::Duration;

use journey::format;

use crate::stage::{Chance, FILE, copied, figure, killed, part, session, start, text_at, whole};

/// A header of the log, of a frame of it, and a page.
const LOG_HEADER: usize = 32;
const FRAME: usize = 24 + 4096;

/// Opens a workspace whose log was torn. Returns the revision it shows, or none where it says that it is damaged.
async fn opened(folder: &Path, id: &str, texts: &[String], what: &str) -> Option<u64> {
    let refused = match session(folder).await {
        Ok(session) => match session.opened(id).await {
            Ok(opened) => {
                let text = format::write(&session.journey(id).await.unwrap());
                assert_eq!(text, texts[opened.revision as usize], "{what}");
                session.close().await;
                return Some(opened.revision);
            }
            Err(refused) => refused,
        },
        Err(refused) => refused,
    };
    assert!(
        ["damaged", "damaged_workspace"].contains(&refused.code.as_str()),
        "{what}: {refused:?}"
    );
    assert!(
        refused.message.en.contains("(\"") && refused.message.en.contains("2023-11-14"),
        "{what}"
    );
    None
}

#[tokio::test]
async fn a_torn_log_never_corrupts() {
    let folder = tempfile::tempdir().unwrap();
    let first = session(folder.path()).await.unwrap();
    let id = first.start(&start()).await.unwrap();
    first.close().await;
    let child = part("draw", folder.path()).spawn().unwrap();
    let said = killed(child, Duration::from_millis(700));
    let acknowledged = said.last("ACK").expect("it drew something");
    let texts: Vec<String> = (0..=acknowledged + 1).map(text_at).collect();
    let log = fs::read(folder.path().join(format!("{FILE}-wal"))).unwrap();
    let frames = (log.len() - LOG_HEADER) / FRAME;
    let random = if whole() { 500 } else { 30 };
    let (mut chance, mut torn) = (Chance(3), Vec::new());
    let every = if whole() { 1 } else { (frames / 30).max(1) };
    let cut = |at: usize| (format!("cut at {at}"), log[..at].to_vec());
    let places = (0..frames).step_by(every).chain([frames]);
    torn.extend(places.map(|frame| cut(LOG_HEADER + frame * FRAME)));
    torn.extend((0..random).map(|_| cut(chance.below(log.len() as u64) as usize)));
    for _ in 0..random {
        let (at, bit) = (chance.below(log.len() as u64) as usize, chance.below(8));
        let mut flipped = log.clone();
        flipped[at] ^= 1 << bit;
        torn.push((format!("bit {bit} of byte {at} flipped"), flipped));
    }
    let (mut shown, mut said_so, mut newest) = (0, 0, 0);
    for (what, bytes) in &torn {
        let copy = tempfile::tempdir().unwrap();
        copied(folder.path(), copy.path());
        fs::write(copy.path().join(format!("{FILE}-wal")), bytes).unwrap();
        match opened(copy.path(), &id, &texts, what).await {
            Some(revision) => (shown, newest) = (shown + 1, newest.max(revision)),
            None => {
                assert!(!what.starts_with("cut"), "{what}: a log that was cut is no damage");
                said_so += 1;
            }
        }
    }
    figure(&format!(
        "{} torn logs of {frames} frames: {shown} opened at an acknowledged edit, {said_so} said damaged",
        torn.len()
    ));
    assert!(newest + 1 >= acknowledged, "the whole log opens whole");
    assert!(shown * 2 > torn.len(), "most of them open");
}
