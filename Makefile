# `make` alone lists what there is. Every target installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header
TRAINING := .venv-training
DATA ?= ../shared/data

.DEFAULT_GOAL := help
.PHONY: help install demo test e2e check chaos prove bench train format lock docs clean

help: ## list the targets
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## make .venv with the locked dependencies and newsmill itself

$(STAMP): pyproject.toml requirements-dev.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the locked dependencies into $(VENV): a minute or two, once"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install ## a real broker, a worker, sample articles in, events out; under a minute
	@$(BIN)/newsmill demo

test: install ## the tests, on a real broker
	$(BIN)/pytest -n 2 --dist loadfile

check: install ## what CI checks beside the tests: lint, format, types, generated files, contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/python -m streams.docs --check
	$(BIN)/python -m dashboards --check
	$(BIN)/newsmill schemas check

e2e: install ## one path for each surface that needs more than one broker, Node.js or Prometheus; under 20 minutes
	@$(BIN)/python -m tests.support.tools
	$(BIN)/pytest -o python_files="e2e_*.py" tests/e2e

prove: install ## for releases, some two hours: changed settings, upgrades, long campaigns of each kind; reports in docs/reports
	$(BIN)/pytest -o python_files="prove_*.py" tests/prove
	$(BIN)/python -m tests.prove.campaigns

chaos: install ## a campaign of faults on real brokers; options in CHAOS, such as CHAOS="--faults 40 --seed 7"
	$(BIN)/python -m tests.chaos $(CHAOS)

bench: install ## speed of dedup, money and the whole way, beside peers where they are installed
	$(BIN)/python -m benchmarks.dedup_speed
	$(BIN)/python -m benchmarks.dedup_scale
	$(BIN)/python -m benchmarks.money_speed
	$(BIN)/python -m benchmarks.hostile 10000
	$(BIN)/python -m benchmarks.pipeline
	$(BIN)/python -m benchmarks.recovery

train: ## make the shipped entity model anew from the texts in DATA; TEACHER is a spaCy pipeline (docs/model-card.md)
	@test -n "$(TEACHER)" || { echo "make train TEACHER=<folder of a spaCy pipeline> [DATA=$(DATA)]: see docs/model-card.md"; exit 2; }
	@test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	@$(TRAINING)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-training.lock
	OMP_NUM_THREADS=1 $(TRAINING)/bin/python -m training --data $(DATA) --teacher $(TEACHER)

format: install ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: install ## make the generated pages anew
	$(BIN)/python -m streams.docs
	$(BIN)/python -m dashboards

lock: install ## resolve the dependencies anew: what runs, what development adds, what training adds, with the same pins
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) --all-extras --group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
	$(COMPILE) --extra spacy --group training --constraint requirements-dev.lock pyproject.toml \
		--output-file requirements-training.lock

clean: ## remove what was built; the jars of the local broker stay in NEWSMILL_DATA_DIR
	rm -rf $(VENV) $(TRAINING) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
