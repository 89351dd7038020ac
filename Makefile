# One-line targets. Build output is kept under the cache folder unless the environment names another.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/tabiji
export CARGO_TARGET_DIR ?= $(CACHE)/target
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TABIJI := $(CARGO_TARGET_DIR)/release/tabiji
VENV := $(CACHE)/bench-venv
SAMPLE := flows/cart-recovery.journey.json
DESIGNER := $(CARGO_TARGET_DIR)/desktop/tabiji-designer
SHOW = xvfb-run -a -s "-screen 0 1280x800x24 $(SCREEN)" dbus-run-session --
TAURI := @tauri-apps/cli@2.12.5
NPM := npm_config_cache=$(CACHE)/npm npm --prefix ui --no-audit --no-fund
# What the window, its tests and fuzzing are built with.
DEBIAN := build-essential pkg-config python3 libwebkit2gtk-4.1-dev librsvg2-dev chromium webkit2gtk-driver xvfb xauth dbus xdotool
# A Japanese input method; as root it does nothing, so it is shown another number.
IME := ibus ibus-gtk3 ibus-mozc
PERSON := $(shell [ "$$(id -u)" != 0 ] || echo unshare --user --map-user=1000 --map-group=1000)

.PHONY: run test check bench window prove ime fuzz fmt bless bindings setup build package pages e2e help

run: setup ## opens the designer; without a display, checks and rehearses a sample journey in the terminal
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(MAKE) designer && $(DESIGNER); else $(MAKE) terminal; fi

.PHONY: designer terminal
designer: pages
	cargo build --profile desktop -p tabiji-designer --features tauri/custom-protocol

terminal: pages
	cargo build --release -p tabiji
	$(TABIJI) check $(SAMPLE) && $(TABIJI) simulate $(SAMPLE) --runs 30

test: setup check e2e ## everything, with the long proofs in short form
	cargo test --workspace --all-targets
	cargo test --workspace --doc
	fuzz/run.sh $(CACHE) runs

check: setup pages ## formatting and lints
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	$(NPM) run check && $(NPM) test

e2e: setup pages ## stories of the designer, in a browser and in the real window
	cargo build -p tabiji -p tabiji-designer
	node --test tests/browser/
	$(SHOW) node --test tests/desktop/

pages: ui/node_modules/.ready ## builds the designer's pages
	$(NPM) run build

# Not `ci`: some registries lack optional packages of other systems, and so does a lock file written with them.
ui/node_modules/.ready: ui/package-lock.json
	$(NPM) install --no-save && touch $@

bindings: ## rewrites TypeScript's view of the commands
	TABIJI_BLESS=1 cargo test -p app --lib bindings

prove: setup pages ime ## the long proofs, a real input method, and half an hour of fuzzing
	TABIJI_PROVE=1 cargo test --workspace
	cargo build -p tabiji && TABIJI_PROVE=1 node --test tests/browser/hostile.test.mjs
	fuzz/run.sh $(CACHE) 1800

ime: setup pages ## Japanese typed through a real input method into the real window
	@$(MAKE) -s setup DEBIAN="$(IME)"
	cargo build -p tabiji -p tabiji-designer
	$(PERSON) $(SHOW) node --test tests/ime/

fuzz: setup ## fuzzes all that reads foreign text, in short form
	fuzz/run.sh $(CACHE) runs

bench: setup $(VENV)/ready ## figures of docs/bench.md
	cargo bench -p journey --bench findings && cargo bench -p engine --bench journey && cargo run --release -q -p engine --example memory
	cargo build --release -q -p engine --example reference && cargo build --release -q -p app --example load
	$(VENV)/bin/python bench/outside.py $(CARGO_TARGET_DIR)/release/examples $(CACHE)
	$(MAKE) window

window: SCREEN = -fbdir $(CACHE)/screen
window: setup pages ## figures of the real window
	cargo build --release -p tabiji-designer --features tauri/custom-protocol
	rm -rf $(CACHE)/screen && mkdir -p $(CACHE)/screen
	TABIJI_DESIGNER=$(CARGO_TARGET_DIR)/release/tabiji-designer TABIJI_SCREEN=$(CACHE)/screen/Xvfb_screen0 $(SHOW) node bench/window.mjs

$(VENV)/ready: bench/requirements.txt
	@python3 -c 'import venv, ensurepip' || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -qy python3-venv; }
	python3 -m venv $(VENV) && $(VENV)/bin/pip install -q -r $< && touch $@

fmt: ## formats the sources
	cargo fmt --all

bless: ## rewrites generated schemas and golden reports
	TABIJI_BLESS=1 cargo test --workspace

build: setup pages ## builds the terminal's and the desktop's program
	cargo build --release -p tabiji
	cargo build --release -p tabiji-designer --features tauri/custom-protocol

package: setup pages ## a Debian package of the designer
	rm -rf $(CARGO_TARGET_DIR)/release/bundle/deb
	npm_config_cache=$(CACHE)/npm npx --yes $(TAURI) build --bundles deb --ci
	@# The bundler knows gzip only; xz, as Debian's own packages, makes it a sixth smaller.
	cd $(CARGO_TARGET_DIR)/release/bundle/deb && dpkg-deb -R *.deb whole && dpkg-deb --root-owner-group -Zxz -b whole *.deb && rm -r whole && ls -l *.deb

setup: ## installs what Debian has and this machine lacks: compilers, the window's libraries, a browser, Node
	@missing=$$(for it in $(DEBIAN); do dpkg -s $$it >/dev/null 2>&1 || echo $$it; done; command -v npm >/dev/null || echo nodejs npm); \
	[ -z "$$missing" ] || { $(SUDO) apt-get update -q && $(SUDO) apt-get install -qy --no-install-recommends $$missing; }

help: ## lists the targets
	@grep -E '^[a-z0-9]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/'
