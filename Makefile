# Verbs only; each sets up what it needs, once. What "set up" means stands in setup/.
#
#   make lab        JupyterLab on the course           make release   the students' version of TOPIC
#   make test       every test                         make grade     grade the class folder (or a sample class)
#   make lint       format, lint, types, imports       make bench     the figures in docs/
#   make student    what a student receives            make try / make hand-in   LECTURE, in my_course
#   make site       the lectures as a static site      make clean     forget what can be made again
#   make help       this text
#
#   TOPIC=loss_functions   which lecture (grade, release)       ARGS="..."   passed on to the command
#   WHO=instructor         with `make lab`: the instructor's notebooks and nbgrader's menus

PYTHON ?= python3
TOPIC  ?= loss_functions
ARGS   ?=
WHO    ?= student
LECTURE ?=
# nbgrader starts helpers (alembic, jupyter) by name, so they must be found.
RUN    := PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/python

.PHONY: lab try hand-in student site test grade release lint bench clean help
.DEFAULT_GOAL := help

lab: $(if $(filter student,$(WHO)),my_course/course.json)
	@$(PYTHON) setup/environment.py
	@$(RUN) setup/lab.py --who $(WHO) $(ARGS)

# The released course, as a student has it; notebooks with answers in them stay as they are.
my_course/course.json: $(wildcard notebooks/*/*.ipynb) nbgrader_config.py
	@$(PYTHON) setup/environment.py
	@echo "Laying out the released course in my_course/ (a minute or two, once) ..."
	@$(RUN) -m autograder student-folder my_course

try: my_course/course.json
	@$(RUN) -m autograder try $(LECTURE) --folder my_course

hand-in: my_course/course.json
	@cd my_course && ../.venv/bin/python -m autograder.checking.desk $@ $(LECTURE)

student:
	@$(PYTHON) setup/environment.py
	@$(RUN) -m autograder student-kit $(ARGS)

site:
	@$(PYTHON) setup/environment.py
	@$(RUN) -m autograder site $(ARGS)

# Two workers for two cores: threads of a matrix product would only wait for each other.
test: export OPENBLAS_NUM_THREADS := 1
test:
	@$(PYTHON) setup/environment.py --with test
	@$(PYTHON) setup/machine.py sandbox browser database
	@$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

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

# Only where the notebook is not there: a lecture of that name is none yet.
notebooks/%.ipynb:
	@echo "TOPIC=$(notdir $*): there must be a lecture of that name; $@ is not there." \
	  "Lectures: $(notdir $(wildcard notebooks/*)). To write one: autograder new-lecture $(notdir $*)" >&2; exit 2

lint:
	@$(PYTHON) setup/environment.py --with test
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@.venv/bin/lint-imports --no-cache

bench:
	@$(PYTHON) setup/environment.py --with test
	@$(PYTHON) setup/machine.py sandbox browser
	@set -e; for script in benchmarks/*.py benchmarks/grading/[!_]*.py; do echo "== $$script"; \
	  $(RUN) -m $$(echo $${script%.py} | tr / .) $(ARGS) || test $$? -eq 2; done  # 2: it said what is not installed

clean:
	rm -rf release build dist .pytest_cache .ruff_cache .mypy_cache *.egg-info
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

help:
	@sed -n 's/^# \{0,1\}//p' Makefile
