# All targets need Python 3.11 or newer with venv, which scripts/run finds.
RUN := @scripts/run

.DEFAULT_GOAL := help
.PHONY: help test test-whole canary demo matrix matrix-change matrix-long measure lint types export \
	release pins bench pictures clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST)

test: lint types ## Lint, type-check and test; ARGS="-k name" selects tests
	$(RUN) python -m pytest --numprocesses=auto --dist=worksteal \
		-rfEs --override-ini=verbosity_subtests=1 $(ARGS)

test-whole: export FORGE_TEST_WHOLE := 1
test-whole: test ## The same with all slow tests, for a nightly run

canary: ## Test forge and five services with the newest dependencies, nightly
	$(RUN) python -m scripts.canary

demo: ## Create a service, run its tests, start it and call it (2 to 4 minutes)
	$(RUN) python scripts/demo.py

matrix: ## Verify services that cover every pair of values; ARGS="--shard=1/4" for a part
	$(RUN) python -m scripts.matrix $(ARGS)

matrix-change: ## Verify some of the combinations that the change affects
	$(RUN) python -m scripts.matrix change

matrix-long: ## Verify all triples, the oldest dependencies and MySQL (Debian, as root)
	$(RUN) python -m scripts.matrix --strength=3 $(ARGS)
	$(RUN) python -m scripts.matrix oldest $(ARGS)
	@scripts/real-mysql scripts/run python -m scripts.matrix --fresh $(ARGS)

lint: ## Check style and format
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: ## Check types
	$(RUN) mypy

export: ## Regenerate the files that are derived from code or the template
	$(RUN) python scripts/export.py

release: ## Store the current templates as a released version (CONTRIBUTING.md)
	$(RUN) python -m scripts.release

pins: ## Update the pinned versions of forge and of generated services (needs uv)
	$(RUN) python scripts/pins.py
	@uv pip compile --quiet --universal --python-version 3.11 --upgrade \
		--no-header --no-annotate --no-emit-index-url \
		--extra verify --group dev --output-file requirements-dev.txt pyproject.toml
	@uv pip compile --quiet --universal --python-version 3.11 --upgrade \
		--no-header --no-annotate --no-emit-index-url --constraint requirements-dev.txt \
		--group browser --output-file requirements-browser.txt

bench: ## Write benchmarks/RESULTS.md; ARGS=serving for a part
	$(RUN) python -m benchmarks $(ARGS)

measure: ## Count what the owners of a service have to read; ARGS=--quick runs nothing
	$(RUN) python -m scripts.measure $(ARGS)

pictures: ## Redraw the pictures in README (needs uv)
	$(RUN) python -m scripts.pictures

clean: ## Remove environments, caches and builds
	@rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	@find fastapi_forge scripts templates tests -name __pycache__ -prune -exec rm -rf {} +
