//! Sets of values that one attribute, or one computed value, can have. Exact for what conditions ask of
//! it; knows no condition.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::value::{Attribute, Cell, MAX_TAGS, MISSING, Type};

/// What a value can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Whether it can be missing.
    pub missing: bool,
    /// What it can be where it is not missing.
    pub values: Values,
}

/// Values, without the missing one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Cells between bounds, both included; apart from each other and in order.
    Ranges(Vec<(Cell, Cell)>),
    /// Tag sets that hold all of `with` and none of `without`.
    Tags {
        /// Bits that are set.
        with: i64,
        /// Bits that are not.
        without: i64,
    },
    /// One of these texts.
    Only(BTreeSet<Arc<str>>),
    /// Any text but these.
    AllBut(BTreeSet<Arc<str>>),
}

/// One value of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Example {
    /// No value.
    Missing,
    /// A cell of any type but text.
    Cell(Cell),
    /// A text.
    Text(Arc<str>),
}

/// The least cell that is a value.
const LEAST: Cell = MISSING + 1;

impl Values {
    /// Returns every cell.
    pub fn any_cell() -> Self {
        Self::Ranges(vec![(LEAST, Cell::MAX)])
    }

    /// Returns no value at all.
    pub fn none() -> Self {
        Self::Ranges(Vec::new())
    }

    /// Returns the cells between two bounds, which may lie beyond what a cell can hold.
    pub fn between(from: i128, to: i128) -> Self {
        let (from, to) = (from.max(i128::from(LEAST)), to.min(i128::from(Cell::MAX)));
        Self::Ranges(if from <= to { vec![(from as Cell, to as Cell)] } else { Vec::new() })
    }

    /// Returns whether no value is left.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Ranges(ranges) => ranges.is_empty(),
            Self::Tags { with, without } => with & without != 0,
            Self::Only(texts) => texts.is_empty(),
            Self::AllBut(_) => false,
        }
    }

    fn intersect(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Ranges(one), Self::Ranges(two)) => Self::Ranges(common(one, two)),
            (Self::Tags { with, without }, Self::Tags { with: more, without: less }) => {
                Self::Tags { with: with | more, without: without | less }
            }
            (Self::Only(one), Self::Only(two)) => Self::Only(one & two),
            (Self::Only(only), Self::AllBut(not)) | (Self::AllBut(not), Self::Only(only)) => {
                Self::Only(only - not)
            }
            (Self::AllBut(one), Self::AllBut(two)) => Self::AllBut(one | two),
            // Only an empty set of cells ever meets tags or texts.
            _ => Self::none(),
        }
    }

    /// Returns a set that holds both; wider where tags have no exact union.
    fn union(&self, other: &Self) -> Self {
        match (self, other) {
            (empty, full) | (full, empty) if empty.is_empty() => full.clone(),
            (Self::Ranges(one), Self::Ranges(two)) => {
                Self::Ranges(merged(one.iter().chain(two).copied().collect()))
            }
            (Self::Tags { with, without }, Self::Tags { with: more, without: less }) => {
                Self::Tags { with: with & more, without: without & less }
            }
            (Self::Only(one), Self::Only(two)) => Self::Only(one | two),
            (Self::Only(only), Self::AllBut(not)) | (Self::AllBut(not), Self::Only(only)) => {
                Self::AllBut(not - only)
            }
            (Self::AllBut(one), Self::AllBut(two)) => Self::AllBut(one & two),
            (one, _) => one.clone(),
        }
    }

    /// Returns all other values, or none where tags have no such set.
    fn complement(&self) -> Option<Self> {
        match self {
            Self::Ranges(ranges) => {
                let mut rest = Vec::new();
                let mut from = Some(LEAST);
                for &(low, high) in ranges {
                    if let Some(from) = from.filter(|&from| from < low) {
                        rest.push((from, low - 1));
                    }
                    from = high.checked_add(1);
                }
                rest.extend(from.map(|from| (from, Cell::MAX)));
                Some(Self::Ranges(rest))
            }
            Self::Tags { with, without } if with.count_ones() + without.count_ones() == 1 => {
                Some(Self::Tags { with: *without, without: *with })
            }
            Self::Tags { .. } => None,
            Self::Only(texts) => Some(Self::AllBut(texts.clone())),
            Self::AllBut(texts) => Some(Self::Only(texts.clone())),
        }
    }
}

impl Domain {
    /// Returns the values that an attribute can have, missing included unless it is promised.
    pub fn of(attribute: &Attribute) -> Self {
        let values = match attribute.kind {
            Type::Boolean => Values::between(0, 1),
            Type::Category => Values::between(0, attribute.values.len() as i128 - 1),
            Type::Tags => {
                let all = (1i64 << attribute.values.len().min(MAX_TAGS)) - 1;
                Values::Tags { with: 0, without: !all & ((1 << MAX_TAGS) - 1) }
            }
            Type::Text => Values::AllBut(BTreeSet::new()),
            Type::Integer | Type::Decimal | Type::Date | Type::Instant => Values::any_cell(),
        };
        Self { missing: !attribute.required, values }
    }

    /// Returns exactly the missing value of an attribute.
    pub fn none_of(attribute: &Attribute) -> Self {
        let values = match attribute.kind {
            Type::Tags => Values::Tags { with: 1, without: 1 },
            Type::Text => Values::Only(BTreeSet::new()),
            _ => Values::none(),
        };
        Self { missing: true, values }
    }

    /// Returns these values and nothing missing.
    pub fn set(values: Values) -> Self {
        Self { missing: false, values }
    }

    /// Returns whether nothing is left.
    pub fn is_empty(&self) -> bool {
        !self.missing && self.values.is_empty()
    }

