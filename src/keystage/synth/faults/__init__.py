"""Faults planted by hand-written recipes, each saying what a check must find.

Nothing here knows the rulebooks or the checks: a recipe states what it expects from the
guidance alone, so that one can be held against the other.
"""

from keystage.synth.faults import by, file, pupil
from keystage.synth.faults.model import RECIPES, Planted, Recipe
from keystage.synth.faults.plain import is_plain
from keystage.synth.faults.planting import Sown, plant

__all__ = [
    "RECIPES",
    "Planted",
    "Recipe",
    "Sown",
    "by",
    "file",
    "is_plain",
    "plant",
    "pupil",
]
