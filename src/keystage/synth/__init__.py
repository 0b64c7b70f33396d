"""An invented authority: schools, children and results of whom none exists.

Everything is a function of the seed and of names (which school, which year, which
child), so any part can be made alone and comes out as it would among all the others.
"""
