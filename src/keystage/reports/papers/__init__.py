"""Papers a school makes of its own results: a list, slips for parents, a handover.

Each is a `model.Paper`: leaves that begin a new page, with a heading, sentences and
tables. `pdf.render` sets any of them as a tagged PDF.
"""
