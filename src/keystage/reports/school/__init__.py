"""One school's results of a collection: a page of figures and a list of its pupils.

`build.report` works every value out once, as texts and pictures; `html`, `pdf` and
`workbook` only set them out. Nothing is hidden for being a small number: these are
the school's own pupils, and the report says so.
"""
