"""What is kept of a return: versions, changes, receipts, and a file held against it."""
