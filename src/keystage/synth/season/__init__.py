"""Summers as they arrive at an authority: folders of files, written one at a time."""

from keystage.synth.season.disk import Tally, refuse_full, write
from keystage.synth.season.model import ALL, Keeper, Piece, Plan, Step, Written
from keystage.synth.season.tree import steps
from keystage.synth.writing import school_at

__all__ = [
    "ALL",
    "Keeper",
    "Piece",
    "Plan",
    "Step",
    "Tally",
    "Written",
    "refuse_full",
    "school_at",
    "steps",
    "write",
]
