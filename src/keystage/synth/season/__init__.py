"""Summers as they arrive at an authority: folders of files, written one at a time."""

from keystage.synth.season.disk import Tally, refuse_full, write
from keystage.synth.season.model import Keeper, Piece, Plan, Step, Written
from keystage.synth.season.tree import steps

__all__ = [
    "Keeper",
    "Piece",
    "Plan",
    "Step",
    "Tally",
    "Written",
    "refuse_full",
    "steps",
    "write",
]
