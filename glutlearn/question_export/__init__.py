"""The bank of self-checks as files that a learning platform reads: Moodle XML, and QTI 2.1 in an IMS content package.

`python -m glutlearn.question_export --to DIR` writes them from the bank that the lessons ask from. Answers that the
library computes are computed when the files are written, and what is said to each wrong answer goes with it. A curve
that is drawn has no counterpart in either format: such questions are left out and named (`asked.LEFT_OUT` says why).

The modules: `asked` collects what is asked; `elements` turns its words into XML; `moodle` writes one format,
`qti_items`, `qti_rules` and `qti_package` the other; `files` puts both into a folder.
"""
