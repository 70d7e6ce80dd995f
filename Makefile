# Two commands are all a newcomer needs: `make run` and `make test`. Each sets everything up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check install --require-hashes --no-deps --progress-bar on

.DEFAULT_GOAL := help
.PHONY: help setup run test cover check bench lock clean

help: ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Confrère demande Python 3.11 ou plus récent." >&2; exit 1; }
	@echo "[1/3] Environnement Python dans $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(READY): requirements.lock pyproject.toml | $(BIN)/python
	@echo "[2/3] Bibliothèques (une à deux minutes, une seule fois)"
	@$(PIP) -r requirements.lock
	@$(BIN)/python -m pip --disable-pip-version-check install -q --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@echo "[3/3] Index des fiches"
	@$(BIN)/confrere index rebuild --shipped
	@touch $@

$(READY_DEV): tests/requirements.lock $(READY)
	@echo "Outils de test"
	@$(PIP) -q -r tests/requirements.lock
	@touch $@

setup: $(READY) ## install everything into .venv

run: $(READY) ## open the chat (Telegram when TELEGRAM_BOT_TOKEN is set)
	@$(BIN)/confrere run

test: $(READY_DEV) ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

cover: $(READY_DEV) ## the tests again, with what they cover (half as long again)
	$(BIN)/pytest --cov --cov-report=term

bench: $(READY_DEV) ## measure, and print the table
	$(BIN)/confrere bench --texts tests/corpus --asked tests/knowledge

lock: ## resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --extra build $(LOCK) -o requirements.lock
	uv pip compile pyproject.toml --extra build --extra dev -c requirements.lock $(LOCK) -o tests/requirements.lock

LOCK := --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

clean: ## forget the environment
	rm -rf $(VENV)
