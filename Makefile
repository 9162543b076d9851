# Two front doors: `make demo` and `make test`. Both need git, make and Python 3.11+ with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8

.PHONY: demo test check setup setup-dev bench lock clean

demo: setup
	@$(BIN)/flightplan demo $(ARGS)

# Three workers keep two cores busy: tests on real engines wait much of their time. tests/conftest.py says which files come first.
# Their processes share compiled modules, also where the environment says that Python should write none.
test: export PYTHONDONTWRITEBYTECODE =
test: setup-dev
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy --num-workers 2
	@$(BIN)/lint-imports

bench: setup-dev
	@$(BIN)/python -m benchmarks $(ARGS)

setup: $(VENV)/.runtime

setup-dev: $(VENV)/.dev

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Flightplan needs Python 3.11 or later: install it, or run make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing: install the package python3-venv and run make again."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || \
	  { echo "The package registry cannot be reached: check the network and run make again."; exit 1; }

# A development environment serves the demo as well, so it is not thinned out again.
$(VENV)/.runtime: requirements.txt pyproject.toml | $(BIN)/uv
	@test -e $(VENV)/.dev && $(MAKE) --no-print-directory setup-dev || \
	  { $(call install,requirements.txt); }
	@touch $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(BIN)/uv
	@$(call install,requirements-dev.txt)
	@touch $@

define install
echo "Installing the pinned packages of $(1) ..." && \
$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes $(1) && \
$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
endef

lock: | $(BIN)/uv
	@$(BIN)/uv pip compile pyproject.toml $(LOCK) --group build -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml $(LOCK) --group build --group dev -c requirements.txt -o requirements-dev.txt
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean:
	@rm -rf $(VENV) build dist
