# Everything here needs Python 3.11 or newer with venv; scripts/run finds it.
RUN := @scripts/run

.DEFAULT_GOAL := help
.PHONY: help test test-whole canary demo matrix matrix-change matrix-long measure lint types export \
	pins bench pictures clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST)

test: lint types ## Check everything; ARGS="-k name" chooses among the tests
	$(RUN) python -m pytest --numprocesses=auto --dist=worksteal \
		-rfEs --override-ini=verbosity_subtests=1 $(ARGS)

test-whole: export FORGE_TEST_WHOLE := 1
test-whole: test ## The same with all long tests, of which a change runs a part: nightly

canary: ## Try forge and five services on the newest of everything, for a nightly run
	$(RUN) python -m scripts.canary

demo: ## Create a service, run its tests, start it and use it
	$(RUN) python scripts/demo.py

matrix: ## Check a service for every pair of answers; ARGS="--shard=1/4" for a part
	$(RUN) python -m scripts.matrix $(ARGS)

matrix-change: ## Check some of the combinations that the change touches
	$(RUN) python -m scripts.matrix change

matrix-long: ## Every triple, the oldest dependencies, a real MySQL (Debian, as root)
	$(RUN) python -m scripts.matrix --strength=3 $(ARGS)
	$(RUN) python -m scripts.matrix oldest $(ARGS)
	@scripts/real-mysql scripts/run python -m scripts.matrix --fresh $(ARGS)

lint: ## Check style and format
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: ## Check types
	$(RUN) mypy

export: ## Write again what the template holds of the Python side
	$(RUN) python scripts/export.py

pins: ## Choose versions again, forge's own and those of generated projects (needs uv)
	$(RUN) python scripts/pins.py
	@uv pip compile --quiet --universal --python-version 3.11 --upgrade \
		--no-header --no-annotate --no-emit-index-url \
		--extra verify --group dev --output-file requirements-dev.txt pyproject.toml

bench: ## Measure against others, into benchmarks/RESULTS.md; ARGS=serving for a part
	$(RUN) python -m benchmarks $(ARGS)

measure: ## Count what a service makes its owners read; ARGS=--quick runs nothing
	$(RUN) python -m scripts.measure $(ARGS)

pictures: ## Draw the pictures in README again (needs uv)
	$(RUN) python -m scripts.pictures

clean: ## Remove environments, caches and builds
	@rm -rf .venv .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	@find fastapi_forge scripts templates tests -name __pycache__ -prune -exec rm -rf {} +
