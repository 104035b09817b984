# Every target makes the environment first where it is missing, or older than what it is made from, or was made in another
# folder, as that of a copied or moved project: its programs would work there.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CASES ?= 300
SITE ?= reports/site
PYTEST := $(BIN)/pytest -n auto --durations 20
BROWSERS := chromium chromium-browser google-chrome google-chrome-stable

.PHONY: report test test-long check-site preview lab check clean lint audit sbom fuzz bench lock notebooks translations readings \
	how-tos browser help
.DEFAULT_GOAL := report
ifeq ($(shell [ "$$(cat $(READY) 2> /dev/null)" = "$$(pwd -P)" ] || echo elsewhere),elsewhere)
.PHONY: $(READY)
endif

help: ## Show what can be made
	@awk -F ':.* ## ' '/^[a-z-]+:.* ## / { printf "%-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

report: $(READY) ## Run the notebooks and publish reports/site
	@$(BIN)/analysis build

test: $(READY) browser lint ## Run the tests of minutes: figures, pages, one built site
	$(PYTEST) --nbval-lax --doctest-modules

test-long: $(READY) browser ## Run the tests of half an hour: kills, every way to build, hostile input, every language and view
	$(PYTEST) tests/long

check-site: $(READY) browser ## Check the pages of SITE: links, figures, languages, weight, accessibility
	$(PYTEST) --quiet --site $(SITE) tests/site/test_site.py tests/long/test_site_in_every_view.py

preview: $(READY) ## Serve the site on this machine while it is edited; open pages reload themselves
	@$(BIN)/analysis preview

lab: $(READY) ## Open JupyterLab on its start page
	JUPYTER_CONFIG_PATH="$(CURDIR)/tools/jupyterlab:$$JUPYTER_CONFIG_PATH" $(BIN)/jupyter lab

check: $(READY) ## Check data, editions, manifest and data package
	@$(BIN)/analysis check

clean: ## Remove the environment and everything built
	rm -rf .venv benchmarks/.venv reports/site reports/what-if reports/.site* reports/failed reports/cache reports/sbom.cdx.json .pytest_cache .ruff_cache .hypothesis

lint: $(READY) ## Hold code to its form and its layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/lint-imports --no-cache --no-logo

bench: $(READY) browser ## Measure, beside other tools too (some forty minutes), and write benchmarks/RESULTS.md
	for name in draws simulator sweep preview pages load; do PYTHONPATH=tools $(BIN)/python benchmarks/$$name.py || exit 1; done

audit: $(READY) ## Ask the database of known holes about every locked package
	@$(BIN)/python tools/audit.py

sbom: $(READY) ## Write what the project is built from: reports/sbom.cdx.json
	@$(BIN)/python tools/sbom.py reports/sbom.cdx.json

fuzz: $(READY) ## Try hostile input, CASES of each kind (some minutes), and write tests/corpus/COUNTS.md
	$(BIN)/python tools/fuzzing.py $(CASES)

# For maintainers: after a change of dependencies, or of what a cell under nbval-check-output shows.

lock: $(READY) ## Write the lock file and environment.yml anew from pyproject.toml; PACKAGE="a b": upgrade these alone
	@for name in $(PACKAGE); do grep -q "^ *\"*$$name[^A-Za-z0-9._-]" requirements.lock pyproject.toml || \
		{ echo "PACKAGE=$$name: neither requirements.lock nor pyproject.toml has a package of that name"; exit 1; }; done
	$(BIN)/uv pip compile --quiet $(or $(PACKAGE:%=--upgrade-package %),--upgrade) \
		--universal --python-version 3.11 --generate-hashes --extra dev \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
	$(BIN)/python tools/environment_yml.py > environment.yml
	$(if $(PACKAGE),,cp requirements.lock benchmarks/peers.txt)
	$(BIN)/uv pip compile --quiet $(PACKAGE:%=--upgrade-package %) --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --output-file benchmarks/peers.txt pyproject.toml benchmarks/peers.in

notebooks: $(READY) ## Run the notebooks in place, and keep the outputs of checked cells only
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --log-level=ERROR notebooks/*.ipynb
	$(BIN)/nbstripout --keep-id --keep-count --extra-keys metadata.language_info notebooks/*.ipynb

translations: $(READY) ## Bring the French catalogues up to the texts of code, templates and tables
	@$(BIN)/python tools/catalogues.py

readings: $(READY) browser ## Write anew what a screen reader finds on each page of reports/site, for reading over
	@rm -rf tests/readings
	@$(BIN)/python tools/reading.py reports/site

how-tos: $(READY) ## Paste anew what the commands of docs/how-to print, for reading over
	@PYTHONPATH=tests $(BIN)/python tools/how_tos.py

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment in .venv (a minute, once)"
	@[ ! -e $@ ] || [ "$$(cat $@)" = "$$(pwd -P)" ] || rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@pwd -P > $@

# Browser tests use an installed Chromium or Chrome, else the one that playwright brings.
browser: $(READY)
	@for name in $(BROWSERS); do command -v $$name > /dev/null && exit 0; done; $(BIN)/playwright install chromium
