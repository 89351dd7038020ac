//! Draws: every chance in a rehearsal is a pure function of who, where, why and which time.
//! Nothing is rolled in sequence, so no draw can disturb another.

use journey::response::Delay;
use journey::span::Span;
use journey::time::{Millis, Zone};

/// The seed of one run: `H(seed, run)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(u64);

impl Seed {
    /// Returns the seed of a run, the first being 0.
    pub fn new(seed: u64, run: u32) -> Self {
        Self(mix(seed ^ mix(u64::from(run).wrapping_add(0x7461_6269_6a69))))
    }

    /// Draws 64 even bits for a customer, a site and a visit.
    #[inline]
    pub fn draw(self, customer: u64, site: Site, visit: u32) -> u64 {
        self.draws(customer, site, visit)[0]
    }

    /// Draws twice 64 even bits for a customer, a site and a visit: one Philox 2x64-10 block. Of a reaction, the
    /// first says whether it comes, the second when.
    #[inline]
    pub fn draws(self, customer: u64, site: Site, visit: u32) -> [u64; 2] {
        philox2x64([customer, site.0], self.0 ^ (u64::from(visit) << 32 | u64::from(visit)))
    }
}

/// Where and why something is drawn: `H(node id, purpose)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site(u64);

impl Site {
    /// Returns the site of a purpose at a node; ids and purposes, never places in a list.
    pub fn new(node: &str, purpose: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(node.as_bytes()).update(&[0]).update(purpose.as_bytes());
        Self(first_word(&hasher))
    }
}

