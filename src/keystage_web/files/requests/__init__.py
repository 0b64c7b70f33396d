"""Files an authority asks schools for: issued, answered, closed."""
