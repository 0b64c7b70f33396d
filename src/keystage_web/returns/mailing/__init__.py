"""Who is told by mail of what school and authority do to a return, and in which words.

A mail holds the school, the collection, what to do and a link: no pupil, no result, and
nothing of what somebody wrote.
"""
