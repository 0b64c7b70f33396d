"""Marksheets: tables of pupils and results, in and out.

A marksheet is what teachers keep: a row for each pupil, a column for each result.
`grid` says which columns a rulebook has, `headings` how people write them, `tag`
how a template says what it is for.
"""
