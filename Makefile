# Two commands do everything on a fresh machine with Python 3.11 or later:
#   make demo   draws the repository's own workshop
#   make test   runs every fast test
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
VISIONS := $(BIN)/visions

.PHONY: demo test lint proof bench messages pictures contact-sheet clean

demo: $(VENV)/installed
	@$(VISIONS) make

test: lint
	$(BIN)/python -m pytest -m "not proof"

lint: $(VENV)/testing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

proof: $(VENV)/testing
	$(BIN)/python -m pytest -m proof

bench: $(VENV)/measuring
	$(BIN)/python -m benchmarks

# The catalogues of visions/locales, brought up to date with the texts in the code.
messages: $(VENV)/testing
	$(BIN)/python tools/messages.py

# The pictures of the README, made by the program itself (needs pdftoppm and Chromium).
pictures: $(VENV)/testing
	$(BIN)/python tools/readme_pictures.py

# 24 fixed prompts drawn onto build/contact-sheet.png, to be looked at after work on the illustrator.
contact-sheet: $(VENV)/testing
	$(BIN)/python tools/contact_sheet.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("visions needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/testing: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/measuring: pyproject.toml | $(VENV)/testing
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@touch $@
