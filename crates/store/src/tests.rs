//! The workspace keeps what it acknowledged, refuses what is stale, and notices what is damaged.

use std::path::Path;

use journey::document::Label;
use journey::patch::{Change, Key, Patch};
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqliteSynchronous};

use crate::{Act, Entry, Linked, Lock, Made, Start, StoreError, Workspace};

fn entry(act: Act, name: &str) -> Entry {
    let after = Some(json!({"id": "jny_new", "name": name, "note": ""}));
    let patch = Patch { changes: vec![Change { key: Key::Head, before: None, after }] };
    Entry { act, label: Label::Plain(format!("Rename to {name}")), patch }
}

fn made(name: &Label) -> Made<'_> {
    Made { name, steps: 0, at: 7, snapshot: None }
}

async fn workspace(folder: &Path) -> Workspace {
    let workspace = Workspace::open(&folder.join("workspace.tabiji")).await.unwrap();
    let name = Label::default();
    let start = Start { id: "doc_1", name: &name, steps: 2, at: 5, bytes: b"start" };
    workspace.create(start).await.unwrap();
    workspace
}

#[tokio::test]
async fn everything_acknowledged_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let first = workspace(folder.path()).await;
    let entries = [entry(Act::Edit, "a"), entry(Act::Undo, "b"), entry(Act::Redo, "c")];
    for (base, entry) in (0..).zip(&entries) {
        let revision = first.append("doc_1", base, entry, made(&Label::default())).await;
        assert_eq!(revision.unwrap(), base + 1);
    }
    first.keep_setting("theme", &json!("dark")).await.unwrap();
    first.keep_setting("theme", &json!("light")).await.unwrap();
    first.close().await;
    let again = Workspace::open(&folder.path().join("workspace.tabiji")).await.unwrap();
    let kept = again.load("doc_1").await.unwrap();
    assert_eq!((kept.revision, kept.snapshot_revision), (3, 0));
    assert_eq!(kept.snapshot, b"start");
    let log: Vec<Entry> = kept.log.into_iter().map(|logged| logged.entry).collect();
    assert_eq!(log, entries);
    assert_eq!(again.settings().await.unwrap(), [("theme".to_owned(), json!("light"))]);
}

#[tokio::test]
async fn an_edit_against_an_older_revision_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let name = Label::Plain("b".to_owned());
    workspace.append("doc_1", 0, &entry(Act::Edit, "a"), made(&name)).await.unwrap();
    let before = (workspace.load("doc_1").await.unwrap(), workspace.documents().await.unwrap());
    let other = Label::Plain("c".to_owned());
    let stale = workspace.append("doc_1", 0, &entry(Act::Edit, "c"), made(&other)).await;
    assert!(matches!(stale, Err(StoreError::Stale { base: 0, found: 1 })), "{stale:?}");
    let after = (workspace.load("doc_1").await.unwrap(), workspace.documents().await.unwrap());
    assert_eq!(before, after);
    assert_eq!(after.1[0].name, name);
}

#[tokio::test]
async fn opening_starts_at_the_newest_snapshot_and_keeps_the_whole_log() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let name = Label::default();
    let with = Made { snapshot: Some(b"later"), ..made(&name) };
    workspace.append("doc_1", 0, &entry(Act::Edit, "a"), with).await.unwrap();
    workspace.append("doc_1", 1, &entry(Act::Edit, "b"), made(&name)).await.unwrap();
    let kept = workspace.load("doc_1").await.unwrap();
    assert_eq!((kept.snapshot_revision, kept.snapshot.as_slice()), (1, b"later".as_slice()));
    assert_eq!(kept.log.len(), 2);
}

