"""What was sent of a return: versions that nobody can change, and what is asked of them."""