/// Returns the key of a customer: a 64-bit hash of the id.
///
/// FNV-1a with a final mix: one of a million reads of ids must cost nanoseconds, and nobody gains by
/// forging a collision in their own rehearsal.
pub fn customer_key(id: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    mix(id
        .iter()
        .fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

fn first_word(hasher: &blake3::Hasher) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(word)
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Philox 2x64 with ten rounds.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
#[inline]
pub fn philox2x64(mut counter: [u64; 2], mut key: u64) -> [u64; 2] {
    for _ in 0..10 {
        let product = u128::from(counter[0]) * 0xd2b7_4407_b1ce_6e93;
        counter = [(product >> 64) as u64 ^ key ^ counter[1], product as u64];
        key = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    }
    counter
}

/// Returns a draw as a number in [0, 1).
#[inline]
pub fn unit(draw: u64) -> f64 {
    (draw >> 11) as f64 / (1u64 << 53) as f64
}

/// A chance as a threshold on 64-bit draws: a draw below it is a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(Option<u64>);

impl Threshold {
    /// Returns the threshold of a percentage in millionths; 100 and above always hits, 0 and below never.
    #[inline]
    pub fn percent_millionths(millionths: i64) -> Self {
        let whole = 100_000_000;
        match millionths {
            ..=0 => Self(Some(0)),
            millionths if millionths >= whole => Self(None),
            millionths => Self(Some(((millionths as u128) << 64).div_ceil(whole as u128) as u64)),
        }
    }

    /// Returns the lowest draw that does not hit; the highest there is where every draw hits.
    pub(crate) fn lowest_miss(self) -> u64 {
        self.0.unwrap_or(u64::MAX)
    }

    /// Returns whether a draw hits.
    #[inline]
    pub fn hit(self, draw: u64) -> bool {
        self.0.is_none_or(|threshold| draw < threshold)
    }
}

/// The quantile of the standard normal distribution at `p`, 0 < p < 1.
///
/// Source: Peter J. Acklam's rational approximation (2003), relative error under 1.15 × 10⁻⁹.
pub fn normal_quantile(p: f64) -> f64 {
    let tail = |q: f64| {
        let c = [
            -7.784_894_002_430_293e-3,
            -0.322_396_458_041_136_5,
            -2.400_758_277_161_838,
            -2.549_732_539_343_734,
            4.374_664_141_464_968,
            2.938_163_982_698_783,
        ];
        let d = [
            7.784_695_709_041_462e-3,
            0.322_467_129_070_039_8,
            2.445_134_137_142_996,
            3.754_408_661_907_416,
        ];
        horner(&c, q) / (horner(&d, q) * q + 1.0)
    };
    let p = p.clamp(1e-300, 1.0 - 1e-16);
    if p < 0.02425 {
        tail(libm::sqrt(-2.0 * libm::log(p)))
    } else if p > 1.0 - 0.02425 {
        -tail(libm::sqrt(-2.0 * libm::log(1.0 - p)))
    } else {
        let a = [
            -39.696_830_286_653_76,
            220.946_098_424_520_5,
            -275.928_510_446_968_7,
            138.357_751_867_269,
            -30.664_798_066_147_16,
            2.506_628_277_459_239,
        ];
        let b = [
            -54.476_098_798_224_06,
            161.585_836_858_040_9,
            -155.698_979_859_886_6,
            66.801_311_887_719_72,
            -13.280_681_552_885_72,
        ];
        let q = p - 0.5;
        let r = q * q;
        horner(&a, r) * q / (horner(&b, r) * r + 1.0)
    }
}

fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// A delay ready to be drawn.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    /// Always the same.
    Constant(Span),
    /// Evenly in milliseconds from … from + width.
    Uniform(Millis, Millis),
    /// Exponential with this mean in milliseconds.
    Exponential(f64),
    /// Log-normal: ln of the median in milliseconds, and σ.
    Lognormal(f64, f64),
}

impl Wait {
    /// Returns the delay of a model. Spans of chance take a day as 24 hours.
    pub fn of(delay: &Delay) -> Self {
        match delay {
            Delay::Constant(span) => Self::Constant(*span),
            Delay::Uniform { from, to } => {
                Self::Uniform(from.nominal(), (to.nominal() - from.nominal()).max(0))
            }
            Delay::Exponential { mean } => Self::Exponential(mean.nominal() as f64),
            Delay::Lognormal { median, p90 } => {
                let (median, p90) = (median.nominal().max(1) as f64, p90.nominal().max(1) as f64);
                // The 0.9 quantile of the standard normal is 1.281551…
                let sigma = (libm::log(p90 / median) / 1.281_551_565_544_600_5).max(0.0);
                Self::Lognormal(libm::log(median), sigma)
            }
        }
    }

    /// Returns whether this is drawn at all, and not constant.
    pub fn is_random(self) -> bool {
        !matches!(self, Self::Constant(_))
    }

    /// Returns the instant after the delay that a draw stands for; at most 100 years on.
    #[inline]
    pub fn after(self, start: Millis, draw: u64, zone: &Zone) -> Millis {
        let cut = |millis: f64| millis.min(3.2e12) as Millis;
        start
            + match self {
                Self::Constant(span) => return span.after(start, zone),
                Self::Uniform(from, width) => {
                    from + ((u128::from(draw) * (width as u128 + 1)) >> 64) as Millis
                }
                Self::Exponential(mean) => cut(-mean * libm::log(1.0 - unit(draw))),
                Self::Lognormal(mu, sigma) => {
                    let z = normal_quantile(unit(draw) + 0.5 / (1u64 << 53) as f64);
                    cut(libm::exp(mu + sigma * z))
                }
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known answers of Random123 1.14, `kat_vectors`.
    #[test]
    fn philox_equals_the_published_vectors() {
        let all = u64::MAX;
        let table = [
            ([0, 0], 0, [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]),
            ([all, all], all, [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]),
            (
                [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344],
                0xa409_3822_299f_31d0,
                [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d],
            ),
        ];
        for (counter, key, expected) in table {
            assert_eq!(philox2x64(counter, key), expected);
        }
    }

    #[test]
    fn draws_are_even_in_every_coordinate() {
        let seed = Seed::new(1, 0);
        let site = Site::new("nod_a", "arm");
        let chi = |draws: &mut dyn Iterator<Item = u64>| {
            let mut bins = [0f64; 64];
            let mut count = 0f64;
            for draw in draws {
                bins[(draw >> 58) as usize] += 1.0;
                count += 1.0;
            }
            bins.iter().map(|bin| (bin - count / 64.0).powi(2) / (count / 64.0)).sum::<f64>()
        };
        // Chi-square with 63 degrees: 116 is the 1 − 5e-5 quantile.
        assert!(chi(&mut (0..100_000).map(|n| seed.draw(n, site, 0))) < 116.0);
        assert!(chi(&mut (0..100_000).map(|n| seed.draw(7, site, n))) < 116.0);
        assert!(chi(&mut (0..100_000).map(|n| Seed::new(1, n).draw(7, site, 0))) < 116.0);
        let nodes = (0..100_000).map(|n| seed.draw(7, Site::new(&n.to_string(), "arm"), 0));
        assert!(chi(&mut { nodes }) < 116.0);
        let ids =
            (0..100_000).map(|n| seed.draw(customer_key(format!("c{n}").as_bytes()), site, 0));
        assert!(chi(&mut { ids }) < 116.0);
    }

    #[test]
    fn thresholds_are_exact_at_the_ends() {
        assert!(!Threshold::percent_millionths(0).hit(0));
        assert!(Threshold::percent_millionths(100_000_000).hit(u64::MAX));
        let half = Threshold::percent_millionths(50_000_000);
        assert!(half.hit((1 << 63) - 1) && !half.hit(1 << 63));
    }

    #[test]
    fn delays_have_the_quantiles_they_name() {
        let zone = Zone::utc();
        let lognormal =
            Wait::of(&Delay::Lognormal { median: Span::millis(7_200_000), p90: Span::days(1) });
        let at = |wait: Wait, p: f64| wait.after(0, (p * u64::MAX as f64) as u64, &zone);
        assert!((at(lognormal, 0.5) - 7_200_000).abs() < 10);
        assert!((at(lognormal, 0.9) - 86_400_000).abs() < 1_000);
        let exponential = Wait::of(&Delay::Exponential { mean: Span::millis(1_000_000) });
        assert!((at(exponential, 0.5) - 693_147).abs() < 3);
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-8);
    }
}
