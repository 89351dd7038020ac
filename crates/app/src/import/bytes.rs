//! Bytes to text: unpacks, finds out the encoding, decodes. Streams; holds at most about a megabyte.
//! Refuses what does not decode, NUL characters, endless records and archives that blow up.

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

/// Says where in a file the reader is, from outside of it.
#[derive(Clone, Default)]
pub(super) struct Gauge {
    since: Arc<AtomicU64>,
}

impl Gauge {
    /// Says that a record is over.
    pub(super) fn next_record(&self) {
        self.since.store(0, Ordering::Relaxed);
    }
}

/// A stream of UTF-8 text without NUL characters.
pub(super) struct Text {
    input: Box<dyn BufRead + Send>,
    decoder: Decoder,
    encoding: Encoding,
    /// Decoded, not yet given out.
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    line: u64,
    gauge: Gauge,
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
) -> Result<(Text, Encoding, Gauge), Problem> {
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
    let gauge = Gauge::default();
    let text = Text {
        input: Box::new(io::Cursor::new(head).chain(input)),
        decoder: encoding.decoder(),
        encoding,
        ready: Vec::new(),
        given: 0,
        ended: false,
        line: 1,
        gauge: gauge.clone(),
    };
    Ok((text, encoding, gauge))
}

fn look(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(LOOK as u64).read_to_end(&mut head)?;
    Ok(head)
}

impl Text {
    /// Decodes the next piece into `ready`.
    fn decode(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.ended {
            let bytes = self.input.fill_buf()?;
            let bytes = &bytes[..bytes.len().min(64 << 10)];
            let last = bytes.is_empty();
            let room = self
                .decoder
                .max_utf8_buffer_length_without_replacement(bytes.len())
                .unwrap_or(4 * bytes.len() + 16);
            self.ready.resize(room, 0);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.ready, last);
            self.ready.truncate(written);
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
            let lines = self.ready.iter().filter(|&&byte| byte == b'\n').count() as u64;
            if let Some(place) = self.ready.iter().position(|&byte| byte == 0) {
                let before = self.ready[..place].iter().filter(|&&byte| byte == b'\n');
                let line = self.line + before.count() as u64;
                return Err(smuggle(Problem::Nul { line }));
            }
            self.line += lines;
            if let Some(byte) = bad {
                return Err(smuggle(Problem::Undecodable {
                    line: self.line,
                    byte,
                    encoding: self.encoding,
                }));
            }
        }
        Ok(())
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
            self.decode()?;
        }
        Ok(&self.ready[self.given..])
    }

    fn consume(&mut self, count: usize) {
        self.given += count;
        self.gauge.since.fetch_add(count as u64, Ordering::Relaxed);
    }
}

/// Refuses records that never end. Wraps [`Text`] so that the refusal comes before the next read.
pub(super) struct Limited(pub(super) Text);

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0.gauge.since.load(Ordering::Relaxed) > MAX_RECORD {
            return Err(smuggle(Problem::RecordTooLong { line: self.0.line }));
        }
        self.0.read(into)
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
        let (mut text, encoding, _) =
            open(Box::new(io::Cursor::new(bytes.to_vec())), false, wanted)?;
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
        let (mut text, _, _) = open(Box::new(io::Cursor::new(packed)), true, None).unwrap();
        let error = problem(io::copy(&mut text, &mut io::sink()).unwrap_err());
        assert!(matches!(error, Problem::Bomb { .. }), "{error:?}");
    }
}
