# Elucid's commands. `make run` and `make test` need git, make and any python3; they bring the rest.

PYTHON3 ?= python3
PY := .venv/bin/python
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help run dev test bench pictures lint format requirements clean

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run:  ## the magazine on http://127.0.0.1:8000/ as in production (PORT=, ELUCID_VAR=)
	@$(PYTHON3) requirements/install.py run
	@ELUCID_DEMO=$${ELUCID_DEMO-1} exec $(PY) -m config.serve

dev:  ## Django's reloading server with DEBUG on
	@$(PYTHON3) requirements/install.py dev
	@DEBUG=1 $(PY) manage.py migrate --verbosity 0
	@DEBUG=1 exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

test:  ## all tests: SQLite, PostgreSQL (TEST_DATABASE_URL), a browser (CHROMIUM)
	@$(PYTHON3) requirements/install.py dev
	@$(PY) -m tests.checkers
	@exec $(PY) -m tests.everything

bench:  ## measures reading, press, writing and sending against the figures they must keep
	@$(PYTHON3) requirements/install.py dev
	@$(PY) -m tests.checkers
	@exec $(PY) -m benchmarks

pictures:  ## photographs every kind of page into var/pictures/, and what the docs show
	@$(PYTHON3) requirements/install.py dev
	@$(PY) -m tests.browser.photographs --docs

lint:  ## ruff and mypy
	@$(PYTHON3) requirements/install.py dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy .

format:  ## let ruff write
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

requirements:  ## pin anew what pyproject.toml asks for, with hashes
	@PATH="$(CURDIR)/.tools:$$PATH" uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--python-version 3.12 --upgrade pyproject.toml -o requirements/run.txt
	@PATH="$(CURDIR)/.tools:$$PATH" uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--python-version 3.12 --upgrade --group dev pyproject.toml -o requirements/dev.txt

clean:  ## forget the environment; var/ stays
	rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache
