# Few words: setup, demo, test, eval, docs, check, bench, fuzz, lock.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup demo test eval docs check lint types imports bench fuzz lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $(STAMP)

demo: setup
	$(BIN)/dateline demo demo-desk

test: setup
	$(BIN)/python -m pytest -n auto

eval: setup
	$(BIN)/python -m evals

docs: setup
	$(BIN)/python docs/generate.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

imports: setup
	$(BIN)/lint-imports

check: lint types imports docs eval test

bench: setup
	$(BIN)/python -m benchmarks

fuzz: setup
	$(BIN)/python -m fuzz

lock: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv demo-desk site
