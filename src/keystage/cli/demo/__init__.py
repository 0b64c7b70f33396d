"""A dozen invented schools of an invented authority, 999, and what they sent.

Well-made files are written by `keystage.ctf.write` each time, so they stay what
the writer writes; the strange ones were typed by hand and lie in `strange/`.
"""
