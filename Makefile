# `make` alone lists what can be done.
PORT ?= 8000
export PORT

.PHONY: help demo setup test lint check fmt bench docs lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1 - /p' Makefile

demo: ## set everything up, load the demo and serve it (PORT=8000)
	@scripts/demo

setup: ## what is needed to work on Varv, in .venv
	@scripts/setup dev

test: ## every test, on SQLite and PostgreSQL, with and without the browser
	@scripts/test

lint: ## form, lint, types, floors, migrations, words, docs: no tests
	@scripts/lint

check: ## form, lint, types, floors, migrations, words, docs, and the tests that need no browser
	@scripts/check

fmt: ## put code and templates in form
	@scripts/fmt

bench: ## time what people wait for; writes var/bench.json
	@scripts/bench

docs: ## write the pages of docs/ that are drawn from the code
	@scripts/setup run
	@.venv/bin/varv write_docs

lock: ## write the locked packages of pyproject.toml to requirements/
	@scripts/lock
