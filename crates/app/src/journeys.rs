//! Journey files: opened with their findings and their neighbors, saved so that no crash leaves half a file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use journey::document::Journey;
use journey::finding::{self, Finding};
use journey::format::{self, FormatError, MAX_BYTES};
use journey::id::JourneyId;
use journey::lang::Lang;

use crate::words::Words;

pub use store::{create_private, save_bytes, save_with};

/// How the names of journey files end.
pub const ENDING: &str = ".journey.json";

/// A journey that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The journey.
    pub journey: Journey,
    /// What only the text of the file shows.
    pub findings: Vec<Finding>,
    /// The other journeys of its folder, for sub-journeys.
    pub library: BTreeMap<JourneyId, Journey>,
    /// The bytes it was read from.
    pub bytes: Vec<u8>,
}

impl Opened {
    /// Returns everything there is to say of it, errors first.
    pub fn all_findings(&self) -> Vec<Finding> {
        let mut all = self.findings.clone();
        all.extend(finding::check(&self.journey, &self.library));
        finding::sort(&mut all);
        all
    }
}

/// A journey file that cannot be opened or saved.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct JourneyError {
    /// The file, as the caller calls it.
    pub file: String,
    /// What is wrong.
    pub cause: Cause,
}

/// Why a journey file cannot be opened or saved.
#[derive(Debug)]
pub enum Cause {
    /// The system does not give it.
    Unreadable(io::Error),
    /// The system does not take it; the file is as it was.
    Unwritable(io::Error),
    /// Its bytes are no journey that this build reads.
    NoJourney(FormatError),
}

impl JourneyError {
    /// Returns what programs switch on.
    pub fn code(&self) -> &'static str {
        match &self.cause {
            Cause::Unreadable(_) => "unreadable",
            Cause::Unwritable(_) => "unwritable",
            Cause::NoJourney(error) => error.code(),
        }
    }

    /// Returns the file, what was found and expected, and the way out.
    pub fn message(&self, lang: Lang) -> String {
        let file = &self.file;
        match (&self.cause, lang) {
            (Cause::Unreadable(error), Lang::En) => {
                format!("{file}: cannot be read: {error}; check path and permission")
            }
            (Cause::Unreadable(error), Lang::Ja) => {
                format!("{file}：読み込めません（{error}）。パスと権限を確かめてください")
            }
            (Cause::Unwritable(error), Lang::En) => {
                format!(
                    "{file}: cannot be saved: {error}; the file is as it was, choose another place"
                )
            }
            (Cause::Unwritable(error), Lang::Ja) => {
                format!(
                    "{file}：保存できません（{error}）。元のファイルは変わっていません。別の場所を選んでください"
                )
            }
            (Cause::NoJourney(error), Lang::En) => format!("{file}: {error}{}", way_out(error)),
            (Cause::NoJourney(error), Lang::Ja) => format!("{file}：{}", japanese(error)),
        }
    }
}

/// Returns what bytes that are no journey lack, and the way out.
pub(crate) fn format_words(error: &FormatError) -> Words {
    Words::new(format!("{error}{}", way_out(error)), japanese(error))
}

fn way_out(error: &FormatError) -> &'static str {
    match error {
        FormatError::NotJson { .. } | FormatError::TooDeep { .. } => {
            "; mend the file, or take an older copy"
        }
        FormatError::Newer { .. } => "; update tabiji",
        FormatError::NoFormat | FormatError::OtherFormat { .. } => {
            "; choose a file ending in .journey.json"
        }
        FormatError::NoVersion { .. } => "; write \"version\": 1",
        FormatError::TooLarge { .. } | FormatError::TooMany { .. } => {
            "; take steps out into sub-journeys"
        }
    }
}

fn japanese(error: &FormatError) -> String {
    match error {
        FormatError::NotJson { line, column, reason } => {
            format!(
                "{line}行{column}文字目：JSONとして読めません（{reason}）。ファイルを直すか、前の版を使ってください"
            )
        }
        FormatError::NoFormat => {
            "\"format\" がありません。ジャーニーのファイル（.journey.json）を選んでください"
                .to_owned()
        }
        FormatError::OtherFormat { found } => {
            format!("形式が{found}です。ジャーニーのファイル（.journey.json）を選んでください")
        }
        FormatError::NoVersion { found } => {
            format!("version が{found}です。整数が必要です（\"version\": 1）")
        }
        FormatError::Newer { found, newest } => {
            format!(
                "版{found}のファイルです。このプログラムは版{newest}まで読めます。tabijiを更新してください"
            )
        }
        FormatError::TooLarge { bytes, most } => {
            format!("{bytes}バイトあります（{most}バイトまで）。サブジャーニーに分けてください")
        }
        FormatError::TooMany { steps, most } => {
            format!("ステップが{steps}個あります（{most}個まで）。サブジャーニーに分けてください")
        }
        FormatError::TooDeep { line, column, most } => {
            format!(
                "{line}行{column}文字目：入れ子が{most}段を超えています。ファイルを直してください"
            )
        }
    }
}

