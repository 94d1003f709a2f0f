# Everything a fresh machine needs is Python (3.11 or newer, with venv and pip), git and make.
#
#   make demo    check the example's pull request, and show the review it would get on GitHub
#   make test    the tests
#   make test-quick   the tests that most changes need, in under a minute
#   make lint    style, types, layers, workflows
#   make dist    build the wheel and the source archive, and try them
#   make bench   speed, compared with other tools
#   make mutations   the share of broken rows that is found
#   make inferred   how well settings are inferred, on a corpus of lists
#   make pins    pin the packages of the action
#   make docs    the lists of rules in docs/rules.md, README.md and schema/config.schema.json

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
# pip does not compile what it installs in place; start-up takes half the time when compiled.
COMPILE = $(BIN)/python -m compileall -q bot

.PHONY: demo test test-quick lint dist bench mutations inferred docs pins clean

demo: $(VENV)/installed
	$(BIN)/python examples/demo.py
	$(BIN)/python examples/review.py

# More workers than cores, since many tests wait for a server.
test: $(VENV)/installed-test
	$(BIN)/python -m pytest -n 4

# Without the tests that start processes or servers.
test-quick: $(VENV)/installed-test
	$(BIN)/python -m pytest -n 4 tests/cells tests/compare tests/inference tests/rules tests/settings \
		tests/engine tests/reporters tests/test_stories.py tests/test_golden.py tests/test_documentation.py

lint: $(VENV)/installed-test $(VENV)/installed-lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --persona auditor --quiet .

dist: $(VENV)/installed-lint
	rm -rf dist
	$(BIN)/python -m build --quiet
	$(BIN)/python .ci/try_dist.py dist

bench: $(VENV)/installed-test
	@$(COMPILE)
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/hostile.py

mutations: $(VENV)/installed-test
	$(BIN)/python benchmarks/mutations.py

inferred: $(VENV)/installed-test
	$(BIN)/python benchmarks/inferred.py

docs: $(VENV)/installed
	$(BIN)/python docs/generate.py

pins: $(VENV)/installed
	$(PIP) install pip-tools
	$(BIN)/pip-compile --quiet --upgrade --extra github --generate-hashes --strip-extras --no-annotate --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
		--output-file requirements/action.txt pyproject.toml requirements/build.in

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Installed in place: only a change of pyproject.toml needs another installation.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[github,double]'
	@$(COMPILE)
	@touch $@

$(VENV)/installed-test: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[github,double,test]'
	@$(COMPILE)
	@touch $@

$(VENV)/installed-lint: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[lint]'
	@touch $@
