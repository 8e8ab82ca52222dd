# Everything is in tools/course.py; on Windows: py tools\course.py book
PYTHON ?= python3

.PHONY: help setup book lab test test-validation notebooks exercises figures questions zip pdf release grade bundle bench clean

help:
	@$(PYTHON) tools/course.py --help

setup book lab test test-validation notebooks exercises figures questions zip pdf release bundle bench clean:
	@$(PYTHON) tools/course.py $@

# make grade SUBMISSIONS=folder; more options in GRADE, as in GRADE="--show reasons --cluster tcp://host:8786"
grade:
	@$(PYTHON) tools/course.py grade $(if $(SUBMISSIONS),"$(SUBMISSIONS)",$(error say which: make grade SUBMISSIONS=folder)) $(GRADE)
