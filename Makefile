# The course's commands. Plain `make` lists them; each needs only Python 3.11+ and git.

PYTHON ?= python3
PORT ?= 8000

VENV_PYTHON = .venv/bin/python
INSTALLED = .venv/installed

# Two builds of the same commit agree in every byte only with fixed hash seeds.
export PYTHONHASHSEED = 0
# Another minitorch there would answer in the place of this one.
unexport PYTHONPATH
# Hundreds of Pythons are started: none is to compile again what another one has.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: check-one check-all
.PHONY: help html test workbook grade check serve lecture page figure task pdf zip bench fuzz venv lock clean distclean FORCE

help: ## list the commands (this list)
	@echo "make html builds the course into _build/html; make serve shows every edit. All commands:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo "make html PROGRAMS=open shows the programs that readers are to write, PROGRAMS='left out' never does."
	@echo "PYTHON=python3.12 names the Python to use, PORT=8001 the port of make serve."

# Asked for with the wrong one of two names, a site would show what it is not to show.
ifneq ($(ANSWERS),)
ifeq ($(filter pdf,$(MAKECMDGOALS)),)
$(error ANSWERS=0 shuts the questions of `make pdf`. Whether the site shows the programs that tasks ask for: PROGRAMS=open, covered or 'left out')
endif
ifeq ($(filter 0 1,$(ANSWERS)),)
$(error ANSWERS of `make pdf`: expected 0 (questions shut) or 1 (open), got $(ANSWERS). Whether programs that tasks ask for are seen: PROGRAMS=open, covered or 'left out')
endif
endif

