# One-line targets. Build output is kept under the cache folder unless the environment names another.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/tabiji
export CARGO_TARGET_DIR ?= $(CACHE)/target
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TABIJI := $(CARGO_TARGET_DIR)/release/tabiji
VENV := $(CACHE)/bench-venv
SAMPLE := flows/cart-recovery.journey.json

.PHONY: run test check bench prove fuzz fmt bless setup build help

run: build ## checks, rehearses and reports a sample journey
	$(TABIJI) check $(SAMPLE) && $(TABIJI) simulate $(SAMPLE) --runs 30

test: setup check ## everything, with the long proofs in short form
	cargo test --workspace --all-targets
	cargo test --workspace --doc
	fuzz/run.sh $(CACHE) runs

check: setup ## formatting and lints
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

prove: setup ## the long proofs, and half an hour of fuzzing
	TABIJI_PROVE=1 cargo test --workspace
	fuzz/run.sh $(CACHE) 1800

fuzz: setup ## fuzzes all that reads foreign text, in short form
	fuzz/run.sh $(CACHE) runs

bench: setup $(VENV)/ready ## figures of docs/bench.md
	cargo bench -p journey --bench findings && cargo bench -p engine --bench journey && cargo run --release -q -p engine --example memory
	cargo build --release -q -p engine --example reference && cargo build --release -q -p app --example load
	$(VENV)/bin/python bench/outside.py $(CARGO_TARGET_DIR)/release/examples $(CACHE)

$(VENV)/ready: bench/requirements.txt
	@python3 -c 'import venv, ensurepip' || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -qy python3-venv; }
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

fmt: ## formats the sources
	cargo fmt --all

bless: ## rewrites generated schemas and golden reports
	TABIJI_BLESS=1 cargo test --workspace

build: setup
	cargo build --release -p tabiji

setup: ## installs the compilers of C that Rust's linking and fuzzing need, and Python for their seeds, where there are none
	@{ command -v c++ && command -v python3; } >/dev/null || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -qy build-essential python3; }

help: ## lists the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/'
