"""The authority's desk: the board, the return of a school, and what is done about it."""
