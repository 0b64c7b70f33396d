"""What is known besides the files: the roll, and results of earlier years."""
