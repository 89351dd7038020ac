//! Cells of at most eight bytes, read as one word without a loop: nearly all cells of nearly every file. What is
//! not read here may still be a value; [`super::cell`] has the last word.

use journey::value::{Attribute, Cell, Decimal, Type};

const EACH: u64 = 0x0101_0101_0101_0101;
const ZEROS: u64 = EACH * b'0' as u64;
const TENS: [i64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/// The bytes of a cell in the upper bytes of a word, its last byte uppermost; zeros below.
#[derive(Clone, Copy)]
pub(super) struct Short {
    word: u64,
    length: u32,
}

/// An attribute whose short values can be told by their words.
pub(super) struct Quick<'a> {
    pub(super) attribute: &'a Attribute,
    /// The word of each value of the list; 0, which no cell has, for those that are too long.
    words: Vec<u64>,
}

impl Short {
    /// Returns the cell that stands here in a text; none if it is too long or too near to the beginning.
    #[inline]
    pub(super) fn at(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(start).filter(|length| (1..=8).contains(length))? as u32;
        let last = text.get(end.checked_sub(8)?..end)?.first_chunk()?;
        Some(Self { word: u64::from_le_bytes(*last), length }.cut())
    }

    fn cut(self) -> Self {
        let below = 64 - 8 * self.length;
        Self { word: self.word >> below << below, ..self }
    }

    /// Returns the number, if all bytes are digits.
    #[inline]
    fn number(self) -> Option<i64> {
        let word = self.word | ZEROS.checked_shr(8 * self.length).unwrap_or(0);
        let high = EACH * 0xf0;
        let digits = word & high == ZEROS && word.wrapping_add(EACH * 6) & high == ZEROS;
        // Pairs of digits, then of pairs, then of those: Lemire, "Quickly parsing eight digits", 2018.
        let pairs = (word & (EACH * 0x0f)).wrapping_mul(2_561) >> 8;
        let fours = (pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(6_553_601) >> 16;
        let all = (fours & 0x0000_ffff_0000_ffff).wrapping_mul(42_949_672_960_001) >> 32;
        digits.then_some(all as i64)
    }

    /// Returns the millionths, if these are digits with at most one point among them.
    #[inline]
    fn millionths(self) -> Option<i64> {
        let points = self.word ^ (EACH * u64::from(b'.'));
        let points = points.wrapping_sub(EACH) & !points & (EACH << 7);
        if points == 0 {
            return Some(self.number()? * Decimal::SCALE);
        }
        let point = points.trailing_zeros() / 8;
        let (whole, rest) = ((point + self.length).checked_sub(8)?, 7 - point);
        if whole == 0 || rest == 0 {
            return None;
        }
        let tens = TENS.get(6usize.checked_sub(rest as usize)?)?;
        let before = Self { word: self.word << (8 * (8 - point)), length: whole };
        let after = Self { word: self.word, length: rest }.cut();
        Some(before.number()? * Decimal::SCALE + after.number()? * tens)
    }
}

const fn word_of(text: &[u8]) -> u64 {
    let mut word = 0;
    let mut place = 0;
    while place < text.len() && text.len() <= 8 {
        word |= (text[place] as u64) << (8 * (8 - text.len() + place));
        place += 1;
    }
    word
}

impl<'a> Quick<'a> {
    pub(super) fn new(attribute: &'a Attribute) -> Self {
        let words = attribute.values.iter().map(|value| word_of(value.as_bytes())).collect();
        Self { attribute, words }
    }

    /// Reads a short cell; none says nothing.
    #[inline]
    pub(super) fn read(&self, short: Short) -> Option<Cell> {
        const TRUE: u64 = word_of(b"true");
        const FALSE: u64 = word_of(b"false");
        match self.attribute.kind {
            Type::Integer => short.number(),
            Type::Decimal => short.millionths(),
            Type::Boolean if short.word == TRUE => Some(1),
            Type::Boolean if short.word == FALSE => Some(0),
            Type::Category => {
                let place = self.words.iter().position(|word| *word == short.word);
                place.map(|place| place as Cell)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use journey::time::Zone;
    use journey::value::Texts;
    use proptest::prelude::*;

    use super::*;

    fn quick(kind: Type, text: &str) -> Option<Cell> {
        let values = ["gold", "old", "silver", "platinum plus", "白金"].map(str::to_owned).to_vec();
        let attribute = Attribute { values, ..Attribute::of(kind) };
        let whole = format!("9.9 true{text}9");
        Quick::new(&attribute).read(Short::at(whole.as_bytes(), 8, 8 + text.len())?)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn the_short_way_reads_what_the_long_one_reads(
            text in "[+-]?[0-9]{0,8}([.][0-9]{0,8})?|[0-9.:/]{1,8}|true|false|True|gold|old|silver|platinum plus|白金"
        ) {
            let values = ["gold", "old", "silver", "platinum plus", "白金"].map(str::to_owned).to_vec();
            for kind in [Type::Integer, Type::Decimal, Type::Boolean, Type::Category, Type::Text] {
                if let Some(cell) = quick(kind, &text) {
                    let attribute = Attribute { values: values.clone(), ..Attribute::of(kind) };
                    let zone = Zone::utc();
                    let long = engine::sample::read(&text, &attribute, &zone, &mut Texts::default());
                    prop_assert_eq!(Some(cell), long, "{}", kind);
                }
            }
        }
    }

    #[test]
    fn the_short_way_is_taken() {
        for (kind, text, cell) in [
            (Type::Integer, "7", Some(7)),
            (Type::Integer, "12345678", Some(12_345_678)),
            (Type::Integer, "123456789", None),
            (Type::Integer, "", None),
            (Type::Decimal, "12345.67", Some(12_345_670_000)),
            (Type::Decimal, "5.", None),
            (Type::Decimal, ".5", None),
            (Type::Boolean, "false", Some(0)),
            (Type::Category, "old", Some(1)),
            (Type::Category, "白金", Some(4)),
        ] {
            assert_eq!(quick(kind, text), cell, "{text}");
        }
    }
}
