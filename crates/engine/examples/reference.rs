//! The reference journey for comparison with what is outside: `reference CUSTOMERS` prints, as JSON, seconds with
//! counters only, with the full tally on one thread and on two (each the median of five), and every port's count.
#![allow(missing_docs, clippy::print_stdout)]

#[path = "../benches/reference/mod.rs"]
mod reference;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use engine::simulate::{Watch, count_passes, simulate};

/// Returns the median seconds of five runs.
fn median(mut run: impl FnMut()) -> f64 {
    let mut seconds = [0.0; 5].map(|_: f64| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    seconds.sort_by(f64::total_cmp);
    seconds[2]
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let customers = std::env::args().nth(1).ok_or("reference CUSTOMERS")?.parse()?;
    let plan = reference::plan(false);
    let people = reference::population(&plan, customers);
    let tally = |threads| simulate(&plan, &people, &reference::options(threads), &Watch::default());
    let counted = tally(1)?;
    let ports: BTreeMap<String, u64> = plan
        .ports
        .iter()
        .zip(&counted.ports)
        .map(|(port, &count)| {
            (format!("{}.{}", plan.nodes[port.node as usize].id, port.name), count)
        })
        .collect();
    let counters = median(|| drop(black_box(count_passes(&plan, &people, &reference::options(1)))));
    let [one, two] = [1, 2].map(|threads| median(|| drop(black_box(tally(threads)))));
    let told =
        serde_json::json!({"counters": counters, "tally": one, "two_threads": two, "ports": ports});
    println!("{told}");
    Ok(())
}
