# Everything is set up in .venv beside this file; nothing global is touched.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
SIZE ?= 300

.PHONY: run test bench pictures format clean
.DEFAULT_GOAL := run

run: .venv/installed
	@$(BIN)/openai-timeline $(ARGS)

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(ARGS)

bench: .venv/installed-dev
	$(BIN)/python benchmarks/bench.py $(ARGS)

pictures: .venv/installed-dev
	$(BIN)/python benchmarks/pictures.py

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build
