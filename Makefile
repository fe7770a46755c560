# Everything a newcomer needs: `make demo` to see it, `make test` to trust it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARGS ?=
CORPUS ?= ../shared/corpus
# eslint and stylelint come from npm, into this folder.
NPM := $(shell command -v npm 2>/dev/null)
NODE_MODULES = node_modules/.package-lock.json

.PHONY: help demo demo-clean test test-full lint conformance benchmark

help:
	@echo 'make demo [ARGS="--port 8000 --seed 5 --fresh"]  a real Keystone, Murano and Horizon on this machine'
	@echo 'make demo-clean                                  removes what the demo has left, its installations too'
	@echo 'make test [ARGS="-k catalog"]                    all tests, with a cloud and a browser of their own'
	@echo 'make test-full [ARGS="-k quota"]                 tests on a whole cloud: Glance, Nova, Neutron, Cinder, Heat'
	@echo 'make lint                                        ruff, mypy, import-linter, djlint, eslint and stylelint'
	@echo 'make conformance CORPUS=DIR                      reads every package definition below DIR'
	@echo 'make benchmark                                   measures pages, paint and memory beside those of Horizon'

demo:
	$(PYTHON) -m demo $(ARGS)

demo-clean:
	$(PYTHON) -m demo.clean $(ARGS)

test: $(VENV)/ready
	$(PYTHON) -m tests.prepare --browser
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

test-full: $(VENV)/ready
	$(PYTHON) -m tests.prepare --browser
	$(BIN)/python -m pytest -m full tests/full -v --durations=0 --durations-min=5 $(ARGS)

lint: $(VENV)/ready $(if $(NPM),$(NODE_MODULES))
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
ifeq ($(NPM),)
	@echo 'lint: npm is missing, so eslint and stylelint did not look at static/. It comes with Node.js, 20.19 or newer.'
else
	npm run --silent lint
endif

$(NODE_MODULES): package.json package-lock.json .npmrc
	npm ci --silent
	@touch $@

conformance: $(VENV)/ready
	$(BIN)/python -m tests.conformance $(CORPUS)

benchmark: $(VENV)/ready
	$(BIN)/python -m benchmarks $(ARGS)

$(VENV)/ready: setup.py pyproject.toml tests/prepare.py
	$(PYTHON) -m tests.prepare --venv $(VENV)
	@touch $@
