"""Mark a cohort's notebooks with nbgrader: each in its own process and folder, within limits, and never lost.

For instructors: `pip install "glutlearn[instructors]"`, then `python -m glutlearn.grading --help`. Nothing in it knows
this course: it marks any notebooks written with nbgrader's conventions.

The marks are nbgrader's own, from its own converters. What is added around them: two or more submissions at a time, on
this machine or on a dask cluster; kernels that start in a tenth of a second because they are forked from a process
that has already imported what the exercises import; a fence round each kernel (`fence` says what it holds back, and
what it does not); and results that are stored one by one, so that a run that was cut short goes on where it stopped.
"""
