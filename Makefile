# Waymark's commands. `make help` lists them; each installs what it needs and is not there yet.

PORT ?= 8080
FUZZ_SECONDS ?= 60
JOBS ?= $(shell nproc)

# A Node fetched by the set-up, then the project's own tools, go before the system's.
export PATH := $(CURDIR)/.tools/node_modules/.bin:$(CURDIR)/node_modules/.bin:$(PATH)
SHELL := /bin/sh
.SHELLFLAGS := -euc
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

CLICKS ?= clicks.csv
ENGINE ?= duckdb
OUT ?= model.wmk
ENGINES ?= firefox webkit

.PHONY: test-without-wasm test-engines bombs train-sql help demo demo-train demo-data bench-console test build size bench bench-loss lint format fuzz docs clean \
  native unit wasm js demo-site setup-native setup-unit setup-wasm setup-node setup-browser setup-engines setup-fuzz setup-lint FORCE

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

# The trackers we are measured against: their own lock file, and only where a benchmark is asked for.
bench_packages := bench/node_modules/.package-lock.json
$(bench_packages): bench/package-lock.json | setup-node
	@npm ci --prefix bench --no-audit --no-fund

# ── what people type ──────────────────────────────────────────────────────────────────────────────

demo: build demo-site ## the storefront on http://localhost:8080 (PORT=…)
	@PORT=$(PORT) exec node build/demo-site/server.mjs

demo-train: ## the running demo (PORT=…) learns a recommendation model from what its collector stored; pages use it from then on
	@node -e 'fetch("http://localhost:$(PORT)/api/train", { method: "POST" }).then(async (r) => { const told = await r.json(); console.log(told.trained ? `trained: $${told.items} items, $${told.neighbours} neighbours, $${told.bytes} bytes` : `not trained: $${told.why}`); process.exitCode = told.trained ? 0 : 1 }, () => { console.error("no demo on port $(PORT): make demo starts it"); process.exitCode = 1 })'

demo-data: demo-site ## an invented past for the shop: EVENTS=1000000 DAYS=90 SEED=2026 into DATA_FILE, which must hold none
	@exec node build/demo-site/history.mjs

bench-console: demo-site ## time of each of the console's questions on the events of DATA_FILE (RUNS=5)
	@exec node build/demo-site/measure.mjs

test: native unit wasm js demo-site setup-browser setup-engines ## every test: native, Node, browser, fuzz corpus, types, sizes
	@exec node scripts/test.mjs

test-without-wasm: native wasm js demo-site setup-browser setup-engines ## the browser tests where pages refuse WebAssembly: on the core as JavaScript
	@NO_WASM=1 exec node scripts/test.mjs browser

test-engines: native wasm js demo-site setup-browser setup-engines ## the browser tests in Firefox and in the WebKit engine (ENGINES="firefox webkit"); most of an hour
	@for one in $(ENGINES); do ENGINE=$$one node scripts/test.mjs browser || failed=1; done; exit $${failed:-0}

build: native wasm js ## release: command line, WebAssembly, npm package

size: js ## bytes of dist/, raw, gzip and brotli, against wasm/size-budget.json; and of each signal
	@node scripts/signal-sizes.mjs
	@exec node scripts/size.mjs

bench: build setup-browser $(bench_packages) ## medians; machine-readable with ARGS=--json
	@exec node bench/run.mjs $(ARGS)

bench-loss: js setup-browser setup-engines $(bench_packages) ## the fault matrix, ours and six peers, in three engines; ARGS="--fast --sdk waymark"
	@exec node bench/loss/run.mjs $(ARGS)

train-sql: native setup-node ## pairs of CLICKS=clicks.csv counted in ENGINE=duckdb|clickhouse|postgres, and a model of them in OUT=model.wmk
	@mkdir -p build
	@node scripts/train-sql.mjs --clicks $(CLICKS) --out build/pairs.csv --engine $(ENGINE)
	@exec build/release/waymark train --clicks build/pairs.csv --out $(OUT)

lint: setup-lint setup-native setup-node ## formatting, static analysis, types, layers
	@exec scripts/lint.sh

format: setup-lint setup-node ## rewrite sources in the house format
	@scripts/sources.sh | xargs clang-format -i
	@biome check --write --linter-enabled=false .

fuzz: setup-fuzz setup-native ## libFuzzer on the seam for FUZZ_SECONDS (60)
	@$(call cmake_build,fuzz)
	@exec scripts/fuzz.sh $(FUZZ_SECONDS)

bombs: native setup-node ## hostile rules and events, counted in instructions by valgrind (skipped where there is none)
	@exec node scripts/bombs.mjs

docs: js ## docs/ as a site in build/docs-site; docs/protocol.md and the README's sizes; checks codes, links and examples
	@node scripts/docs.mjs
	@exec node scripts/docs-site.mjs

clean: ## remove everything built (not node_modules, not .tools)
	@rm -rf build dist

# ── builds: ninja and the stamps below know what is up to date ────────────────────────────────────

# $(1) is a preset. Configures once (ninja configures again by itself when it must), then builds. Who watches sees how far
# it is; a log gets a line for each first build.
cmake_build = [ -f build/$(1)/build.ninja ] || { echo "building $(1) for the first time: some minutes"; cmake --preset $(1) >/dev/null; }; \
  cmake --build --preset $(1) -j $(JOBS) -- $$([ -t 1 ] || echo --quiet)

native: setup-native
	@$(call cmake_build,release)

unit: setup-native setup-unit
	@$(call cmake_build,debug)

wasm: setup-native setup-wasm
	@$(call cmake_build,wasm)

# The real files, so that the stamp below sees whether ninja changed them.
wasm_outputs := $(addprefix build/wasm/waymark-,core.mjs core.wasm fallback.mjs)
$(wasm_outputs): wasm ;

sources = $(shell find $(1) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/data/*.duckdb*' 2>/dev/null)

js: build/js.stamp
build/js.stamp: $(wasm_outputs) $(call sources,js-bindings destinations wasm) package-lock.json | setup-node
	@node js-bindings/build.mjs
	@touch $@

demo-site: build/demo-site.stamp
build/demo-site.stamp: build/js.stamp $(call sources,demo-site) package-lock.json | setup-node
	@node demo-site/build.mjs
	@touch $@

# ── set-up: each installs only what is missing ────────────────────────────────────────────────────

setup-native setup-unit setup-wasm setup-browser setup-engines setup-fuzz setup-lint:
	@scripts/setup-system.sh $(@:setup-%=%)

setup-node:
	@scripts/setup-node.sh
