# Everything is set up in .venv beside this file; nothing global is touched.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
SIZE ?= 300
SECONDS ?= 600

.PHONY: run test bench fuzz soak pictures man format clean
.DEFAULT_GOAL := run

run: .venv/installed
	@$(BIN)/openai-timeline $(ARGS)

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(ARGS)

# SIZE=1000000: what a timeline of so many events costs; several sizes in quotes.
bench: .venv/installed-dev
ifeq ($(SIZE),300)
	$(BIN)/python benchmarks/bench.py $(ARGS)
else
	$(BIN)/python benchmarks/million.py $(SIZE)
endif

# Those who led OpenAI or its board, for the README.
LEADERS := sam-altman greg-brockman ilya-sutskever elon-musk wojciech-zaremba john-schulman andrej-karpathy \
  dario-amodei bob-mcgrew mira-murati jakub-pachocki brad-lightcap adam-dangelo helen-toner emmett-shear \
  bret-taylor mark-chen sarah-friar fidji-simo

# Guided by coverage where atheris can be had, else by chance; `ARGS=--keep` puts what it finds into tests/corpus.
fuzz: .venv/installed-dev
	-@$(BIN)/pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python benchmarks/fuzz.py --seconds $(SECONDS) $(ARGS)

# What takes too long for every change: a hundred thousand keys in a terminal, two hundred kills while a note is written,
# every size of terminal, ten million characters.
soak: .venv/installed-dev
	KILLS=200 KEYS=100000 RELOADS=500 PASTES=600 PASTED=1000000 DAMAGES=1000 WRITES=2000 SIZES=1 EVERY_SCREEN=1 \
	  STRINGS=300000 FLOOD=10000000 ATTACKS=40 $(BIN)/pytest tests/test_soak.py tests/test_notes.py \
	  tests/test_reload.py tests/test_cache.py tests/test_text.py tests/test_faults.py tests/test_promises.py \
	  tests/test_nothing_let_in.py $(ARGS)

pictures: .venv/installed-dev
	$(BIN)/python benchmarks/pictures.py
	$(BIN)/openai-timeline picture --org openai --on 2023-11-17 $(LEADERS:%=--person %) -o docs/pictures/tenures.svg

# What is made from the commands and the shapes themselves; tests look that it is current.
man: .venv/installed-dev
	$(BIN)/python -m openai_timeline.commands.manual > docs/openai-timeline.1
	$(BIN)/openai-timeline schema > data/timeline.schema.json

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
