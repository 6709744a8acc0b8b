# Verbs only; each sets up what it needs, once. What "set up" means stands in setup/.
#
#   make lab        JupyterLab on the course           make release   the students' version of TOPIC
#   make test       every test                         make grade     grade the class folder (or a sample class)
#   make lint       format, lint, types, imports       make bench     the figures in docs/
#   make clean      forget what can be made again          make help      this text
#
#   TOPIC=loss_functions   which lecture (grade, release)       ARGS="..."   passed on to the command

PYTHON ?= python3
TOPIC  ?= loss_functions
ARGS   ?=
# nbgrader starts helpers (alembic, jupyter) by name, so they must be found.
RUN    := PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/python

.PHONY: lab test grade release lint bench clean help
.DEFAULT_GOAL := help

lab:
	@$(PYTHON) setup/environment.py
	@$(RUN) setup/lab.py $(ARGS)

test:
	@$(PYTHON) setup/environment.py --with test
	@$(PYTHON) setup/machine.py sandbox browser
	@$(RUN) -m pytest -n 2 --dist loadfile $(ARGS)

grade: release/$(TOPIC)/$(TOPIC).ipynb
	@$(PYTHON) setup/environment.py
	@$(PYTHON) setup/machine.py sandbox
	@test -d submitted || $(RUN) -m autograder sample-class $(TOPIC)
	@$(RUN) -m autograder grade $(TOPIC) $(ARGS) || test $$? -eq 1  # 1: graded; some could not be, and are named

release: release/$(TOPIC)/$(TOPIC).ipynb
	@$(PYTHON) setup/machine.py sandbox
	@$(RUN) -m autograder rehearse $(TOPIC)

release/%.ipynb: notebooks/%.ipynb nbgrader_config.py
	@$(PYTHON) setup/environment.py
	@$(RUN) -m nbgrader generate_assignment $(notdir $*) --force

lint:
	@$(PYTHON) setup/environment.py --with test
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@.venv/bin/lint-imports --no-cache

bench:
	@$(PYTHON) setup/environment.py --with test
	@$(PYTHON) setup/machine.py sandbox browser
	@set -e; for script in benchmarks/*.py; do echo "== $$script"; $(RUN) $$script $(ARGS); done

clean:
	rm -rf release build .pytest_cache .ruff_cache .mypy_cache *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

help:
	@sed -n 's/^# \{0,1\}//p' Makefile
