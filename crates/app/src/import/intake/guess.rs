//! Which type the values of a column have. Each type is tried on every cell for as long as nearly all have fitted; the
//! person has the last word.

use std::collections::HashMap;

use journey::time::Zone;
use journey::value::{Attribute, Texts, Type};

use super::super::cell;
use super::personal::{Looks, Personal};

/// Types that are told by how a value is written, in the order in which they are proposed.
const TRIED: [Type; 5] = [Type::Boolean, Type::Integer, Type::Decimal, Type::Date, Type::Instant];
/// One cell of so many may fail to fit.
const ONE_IN: u64 = 20;
/// Cells that are forgiven before that is asked.
const FIRST: u64 = 3;
/// Most values of a choice.
const MOST_VALUES: usize = 50;
/// Longest value of a choice, in characters.
const LONGEST: usize = 60;
/// Cells that are shown.
const SHOWN: usize = 5;

/// What is known of a column so far.
#[derive(Debug)]
pub(super) struct Guess {
    pub(super) filled: u64,
    /// The first cells that differ, as they stand in the file.
    pub(super) samples: Vec<String>,
    misfits: [u64; TRIED.len()],
    /// Different values and how often each came; none once there were too many for a choice.
    values: Option<HashMap<String, u64>>,
    /// Whether a number begins with a zero that it would lose.
    zeros: bool,
    looks: Looks,
}

/// What a column seems to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Guessed {
    pub(super) kind: Type,
    /// What may be chosen, the most frequent first.
    pub(super) values: Vec<String>,
    /// Cells that are no value of it.
    pub(super) misfits: u64,
    pub(super) personal: Option<Personal>,
}

impl Default for Guess {
    fn default() -> Self {
        Self {
            filled: 0,
            samples: Vec::new(),
            misfits: [0; TRIED.len()],
            values: Some(HashMap::new()),
            zeros: false,
            looks: Looks::default(),
        }
    }
}

impl Guess {
    /// Takes a cell in that is not empty.
    pub(super) fn add(&mut self, cell: &str, zone: &Zone) {
        self.filled += 1;
        if self.samples.len() < SHOWN && !self.samples.iter().any(|it| it == cell) {
            self.samples.push(cell.chars().take(LONGEST).collect());
        }
        // A thousand tell what a column holds.
        if self.filled <= 1_000 {
            self.looks.add(cell);
        }
        let digits = cell.trim_start_matches(['-', '+']);
        self.zeros |= digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
        let mut texts = Texts::default();
        for (kind, misfits) in TRIED.into_iter().zip(&mut self.misfits) {
            let hopeless = *misfits > FIRST && *misfits > self.filled / ONE_IN;
            if hopeless || cell::read(cell, &Attribute::of(kind), zone, &mut texts).is_none() {
                *misfits += 1;
            }
        }
        if let Some(values) = &mut self.values {
            match values.get_mut(cell) {
                Some(count) => *count += 1,
                None => {
                    values.insert(cell.to_owned(), 1);
                }
            }
            if values.len() > MOST_VALUES || cell.chars().count() > LONGEST {
                self.values = None;
            }
        }
    }

