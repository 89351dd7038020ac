//! Bytes to text: unpacks, finds out the encoding, decodes. Streams; holds at most about a megabyte.
//! Refuses what does not decode, NUL characters and archives that blow up.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, DecoderResult};

use super::encoding::{Encoding, detect};
use super::error::Problem;

/// How much is looked at to find the encoding.
const LOOK: usize = 1 << 20;
/// Most bytes of one record: an unclosed quote must not swallow the machine's memory.
pub(super) const MAX_RECORD: u64 = 8 << 20;
/// Most that a packed file may grow, and from which size on that is asked.
const MAX_RATIO: u64 = 200;
const RATIO_FROM: u64 = 64 << 20;

/// A stream of UTF-8 text without NUL characters.
pub(super) struct Text {
    input: Box<dyn BufRead + Send>,
    decoder: Decoder,
    encoding: Encoding,
    /// Decoded, not yet given out.
    ready: String,
    given: usize,
    ended: bool,
    line: u64,
    /// How many bytes are decoded at a time.
    pub(super) piece: usize,
}

/// A problem on its way through [`io::Error`].
pub(super) fn smuggle(problem: Problem) -> io::Error {
    io::Error::other(problem)
}

/// Gets a problem back out of an [`io::Error`].
pub(super) fn problem(error: io::Error) -> Problem {
    let reason = error.to_string();
    match error.into_inner().and_then(|inner| inner.downcast::<Problem>().ok()) {
        Some(problem) => *problem,
        None => Problem::Unreadable { reason },
    }
}

/// Opens a stream: unpacks it if it is packed, and finds out its encoding unless that is given.
pub(super) fn open(
    input: Box<dyn Read + Send>,
    packed: bool,
    wanted: Option<Encoding>,
) -> Result<(Text, Encoding), Problem> {
    let input: Box<dyn Read + Send> = if packed { Box::new(Unpacked::new(input)) } else { input };
    let mut input = BufReader::with_capacity(LOOK, input);
    let head = look(&mut input).map_err(problem)?;
    if head.is_empty() {
        return Err(Problem::Empty);
    }
    let encoding = match wanted {
        Some(encoding) => encoding,
        None => detect(&head, head.len() < LOOK)?,
    };
    let text = Text {
        input: Box::new(io::Cursor::new(head).chain(input)),
        decoder: encoding.decoder(),
        encoding,
        ready: String::new(),
        given: 0,
        ended: false,
        line: 1,
        piece: 64 << 10,
    };
    Ok((text, encoding))
}

fn look(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(LOOK as u64).read_to_end(&mut head)?;
    Ok(head)
}

impl Text {
    /// Adds the next piece to a text; false at the end. What comes before a problem is added too.
    pub(super) fn add_to(&mut self, into: &mut String) -> Result<bool, Problem> {
        let from = into.len();
        while into.len() == from && !self.ended {
            let bytes = self.input.fill_buf().map_err(problem)?;
            let bytes = &bytes[..bytes.len().min(self.piece)];
            let last = bytes.is_empty();
            let room = self.decoder.max_utf8_buffer_length_without_replacement(bytes.len());
            into.reserve(room.unwrap_or(4 * bytes.len() + 16));
            let (result, read) =
                self.decoder.decode_to_string_without_replacement(bytes, into, last);
            let bad = match result {
                DecoderResult::Malformed(length, after) => {
                    let end = read.saturating_sub(usize::from(after));
                    let start = end.saturating_sub(usize::from(length));
                    Some(bytes.get(start).copied().unwrap_or_default())
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => None,
            };
            self.input.consume(read);
            self.ended = last && bad.is_none();
            let nul = memchr::memchr(0, &into.as_bytes()[from..]);
            if let Some(place) = nul {
                into.truncate(from + place);
            }
            self.line += memchr::memchr_iter(b'\n', &into.as_bytes()[from..]).count() as u64;
            let line = self.line;
            if nul.is_some() {
                return Err(Problem::Nul { line });
            }
            if let Some(byte) = bad {
                return Err(Problem::Undecodable { line, byte, encoding: self.encoding });
            }
        }
        Ok(into.len() > from)
    }
}

impl Read for Text {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = {
            let ready = self.fill_buf()?;
            let count = ready.len().min(into.len());
            into[..count].copy_from_slice(&ready[..count]);
            count
        };
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given == self.ready.len() {
            let mut ready = std::mem::take(&mut self.ready);
            ready.clear();
            self.given = 0;
            self.add_to(&mut ready).map_err(smuggle)?;
            self.ready = ready;
        }
        Ok(&self.ready.as_bytes()[self.given..])
    }

