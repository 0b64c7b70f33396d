"""Marksheets: tables of pupils and results, in and out.

A marksheet is what teachers keep: a row for each pupil, a column for each result.
`grid` says which columns a rulebook has, `headings` how people write them, `tag`
how a template says what it is for. `apart.cells` reads a file's cells in a process
of its own, `read.read` makes lines of pupils of them, `returns.to_return` what the
checks take, and `returns.together` puts the findings of both together. For a table
nobody knows, `guess` says what its columns may be, and `columns_file` remembers it.
"""
