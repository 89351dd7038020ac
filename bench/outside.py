"""Compares with what is outside, in interleaved rounds on the same two threads; prints medians and ratios.

`outside.py BINARIES FOLDER`: BINARIES holds the examples `load` and `reference`, FOLDER takes the file of customers.
Fails if SimPy and the engine do not count the same within sampling error.
"""

import json
import math
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ROUNDS = 5
CUSTOMERS = 100_000
ROWS = 1_000_000

# A fresh process each time, so that no cache of one round helps the next.
POLARS = """
import sys, time
import polars
lists = {"country": ["jp", "us", "kr", "tw"], "segment": ["single", "family", "senior"],
         "tier": ["basic", "silver", "gold", "platinum"]}
schema = {name: polars.Enum(values) for name, values in lists.items()}
start = time.perf_counter()
frame = polars.read_csv(sys.argv[1], schema_overrides=schema)
print(time.perf_counter() - start, frame.height)
"""


def run(*command):
    environment = dict(os.environ, POLARS_MAX_THREADS="2", RAYON_NUM_THREADS="2")
    command = [str(word) for word in command]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def simpy(binaries):
    rounds = []
    for _ in range(ROUNDS):
        theirs = json.loads(run(sys.executable, HERE / "reference.py", CUSTOMERS))
        ours = json.loads(run(binaries / "reference", CUSTOMERS))
        rounds.append((theirs["seconds"], ours))
    same(theirs["ports"], ours["ports"])
    ways = {"counters": "counters, 1 thread", "tally": "full tally, 1 thread", "two_threads": "full tally, 2 threads"}
    for way, name in ways.items():
        ratios = [seconds / ours[way] for seconds, ours in rounds]
        seconds = statistics.median(seconds for seconds, _ in rounds)
        print(
            f"SimPy / {name}: {statistics.median(ratios):.0f} (range {min(ratios):.0f}–{max(ratios):.0f});"
            f" SimPy {CUSTOMERS / seconds / 1e3:.0f} thousand customers/s"
        )


def same(theirs, ours):
    """Refuses counts that differ by more than chance: 4.5 standard errors, at about fifty ports."""
    worst = 0.0
    for port in sorted(theirs.keys() | ours.keys()):
        one, other = theirs.get(port, 0), ours.get(port, 0)
        share = (one + other) / (2 * CUSTOMERS)
        error = math.sqrt(2 * CUSTOMERS * share * (1 - share)) or 1.0
        distance = abs(one - other) / error
        worst = max(worst, distance)
        if distance > 4.5:
            sys.exit(f"{port}: SimPy counts {one}, the engine {other}")
    print(f"SimPy and the engine count the same; farthest apart {worst:.1f} standard errors")


def csv(binaries, folder):
    path = folder / f"customers-{ROWS}.csv"
    run(binaries / "load", "make", path, ROWS)
    rounds, peak = [], 0
    for _ in range(ROUNDS):
        seconds, rows, megabytes = run(binaries / "load", "read", path).split()
        polars, height = run(sys.executable, "-c", POLARS, path).split()
        assert int(rows) == int(height) == ROWS
        rounds.append((float(seconds), float(polars)))
        peak = max(peak, int(megabytes))
    ratios = [ours / polars for ours, polars in rounds]
    ours, polars = (statistics.median(column) for column in zip(*rounds))
    print(
        f"CSV of {ROWS} rows, {path.stat().st_size / 1e6:.0f} MB: ours {ours:.3f} s, polars {polars:.3f} s,"
        f" ratio {statistics.median(ratios):.2f} (range {min(ratios):.2f}–{max(ratios):.2f}); our peak {peak} MB"
    )


def main():
    binaries, folder = (pathlib.Path(word) for word in sys.argv[1:3])
    simpy(binaries)
    csv(binaries, folder)


if __name__ == "__main__":
    main()
