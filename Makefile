# Everything is in tools/course.py; on Windows: py tools\course.py book
PYTHON ?= python3

.PHONY: help setup book lab test test-validation notebooks exercises bundle bench clean

help:
	@$(PYTHON) tools/course.py --help

setup book lab test test-validation notebooks exercises bundle bench clean:
	@$(PYTHON) tools/course.py $@
