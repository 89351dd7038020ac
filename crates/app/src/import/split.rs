//! Splits a block into rows and cells by the rules of RFC 4180, as the `csv` crate reads them: a quote opens only
//! where a cell begins, two quotes in quotes are one, `\n`, `\r` and `\r\n` end rows, blank lines are none.

use super::blocks::Block;
use super::bytes::MAX_RECORD;
use super::error::Problem;
use super::rows::{Batch, MAX_CELL, Row};

/// The names of the columns, and what stands between cells.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) separator: u8,
}

/// Splits a block's rows into a batch, up to the first that cannot be.
pub(super) fn split(block: Block, header: &Header, batch: &mut Batch) -> Result<(), Problem> {
    let mut splitter = Splitter::new(&block, header.separator);
    batch.clear();
    let done = splitter.rows(header, batch);
    let more = splitter.more;
    batch.text = block.text;
    batch.text.push_str(&more);
    done?;
    block.problem.map_or(Ok(()), Err)
}

/// A place in a block.
pub(super) struct Splitter<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    line: u64,
    /// Cells that do not stand in the text as they are; they come after it.
    more: String,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(block: &'a Block, separator: u8) -> Self {
        let (text, at, line) = (block.text.as_str(), block.from, block.line);
        Self { text, separator, at, line, more: String::new() }
    }

    /// Returns place and line after what was read.
    pub(super) fn place(&self) -> (usize, u64) {
        (self.at, self.line)
    }

    /// Reads one row of names; none if there is no row.
    pub(super) fn header(&mut self) -> Result<Option<Vec<String>>, Problem> {
        if !self.begin() {
            return Ok(None);
        }
        let mut names = Vec::new();
        self.row(|splitter, cell| names.push(splitter.text_of(cell).trim().to_owned()))?;
        Ok(Some(names))
    }

    fn rows(&mut self, header: &Header, batch: &mut Batch) -> Result<(), Problem> {
        let expected = header.names.len();
        while self.begin() {
            let (line, first) = (self.line, batch.cells.len());
            let mut long = None;
            let row = self.row(|splitter, cell| {
                if cell.1 - cell.0 > MAX_CELL && long.is_none() {
                    long = Some(batch.cells.len() - first);
                }
                let (start, end) = splitter.bare(cell);
                // A block ends after one record beyond its size, so all places fit.
                batch.cells.push((start as u32, end as u32));
            });
            let found = batch.cells.len() - first;
            let problem = match long {
                _ if row.is_err() => row.err(),
                _ if found != expected => {
                    let (found, expected) = (found as u64, expected as u64);
                    Some(Problem::Ragged { line, found, expected })
                }
                Some(long) => {
                    Some(Problem::CellTooLong { line, column: header.names[long].clone() })
                }
                None => None,
            };
            if let Some(problem) = problem {
                batch.cells.truncate(first);
                return Err(problem);
            }
            batch.rows.push(Row { line, columns: expected, first });
        }
        Ok(())
    }

    /// Goes to where the next row begins; false at the end.
    fn begin(&mut self) -> bool {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'\n' => self.line += 1,
                b'\r' => {}
                _ => return true,
            }
            self.at += 1;
        }
        false
    }

    /// Reads a row, and tells where each of its cells is.
    fn row(&mut self, mut tell: impl FnMut(&Self, (usize, usize))) -> Result<(), Problem> {
        let (begin, line) = (self.at, self.line);
        let bytes = self.text.as_bytes();
        loop {
            let cell = match bytes.get(self.at) {
                Some(b'"') => self.quoted(),
                _ => {
                    let start = self.at;
                    self.at = self.end_of_plain(start);
                    (start, self.at)
                }
            };
            tell(self, cell);
            if bytes.get(self.at) != Some(&self.separator) {
                break;
            }
            self.at += 1;
        }
        if (self.at - begin) as u64 > MAX_RECORD {
            return Err(Problem::RecordTooLong { line });
        }
        Ok(())
    }

    /// Returns where a cell without quotes ends.
    #[inline]
    fn end_of_plain(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        // Nearly every byte of a cell is greater than all that end one.
        let most = self.separator.max(b'\r');
        let ends = |byte: u8| byte == self.separator || byte == b'\n' || byte == b'\r';
        let mut at = start;
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            match first_up_to(u64::from_le_bytes(*eight), most) {
                Some(place) if ends(eight[place]) => return at + place,
                Some(place) => at += place + 1,
                None => at += 8,
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        rest.iter().position(|byte| ends(*byte)).map_or(bytes.len(), |end| at + end)
    }

    /// Reads a cell that begins with a quote.
    fn quoted(&mut self) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let (mut from, mut place) = (start, start);
        let mut own: Option<usize> = None;
        loop {
            let close = memchr::memchr(b'"', &bytes[place..]).map(|quote| place + quote);
            let end = close.unwrap_or(bytes.len());
            if close.is_some() && bytes.get(end + 1) == Some(&b'"') {
                own.get_or_insert(self.more.len());
                self.more.push_str(&self.text[from..=end]);
                place = end + 2;
                from = place;
                continue;
            }
            let newlines = memchr::memchr_iter(b'\n', &bytes[start..end]).count();
            self.line += newlines as u64;
            let after = close.map_or(end, |quote| quote + 1);
            self.at = self.end_of_plain(after);
            if own.is_none() && self.at == after {
                return (start, end);
            }
            let own = own.unwrap_or(self.more.len());
            self.more.push_str(&self.text[from..end]);
            self.more.push_str(&self.text[after..self.at]);
            return (self.text.len() + own, self.text.len() + self.more.len());
        }
    }

    fn text_of(&self, (start, end): (usize, usize)) -> &str {
        match start.checked_sub(self.text.len()) {
            Some(own) if end > start => &self.more[own..end - self.text.len()],
            _ => &self.text[start.min(self.text.len())..end.min(self.text.len())],
        }
    }

    /// Returns a cell without blanks around it and without the mark before what a spreadsheet would run.
    #[inline]
    fn bare(&self, cell: (usize, usize)) -> (usize, usize) {
        let plain = |byte: &u8| byte.is_ascii_graphic() && *byte != b'\'';
        match self.text.as_bytes().get(cell.0..cell.1) {
            Some([]) => cell,
            Some([one]) if plain(one) => cell,
            Some([first, .., last]) if plain(first) && last.is_ascii_graphic() => cell,
            _ => self.trimmed(cell),
        }
    }

    /// Does the same for the few cells that have something to take away.
    #[cold]
    fn trimmed(&self, cell: (usize, usize)) -> (usize, usize) {
        let text = self.text_of(cell);
        let start = cell.0 + (text.len() - text.trim_start().len());
        let text = text.trim();
        let guard = text
            .strip_prefix('\'')
            .filter(|rest| super::guard::is_formula(rest.trim_start_matches('\'')));
        match guard {
            Some(rest) => (start + 1, start + 1 + rest.len()),
            None => (start, start + text.len()),
        }
    }
}

/// Returns the place of the first of eight bytes that is no greater than `most`, which is below 127.
///
/// Source: "Determine if a word has a byte less than n" in Anderson, "Bit Twiddling Hacks"; what is above the
/// first such byte may be wrong there, and is not used.
#[inline]
fn first_up_to(eight: u64, most: u8) -> Option<usize> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let less = eight.wrapping_sub(EACH * u64::from(most + 1)) & !eight & (EACH << 7);
    (less != 0).then(|| (less.trailing_zeros() / 8) as usize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn eight_bytes_at_once_are_searched_as_one_by_one(eight in any::<[u8; 8]>(), most in 0u8..127) {
            let found = super::first_up_to(u64::from_le_bytes(eight), most);
            prop_assert_eq!(found, eight.iter().position(|byte| *byte <= most));
        }
    }
}
