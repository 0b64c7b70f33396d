"""What an authority's administrator sees of systems that are told, and of work undone."""
