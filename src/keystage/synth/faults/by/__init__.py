"""Recipes for the rules of one collection each."""

from keystage.synth.faults.by import eyfsp, phonics

__all__ = ["eyfsp", "phonics"]
