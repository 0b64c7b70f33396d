"""The authority's schools: what is known of each, and how that comes from the register."""
