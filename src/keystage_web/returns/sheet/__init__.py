"""The marksheet as values, before it is drawn: what stands where, and what follows from it.

`queries.sheet` gives all of it, `queries.changes` what is new since a moment, `checking.check`
the findings with the cells they are about, `beside.beside` this year beside the last two.
"""
