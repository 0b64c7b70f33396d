"""What was done, by whom, and who looked: written once, linked, never changed.

`actions.record` is the one call that writes; `verify` says whether anything was changed
since.
"""
