//! The reference journey three ways in one run: by hand, by the engine, and by the obvious interpreter.
#![allow(missing_docs, clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

mod by_hand;
mod naive;
mod reference;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::simulate::{Watch, count_passes, simulate};
use reference::{options, plan, population};

const CUSTOMERS: usize = 100_000;
/// How often each way is timed for the ratios.
const ROUNDS: usize = 31;

fn compare(criterion: &mut Criterion) {
    let plain = plan(false);
    let rules = plan(true);
    let people = population(&plain, CUSTOMERS);
    let hand = by_hand::Prepared::new(&people);
    let run = |plan: &engine::plan::Plan, threads: usize| {
        simulate(plan, &people, &options(threads), &Watch::default()).expect("nobody stops it")
    };
    // All three must count the same before any is timed.
    let counted = run(&plain, 1);
    let by_hand = hand.run();
    let few = population(&plain, 500);
    let by_rhai = naive::run(&few);
    let few_counted =
        simulate(&plain, &few, &options(1), &Watch::default()).expect("nobody stops it");
    for (place, port) in plain.ports.iter().enumerate() {
        let name = format!("{}.{}", plain.nodes[port.node as usize].id, port.name);
        assert_eq!(
            by_hand.get(&name).copied().unwrap_or(0),
            counted.ports[place],
            "by hand, {name}"
        );
        assert_eq!(
            by_rhai.get(&name).copied().unwrap_or(0),
            few_counted.ports[place],
            "naive, {name}"
        );
    }

    ratios([
        ("by hand", &|| {
            black_box(hand.run_counting::<true>());
        }),
        ("by hand, unheard reactions left out", &|| {
            black_box(hand.run_counting::<false>());
        }),
        ("engine, counters only", &|| drop(black_box(count_passes(&plain, &people, &options(1))))),
        ("engine, full tally, 1 thread", &|| drop(black_box(run(&plain, 1)))),
        ("engine, every rule on, 1 thread", &|| drop(black_box(run(&rules, 1)))),
        ("engine, full tally, 2 threads", &|| drop(black_box(run(&plain, 2)))),
        ("engine, every rule on, 2 threads", &|| drop(black_box(run(&rules, 2)))),
    ]);
    let mut group = criterion.benchmark_group("reference journey");
    group.sample_size(10);
    group.throughput(Throughput::Elements(CUSTOMERS as u64));
    group.bench_function("by hand", |bencher| bencher.iter(|| hand.run_counting::<true>()));
    group.bench_function("engine, counters only", |bencher| {
        bencher.iter(|| count_passes(&plain, &people, &options(1)))
    });
    for threads in [1, 2] {
        group.bench_with_input(
            BenchmarkId::new("engine, full tally", threads),
            &threads,
            |bencher, &threads| bencher.iter(|| run(&plain, threads)),
        );
        group.bench_with_input(
            BenchmarkId::new("engine, every rule on", threads),
            &threads,
            |bencher, &threads| bencher.iter(|| run(&rules, threads)),
        );
    }
    group.throughput(Throughput::Elements(500));
    group.bench_function("naive rhai", |bencher| bencher.iter(|| naive::run(&few)));
    group.finish();
}

/// Times every way in turn, round after round, and prints medians with their ratios to the first, taken within
/// each round: what slows the machine down for a while slows down all of a round.
fn ratios<const N: usize>(ways: [(&str, &dyn Fn()); N]) {
    let rounds: Vec<[f64; N]> = (0..ROUNDS)
        .map(|_| {
            ways.map(|(_, way)| {
                let start = Instant::now();
                way();
                start.elapsed().as_secs_f64()
            })
        })
        .collect();
    let median = |mut numbers: Vec<f64>| {
        numbers.sort_by(f64::total_cmp);
        numbers[numbers.len() / 2]
    };
    let within = |place: usize, base: usize| {
        median(rounds.iter().map(|round| round[place] / round[base]).collect())
    };
    for (place, (name, _)) in ways.iter().enumerate() {
        let seconds = median(rounds.iter().map(|round| round[place]).collect());
        println!(
            "{name}: {:.0} ns a customer, {:.2} × by hand, {:.2} × the leaner hand, {:.2} × counters only",
            seconds / CUSTOMERS as f64 * 1e9,
            within(place, 0),
            within(place, 1),
            within(place, 2)
        );
    }
    println!(
        "two threads / one: full tally {:.2}, every rule on {:.2}",
        within(3, 5),
        within(4, 6)
    );
}

criterion_group!(benches, compare);
criterion_main!(benches);
