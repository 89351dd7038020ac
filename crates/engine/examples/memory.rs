//! Growth of the reference journey in time and memory, plain and with every rule on.
//!
//! Each figure is the median of three processes, taken in turn over all sizes so that a slow minute hits every
//! size; each process takes the median of several runs. The last lines say how far from linear it is.
//! `cargo run --release -p engine --example memory [customers] [threads]`.
#![allow(missing_docs, clippy::print_stdout)]

#[path = "../benches/reference/mod.rs"]
mod reference;

use std::error::Error;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use engine::simulate::{Watch, simulate};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
const ROUNDS: usize = 3;

/// Returns a line of /proc/self/status in bytes, or 0 where there is none.
fn status(key: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(key));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1_024
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Times one size in this process; prints seconds, bytes of the customers' columns and of the whole at its peak.
fn one(customers: usize, threads: usize, rules: bool) -> Result<(), Box<dyn Error>> {
    let plan = reference::plan(rules);
    let people = reference::population(&plan, customers);
    // The first run, untimed, gets the threads' memory.
    let runs = (3_000_000 / customers).clamp(2, 100);
    let mut seconds = Vec::new();
    for _ in 0..=runs {
        let start = Instant::now();
        black_box(simulate(&plan, &people, &reference::options(threads), &Watch::default())?);
        seconds.push(start.elapsed().as_secs_f64());
    }
    let seconds = median(seconds.split_off(1));
    println!("{seconds} {} {}", people.table.bytes(), status("VmHWM:"));
    Ok(())
}

/// Has a process of its own time one size.
fn ask(customers: usize, threads: usize, rules: bool) -> Result<[f64; 3], Box<dyn Error>> {
    let words = [customers.to_string(), threads.to_string(), rules.to_string()];
    let out = Command::new(std::env::current_exe()?).args(words).output()?;
    let text = String::from_utf8(out.stdout)?;
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    numbers.try_into().map_err(|_| "the process for one size failed".into())
}

fn table(sizes: &[usize], threads: usize, rules: bool) -> Result<(), Box<dyn Error>> {
    let mut rounds = vec![Vec::new(); sizes.len()];
    for _ in 0..ROUNDS {
        for (place, &size) in sizes.iter().enumerate() {
            rounds[place].push(ask(size, threads, rules)?);
        }
    }
    println!("every rule on: {rules}; {threads} threads");
    println!(
        "customers | seconds | ns a customer | columns, ids and keys, bytes a customer | peak, MB"
    );
    let mut points = Vec::new();
    for (&size, round) in sizes.iter().zip(rounds) {
        let of = |place: usize| median(round.iter().map(|numbers| numbers[place]).collect());
        let [seconds, columns, peak] = [of(0), of(1), of(2)];
        let (each, bytes) = (seconds / size as f64 * 1e9, columns / size as f64);
        println!("{size} | {seconds:.4} | {each:.0} | {bytes:.1} | {:.0}", peak / 1e6);
        points.push((size as f64, seconds, peak));
    }
    // What a customer more costs between neighboring sizes; a fixed start-up falls out of it.
    for pair in points.windows(2) {
        let more = pair[1].0 - pair[0].0;
        println!(
            "{} to {}: {:.0} ns and {:.0} bytes for each customer more",
            pair[0].0,
            pair[1].0,
            (pair[1].1 - pair[0].1) / more * 1e9,
            (pair[1].2 - pair[0].2) / more,
        );
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize| words.get(place).and_then(|word| word.parse::<usize>().ok());
    let threads = number(1).unwrap_or(2);
    match (number(0), words.get(2)) {
        (Some(size), Some(rules)) => one(size, threads, rules == "true"),
        (size, _) => {
            let sizes = size.map_or(SIZES.to_vec(), |size| vec![size]);
            table(&sizes, threads, false)?;
            table(&sizes, threads, true)
        }
    }
}