    fn consume(&mut self, count: usize) {
        self.given += count;
    }
}

/// A packed stream that refuses to grow beyond reason.
struct Unpacked {
    inner: flate2::bufread::MultiGzDecoder<BufReader<Counted>>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl Unpacked {
    fn new(input: Box<dyn Read + Send>) -> Self {
        let packed = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: input, count: packed.clone() };
        Self {
            inner: flate2::bufread::MultiGzDecoder::new(BufReader::new(counted)),
            packed,
            unpacked: 0,
        }
    }
}

impl Read for Unpacked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into).map_err(|error| {
            let reason = error.to_string();
            smuggle(Problem::Packed { reason })
        })?;
        self.unpacked += count as u64;
        if self.unpacked > RATIO_FROM
            && self.unpacked / self.packed.load(Ordering::Relaxed).max(1) > MAX_RATIO
        {
            return Err(smuggle(Problem::Bomb { ratio: MAX_RATIO }));
        }
        Ok(count)
    }
}

struct Counted {
    inner: Box<dyn Read + Send>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Result<(String, Encoding), Problem> {
        let (mut text, encoding) = open(Box::new(io::Cursor::new(bytes.to_vec())), false, wanted)?;
        let mut all = String::new();
        text.read_to_string(&mut all).map_err(problem)?;
        Ok((all, encoding))
    }

    #[test]
    fn every_encoding_is_found_and_read() {
        let words = "id,氏名\n1,髙橋 一郎\n2,はしごだか\n";
        let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode(words);
        let utf16 = |big: bool| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
            let bytes = |unit: u16| {
                if big { unit.to_be_bytes() } else { unit.to_le_bytes() }
            };
            units.flat_map(bytes).collect()
        };
        let bom = [b"\xef\xbb\xbf", words.as_bytes()].concat();
        for (bytes, encoding) in [
            (words.as_bytes().to_vec(), Encoding::Utf8),
            (bom, Encoding::Utf8),
            (cp932.to_vec(), Encoding::Cp932),
            (utf16(false), Encoding::Utf16Le),
            (utf16(true), Encoding::Utf16Be),
        ] {
            assert_eq!(decode(&bytes, None).unwrap(), (words.to_owned(), encoding));
        }
    }

    #[test]
    fn bytes_that_do_not_decode_name_their_line() {
        let error = decode(b"id\n1\n\x82\xa0\n", Some(Encoding::Utf8)).unwrap_err();
        let found = matches!(error, Problem::Undecodable { line: 3, byte: 0x82, .. });
        assert!(found, "{error:?}");
    }

    #[test]
    fn a_nul_names_its_line() {
        let error = decode(b"id\n1\n2\0\n", None).unwrap_err();
        assert!(matches!(error, Problem::Nul { line: 3 }), "{error:?}");
    }

    #[test]
    fn an_archive_that_blows_up_is_refused() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        let piece = vec![b'a'; 1 << 20];
        for _ in 0..80 {
            packer.write_all(&piece).unwrap();
        }
        let packed = packer.finish().unwrap();
        let (mut text, _) = open(Box::new(io::Cursor::new(packed)), true, None).unwrap();
        let error = problem(io::copy(&mut text, &mut io::sink()).unwrap_err());
        assert!(matches!(error, Problem::Bomb { .. }), "{error:?}");
    }
}
