"""What is asked of several files together: places, years, and who has sent none."""
