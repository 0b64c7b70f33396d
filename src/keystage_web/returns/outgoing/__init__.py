"""Results on their way out: whose they are, as they stand or as they were sent.

`going` says who goes into a file and who does not, and why; `figures` what a school's
papers are made of; `moving` what a child takes along to the next school; `given` writes
down what was taken out, and by whom.
"""
