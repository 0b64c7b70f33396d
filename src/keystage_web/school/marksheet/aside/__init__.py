"""The pages beside the grid: one pupil, the check, fill, comments, what was there before."""
