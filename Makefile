# The front door. `make run` starts the product, `make test` proves it. Nothing here needs anything but Python 3.11 and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run setup test check fix bench docs demo-fixture guide accuracy forms clean

run: $(VENV)/.base
	@DEMONSTRATION=1 PORT=$(PORT) $(BIN)/goldenthread run --demo --port $(PORT)

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Golden Thread needs Python 3.11 or newer. Install it, or say which: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv part is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.base: $(VENV)/.python requirements/base.txt pyproject.toml
	@echo "Installing what Golden Thread needs (about half a minute)..."
	@$(BIN)/pip install -q --no-deps --require-hashes -r requirements/base.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null 2>&1 || true
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@echo "Installing what the tests need..."
	@$(BIN)/pip install -q --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

setup: $(VENV)/.dev
	@$(BIN)/python tools/find_browser.py

test: setup check
	@echo "== unit, PostgreSQL, browser and accessibility tests"
	@$(BIN)/pytest tests -p no:randomly -n auto --dist worksteal --tb=native
	@echo "== SQLite smoke"
	@TEST_DATABASE=sqlite $(BIN)/pytest tests -m sqlite -n auto --dist worksteal --tb=native

check: $(VENV)/.dev
	@echo "== lint"
	@$(BIN)/ruff check src tests tools
	@$(BIN)/ruff format --check src tests tools
	@echo "== types"
	@$(BIN)/mypy src/ehcp src/goldenthread
	@echo "== import contracts"
	@$(BIN)/lint-imports --config pyproject.toml
	@echo "== migrations and generated documents"
	@GOLDEN_THREAD_VAR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python tools/write_docs.py --check

fix: $(VENV)/.dev
	@$(BIN)/ruff check --fix src tests tools
	@$(BIN)/ruff format src tests tools

docs: $(VENV)/.dev
	@$(BIN)/python tools/write_docs.py

# What screening is measured beside has an environment of its own. Where it cannot be had, the rest is measured all the same.
bench: $(VENV)/.dev
	@test .venv-bench/.done -nt requirements/bench.txt || { \
		echo "Installing what screening is measured beside (some 400 MB)..."; \
		$(PYTHON) -m venv .venv-bench && .venv-bench/bin/pip install -q --no-deps --require-hashes -r requirements/bench.txt \
		&& touch .venv-bench/.done; } || { rm -rf .venv-bench; echo "It could not be installed: the others are left out."; }
	@$(BIN)/python -m tools.bench

accuracy: $(VENV)/.dev
	@$(BIN)/python -m tools.accuracy

forms: $(VENV)/.dev
	@$(BIN)/python -m tools.forms

demo-fixture: $(VENV)/.dev
	@$(BIN)/python -m tools.live_demo

guide: setup
	@$(BIN)/python -m tools.take_screenshots

clean:
	rm -rf $(VENV) .venv-bench var build
