//! Durations, counted in buckets less than 0.8 % wide that remember their mean. Merging is adding.

use journey::time::Millis;

/// Buckets for each doubling of the value.
const STEPS: u64 = 128;

/// How often each length of time came up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// How many, and their sum, from the first bucket in use to the last.
    buckets: Vec<(u64, i128)>,
    /// The number of the first.
    first: usize,
    count: u64,
    zeros: u64,
    least: Millis,
    most: Millis,
}

impl Histogram {
    /// Counts a length; a negative one counts as none.
    pub fn add(&mut self, millis: Millis) {
        let value = millis.max(0);
        if self.count == 0 {
            (self.least, self.most) = (value, value);
        }
        self.count += 1;
        self.least = self.least.min(value);
        self.most = self.most.max(value);
        if value == 0 {
            self.zeros += 1;
            return;
        }
        let bucket = bucket(value as u64);
        let place = bucket.wrapping_sub(self.first);
        let place = if place < self.buckets.len() { place } else { self.reach(bucket, bucket) };
        let (count, sum) = &mut self.buckets[place];
        (*count, *sum) = (*count + 1, *sum + i128::from(value));
    }

    /// Counts so many lengths of nothing.
    pub fn add_zeros(&mut self, zeros: u64) {
        if zeros > 0 {
            let most = self.most;
            self.add(0);
            self.most = most;
            self.count += zeros - 1;
            self.zeros += zeros - 1;
        }
    }

    /// Adds another's counts.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            (self.least, self.most) = (other.least, other.most);
        }
        self.count += other.count;
        self.zeros += other.zeros;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
        if other.buckets.is_empty() {
            return;
        }
        let place = self.reach(other.first, other.first + other.buckets.len() - 1);
        for (own, more) in self.buckets[place..].iter_mut().zip(&other.buckets) {
            *own = (own.0 + more.0, own.1 + more.1);
        }
    }

    /// Makes room for the buckets of these numbers, first and last; returns the place of the first of them.
    #[cold]
    fn reach(&mut self, first: usize, last: usize) -> usize {
        if self.buckets.is_empty() {
            self.first = first;
        }
        let before = self.first.saturating_sub(first);
        self.buckets.splice(..0, std::iter::repeat_n((0, 0), before));
        self.first -= before;
        let count = self.buckets.len().max(last + 1 - self.first);
        self.buckets.resize(count, (0, 0));
        first - self.first
    }

    /// Returns how many lengths were counted.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Returns the length with this rank, counted from 0, to within 0.8 %: the mean of its bucket, so that a
    /// length that many share comes out exactly.
    pub fn at_rank(&self, rank: u64) -> Option<Millis> {
        if rank >= self.count {
            return None;
        }
        if rank < self.zeros {
            return Some(0);
        }
        let mut below = self.zeros;
        for &bucket in &self.buckets {
            below += bucket.0;
            if rank < below {
                return Some(mean(bucket));
            }
        }
        Some(self.most)
    }

    /// Returns the p-quantile, 0 ≤ p ≤ 1: the smallest length that at least a share p does not exceed.
    pub fn quantile(&self, p: f64) -> Option<Millis> {
        let rank = libm::ceil(p * self.count as f64) as u64;
        self.at_rank(rank.saturating_sub(1).min(self.count.saturating_sub(1)))
    }

    /// Returns (length, how many) for every bucket in use, ascending.
    pub fn buckets(&self) -> impl Iterator<Item = (Millis, u64)> {
        let zeros = (self.zeros > 0).then_some((0, self.zeros));
        let rest = self.buckets.iter().filter(|(count, _)| *count > 0);
        zeros.into_iter().chain(rest.map(|&bucket| (mean(bucket), bucket.0)))
    }
}

fn mean((count, sum): (u64, i128)) -> Millis {
    (sum / i128::from(count.max(1))) as Millis
}

fn bucket(value: u64) -> usize {
    if value < STEPS {
        return value as usize;
    }
    let shift = 63 - value.leading_zeros() - STEPS.trailing_zeros();
    (u64::from(shift) * STEPS + (value >> shift)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quantiles_are_within_the_promised_precision(
            mut values in prop::collection::vec(0i64..4_000_000_000_000, 1..200), p in 0.0f64..1.0
        ) {
            let mut histogram = Histogram::default();
            values.iter().for_each(|&value| histogram.add(value));
            values.sort_unstable();
            let rank = ((p * values.len() as f64).ceil() as usize).clamp(1, values.len());
            let exact = values[rank - 1] as f64;
            let found = histogram.quantile(p).expect("not empty") as f64;
            prop_assert!((found - exact).abs() <= exact * 0.0079 + 0.5, "{} {}", found, exact);
        }

        #[test]
        fn merging_is_adding(a in prop::collection::vec(0i64..1_000_000, 0..50), b in prop::collection::vec(0i64..1_000_000, 0..50)) {
            let of = |values: &[i64]| {
                let mut histogram = Histogram::default();
                values.iter().for_each(|&value| histogram.add(value));
                histogram
            };
            let mut merged = of(&a);
            merged.merge(&of(&b));
            let both: Vec<i64> = a.iter().chain(&b).copied().collect();
            prop_assert_eq!(merged.buckets().collect::<Vec<_>>(), of(&both).buckets().collect::<Vec<_>>());
            prop_assert_eq!(merged.count(), both.len() as u64);
        }
    }
}
