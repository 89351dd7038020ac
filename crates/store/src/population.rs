//! Customers that were imported: their files, sealed by hashes that the workspace keeps, in a folder beside it that
//! nobody else may read. What they hold is not known here. Gone means gone: no page and no log of the database keeps
//! what was purged.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::Millis;
use crate::error::StoreError;
use crate::seal::{hash, seal};
use crate::whole::save_private;
use crate::workspace::Workspace;

/// A population that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    /// Its id; never a path.
    pub id: String,
    /// What is known of it, as JSON that the store does not read.
    pub about: String,
    /// When it was kept.
    pub made_at: Millis,
    /// When it is purged; none keeps it until somebody purges it.
    pub expires_at: Option<Millis>,
    customers_hash: String,
    events_hash: Option<String>,
}

/// The files of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The customers.
    pub customers: Vec<u8>,
    /// What they did, where that is known.
    pub events: Option<Vec<u8>>,
}

/// A population to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewPopulation<'a> {
    /// Its id, which must be new: letters, digits and `_`.
    pub id: &'a str,
    /// What is known of it, as JSON.
    pub about: &'a str,
    /// When it is kept.
    pub made_at: Millis,
    /// When it is purged.
    pub expires_at: Option<Millis>,
}

/// Which file of a population.
#[derive(Clone, Copy)]
enum Part {
    Customers,
    Events,
}

impl Workspace {
    /// Keeps a population: when this returns, it survives a crash. A crash on the way leaves files that nobody knows,
    /// which the next start removes.
    pub async fn keep_population(
        &self,
        new: NewPopulation<'_>,
        people: &People,
    ) -> Result<Population, StoreError> {
        let folder = self.folder_of_populations();
        make_private(&folder)?;
        save_private(&path(&folder, new.id, Part::Customers)?, &people.customers)?;
        if let Some(events) = &people.events {
            save_private(&path(&folder, new.id, Part::Events)?, events)?;
        }
        let kept = Population {
            id: new.id.to_owned(),
            about: new.about.to_owned(),
            made_at: new.made_at,
            expires_at: new.expires_at,
            customers_hash: hash(&people.customers),
            events_hash: people.events.as_deref().map(hash),
        };
        sqlx::query(
            "INSERT INTO populations (id, about, made_at, expires_at, customers_hash, events_hash, seal)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&kept.id)
        .bind(&kept.about)
        .bind(kept.made_at)
        .bind(kept.expires_at)
        .bind(&kept.customers_hash)
        .bind(&kept.events_hash)
        .bind(population_seal(&kept))
        .execute(&self.writer)
        .await?;
        Ok(kept)
    }

    /// Returns every population, the newest first.
    pub async fn populations(&self) -> Result<Vec<Population>, StoreError> {
        let rows = sqlx::query("SELECT * FROM populations ORDER BY made_at DESC, id DESC")
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(population_of).collect()
    }

    /// Returns a population.
    ///
    /// # Errors
    /// [`StoreError::NoPopulation`] when there is none of this id, as after it was purged.
    pub async fn population(&self, id: &str) -> Result<Population, StoreError> {
        let found = self.populations().await?.into_iter().find(|population| population.id == id);
        found.ok_or_else(|| StoreError::NoPopulation { population: id.to_owned() })
    }

    /// Returns the files of a population.
    ///
    /// # Errors
    /// [`StoreError::DamagedPopulation`] when one is gone, or not as it was written.
    pub fn people_of(&self, population: &Population) -> Result<People, StoreError> {
        let damaged = || StoreError::DamagedPopulation { population: population.id.clone() };
        let folder = self.folder_of_populations();
        let read = |part, expected: &str| {
            let bytes = fs::read(path(&folder, &population.id, part)?).map_err(|_| damaged())?;
            if hash(&bytes) == expected { Ok(bytes) } else { Err(damaged()) }
        };
        let events = population.events_hash.as_deref().map(|hash| read(Part::Events, hash));
        Ok(People {
            customers: read(Part::Customers, &population.customers_hash)?,
            events: events.transpose()?,
        })
    }

    /// Changes when a population is purged.
    pub async fn expire_population(
        &self,
        id: &str,
        expires_at: Option<Millis>,
    ) -> Result<Population, StoreError> {
        let population = Population { expires_at, ..self.population(id).await? };
        sqlx::query("UPDATE populations SET expires_at = ?, seal = ? WHERE id = ?")
            .bind(expires_at)
            .bind(population_seal(&population))
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(population)
    }

    /// Removes a population without a trace: its files, its row, and the pages of the log that held the row.
    pub async fn purge_population(&self, id: &str) -> Result<(), StoreError> {
        // A row without files would only look damaged; files without a row go with the next start.
        sqlx::query("DELETE FROM populations WHERE id = ?").bind(id).execute(&self.writer).await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await?;
        let folder = self.folder_of_populations();
        for part in [Part::Customers, Part::Events] {
            remove(&path(&folder, id, part)?)?;
        }
        Ok(())
    }

    /// Purges what has expired, and files that no row knows. Returns the ids of what has expired.
    pub async fn purge_expired(&self, now: Millis) -> Result<Vec<String>, StoreError> {
        let all = self.populations().await?;
        let is_over = |it: &&Population| it.expires_at.is_some_and(|at| at <= now);
        let over: Vec<String> = all.iter().filter(is_over).map(|it| it.id.clone()).collect();
        for id in &over {
            self.purge_population(id).await?;
        }
        let Ok(files) = fs::read_dir(self.folder_of_populations()) else {
            return Ok(over);
        };
        for file in files.flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            let owner = name.split('.').next().unwrap_or_default();
            if !all.iter().any(|population| population.id == owner) {
                remove(&file.path())?;
            }
        }
        Ok(over)
    }