    /// Returns what the column of this name seems to be.
    pub(super) fn told(&self, header: &str) -> Guessed {
        let personal = self.looks.personal(header);
        let text = |values| Guessed { kind: Type::Text, values, misfits: 0, personal };
        if self.filled == 0 {
            return text(Vec::new());
        }
        let few = |misfits: u64| misfits <= self.filled / ONE_IN;
        let tried = TRIED.into_iter().zip(self.misfits);
        let mut fits: Vec<(Type, u64)> = tried.filter(|(_, misfits)| few(*misfits)).collect();
        // Zeros in front are part of a code, as of a branch or a parcel.
        fits.retain(|(kind, _)| !(self.zeros && matches!(kind, Type::Integer | Type::Decimal)));
        // Eight digits are a number, unless the column says that it holds days.
        let says_day =
            ["date", "日付", "年月日"].iter().any(|word| header.to_lowercase().contains(word));
        let may_be_day = |kind: &Type| matches!(kind, Type::Date | Type::Instant);
        let are_days = says_day && fits.iter().any(|(kind, _)| may_be_day(kind));
        let are_numbers = fits.iter().any(|(kind, _)| *kind == Type::Integer);
        fits.retain(|(kind, _)| {
            !(are_days && !may_be_day(kind) || !are_days && are_numbers && may_be_day(kind))
        });
        // One value alone says nothing: a column of ones is a number.
        let one = self.values.as_ref().is_some_and(|values| values.len() < 2);
        let digits = self.misfits[1] == 0;
        fits.retain(|(kind, _)| !(*kind == Type::Boolean && one && digits));
        let exact = fits.iter().find(|(_, misfits)| *misfits == 0);
        let best = exact.or_else(|| fits.iter().min_by_key(|(_, misfits)| *misfits));
        let choice = self.choice().filter(|_| personal.is_none());
        match (best, choice) {
            (Some((kind, 0)), _) => {
                Guessed { kind: *kind, values: Vec::new(), misfits: 0, personal }
            }
            (_, Some(values)) => Guessed { kind: Type::Category, values, misfits: 0, personal },
            (Some((kind, misfits)), None) => {
                Guessed { kind: *kind, values: Vec::new(), misfits: *misfits, personal }
            }
            (None, None) => text(Vec::new()),
        }
    }

    /// Returns the values of a choice, the most frequent first, where it is one: few, and most of them again and again.
    fn choice(&self) -> Option<Vec<String>> {
        let values = self.values.as_ref()?;
        let again = values.len() as u64 * 3 <= self.filled || values.len() <= 2 && self.filled > 3;
        if !again || self.zeros {
            return None;
        }
        Some(self.all_values())
    }

    /// Returns every different value, the most frequent first; empty where there are too many.
    pub(super) fn all_values(&self) -> Vec<String> {
        let mut all: Vec<(&String, &u64)> = self.values.iter().flatten().collect();
        all.sort_unstable_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
        all.into_iter().map(|(value, _)| value.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(header: &str, cells: &[&str]) -> Guessed {
        let zone = Zone::utc();
        let mut guess = Guess::default();
        cells.iter().for_each(|cell| guess.add(cell, &zone));
        guess.told(header)
    }

    fn kind(cells: &[&str]) -> Type {
        told("x", cells).kind
    }

    #[test]
    fn a_column_is_what_all_its_values_are() {
        assert_eq!(kind(&["Yes", "No", "Yes"]), Type::Boolean);
        assert_eq!(kind(&["0", "1", "0"]), Type::Boolean);
        assert_eq!(kind(&["1", "1", "1"]), Type::Integer);
        assert_eq!(kind(&["12", "１，２３４", "-5"]), Type::Integer);
        assert_eq!(kind(&["12", "0.5"]), Type::Decimal);
        assert_eq!(kind(&["2026/11/22", "令和8年11月23日"]), Type::Date);
        assert_eq!(kind(&["2026-11-22 09:00", "2026-11-23"]), Type::Instant);
        assert_eq!(kind(&["007", "012", "123"]), Type::Text);
        assert_eq!(kind(&[]), Type::Text);
        assert_eq!(kind(&["20261122", "20261123"]), Type::Integer);
        assert_eq!(told("birth_date", &["20261122", "20261123"]).kind, Type::Date);
    }

    #[test]
    fn few_values_that_come_again_are_a_choice() {
        let cells = ["b", "a", "b", "c", "b", "a", "b", "b", "a"];
        let expected = Guessed {
            kind: Type::Category,
            values: ["b", "a", "c"].map(str::to_owned).into(),
            misfits: 0,
            personal: None,
        };
        assert_eq!(told("tier", &cells), expected);
        assert_eq!(kind(&["a", "b", "c", "d"]), Type::Text);
        let people = ["山田 太郎", "山田 太郎", "山田 太郎", "佐藤 花子", "佐藤 花子", "佐藤 花子"];
        assert_eq!(told("x", &people).kind, Type::Text, "people are never choices");
    }

    #[test]
    fn a_few_cells_that_do_not_fit_do_not_hide_the_type() {
        let numbers: Vec<String> = (0..99).map(|number| (number * 37).to_string()).collect();
        let mut cells: Vec<&str> = numbers.iter().map(String::as_str).collect();
        cells.push("n/a");
        let found = told("x", &cells);
        assert_eq!((found.kind, found.misfits), (Type::Integer, 1));
    }
}
