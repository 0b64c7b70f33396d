"""The usual ways to read such a file in Python, each by its own manual.

Every peer offers `read(data)`, which is measured, and `rows(data)`, which must equal
what Keystage reads before anything is measured.
"""
