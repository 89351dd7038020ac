#!/bin/sh
# Fuzzes all that reads foreign text: `fuzz/run.sh CACHE runs` in short form, `fuzz/run.sh CACHE SECONDS` at length.
# A crash, ten seconds for one input, or half a gigabyte fails and leaves the input in CACHE/fuzz.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cache=$1 form=$2
export CARGO_TARGET_DIR="$cache/target-fuzz"
target=$(rustc -vV | sed -n 's/^host: //p')
flags="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
flags="$flags -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
RUSTFLAGS="--cfg fuzzing $flags -Ccodegen-units=1" \
    cargo build -q --release --manifest-path "$root/fuzz/Cargo.toml" --target "$target"
python3 "$root/fuzz/seeds.py" "$root" "$cache/fuzz/seeds"
mkdir -p "$cache/fuzz/found"
# Target, longest input in bytes, runs in short form, share of the time at length in percent.
while read -r name length runs share; do
    corpus="$cache/fuzz/corpus/$name"
    case $form in
    runs) corpus=$(mktemp -d) limit="-runs=$runs -seed=1" ;;
    *) limit="-max_total_time=$((form * share / 100))" ;;
    esac
    mkdir -p "$corpus"
    echo "fuzz $name"
    log="$cache/fuzz/$name.log"
    # shellcheck disable=SC2086
    if ! "$CARGO_TARGET_DIR/$target/release/$name" $limit -max_len="$length" -timeout=10 -rss_limit_mb=512 \
        -malloc_limit_mb=512 -len_control=0 -print_final_stats=1 -artifact_prefix="$cache/fuzz/found/$name-" \
        "$corpus" "$cache/fuzz/seeds/$name" >"$log" 2>&1; then
        tail -n 60 "$log"
        exit 1
    fi
    grep -E 'DONE|number_of_executed_units|peak_rss' "$log"
done <<TABLE
condition 4096 20000 20
script 8192 4000 20
template 4096 20000 10
journey 65536 600 25
customers 4096 4000 10
intake 8192 3000 15
TABLE
