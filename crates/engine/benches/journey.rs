//! The reference journey three ways in one run: by hand, by the engine, and by the obvious interpreter.
#![allow(missing_docs)]

mod by_hand;
mod naive;
mod reference;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::simulate::{Watch, simulate};
use reference::{options, plan, population};

const CUSTOMERS: usize = 100_000;

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

    let mut group = criterion.benchmark_group("reference journey");
    group.sample_size(10);
    group.throughput(Throughput::Elements(CUSTOMERS as u64));
    group.bench_function("by hand", |bencher| bencher.iter(|| hand.run_counting()));
    group.bench_function("engine, counters only", |bencher| {
        bencher.iter(|| engine::simulate::count_passes(&plain, &people, &options(1)))
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

criterion_group!(benches, compare);
criterion_main!(benches);
