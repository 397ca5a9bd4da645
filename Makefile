# Everything a person runs; `make help` lists it.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) scripts/bootstrap.py
QUICK = tests/test_house.py tests/test_release_files.py tests/test_documented.py tests/bad tests/golden tests/check tests/score tests/publish \
    tests/theme tests/read/test_values.py tests/read/test_columns.py tests/pages/test_charts.py
TOOL = PYTHONPATH=tests/support $(BOOTSTRAP) --test python

.DEFAULT_GOAL := help
.PHONY: help site serve test quick check format bench tasks thorough lock screenshots audit release messages clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

site:  ## check and build the sample portal into build/site
	@$(BOOTSTRAP) build

serve: ## preview the portal on this machine
	@$(BOOTSTRAP) serve

test:  ## everything: style, types, architecture, unit, property and browser tests
	@$(BOOTSTRAP) --test python tests/support/install_chromium.py
	@$(BOOTSTRAP) --test pytest -n 2 --dist worksteal

quick: ## what to run while you work: style, architecture, units, golden and bad cases, fewer random examples
	@$(BOOTSTRAP) --test pytest -q -m "not slow" --hypothesis-profile=quick $(QUICK)

check: ## style, types, architecture alone
	@$(BOOTSTRAP) --test pytest -q tests/test_house.py

format: ## set style and order of imports as `make check` wants them
	@$(BOOTSTRAP) --test ruff check -q --fix .
	@$(BOOTSTRAP) --test ruff format -q .

bench: ## cost of a page beside stock MkDocs, of scoring beside a bare pandas rank, of search beside its peers, of reading beside pandas
	@$(TOOL) tests/bench/scale.py
	@$(TOOL) tests/bench/scoring.py
	@$(TOOL) tests/bench/search.py
	@$(TOOL) tests/bench/reading.py

tasks: ## what four readers pay for their answers on the built sample: taps, scrolls of a phone, characters
	@$(TOOL) tests/bench/tasks.py

thorough: ## what `make test` tries a few times many times: other random examples each time, the plug pulled at many more moments
	@$(BOOTSTRAP) --test pytest -q -n 2 --dist worksteal --hypothesis-profile=thorough tests/faults tests/score tests/read tests/check tests/view

screenshots: site ## renew the pictures of the README
	@$(TOOL) tests/pictures/screenshots.py

lock:  ## renew requirements*.txt from requirements*.in (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command 'make lock' requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command 'make lock' requirements-cluster.in -c requirements.txt -o requirements-cluster.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command 'make lock' requirements-test.in -c requirements.txt -o requirements-test.txt

audit: ## look the locked packages up in the public list of vulnerabilities (needs the network)
	$(PYTHON) -m venv build/audit
	build/audit/bin/pip install -q pip-audit
	build/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.txt || \
	    { echo "not audited, or something was found: where packages are \"not found on PyPI\" the network refused; run it where the index of packages can be reached" >&2; exit 1; }

release: ## sdist, wheel, SBOM and their SHA-256 into dist/, from the tag of this version, the same bytes each time
	@$(BOOTSTRAP) --test python scripts/release.py

messages: ## compile the Chinese texts of the command line
	@$(BOOTSTRAP) --test pybabel compile -d scripts/leitai/locale -l zh_CN --statistics

clean: ## remove what builds and tests leave behind
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
