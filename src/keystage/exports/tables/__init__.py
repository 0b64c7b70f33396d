"""A return as a table, a row for each pupil, and a table's return as a file of results.

`table.of` makes a grid of texts of a return, `table.as_xlsx` and `table.as_csv` the
bytes; `lost.what` says by name and number what of a file such a table does not hold.
`file.of` goes the other way: a Common Transfer File by the rulebook's own codings.
"""
