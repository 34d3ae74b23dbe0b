# The commands of the project; all work is done by `cargo xtask` (src/xtask). This file only checks that cargo can start.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
PORT ?= 8080
XTASK := cargo run --quiet --package xtask --

.PHONY: help run build release portable test soak browsers screenshots coverage size setup-run setup-build setup-test clean prepare

help:
	@echo 'make run          development build on http://127.0.0.1:8080/ (PORT=8081 takes another port)'
	@echo 'make build        release in dist/'
	@echo 'make release      archive for those who run a site, in target/release-archive/'
	@echo 'make portable     the whole app as one HTML file, in target/portable/'
	@echo 'make test         every check and test'
	@echo 'make soak         tests with long counts'
	@echo 'make browsers     smoke flows in Firefox ESR and WebKitGTK'
	@echo 'make screenshots  pictures of the screens in target/screenshots/'
	@echo 'make coverage     which requirement is carried and tested by what'
	@echo 'make clean        removes what was built; installed tools in .tools/ stay'

run: prepare
	@$(XTASK) run --port '$(PORT)'

build: prepare
	@$(XTASK) build

test: prepare
	@$(XTASK) test

release portable soak browsers screenshots coverage size: prepare
	@$(XTASK) $@

setup-run setup-build setup-test: prepare
	@$(XTASK) setup $(patsubst setup-%,%,$@)

clean:
	@rm -rf dist target/run target/browser-tests target/screenshots target/portable target/release-archive
	@cargo clean

# One clear sentence for each thing that keeps cargo from building the helper.
prepare:
	@command -v cargo >/dev/null || { echo 'Rust is missing: install it with rustup (https://rustup.rs), stable 1.95 or newer, then run make again.' >&2; exit 1; }
	@version=$$(rustc --version | cut -d' ' -f2); \
	if [ "$$(printf '%s\n' 1.95.0 "$${version%%-*}" | sort -V | head -n 1)" != 1.95.0 ]; then \
		echo "Rust $$version is too old: run \`rustup update stable\` to get 1.95 or newer, then run make again." >&2; exit 1; \
	fi
	@command -v cc >/dev/null || { echo 'A C compiler is missing: run `sudo apt-get install -y build-essential`, then run make again.' >&2; exit 1; }
	@mkdir -p target/logs; \
	if ! cargo fetch >target/logs/fetch.log 2>&1; then \
		if grep -qiE 'resolve host|connect|timed out|network|failed to download|dns' target/logs/fetch.log; then \
			echo 'The Rust packages could not be downloaded: connect to the network, then run make again (details: target/logs/fetch.log).' >&2; \
		else \
			cat target/logs/fetch.log >&2; echo 'Cargo cannot read the workspace: mend what it names above, then run make again.' >&2; \
		fi; exit 1; \
	fi
	@[ -x "$${CARGO_TARGET_DIR:-target}/debug/xtask" ] || echo '── building the helper (cargo xtask), once ──'
	@cargo build --quiet --package xtask || { echo 'The helper does not build: mend what the compiler names above, then run make again.' >&2; exit 1; }
