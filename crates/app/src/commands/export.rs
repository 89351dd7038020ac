//! Pictures, reports and printed pages: drawn here, finished by the page, kept where the person says. What a page hands over goes
//! into a file that the person names, and nowhere else.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use engine::report::Report;

use super::wire::{Drawn, Exported, Pictured, Printed, ReportFileOf, Saved};
use super::{Desk, Host, Paper as Sheet};
use crate::export::report::report;
use crate::journeys::{Cause, JourneyError, save_bytes};
use crate::picture::{Look, picture};
use crate::places::with_ending;
use crate::refused::Refused;
use crate::session::{plain_name, short_name};
use crate::text::{Paper, words};

/// What files that a page saves may end in.
const ENDINGS: [&str; 6] = ["svg", "png", "pdf", "json", "zip", "xlsx"];
/// Sheets are no smaller and no larger than PDF knows, in pixels: 3 to 14,400 points.
const SHEET: std::ops::RangeInclusive<f64> = 4.0..=19_200.0;

impl<H: Host> Desk<H> {
    /// Asks for a place to save under a suggested name; what ends in it is what is saved there.
    pub(super) async fn place(&self, name: &str) -> Option<PathBuf> {
        Some(with_ending(self.host.choose_place(name).await?, name))
    }

    pub(super) async fn picture(&self, of: Pictured) -> Result<Drawn, Refused> {
        let journey = self.session.journey(&of.document).await?;
        let look = Look { lang: of.lang, theme: of.theme, lanes: of.lanes };
        let drawn = tokio::task::spawn_blocking(move || {
            let language = if of.lang == journey::lang::Lang::En { "en" } else { "ja" };
            (plain_name(journey.name.text(language)), picture(&journey, look))
        });
        let (name, picture) = drawn.await.map_err(|_| Refused::fault())?;
        Ok(Drawn { name, svg: picture.svg, width: picture.width, height: picture.height })
    }

    pub(super) async fn report_file(&self, of: ReportFileOf) -> Result<Exported, Refused> {
        let found = self.session.report(&of.run)?;
        let written = tokio::task::spawn_blocking(move || {
            let bytes = report(&found, of.shape, of.language)?;
            Ok::<_, std::io::Error>((report_name(&found, &of), STANDARD.encode(bytes)))
        });
        let written = written.await.map_err(|_| Refused::fault())?;
        let (name, bytes) = written.map_err(|error| unwritten(&error))?;
        Ok(Exported { name, bytes })
    }

    pub(super) async fn save_export(&self, file: Exported) -> Result<Option<Saved>, Refused> {
        let name = export_name(&file.name)?;
        let bytes = STANDARD.decode(&file.bytes).map_err(Refused::unreadable)?;
        match self.place(&name).await {
            Some(path) => keep(&path, &bytes).map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn print_page(&self, page: Printed) -> Result<Option<Saved>, Refused> {
        let name = export_name(&page.name)?;
        if !(SHEET.contains(&page.width) && SHEET.contains(&page.height)) {
            return Err(Refused::unreadable("a sheet has 4 to 19200 pixels on each side"));
        }
        let Some(path) = self.place(&name).await else {
            return Ok(None);
        };
        // What is printed only in part never takes the place of what was there.
        let folder = tempfile::tempdir().map_err(|error| unprinted(&error.to_string()))?;
        let draft = folder.path().join("page.pdf");
        let paper = Sheet { width: page.width, height: page.height };
        self.host.print(&draft, paper).await.map_err(|reason| unprinted(&reason))?;
        let bytes = std::fs::read(&draft).map_err(|error| unprinted(&error.to_string()))?;
        if !bytes.starts_with(b"%PDF") {
            return Err(unprinted("what came out is no PDF"));
        }
        keep(&path, &bytes).map(Some)
    }
}

/// Returns the name that a file is offered, which ends in what it is.
fn export_name(name: &str) -> Result<String, Refused> {
    match name.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.contains(&ending) => {
            Ok(format!("{}.{ending}", plain_name(stem)))
        }
        _ => Err(Refused::unreadable("a file ends in .svg, .png, .pdf, .json, .zip or .xlsx")),
    }
}

fn keep(path: &Path, bytes: &[u8]) -> Result<Saved, Refused> {
    save_bytes(path, bytes).map_err(|error| JourneyError {
        file: path.to_string_lossy().into_owned(),
        cause: Cause::Unwritable(error),
    })?;
    Ok(Saved { file: short_name(path).unwrap_or_default() })
}

/// Returns what the file of a report is called: by its journey.
fn report_name(report: &Report, of: &ReportFileOf) -> String {
    let paper = Paper::new(of.language, false);
    let journey = plain_name(&words(&report.journey.name, &paper));
    let word = paper.say("report", "レポート");
    format!("{journey} {word}.{}", of.shape.ending())
}

fn unwritten(error: &std::io::Error) -> Refused {
    Refused::new(
        "unwritten",
        format!("the report could not be written: {error}; export it as JSON instead"),
        format!("レポートを書き出せませんでした（{error}）。JSONで書き出してください"),
    )
}

fn unprinted(reason: &str) -> Refused {
    Refused::new(
        "unprinted",
        format!(
            "the page could not be printed: {reason}; no file was written, export as SVG or PNG instead"
        ),
        format!(
            "印刷できませんでした（{reason}）。ファイルは作成されていません。SVGかPNGで書き出してください"
        ),
    )
}
