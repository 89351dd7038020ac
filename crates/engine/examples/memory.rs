//! Time and memory of the reference journey, plain and with every rule on:
//! `cargo run --release -p engine --example memory [customers] [threads]`.
#![allow(missing_docs, clippy::print_stdout)]

#[path = "../benches/reference/mod.rs"]
mod reference;

use std::time::Instant;

use engine::simulate::{Watch, simulate};

/// Returns a line of /proc/self/status in bytes, or 0 where there is none.
fn status(key: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1_024
}

fn main() {
    let numbers: Vec<usize> =
        std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let threads = numbers.get(1).copied().unwrap_or(2);
    println!(
        "customers | rules | seconds | steps | M customers/s | columns, bytes each | peak of the whole process, MB"
    );
    let sizes = numbers.first().map_or(vec![10_000, 100_000, 1_000_000], |&size| vec![size]);
    for size in sizes {
        for rules in [false, true] {
            let plan = reference::plan(rules);
            let people = reference::population(&plan, size);
            let start = Instant::now();
            let tally =
                match simulate(&plan, &people, &reference::options(threads), &Watch::default()) {
                    Ok(tally) => tally,
                    Err(error) => panic!("{error}"),
                };
            let seconds = start.elapsed().as_secs_f64();
            println!(
                "{size} | {} | {seconds:.3} | {} | {:.2} | {:.1} | {:.0}",
                if rules { "every" } else { "none shared" },
                tally.ports.iter().sum::<u64>(),
                size as f64 / seconds / 1e6,
                people.table.bytes() as f64 / size as f64,
                status("VmHWM:") as f64 / 1e6,
            );
        }
    }
}