    /// Returns a key of this workspace; where it has none of this name yet, the new one is kept.
    pub async fn secret(&self, name: &str, new: [u8; 32]) -> Result<String, StoreError> {
        let new: String = new.iter().map(|byte| format!("{byte:02x}")).collect();
        sqlx::query(
            "INSERT INTO secrets (name, key, seal) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(name)
        .bind(&new)
        .bind(seal([name, &new]))
        .execute(&self.writer)
        .await?;
        let row = sqlx::query("SELECT key FROM secrets WHERE name = ?")
            .bind(name)
            .fetch_one(&self.writer)
            .await?;
        Ok(row.try_get(0)?)
    }

    fn folder_of_populations(&self) -> PathBuf {
        self.path.with_extension("customers")
    }
}

/// Returns the path of a part; an id that may come from a page is no path.
fn path(folder: &Path, id: &str, part: Part) -> Result<PathBuf, StoreError> {
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if id.is_empty() || !plain {
        return Err(StoreError::NoPopulation { population: id.to_owned() });
    }
    let name = match part {
        Part::Customers => "customers",
        Part::Events => "events",
    };
    Ok(folder.join(format!("{id}.{name}.parquet")))
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes a folder that only its owner may look into.
fn make_private(folder: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

pub(crate) fn population_of(row: &SqliteRow) -> Result<Population, StoreError> {
    Ok(Population {
        id: row.try_get("id")?,
        about: row.try_get("about")?,
        made_at: row.try_get("made_at")?,
        expires_at: row.try_get("expires_at")?,
        customers_hash: row.try_get("customers_hash")?,
        events_hash: row.try_get("events_hash")?,
    })
}

/// Returns the seal of a population's row.
pub(crate) fn population_seal(of: &Population) -> String {
    let expires = of.expires_at.map(|at| at.to_string()).unwrap_or_default();
    let events = of.events_hash.as_deref().unwrap_or_default();
    seal([&of.id, &of.about, &of.made_at.to_string(), &expires, &of.customers_hash, events])
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Millis = 86_400_000;

    async fn workspace(folder: &Path) -> Workspace {
        Workspace::open(&folder.join("workspace.tabiji")).await.unwrap()
    }

    async fn keep(workspace: &Workspace, id: &str, expires_at: Option<Millis>) -> Population {
        let people = People { customers: b"CANARY-a".to_vec(), events: Some(b"CANARY-b".to_vec()) };
        let new = NewPopulation { id, about: "{\"name\":\"CANARY-c\"}", made_at: 7, expires_at };
        workspace.keep_population(new, &people).await.unwrap()
    }

    /// Every file below a folder that holds these bytes.
    fn holding(folder: &Path, word: &[u8]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(at) = open.pop() {
            for entry in fs::read_dir(at).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else if fs::read(&path).unwrap().windows(word.len()).any(|it| it == word) {
                    found.push(path);
                }
            }
        }
        found
    }

    #[tokio::test]
    async fn what_is_purged_is_in_no_file_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path()).await;
        let kept = keep(&workspace, "pop_1", None).await;
        assert_eq!(workspace.people_of(&kept).unwrap().customers, b"CANARY-a");
        assert_eq!(holding(folder.path(), b"CANARY").len(), 3, "two files and the log");
        workspace.purge_population("pop_1").await.unwrap();
        assert_eq!(holding(folder.path(), b"CANARY"), Vec::<PathBuf>::new());
        let gone = workspace.population("pop_1").await;
        assert!(matches!(gone, Err(StoreError::NoPopulation { .. })), "{gone:?}");
        let path = workspace.purge_population("../workspace").await;
        assert!(matches!(path, Err(StoreError::NoPopulation { .. })), "{path:?}");
    }

    #[tokio::test]
    async fn what_has_expired_goes_and_so_do_files_of_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path()).await;
        keep(&workspace, "pop_1", Some(DAY)).await;
        keep(&workspace, "pop_2", Some(3 * DAY)).await;
        fs::write(workspace.folder_of_populations().join("pop_3.customers.parquet"), "x").unwrap();
        assert_eq!(workspace.purge_expired(DAY - 1).await.unwrap(), Vec::<String>::new());
        assert_eq!(workspace.purge_expired(DAY).await.unwrap(), ["pop_1"]);
        workspace.expire_population("pop_2", None).await.unwrap();
        assert_eq!(workspace.purge_expired(99 * DAY).await.unwrap(), Vec::<String>::new());
        let left: Vec<String> = fs::read_dir(workspace.folder_of_populations())
            .unwrap()
            .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        assert!(left.len() == 2 && left.iter().all(|name| name.starts_with("pop_2.")), "{left:?}");
    }

    #[tokio::test]
    async fn files_that_are_not_as_written_are_refused_and_nobody_else_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path()).await;
        let kept = keep(&workspace, "pop_1", None).await;
        let file = workspace.folder_of_populations().join("pop_1.customers.parquet");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&file, "other").unwrap();
        let read = workspace.people_of(&kept);
        assert!(matches!(read, Err(StoreError::DamagedPopulation { .. })), "{read:?}");
    }

    #[tokio::test]
    async fn a_key_stays_what_it_was_first() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = workspace(folder.path()).await;
        let first = workspace.secret("pseudonyms", [1; 32]).await.unwrap();
        assert_eq!(first, "01".repeat(32));
        assert_eq!(workspace.secret("pseudonyms", [2; 32]).await.unwrap(), first);
    }
}
