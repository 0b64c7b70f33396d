"""What results come to, and who takes a check again: made once, shown in four forms.

`build` makes a summary of schools' pupils; `text`, `html` and `csv` show it, and
`to_dict` gives the plain values that `schema/summary-1.json` describes. `again` does
the same for the list of those who take a check again.
"""