    /// Returns what is in both.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        Self {
            missing: self.missing && other.missing,
            values: self.values.intersect(&other.values),
        }
    }

    /// Returns a domain that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self { missing: self.missing || other.missing, values: self.values.union(&other.values) }
    }

    /// Returns everything else, or none where that cannot be said.
    pub fn complement(&self) -> Option<Self> {
        Some(Self { missing: !self.missing, values: self.values.complement()? })
    }

    /// Returns the simplest value: a value rather than none, near zero, few tags, a short text.
    pub fn example(&self) -> Example {
        match &self.values {
            values if values.is_empty() => Example::Missing,
            Values::Ranges(ranges) => simplest(ranges).map_or(Example::Missing, Example::Cell),
            Values::Tags { with, .. } => Example::Cell(*with),
            Values::Only(texts) => {
                texts.first().map_or(Example::Missing, |text| Example::Text(text.clone()))
            }
            Values::AllBut(not) => {
                let mut names = (0..).map(|number| Arc::from(format!("text{number}")));
                names.find(|name| !not.contains(name)).map_or(Example::Missing, Example::Text)
            }
        }
    }

    /// Returns whether everything in the other one is in this one, as far as that is plain to see.
    pub fn holds(&self, other: &Self) -> bool {
        self.intersect(other) == *other
    }
}

/// Returns the cell nearest to zero; of two equally near the positive one.
fn simplest(ranges: &[(Cell, Cell)]) -> Option<Cell> {
    let nearest = |&(low, high): &(Cell, Cell)| 0.clamp(low, high);
    ranges.iter().map(nearest).min_by_key(|cell| (cell.unsigned_abs(), *cell < 0))
}

/// Returns the overlap of two ordered lists of ranges.
fn common(one: &[(Cell, Cell)], two: &[(Cell, Cell)]) -> Vec<(Cell, Cell)> {
    let mut both = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(&(a, b)), Some(&(c, d))) = (one.get(i), two.get(j)) {
        let (low, high) = (a.max(c), b.min(d));
        if low <= high {
            both.push((low, high));
        }
        if b < d { i += 1 } else { j += 1 }
    }
    both
}

/// Returns ranges in order, those that touch made one.
fn merged(mut ranges: Vec<(Cell, Cell)>) -> Vec<(Cell, Cell)> {
    ranges.sort_unstable();
    let mut out: Vec<(Cell, Cell)> = Vec::new();
    for (low, high) in ranges {
        match out.last_mut() {
            Some((_, end)) if low <= end.saturating_add(1) => *end = high.max(*end),
            _ => out.push((low, high)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranges() -> impl Strategy<Value = Values> {
        let range = (-8i64..8, 0i64..5).prop_map(|(low, more)| (low, low + more));
        proptest::collection::vec(range, 0..4).prop_map(|list| Values::Ranges(merged(list)))
    }

    fn texts() -> impl Strategy<Value = Values> {
        let set = proptest::collection::btree_set("[abc]", 0..3)
            .prop_map(|set| set.into_iter().map(Arc::from).collect::<BTreeSet<Arc<str>>>());
        (set, any::<bool>())
            .prop_map(|(set, only)| if only { Values::Only(set) } else { Values::AllBut(set) })
    }

    fn domain() -> impl Strategy<Value = (Domain, Domain)> {
        let cells = (any::<bool>(), ranges(), any::<bool>(), ranges());
        let words = (any::<bool>(), texts(), any::<bool>(), texts());
        let pair = |(a, one, b, two)| {
            (Domain { missing: a, values: one }, Domain { missing: b, values: two })
        };
        prop_oneof![cells.prop_map(pair), words.prop_map(pair)]
    }

    /// Says of a few values, and of the missing one, whether they are in a domain.
    fn members(domain: &Domain) -> Vec<bool> {
        let of = |place: i64| match &domain.values {
            Values::Ranges(ranges) => ranges.iter().any(|&(a, b)| (a..=b).contains(&(place - 12))),
            Values::Only(set) => set.contains(["a", "b", "c", "d"][place as usize % 4]),
            Values::AllBut(set) => !set.contains(["a", "b", "c", "d"][place as usize % 4]),
            Values::Tags { with, without } => place & with == *with && place & without == 0,
        };
        std::iter::once(domain.missing).chain((0..24).map(of)).collect()
    }

    proptest! {
        #[test]
        fn sets_behave_like_sets((one, two) in domain()) {
            let (a, b) = (members(&one), members(&two));
            let both: Vec<bool> = a.iter().zip(&b).map(|(a, b)| *a && *b).collect();
            let either: Vec<bool> = a.iter().zip(&b).map(|(a, b)| *a || *b).collect();
            let not: Vec<bool> = a.iter().map(|a| !a).collect();
            prop_assert_eq!(members(&one.intersect(&two)), both);
            prop_assert_eq!(members(&one.union(&two)), either);
            prop_assert_eq!(members(&one.complement().unwrap()), not);
            prop_assert!(one.union(&two).holds(&one));
        }

        #[test]
        fn tags_never_lose_a_member(bits in proptest::array::uniform4(0i64..16)) {
            let [with, without, more, less] = bits;
            let one = Domain::set(Values::Tags { with, without: without & !with });
            let two = Domain::set(Values::Tags { with: more, without: less & !more });
            let (a, b) = (members(&one), members(&two));
            let both: Vec<bool> = a.iter().zip(&b).map(|(a, b)| *a && *b).collect();
            prop_assert_eq!(members(&one.intersect(&two)), both);
            let union = members(&one.union(&two));
            prop_assert!(a.iter().zip(&b).zip(&union).all(|((a, b), or)| *or || !(*a || *b)));
        }
    }
}
