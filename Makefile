# From a fresh clone: `make demo` or `make test`. Needs git, make and python3 >= 3.11 with venv or pip.
SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/.ready
CLIENT := courtroom_client
CLIENT_READY := $(CLIENT)/node_modules/.ready
export PATH := $(CURDIR)/$(BIN):$(PATH)
PORT ?= 8080
PYTEST ?=
ARGS ?=

.PHONY: setup demo test check check-python check-client lock upgrade format client clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml hatch_build.py tools/setup
	@tools/setup >&2
	@touch $@

# Standard output is the demo's alone: with ARGS=--json one line. Set-up speaks on the errors.
demo: setup client  ## an installation on this machine with a hearing booked; prints the links
	@exec $(BIN)/phientoa demo --port $(PORT) $(ARGS)

test: setup $(CLIENT_READY) client  ## pages are judged with tools among the client's packages
	tools/test-machine
	tools/test $(PYTEST)

check: check-python check-client

check-python: setup
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	deptry .
	vulture

check-client: $(CLIENT_READY)
	cd $(CLIENT) && npm run --silent check

# npm is Node's own, from the Python wheel.
$(CLIENT_READY): $(READY) $(CLIENT)/package-lock.json
	cd $(CLIENT) && npm ci --no-audit --no-fund
	@touch $@

client: setup  ## build the pages if their sources changed
	@$(BIN)/python -m courtroom_client.build >&2

format: setup
	ruff format .
	ruff check --fix .

lock:  ## after changing dependencies in pyproject.toml
	tools/setup lock

upgrade:
	tools/setup upgrade

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf $(CLIENT)/node_modules $(CLIENT)/dist