# Told before the site is built for minutes.
ifneq ($(filter pdf,$(MAKECMDGOALS)),)
$(foreach name,$(DECK),$(if $(wildcard slides/$(name).md local/lectures/$(name:local-%=%).md),,\
  $(error There is no lecture $(name); there are \
  $(filter-out index,$(sort $(basename $(notdir $(wildcard slides/*.md local/lectures/*.md))))))))
endif

ifneq ($(and $(DECK),$(PAGE)),)
$(error make check looks at one deck (DECK=$(DECK)) or at one page (PAGE=$(PAGE)), one after the other)
endif

html: $(INSTALLED) ## build textbook and lectures into _build/html
	@$(VENV_PYTHON) docs/_ext html

test: $(INSTALLED) ## run the package's tests and doctests
	@$(VENV_PYTHON) -m pytest -n 2 --dist worksteal --ignore=tests/site \
	  --ignore=tests/workbook tests minitorch $(wildcard local/tests)

workbook: $(INSTALLED) ## write the students' repository into _build/workbook
	@$(VENV_PYTHON) workbook/edition make

grade: $(INSTALLED) ## check what a student handed in (FILE=submission.zip)
	@$(VENV_PYTHON) workbook/edition grade "$(FILE)"

check: $(if $(DECK)$(PAGE),check-one,check-all) ## lint, types, a strict build, all checks (DECK=..., PAGE=...: one)

check-one: $(INSTALLED)
	@$(VENV_PYTHON) docs/_ext one $(if $(DECK),DECK "$(DECK)",PAGE "$(PAGE)")

check-all: $(INSTALLED)
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) -m pytest -n 2 --dist worksteal tests/workbook workbook/work workbook/edition
	@$(VENV_PYTHON) docs/_ext html --strict
	@$(VENV_PYTHON) docs/_ext chromium
	@$(VENV_PYTHON) -m pytest -n 2 $(BY_FILE) $(NO_HANG) tests/site

# A file's tests stay with one worker, which builds their course once. The order is that
# of tests/site/conftest.py; pytest-xdist's own leaves the longest test for the end.
BY_FILE = --dist loadfile --no-loadscope-reorder
# A browser may keep a test waiting for ever: it ends with a list of who waits where.
NO_HANG = -o faulthandler_timeout=1200 -o faulthandler_exit_on_timeout=true

serve: $(INSTALLED) ## show the course and every change at http://127.0.0.1:8000 (or PORT=...)
	@$(VENV_PYTHON) docs/_ext serve $(PORT)

lecture: $(INSTALLED) ## begin a lecture in local/ (NAME=my-lecture, FROM=module1-2: a copy)
	@$(VENV_PYTHON) docs/_ext new lecture "$(NAME)" $(if $(FROM),"$(FROM)")

page: $(INSTALLED) ## begin a textbook page of your own in local/ (NAME=my-page)
	@$(VENV_PYTHON) docs/_ext new page "$(NAME)"

figure: $(INSTALLED) ## begin a figure function of your own in local/ (NAME=my-figure)
	@$(VENV_PYTHON) docs/_ext new figure "$(NAME)"

task: $(INSTALLED) ## begin a task of your own in local/ (NAME=my-task)
	@$(VENV_PYTHON) docs/_ext new task "$(NAME)"

pdf: html ## print every lecture into _build/pdf (NOTES=1 SLIDES=3 ANSWERS=0 DECK=name)
	@$(VENV_PYTHON) docs/_ext chromium
	@$(VENV_PYTHON) docs/_ext pdf $(if $(filter-out 0,$(NOTES)),--notes) \
	  $(if $(SLIDES),"--slides=$(SLIDES)") $(if $(filter 0,$(ANSWERS)),--shut) $(DECK)

zip: html ## pack the site into one file below _build, to hand it over
	@$(VENV_PYTHON) docs/_ext zip

# Ten minutes for all parts, a few for PART=scalar; BENCH=--help says more.
BENCH_NEEDS = $(if $(filter live weights,$(or $(PART),live)),html)

bench: .venv-bench/installed $(BENCH_NEEDS) ## check every claim of speed (PART=..., KEEP=1: for the textbook)
	@.venv-bench/bin/python bench/run.py $(PART) $(if $(KEEP),--keep) $(BENCH)

# In the same environment, since PyTorch is what the engine is compared with there, too.
fuzz: .venv-bench/installed ## compare random programs with PyTorch, in minutes (SEED=..., EXAMPLES=...)
	@seed=$(or $(SEED),$(shell date +%s)); echo "make fuzz SEED=$$seed tries the same programs again"; \
	  HYPOTHESIS_PROFILE=fuzz EXAMPLES=$(or $(EXAMPLES),10000) .venv-bench/bin/python -m pytest -n 2 \
	  --hypothesis-seed=$$seed tests/test_fuzz_*.py tests/test_replay.py tests/test_*pytorch*.py

.venv-bench/installed: bench/requirements.txt $(INSTALLED)
	@echo "Installing micrograd, autograd and PyTorch into .venv-bench (once; it is large)"
	@$(VENV_PYTHON) -m venv --clear .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check \
	  --requirement bench/requirements.txt
	@touch $@

venv: ## install everything into .venv once more
	@$(MAKE_VENV) --again

lock: $(INSTALLED) ## write requirements.lock anew (UPGRADE=1: newest versions)
	@$(VENV_PYTHON) docs/_ext lock $(if $(UPGRADE),--upgrade)

clean: ## remove what was built
	rm -rf _build

distclean: clean ## remove what was built and installed
	rm -rf .venv .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find docs minitorch slides tests -name __pycache__ -prune -exec rm -rf {} +

# A Python named by hand is used as it is; the default may be replaced by a newer one.
MAKE_VENV = command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo "There is no \`$(PYTHON)\` here. Install Python 3.11 or newer, or name" \
	    "it: make html PYTHON=python3.12" >&2; exit 1; }; \
	PYTHON_NAME="$(PYTHON)" "$(PYTHON)" docs/_ext/commands/make_venv.py \
	  $(if $(filter command% environment%,$(origin PYTHON)),--exact)

# A moved checkout, or a .venv whose Python is gone, is installed again.
ifneq ($(shell test -x $(VENV_PYTHON) && head -n 1 $(INSTALLED) 2>/dev/null),$(CURDIR))
$(INSTALLED): FORCE
endif
$(INSTALLED): requirements.lock pyproject.toml docs/_ext/commands/make_venv.py
	@$(MAKE_VENV)
FORCE:
