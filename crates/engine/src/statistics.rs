//! Honest statistics: intervals that hold what they promise, and "cannot tell" where there is none.

use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::histogram::Histogram;
use crate::tally::Moments;

/// The 0.975 quantile of the standard normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// An estimate with its 95 % interval, if one can be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate; none when nothing was observed.
    pub value: Option<f64>,
    /// The interval's ends; none means "cannot tell".
    pub interval: Option<(f64, f64)>,
    /// How the interval was found.
    pub method: Method,
}

/// How an interval was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Wilson's score interval for a share of independent customers.
    Wilson,
    /// Normal interval of a ratio of sums over independent customers (linearized).
    Ratio,
    /// Student's t over independent runs, since customers share something.
    Runs,
    /// Normal interval of paired differences over independent customers.
    Paired,
    /// Newcombe's hybrid score interval for the difference of two shares of independent customers.
    Newcombe,
    /// Order statistics, for a quantile.
    OrderStatistics,
    /// No interval can be given.
    None,
}

impl Method {
    /// Returns the name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::Ratio => "ratio",
            Self::Runs => "t_over_runs",
            Self::Paired => "paired",
            Self::Newcombe => "newcombe",
            Self::OrderStatistics => "order_statistics",
            Self::None => "none",
        }
    }
}

/// Returns Wilson's score interval of `hits` in `n`, at normal quantile `z`.
///
/// Source: E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209–212.
pub fn wilson(hits: f64, n: f64, z: f64) -> Option<(f64, f64)> {
    if n <= 0.0 {
        return None;
    }
    let p = hits / n;
    let z2 = z * z;
    let center = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * libm::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
    // At the ends the bound is exact: none seen cannot exclude 0, all seen cannot exclude 1.
    let low = if hits <= 0.0 { 0.0 } else { (center - half).max(0.0) };
    let high = if hits >= n { 1.0 } else { (center + half).min(1.0) };
    Some((low, high))
}

/// Returns the share Σx / Σy of independent customers, for x ≤ y.
///
/// With one run a customer is one trial and Wilson's interval holds. With several, a customer's runs
/// hang together: the variance of the ratio over customers gives the number of independent trials that
/// Wilson's interval may count on, never more than the trials there were.
pub fn share((x, y): (&Moments, &Moments), customers: u64) -> Estimate {
    let Some(value) = ratio(x, y) else {
        return nothing();
    };
    let trials = y.x as f64;
    let spread = value * (1.0 - value);
    let variance = ratio_variance(x, y, customers);
    let effective = if variance > 0.0 {
        (spread / variance).clamp(1.0, trials)
    } else {
        trials.min(customers as f64)
    };
    Estimate {
        value: Some(value),
        interval: wilson(value * effective, effective, Z),
        method: Method::Wilson,
    }
}

/// Returns the mean Σx / Σy over independent customers, with x and y in `scale`-ths.
pub fn mean((x, y): (&Moments, &Moments), customers: u64, scale: f64) -> Estimate {
    let Some(value) = ratio(x, y) else {
        return nothing();
    };
    if customers < 2 {
        return Estimate { value: Some(value / scale), interval: None, method: Method::None };
    }
    let half = t_quantile(customers as f64 - 1.0) * libm::sqrt(ratio_variance(x, y, customers));
    Estimate {
        value: Some(value / scale),
        interval: Some(((value - half) / scale, (value + half) / scale)),
        method: Method::Ratio,
    }
}

/// Returns the mean of paired differences of independent customers: Σd / (n·runs), with its normal interval.
///
/// Σd and Σd² run over customers, each customer's runs summed first, since they hang together. With one run
/// and differences of −1, 0 and 1 this is McNemar's: Δ = (b−c)/N, Var = (b+c−(b−c)²/N)/N².
pub fn paired(sum: i128, squares: i128, customers: u64, runs: u32, scale: f64) -> Estimate {
    if customers == 0 {
        return nothing();
    }
    let (n, runs) = (customers as f64, f64::from(runs.max(1)));
    let (sum, squares) = (sum as f64, squares as f64);
    let value = sum / n / runs / scale;
    let variance = (squares - sum * sum / n).max(0.0) / (n * n);
    let half = Z * libm::sqrt(variance) / runs / scale;
    let interval = Some((value - half, value + half));
    Estimate { value: Some(value), interval, method: Method::Paired }
}

/// Returns the mean over runs of paired differences, with its t interval; fewer than two runs cannot tell,
/// unless there is no difference at all.
pub fn paired_over_runs(sums: &[i128], customers: u64, scale: f64) -> Estimate {
    if customers == 0 {
        return nothing();
    }
    let each = |&sum: &i128| sum as f64 / customers as f64 / scale;
    let values: Vec<f64> = sums.iter().map(each).collect();
    spread(&values)
}

/// Returns the mean over runs of a ratio, with its t interval; fewer than two runs cannot tell.
pub fn over_runs(runs: &[(i128, i128)], scale: f64) -> Estimate {
    let values: Vec<f64> =
        runs.iter().filter(|(_, y)| *y > 0).map(|&(x, y)| x as f64 / y as f64 / scale).collect();
    spread(&values)
}

/// Returns the mean of independent values with its t interval.
fn spread(values: &[f64]) -> Estimate {
    let n = values.len() as f64;
    if values.is_empty() {
        return nothing();
    }
    let mean = values.iter().sum::<f64>() / n;
    if values.len() < 2 {
        return Estimate { value: Some(mean), interval: None, method: Method::None };
    }
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let half = t_quantile(n - 1.0) * libm::sqrt(squares / (n - 1.0) / n);
    Estimate { value: Some(mean), interval: Some((mean - half, mean + half)), method: Method::Runs }
}

/// Returns the difference of two shares of different customers, each with its Wilson interval.
///
/// With several runs a customer may be in one group in one run and in the other in the next. What such
/// pairs have in common makes the true spread smaller, never larger, than this interval says.
/// Source: R. G. Newcombe (1998), Statistics in Medicine 17, 873–890, method 10.
pub fn difference(own: &Estimate, other: &Estimate) -> Estimate {
    let Some((p, q)) = own.value.zip(other.value) else {
        return nothing();
    };
    let interval =
        own.interval.zip(other.interval).map(|((low, high), (other_low, other_high))| {
            let below = libm::hypot(p - low, other_high - q);
            let above = libm::hypot(high - p, q - other_low);
            (p - q - below, p - q + above)
        });
    let method = if interval.is_some() { Method::Newcombe } else { Method::None };
    Estimate { value: Some(p - q), interval, method }
}

/// Returns the mean over runs of the difference of two ratios, with its t interval; runs that lack one of
/// them are left out, and fewer than two cannot tell.
pub fn difference_over_runs(own: &[(i128, i128)], other: &[(i128, i128)]) -> Estimate {
    let pairs = own.iter().zip(other).filter(|(own, other)| own.1 > 0 && other.1 > 0);
    let ratio = |&(x, y): &(i128, i128)| x as f64 / y as f64;
    spread(&pairs.map(|(own, other)| ratio(own) - ratio(other)).collect::<Vec<f64>>())
}

/// Returns a quantile of independent lengths with its order-statistic interval.
///
/// Source: W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2 (large samples).
pub fn quantile(histogram: &Histogram, p: f64) -> Estimate {
    let n = histogram.count() as f64;
    let Some(value) = histogram.quantile(p) else {
        return nothing();
    };
    let half = Z * libm::sqrt(n * p * (1.0 - p));
    let (low, high) = (libm::ceil(n * p - half), libm::ceil(n * p + half));
    let interval = if low >= 1.0 && high <= n {
        histogram.at_rank(low as u64 - 1).zip(histogram.at_rank(high as u64 - 1))
    } else {
        None
    };
    Estimate {
        value: Some(value as f64),
        interval: interval.map(|(low, high)| (low as f64, high as f64)),
        method: if interval.is_some() { Method::OrderStatistics } else { Method::None },
    }
}

fn nothing() -> Estimate {
    Estimate { value: None, interval: None, method: Method::None }
}

