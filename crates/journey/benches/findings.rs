//! What checking costs: a whole journey, one edit in it, and the edit itself with its way back.
#![allow(missing_docs)]

use std::collections::BTreeMap;
use std::hint::black_box;

mod large;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use journey::edit::apply;
use journey::finding::{Checker, check};

/// The programs have the same (`app`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The last is the largest that a drawing of blocks surely stays under the cap with.
const SIZES: [usize; 3] = [100, 1_000, 4_900];

fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check, whole");
    group.sample_size(10);
    for size in SIZES {
        let journey = large::journey(7, size);
        let library = BTreeMap::new();
        group.bench_function(BenchmarkId::from_parameter(size), |bench| {
            bench.iter(|| black_box(check(&journey, &library)));
        });
    }
}

fn after_one_edit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check, after one edit");
    group.sample_size(20);
    let library = BTreeMap::new();
    for size in SIZES {
        let journey = large::journey(7, size);
        for (what, edit) in large::edits(&journey) {
            let (edited, _) = apply(&journey, &edit).expect("the step is there");
            let mut checker = Checker::default();
            let mut states = [&journey, &edited].into_iter().cycle();
            checker.check(&journey, &library, None);
            group.bench_function(BenchmarkId::new(what, size), |bench| {
                bench.iter(|| {
                    let state = states.next().expect("a cycle has no end");
                    black_box(checker.check(state, &library, None))
                });
            });
        }
    }
}

fn editing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("edit, diff and undo");
    group.sample_size(20);
    for size in SIZES {
        let journey = large::journey(7, size);
        let edit = large::edits(&journey).remove(1).1;
        group.bench_function(BenchmarkId::from_parameter(size), |bench| {
            bench.iter(|| {
                let (edited, patch) = apply(&journey, &edit).expect("the step is there");
                black_box(patch.reversed().apply(&edited))
            });
        });
    }
}

criterion_group!(findings, whole, after_one_edit, editing);
criterion_main!(findings);