#[tokio::test]
async fn damage_is_noticed_with_the_newest_sound_revision() {
    let damages = [
        ("UPDATE log SET patch = replace(patch, 'b', 'x') WHERE revision = 2", 1),
        ("UPDATE log SET made_at = 8 WHERE revision = 1", 0),
        ("DELETE FROM log WHERE revision = 2", 1),
        ("UPDATE snapshots SET bytes = x'00'", 3),
    ];
    for (damage, expected) in damages {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path()).await;
        for (base, name) in [(0, "a"), (1, "b"), (2, "c")] {
            let entry = entry(Act::Edit, name);
            workspace.append("doc_1", base, &entry, made(&Label::default())).await.unwrap();
        }
        sqlx::query(damage).execute(&workspace.writer).await.unwrap();
        match workspace.load("doc_1").await {
            Err(StoreError::Damaged { good, .. }) => assert_eq!(good, expected, "{damage}"),
            other => panic!("{damage}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_file_holds_one_document_and_a_document_stands_in_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path()).await;
    let linked = |path: &str| Linked {
        document: "doc_1".to_owned(),
        path: path.into(),
        hash: "h".to_owned(),
        opened_at: 1,
    };
    workspace.link_file(&linked("/a")).await.unwrap();
    workspace.link_file(&linked("/b")).await.unwrap();
    assert_eq!(workspace.file_at(Path::new("/a")).await.unwrap(), None);
    assert_eq!(workspace.file_of("doc_1").await.unwrap(), Some(linked("/b")));
    workspace.remove("doc_1").await.unwrap();
    assert_eq!(workspace.file_at(Path::new("/b")).await.unwrap(), None);
    assert!(matches!(workspace.load("doc_1").await, Err(StoreError::NoDocument { .. })));
}

#[tokio::test]
async fn a_database_that_does_not_wait_for_the_disk_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    let options: SqliteConnectOptions =
        crate::pragma::options(&path).synchronous(SqliteSynchronous::Off);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let read = crate::pragma::read_back(&mut pool.acquire().await.unwrap()).await;
    assert!(matches!(read, Err(StoreError::Unsafe { name: "synchronous", .. })), "{read:?}");
}

#[test]
fn a_workspace_is_open_in_one_window_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    let first = Lock::take(&path).unwrap();
    assert!(matches!(Lock::take(&path), Err(StoreError::Locked)));
    drop(first);
    assert!(Lock::take(&path).is_ok());
}

/// Makes a workspace as the first build did, whose rows had no seals.
async fn unsealed(path: &Path) -> SqlitePool {
    let first: Vec<_> = crate::workspace::TABLES.iter().take(1).cloned().collect();
    let old = sqlx::migrate::Migrator::with_migrations(first);
    let pool = SqlitePool::connect_with(crate::pragma::options(path)).await.unwrap();
    old.run(&pool).await.unwrap();
    for row in [
        "INSERT INTO documents VALUES ('doc_1', 0, '\"a\"', 2, 5)",
        "INSERT INTO files VALUES ('/a', 'doc_1', 'h', 1)",
        "INSERT INTO settings VALUES ('theme', '\"dark\"')",
    ] {
        sqlx::query(row).execute(&pool).await.unwrap();
    }
    pool
}

#[tokio::test]
async fn an_upgrade_that_fails_half_way_changes_nothing_and_can_be_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    let pool = unsealed(&path).await;
    // The tables change first; then this stands in the way of the seals.
    let stop =
        "CREATE TRIGGER stop BEFORE UPDATE ON settings BEGIN SELECT RAISE(ABORT, 'full'); END";
    sqlx::query(stop).execute(&pool).await.unwrap();
    pool.close().await;
    assert!(Workspace::open(&path).await.is_err());
    let pool = SqlitePool::connect_with(crate::pragma::options(&path)).await.unwrap();
    let columns: i64 = sqlx::query_scalar("SELECT count(*) FROM pragma_table_info('settings')")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(columns, 2, "the tables are the old ones");
    sqlx::query("DROP TRIGGER stop").execute(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(Workspace::open(&path).await.unwrap().documents().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_workspace_is_copied_before_its_tables_change_and_its_rows_are_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("workspace.tabiji");
    unsealed(&path).await.close().await;
    let upgraded = Workspace::open(&path).await.unwrap();
    assert_eq!(upgraded.documents().await.unwrap()[0].name, Label::Plain("a".to_owned()));
    upgraded.close().await;
    Workspace::open(&path).await.unwrap().close().await;
    let folder = folder.path().join("workspace.snapshots");
    let copies: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
    let name = copies[0].file_name().into_string().unwrap();
    let digest = crate::seal::hash(&std::fs::read(copies[0].path()).unwrap());
    assert_eq!((copies.len(), name), (1, format!("version-1-{digest}.tabiji")));
    let url = format!("sqlite://{}", copies[0].path().display());
    let copy = SqlitePool::connect(&url).await.unwrap();
    let files = sqlx::query("SELECT * FROM files").fetch_all(&copy).await.unwrap();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn a_row_that_is_not_as_it_was_written_is_noticed_at_the_door() {
    for damage in [
        "UPDATE documents SET steps = 3",
        "UPDATE files SET path = '/b'",
        "UPDATE settings SET value = '1'",
        "UPDATE settings SET seal = ''",
        "ALTER TABLE settings RENAME COLUMN value TO valve",
        "ALTER TABLE _sqlx_migrations RENAME COLUMN checksum TO shecksum",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path()).await;
        let linked =
            Linked { document: "doc_1".into(), path: "/a".into(), hash: "h".into(), opened_at: 1 };
        workspace.link_file(&linked).await.unwrap();
        workspace.keep_setting("theme", &json!("dark")).await.unwrap();
        sqlx::query(damage).execute(&workspace.writer).await.unwrap();
        workspace.close().await;
        let opened = Workspace::open(&folder.path().join("workspace.tabiji")).await;
        assert!(matches!(opened, Err(StoreError::Broken { .. })), "{damage}: {opened:?}");
    }
}
