# Everything from nothing: `make demo`, `make test`. Needs Python 3.11 or newer with venv, git, and pip's index.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# the newest of these that is 3.11 or later; `make PYTHON=...` says otherwise
PYTHON ?= $(shell for p in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
# what speed is measured on
ROWS ?= $(DEMARCHE_DATA)/fakes/dev.jsonl
RUN := $(VENV)/.run
DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types bench readme clean

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  %-12s %s\n", $$1, $$2}'

demo: $(RUN) ## Read the bundled sample and show the record
	@$(BIN)/demarche demo

test: $(DEV) ## Run the tests; those that need the shared data want DEMARCHE_DATA
	@$(BIN)/python -m pytest $(TESTS)

lint: $(DEV) ## Check style and form
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(DEV) ## Put the code into form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(DEV) ## Check types
	@$(BIN)/mypy

bench: $(DEV) ## Measure accuracy and speed (wants DEMARCHE_DATA)
	@$(BIN)/python -m benchmarks.accuracy
	@$(if $(wildcard $(ROWS)),$(BIN)/python -m benchmarks.speed $(ROWS),echo "no speed measured: name rows with make bench ROWS=FILE.jsonl")

readme: $(DEV) ## Write today's answers into the README's example
	@DEMARCHE_WRITE_README=1 $(BIN)/python -m pytest tests/test_readme.py

clean: ## Remove what make made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

# Stamps: the second time nothing is installed unless pyproject.toml has changed.
$(RUN): pyproject.toml | $(BIN)/python
	@echo "Installing demarche into $(VENV) (the first time takes a minute) ..."
	@$(PIP) install -e .
	@touch $@

$(DEV): pyproject.toml | $(BIN)/python
	@echo "Installing demarche and its tools into $(VENV) (the first time takes a minute) ..."
	@$(PIP) install -e '.[dev]'
	@touch $@ $(RUN)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.11 or newer with its venv module (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
