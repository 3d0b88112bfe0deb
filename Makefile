# make demo: set up and run the main job on the bundled example.  make test: set up and pass the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/kirkuk
LEDGER := $(VENV)/kirkuk.db

.PHONY: demo test check gate clean

# Each set-up is remade only when pyproject.toml changes.
$(VENV)/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("counterclaim needs Python 3.11 or newer; set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	$(BIN)/python -m compileall -q src/counterclaim
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# Reads the example into a ledger; shows the incidents that several reports tell of, and the accounts of the main one.
demo: $(VENV)/.run
	@rm -f $(LEDGER) $(LEDGER)-wal $(LEDGER)-shm
	$(BIN)/counterclaim add $(LEDGER) $(EXAMPLE)
	$(BIN)/counterclaim incidents $(LEDGER) --documents 2
	$(BIN)/counterclaim accounts $(LEDGER)

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The quality gates need research data: make gate DATA=DIR
gate: $(VENV)/.dev
	$(BIN)/python -m benchmarks.gate --data $(DATA)

clean:
	rm -rf $(VENV)
