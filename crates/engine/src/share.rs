//! Work on rows shared out among threads: each takes the next few rows whenever it is free, and keeps one hand
//! for all of them, so that what is made and merged grows with threads, not with customers.

use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::simulate::{Cancelled, Watch};

/// Rows that a thread takes at a time: few enough that none waits long for the last one.
const CHUNK: usize = 1_024;

/// Has threads (0 means one for each core) do `work` on ranges of rows, each with one hand of its own; returns the
/// hands, in no order. `work` adds to `watch.done` what it has done.
pub(crate) fn share<H: Send>(
    rows: usize,
    threads: usize,
    watch: &Watch,
    hand: impl Fn() -> H + Sync,
    work: impl Fn(&mut H, Range<usize>) + Sync,
) -> Result<Vec<H>, Cancelled> {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = if threads == 0 { cores() } else { threads };
    let next = AtomicUsize::new(0);
    let one = || {
        let mut hand = hand();
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed);
            if start >= rows || watch.cancel.load(Ordering::Relaxed) {
                return hand;
            }
            work(&mut hand, start..(start + CHUNK).min(rows));
        }
    };
    let hands = thread::scope(|scope| {
        // A machine that gives no more threads still has this one.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, one).ok();
        let others: Vec<_> = (1..threads.min(rows.div_ceil(CHUNK))).map_while(spawn).collect();
        let mut hands = vec![one()];
        for other in others {
            hands.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        hands
    });
    if watch.cancel.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(hands) }
}

/// As [`share`], where each range has a result of its own; returns these in the order of rows.
pub(crate) fn in_order<T: Send>(
    rows: usize,
    threads: usize,
    watch: &Watch,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Result<Vec<T>, Cancelled> {
    let hands = share(rows, threads, watch, Vec::new, |parts, range| {
        let (start, count) = (range.start, range.len() as u64);
        parts.push((start, work(range)));
        watch.done.fetch_add(count, Ordering::Relaxed);
    })?;
    let mut parts: Vec<(usize, T)> = hands.into_iter().flatten().collect();
    parts.sort_by_key(|(start, _)| *start);
    Ok(parts.into_iter().map(|(_, part)| part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_worked_on_once_on_any_number_of_threads() {
        for (rows, threads) in [(0, 2), (1, 8), (1_024, 2), (1_025, 2), (10_000, 1), (10_000, 3)] {
            let parts = in_order(rows, threads, &Watch::default(), |range| range).unwrap();
            let all: Vec<usize> = parts.into_iter().flatten().collect();
            assert_eq!(all, (0..rows).collect::<Vec<_>>(), "{rows} rows, {threads} threads");
        }
    }

    #[test]
    fn stops_when_told_in_the_midst() {
        let watch = Watch::default();
        let result = in_order(100_000, 2, &watch, |range| {
            if range.contains(&5_000) {
                watch.cancel.store(true, Ordering::Relaxed);
            }
        });
        assert_eq!(result, Err(Cancelled));
        assert!(watch.done.load(Ordering::Relaxed) < 50_000);
    }

    #[test]
    #[should_panic(expected = "row 5000")]
    fn a_panic_of_one_thread_is_not_lost() {
        let work = |range: Range<usize>| assert!(!range.contains(&5_000), "row 5000");
        let _ = in_order(100_000, 2, &Watch::default(), work);
    }
}