/// Opens a journey file, and the other journeys of its folder.
///
/// A neighbor that cannot be opened is left out: a step that needs it gets a finding.
pub fn open(path: &Path) -> Result<Opened, JourneyError> {
    let refuse = |cause| JourneyError { file: path.to_string_lossy().into_owned(), cause };
    let bytes = read_at_most(path).map_err(|error| refuse(Cause::Unreadable(error)))?;
    let mut opened = from_bytes(bytes).map_err(|error| refuse(Cause::NoJourney(error)))?;
    opened.library = neighbors(path);
    opened.library.remove(&opened.journey.id);
    Ok(opened)
}

/// Opens a journey that came from a stream; it has no neighbors.
pub fn open_stream(name: &str, input: impl Read) -> Result<Opened, JourneyError> {
    let refuse = |cause| JourneyError { file: name.to_owned(), cause };
    let bytes = take(input).map_err(|error| refuse(Cause::Unreadable(error)))?;
    from_bytes(bytes).map_err(|error| refuse(Cause::NoJourney(error)))
}

fn from_bytes(bytes: Vec<u8>) -> Result<Opened, FormatError> {
    let (journey, findings) = format::read(&bytes)?;
    Ok(Opened { journey, findings, library: BTreeMap::new(), bytes })
}

/// Reads a file, but never more than shows that it is too large.
fn read_at_most(path: &Path) -> io::Result<Vec<u8>> {
    take(File::open(path)?)
}

fn take(input: impl Read) -> io::Result<Vec<u8>> {
    take_at_most(input, MAX_BYTES as u64 + 1)
}

fn take_at_most(input: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads any other file of ours, but never more than these many bytes.
///
/// # Errors
///
/// `unreadable`, with the file and the way out.
pub fn read_file(path: &Path, most: u64) -> Result<Vec<u8>, JourneyError> {
    File::open(path).and_then(|file| take_at_most(file, most)).map_err(|error| JourneyError {
        file: path.to_string_lossy().into_owned(),
        cause: Cause::Unreadable(error),
    })
}

/// Returns the other journeys of a file's folder, by id; of two with one id the first by name.
pub(crate) fn neighbors(path: &Path) -> BTreeMap<JourneyId, Journey> {
    let mut library = BTreeMap::new();
    let Ok(own) = path.canonicalize() else {
        return library;
    };
    let entries = own.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut paths: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|other| *other != own && other.to_string_lossy().ends_with(ENDING))
        .collect();
    paths.sort();
    for other in paths {
        let read = read_at_most(&other).ok().and_then(|bytes| format::read(&bytes).ok());
        if let Some((journey, _)) = read {
            library.entry(journey.id.clone()).or_insert(journey);
        }
    }
    library
}

/// Saves a journey in its canonical form.
pub fn save(path: &Path, journey: &Journey) -> Result<(), JourneyError> {
    save_bytes(path, format::write(journey).as_bytes()).map_err(|error| JourneyError {
        file: path.to_string_lossy().into_owned(),
        cause: Cause::Unwritable(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::notation;

    #[test]
    fn what_is_saved_opens_again_with_its_neighbors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("旅路.journey.json");
        let journey = notation::journey("entry -> end");
        save(&path, &journey).unwrap();
        let mut other = journey.clone();
        other.id = "jny_other".into();
        save(&folder.path().join("other.journey.json"), &other).unwrap();
        fs::write(folder.path().join("broken.journey.json"), "{").unwrap();
        let opened = open(&path).unwrap();
        assert_eq!(opened.journey, journey);
        let ids: Vec<&str> = opened.library.keys().map(|id| id.as_str()).collect();
        assert_eq!(ids, ["jny_other"]);
        let files = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files, 3, "no temporary file is left");
    }

    #[test]
    fn errors_say_what_and_the_way_out() {
        let error = open_stream("-", &b"{\"format\": \"tabiji.journey\", \"version\": 9}"[..]);
        let error = error.unwrap_err();
        assert_eq!(error.code(), "newer_version");
        let words = "-: journey file is version 9; this build reads up to 1; update tabiji";
        assert_eq!(error.message(Lang::En), words);
        let missing = open(Path::new("/nowhere/a.journey.json")).unwrap_err();
        assert_eq!(missing.code(), "unreadable");
    }
}
