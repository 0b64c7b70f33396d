"""From what checks report to what a person reads: in words, in order, folded."""
