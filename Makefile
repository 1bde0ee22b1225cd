# make run and make test are all a newcomer types; each prepares what it needs, on a fresh Debian, Ubuntu or WSL.
ZI_VENV ?= .venv
BIN := $(ZI_VENV)/bin
UJI ?=
export ZI_VENV
SHELL := /bin/sh
.DEFAULT_GOAL := run
.PHONY: run setup setup-uji test test-inti check bench format

run: setup
	@exec $(BIN)/python manage.py jalan

setup:
	@deploy/sistem.sh jalan
	@deploy/venv.sh requirements.txt

setup-uji:
	@deploy/sistem.sh uji
	@deploy/venv.sh requirements-dev.txt
	@deploy/peramban.sh

# On SQLite, or on what DATABASE_URL and REDIS_URL name. UJI="-k nama" passes options to pytest.
test: setup-uji
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not bench" $(UJI)

# Without the browser: what CI repeats on PostgreSQL and Redis.
test-inti: setup-uji
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not e2e and not bench" $(UJI)

bench: setup-uji
	$(BIN)/python -m pytest -q -s -p no:randomly -m bench tests/bench $(UJI)

check: setup-uji
	@deploy/periksa.sh

format:
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html')
