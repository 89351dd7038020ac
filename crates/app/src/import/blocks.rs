//! Cuts a text of separated values into blocks that end where a row ends, so that blocks can be understood
//! apart from each other. Where the cuts are depends on the text alone. Knows quotes; knows no cells.

use super::bytes::{MAX_RECORD, Text};
use super::error::Problem;
use super::split::{Header, Splitter};

/// From which size on a block ends with the next row.
const BLOCK: usize = 256 << 10;

/// Whole rows, and what ends the file after them.
pub(super) struct Block {
    pub(super) text: String,
    /// Where in the text the rows begin.
    pub(super) from: usize,
    /// The line that is there, from 1.
    pub(super) line: u64,
    /// What is wrong right after these rows.
    pub(super) problem: Option<Problem>,
}

/// The blocks of a text, in order.
pub(super) struct Blocks {
    text: Text,
    separator: u8,
    size: usize,
    /// What is after the last cut.
    rest: String,
    /// How far the rest has been looked through, and whether that is inside of quotes.
    seen: usize,
    quoted: bool,
    line: u64,
    ended: bool,
    /// The rows that came in one block with the header.
    first: Option<Block>,
}

impl Blocks {
    /// Reads the header; what follows are rows.
    pub(super) fn open(text: Text, separator: u8) -> Result<(Header, Self), Problem> {
        Self::open_sized(text, separator, BLOCK)
    }

    /// Reads the header; blocks end with the row that reaches this size.
    pub(super) fn open_sized(
        text: Text,
        separator: u8,
        size: usize,
    ) -> Result<(Header, Self), Problem> {
        let rest = String::new();
        let (seen, quoted, line, ended, first) = (0, false, 1, false, None);
        let mut blocks = Self { text, separator, size, rest, seen, quoted, line, ended, first };
        while let Some(mut block) = blocks.next() {
            // The mark may stand twice, where a program put one before a file that had it.
            if block.line == 1 && block.text.starts_with('\u{feff}') {
                block.from = '\u{feff}'.len_utf8();
            }
            let mut splitter = Splitter::new(&block, separator);
            if let Some(names) = splitter.header()? {
                (block.from, block.line) = splitter.place();
                blocks.first = Some(block);
                return Ok((Header { names, separator }, blocks));
            }
            if let Some(problem) = block.problem {
                return Err(problem);
            }
        }
        Err(Problem::Empty)
    }

    /// Returns the next block; none at the end.
    pub(super) fn next(&mut self) -> Option<Block> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        if self.ended {
            return None;
        }
        let mut text = std::mem::take(&mut self.rest);
        let mut cut = 0;
        let problem = loop {
            let added = self.text.add_to(&mut text);
            cut = self.look(text.as_bytes()).unwrap_or(cut);
            match added {
                Ok(true) => {}
                Ok(false) => break None,
                Err(problem) => break Some(problem),
            }
            if (text.len() - cut) as u64 > MAX_RECORD {
                break Some(Problem::RecordTooLong { line: self.line + lines(&text[..cut]) });
            }
            if cut >= self.size {
                return Some(self.cut(text, cut));
            }
        };
        self.ended = true;
        if problem.is_some() {
            text.truncate(cut);
        }
        (!text.is_empty() || problem.is_some()).then_some(Block {
            text,
            from: 0,
            line: self.line,
            problem,
        })
    }

    fn cut(&mut self, mut text: String, cut: usize) -> Block {
        let mut rest = String::with_capacity(self.size + self.size / 2);
        rest.push_str(&text[cut..]);
        self.rest = rest;
        self.seen -= cut;
        text.truncate(cut);
        let line = self.line;
        self.line += lines(&text);
        Block { text, from: 0, line, problem: None }
    }

    /// Looks through what is new; returns where the last row in it ends.
    fn look(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut cut = None;
        loop {
            let quote = memchr::memchr(b'"', &bytes[self.seen..]).map(|quote| self.seen + quote);
            let end = quote.unwrap_or(bytes.len());
            if !self.quoted {
                let row_end = memchr::memrchr2(b'\n', b'\r', &bytes[self.seen..end]);
                cut = row_end.map(|row_end| self.seen + row_end + 1).or(cut);
            }
            let Some(quote) = quote else {
                self.seen = bytes.len();
                return cut;
            };
            self.seen = quote + 1;
            if !self.quoted {
                let before = quote.checked_sub(1).map(|before| bytes[before]);
                self.quoted = before
                    .is_none_or(|byte| byte == self.separator || matches!(byte, b'\n' | b'\r'));
                continue;
            }
            match bytes.get(quote + 1) {
                Some(b'"') => self.seen = quote + 2,
                Some(_) => self.quoted = false,
                None => {
                    // Closing, or the first of two: the next piece tells.
                    self.seen = quote;
                    return cut;
                }
            }
        }
    }
}

fn lines(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}
