"""The marksheet's pages: the grid, a pupil at a time, the check, and what stands beside."""
