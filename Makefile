# Everything a fresh machine needs is Python (3.11 or newer, with venv and pip), git and make.
#
#   make demo    the example list and its pull request, checked, and the review it would get on GitHub
#   make test    the tests
#   make lint    style, types, layers, workflows
#   make dist    the wheel and the source archive, built and tried out
#   make bench   how fast, beside others
#   make mutations   how much of what can be broken is seen
#   make inferred   how well settings are inferred, on a corpus of lists
#   make pins    the pinned packages of the action
#   make docs    the lists of rules in docs/rules.md, README.md and schema/config.schema.json

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
# pip compiles what it copies, but not what it installs in place; start-up is twice as fast with it.
COMPILE = $(BIN)/python -m compileall -q bot

.PHONY: demo test lint dist bench mutations inferred docs pins clean

demo: $(VENV)/installed
	$(BIN)/python examples/demo.py
	$(BIN)/python examples/review.py

# More workers than most machines have cores: many tests wait for a server that does not answer.
test: $(VENV)/installed-test
	$(BIN)/python -m pytest -n 4

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

# Installed in place, so only what the project says of itself asks for another installation.
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
