# Two commands: `make run` serves the demo newsroom, `make test` runs everything that must hold.
# Variables: HOST, PORT, DATA_DIR, DEMO_PASSWORD (run); TEST_DATABASE_URL, CHROMIUM, REQUIRE_ALL, EXAMPLES (test);
# LOOKS, STATES (looks).

PYTHON ?= python3
VENV := .venv
LOOKS ?= looks
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet

.PHONY: run test test-services rehearsal looks check lock messages clean

run: $(VENV)/.run ## migrate, load the demo newsroom once, serve it on http://127.0.0.1:8000/
	@$(BIN)/python manage.py serve

test: $(VENV)/.dev check ## run the suite on SQLite and PostgreSQL, and in a browser
	@$(BIN)/python tests/suite.py

test-services: $(VENV)/.services ## the life of a picture on an S3 server, which is installed for it
	@$(BIN)/python tests/suite.py services

rehearsal: $(VENV)/.dev ## what people see while a database, a server, the cache or the disk of a site on several machines fails
	@$(BIN)/python tests/rehearsal/rehearse.py

looks: $(VENV)/.dev ## a picture of every public page in every state, language, width and scheme, in $(LOOKS)
	@$(BIN)/python tests/looks.py $(LOOKS) $(STATES)

check: $(VENV)/.dev ## lint, format, types, imports, templates, migrations, translations
	@$(BIN)/python tests/suite.py check

lock: ## maintainers: rewrite the lock files (needs uv)
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) --extra production --constraint requirements/run.txt pyproject.toml --output-file requirements/production.txt
	$(LOCK) --extra dev --constraint requirements/production.txt pyproject.toml --output-file requirements/dev.txt
	$(LOCK) --extra dev --extra production --extra services --constraint requirements/dev.txt --constraint requirements/production.txt pyproject.toml --output-file requirements/services.txt

messages: $(VENV)/.dev ## maintainers: collect new strings and compile the catalogue (needs gettext)
	$(BIN)/python manage.py makemessages --locale ar --no-wrap --no-obsolete --add-location file --ignore "data/*" --ignore "$(VENV)/*"
	$(BIN)/python manage.py compilemessages --locale ar

$(BIN)/python:
	@echo "Making $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit("Newsroom needs Python 3.11 to 3.13, this is " + sys.version.split()[0] if not (3, 11) <= sys.version_info[:2] <= (3, 13) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt | $(BIN)/python
	@echo "Installing what the site needs …"
	@$(INSTALL) -r requirements/run.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(BIN)/python
	@echo "Installing what the tests need …"
	@$(INSTALL) -r requirements/dev.txt
	@touch $@ $(VENV)/.run

$(VENV)/.services: requirements/services.txt | $(BIN)/python
	@echo "Installing an S3 server and what speaks to it …"
	@$(INSTALL) -r requirements/services.txt
	@touch $@ $(VENV)/.dev $(VENV)/.run

clean: ## remove what was made here; the data stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
