"""What works itself out: formulas for one pupil, and for all on the sheet."""
