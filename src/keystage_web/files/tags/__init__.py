"""The tags a file is sent under: one for each collection, the authority's own, and none."""