fn ratio(x: &Moments, y: &Moments) -> Option<f64> {
    (y.x > 0).then(|| x.x as f64 / y.x as f64)
}

/// Returns the variance of Σx / Σy by linearization: Σ(x − r·y)² · n / (n − 1) / (Σy)².
fn ratio_variance(x: &Moments, y: &Moments, customers: u64) -> f64 {
    let (n, sum) = (customers as f64, y.x as f64);
    let r = x.x as f64 / sum;
    let squares = x.xx as f64 - 2.0 * r * x.xy as f64 + r * r * y.xx as f64;
    if n < 2.0 { 0.0 } else { squares.max(0.0) * n / (n - 1.0) / (sum * sum) }
}

/// Returns the 0.975 quantile of Student's t.
fn t_quantile(degrees: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, degrees) {
        Ok(t) if degrees < 1_000.0 => t.inverse_cdf(0.975),
        _ => Z,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_equals_published_values() {
        // Newcombe (1998), Statistics in Medicine 17, 857–872, table I: method 3.
        for (hits, n, low, high) in [
            (81.0, 263.0, 0.2553, 0.3662),
            (15.0, 148.0, 0.0624, 0.1605),
            (0.0, 20.0, 0.0, 0.1611),
            (1.0, 29.0, 0.0061, 0.1718),
        ] {
            let (l, h) = wilson(hits, n, Z).expect("n > 0");
            assert!((l - low).abs() < 6e-5 && (h - high).abs() < 6e-5, "{hits}/{n}: {l} {h}");
        }
    }

    #[test]
    fn differences_equal_published_values() {
        // Newcombe (1998), Statistics in Medicine 17, 873–890, table II: method 10.
        for ((x, m), (y, n), low, high) in [
            ((56.0, 70.0), (48.0, 80.0), 0.0524, 0.3339),
            ((9.0, 10.0), (3.0, 10.0), 0.1705, 0.8090),
            ((6.0, 7.0), (2.0, 7.0), 0.0582, 0.8062),
            ((5.0, 56.0), (0.0, 29.0), -0.0381, 0.1926),
            ((0.0, 10.0), (0.0, 20.0), -0.1611, 0.2775),
        ] {
            let estimate = |hits: f64, of: f64| Estimate {
                value: Some(hits / of),
                interval: wilson(hits, of, Z),
                method: Method::Wilson,
            };
            let found = difference(&estimate(x, m), &estimate(y, n));
            let (l, h) = found.interval.expect("both known");
            assert!((l - low).abs() < 6e-5 && (h - high).abs() < 6e-5, "{x}/{m} {y}/{n}: {l} {h}");
        }
    }

    #[test]
    fn differences_of_runs_are_taken_run_by_run() {
        let own = [(30, 100), (50, 100), (10, 100)];
        let other = [(20, 100), (40, 100), (0, 100)];
        let found = difference_over_runs(&own, &other);
        assert!((found.value.expect("three runs") - 0.1).abs() < 1e-12);
        let (low, high) = found.interval.expect("three runs");
        assert!(high - low < 1e-9, "what runs have in common cancels: {low} {high}");
        assert_eq!(difference_over_runs(&own[..1], &other).interval, None);
    }

    #[test]
    fn t_equals_the_table() {
        for (degrees, value) in [(1.0, 12.706), (4.0, 2.776), (29.0, 2.045), (39.0, 2.023)] {
            assert!((t_quantile(degrees) - value).abs() < 6e-4, "{degrees}");
        }
    }

    #[test]
    fn one_run_cannot_tell() {
        assert_eq!(over_runs(&[(5, 10)], 1.0).interval, None);
        assert_eq!(over_runs(&[], 1.0).value, None);
    }

    #[test]
    fn one_run_of_shares_is_plain_wilson() {
        let hits = Moments { x: 15, xx: 15, xy: 15 };
        let trials = Moments { x: 148, xx: 148, xy: 148 };
        let (low, high) = share((&hits, &trials), 148).interval.expect("observed");
        assert!((low - 0.0624).abs() < 3e-4 && (high - 0.1605).abs() < 3e-4, "{low} {high}");
    }
}
