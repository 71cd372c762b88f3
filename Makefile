# Two commands for a fresh machine with Python 3.11 or newer:
#   make graph    own virtual environment, pinned packages, then `kg build` on the documents in data/
#   make test     the same set-up with the test packages, then formatter, linter, types, tests
# PYTHON=… names the Python to use; VENV=… the folder of the virtual environment.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Hatchling, the build backend, is in the lock: nothing is fetched that is not pinned.
INSTALL_KG := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: help graph test check format readme benchmark lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

graph: $(VENV)/.ready ## build the graph of the documents in data/
	@$(BIN)/kg build

test: check ## formatter, linter, types, tests: what CI runs
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.ready-for-tests ## formatter, linter, types
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

format: $(VENV)/.ready-for-tests ## rewrite the code as the formatter has it
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

readme: $(VENV)/.ready-for-tests graph ## put the answers of the README's commands into it again
	@$(BIN)/python tests/refresh_readme.py

benchmark: $(VENV)/.ready ## speed of starting and of extraction, beside their measures
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/extraction.py

LOCK := uv pip compile pyproject.toml --group build --generate-hashes --universal --python-version 3.11 \
	--no-header --quiet

lock: ## pin the packages anew (needs uv)
	$(LOCK) --upgrade --output-file requirements.lock
	$(LOCK) --upgrade --extra test --constraint requirements.lock --output-file requirements-test.lock

clean: ## remove everything that can be made again
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing the pinned packages into $(VENV) (a minute or two, once)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(INSTALL_KG)
	@touch $@

$(VENV)/.ready-for-tests: requirements-test.lock requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing the pinned packages, tests' included, into $(VENV) (a minute or two, once)"
	@$(PIP) install --require-hashes --requirement requirements-test.lock
	@$(INSTALL_KG)
	@touch $(VENV)/.ready $@

$(BIN)/python:
	@for python in $(or $(PYTHON),python3.11 python3.12 python3.13 python3 python); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    echo "making $(VENV) with $$("$$python" --version)"; \
	    "$$python" -m venv "$(VENV)" && exit 0; \
	    rm -rf "$(VENV)"; \
	done; \
	echo "make: found no Python 3.11 or newer that can make a virtual environment." >&2; \
	echo "      Install one (on Debian or Ubuntu: apt install python3 python3-venv), or name it: make $(firstword $(MAKECMDGOALS)) PYTHON=/path/to/python3" >&2; \
	exit 1
