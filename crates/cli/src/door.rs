//! The two ways out: results to standard output, complaints and notes to standard error.
//! A reader that goes away, as `head` does, ends output quietly.

use std::io::{self, BufWriter, IsTerminal, StderrLock, StdoutLock, Write};

use app::text::Paper;
use journey::lang::Lang;
use serde::Serialize;

use crate::args::Format;
use crate::failure::Failure;

pub(crate) struct Door {
    pub(crate) lang: Lang,
    pub(crate) format: Format,
    out: BufWriter<StdoutLock<'static>>,
    err: StderrLock<'static>,
    /// Whether anyone still reads.
    open: bool,
}

impl Door {
    pub(crate) fn new(lang: Lang, format: Format) -> Self {
        Self {
            lang,
            format,
            out: BufWriter::new(io::stdout().lock()),
            err: io::stderr().lock(),
            open: true,
        }
    }

    /// Returns paper for a text on standard output.
    pub(crate) fn paper(&self) -> Paper {
        Paper::new(self.lang, may_color(io::stdout().is_terminal()))
    }

    /// Returns paper for a text on standard error.
    pub(crate) fn side_paper(&self) -> Paper {
        Paper::new(self.lang, may_color(io::stderr().is_terminal()))
    }

    /// Writes bytes to standard output.
    pub(crate) fn give(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if !self.open {
            return Ok(());
        }
        match self.out.write_all(bytes).and_then(|()| self.out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.open = false;
                Ok(())
            }
            Err(error) => Err(Failure::new(
                format!(
                    "standard output cannot be written: {error}; free space, or choose another place"
                ),
                format!("標準出力に書き込めません（{error}）。空き容量や出力先を確かめてください"),
            )),
        }
    }

    /// Writes one JSON document to standard output.
    pub(crate) fn give_json(&mut self, document: &impl Serialize) -> Result<(), Failure> {
        self.give(&json(document)?)
    }

    /// Tells something beside the result; nobody is hurt when it cannot be told.
    pub(crate) fn note(&mut self, text: &str) {
        let _told = writeln!(self.err, "{}", text.trim_end());
    }

    /// Tells why something could not be done.
    pub(crate) fn complain(&mut self, failure: &Failure) {
        let word = match self.lang {
            Lang::En => "error: ",
            Lang::Ja => "エラー：",
        };
        let text = format!("{word}{}", failure.message(self.lang));
        self.note(&text);
    }

    /// Returns the words of the language.
    pub(crate) fn say(&self, en: impl FnOnce() -> String, ja: impl FnOnce() -> String) -> String {
        match self.lang {
            Lang::En => en(),
            Lang::Ja => ja(),
        }
    }
}

/// Returns a document as it is printed and saved.
pub(crate) fn json(document: &impl Serialize) -> Result<Vec<u8>, Failure> {
    app::export::report::json(document).map_err(|error| {
        let ja = format!("JSONを書き出せません：{error}");
        Failure::new(format!("the result cannot be written as JSON: {error}"), ja)
    })
}

/// Colors are for terminals whose owner wants them: <https://no-color.org>.
fn may_color(terminal: bool) -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    terminal && !unwanted && !dumb
}
