"""Recipes that change one pupil, for the rules all collections share."""

from keystage.synth.faults.pupil import births, lists, names, results, upns

__all__ = ["births", "lists", "names", "results", "upns"]
