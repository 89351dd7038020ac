//! Documents and files: opening, saving, and noticing that somebody else changed the file.

use std::path::Path;

use journey::document::Journey;
use journey::edit::Edit;
use journey::format;
use journey::lang::Lang;
use serde::Serialize;
use serde_json::Value;
use store::{Linked, Why};
use ts_rs::TS;

use super::{Asked, Session};
use crate::journeys;
use crate::refused::Refused;
use crate::wire::Applied;
use crate::words::Words;

/// A file that somebody else changed since it was read or written here.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Outside {
    /// The file, without its folder.
    pub file: String,
    /// How many records of the journey differ from this side's; none when the file cannot be read any more.
    pub differences: Option<Vec<Words>>,
}

impl Session {
    /// Opens a file as a document of the workspace: the one it was opened as before, if it has not changed since.
    pub async fn open_path(&self, path: &Path) -> Result<String, Refused> {
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if let Some(linked) = self.workspace().file_at(path).await? {
            return Ok(linked.document);
        }
        let opened = journeys::open(path)?;
        let document = self.start(&opened.journey).await?;
        self.link(&document, path, &opened.bytes).await?;
        Ok(document)
    }

    /// Opens the text of a file that the door has no path of.
    pub async fn open_text(&self, name: &str, text: &str) -> Result<String, Refused> {
        let opened = journeys::open_stream(name, text.as_bytes())?;
        self.start(&opened.journey).await
    }

    /// Saves a document in a file, which holds it from then on. Returns the file's name.
    pub async fn save_path(&self, id: &str, path: &Path) -> Result<String, Refused> {
        let journey = self.journey(id).await?;
        journeys::save(path, &journey)?;
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.link(id, path, format::write(&journey).as_bytes()).await?;
        Ok(short_name(path).unwrap_or_default())
    }

    /// Returns the file a document stands in.
    pub async fn path_of(&self, id: &str) -> Result<Option<std::path::PathBuf>, Refused> {
        Ok(self.workspace().file_of(id).await?.map(|linked| linked.path))
    }

    /// Returns a document's journey as it stands in its file.
    ///
    /// # Errors
    /// `no_file` when it was never saved in one; what is wrong with the file.
    pub async fn saved(&self, id: &str) -> Result<Journey, Refused> {
        let linked = self.workspace().file_of(id).await?.ok_or_else(no_file)?;
        Ok(journeys::open(&linked.path)?.journey)
    }

    /// Returns what somebody else changed in a document's file, if anything.
    pub async fn outside(&self, id: &str) -> Result<Option<Outside>, Refused> {
        let Some(linked) = self.workspace().file_of(id).await? else {
            return Ok(None);
        };
        let file = short_name(&linked.path).unwrap_or_default();
        match journeys::open(&linked.path) {
            Ok(opened) if hash(&opened.bytes) == linked.hash => Ok(None),
            Ok(opened) => {
                let ours = self.journey(id).await?;
                let differences = Some(differences(&ours, &opened.journey));
                Ok(Some(Outside { file, differences }))
            }
            Err(_) => Ok(Some(Outside { file, differences: None })),
        }
    }

    /// Takes the file's side over, as one step that can be taken back.
    pub async fn take_outside(&self, id: &str, base: u64) -> Result<Applied, Refused> {
        let linked = self.workspace().file_of(id).await?.ok_or_else(no_file)?;
        let opened = journeys::open(&linked.path)?;
        let document = serde_json::from_str(&format::write(&opened.journey));
        let document = document.map_err(Refused::unreadable)?;
        let edit = Box::new(Edit::Import { document });
        let asked = Asked::Edit(edit, None, Some(Why::Outside));
        let applied = self.change(id, base, asked).await?;
        self.link(id, &linked.path, &opened.bytes).await?;
        Ok(applied)
    }

    /// Keeps this side: the file is overwritten at the next save, and not spoken of until it changes again.
    pub async fn keep_ours(&self, id: &str) -> Result<(), Refused> {
        if let Some(linked) = self.workspace().file_of(id).await? {
            let bytes = std::fs::read(&linked.path).unwrap_or_default();
            self.link(id, &linked.path, &bytes).await?;
        }
        Ok(())
    }

    async fn link(&self, document: &str, path: &Path, bytes: &[u8]) -> Result<(), Refused> {
        let linked = Linked {
            document: document.to_owned(),
            path: path.to_owned(),
            hash: hash(bytes),
            opened_at: (self.clock)(),
        };
        Ok(self.workspace().link_file(&linked).await?)
    }
}

fn no_file() -> Refused {
    Refused::new(
        "no_file",
        "this journey stands in no file; save it in one first",
        "このジャーニーはファイルに保存されていません。先に保存してください",
    )
}

/// Returns what differs, in words.
fn differences(ours: &Journey, theirs: &Journey) -> Vec<Words> {
    let found = journey::diff::diff(ours, theirs);
    let all = found.added.into_iter().chain(found.removed).chain(found.changed);
    all.map(|change| Words::new(change.en, change.ja)).collect()
}

/// Returns a file's name without its folder, which the designer has no business with.
pub(crate) fn short_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

/// Returns the name that a journey's file is offered: its own, without what file systems do not take; in the
/// language the person chose, else in that of the journey's customers.
pub(crate) fn file_name(journey: &Journey, chosen: Option<Lang>) -> String {
    let language = match chosen {
        Some(Lang::En) => "en",
        Some(Lang::Ja) => "ja",
        None => journey.settings.get("locale").and_then(Value::as_str).unwrap_or("ja"),
    };
    format!("{}{}", plain_name(journey.name.text(language)), journeys::ENDING)
}

/// Longest name that is offered, in bytes; file systems take 255, an ending included.
const LONGEST: usize = 200;

/// Returns a name without what file systems do not take, and without what shows another name than it is: marks that
/// turn the direction of writing, and letters that are not seen.
pub(crate) fn plain_name(name: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name = name.replace(unseen, "").replace(bad, " ");
    let name = name[..name.floor_char_boundary(LONGEST)].trim().trim_matches('.').trim();
    if name.is_empty() { "journey".to_owned() } else { name.to_owned() }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
