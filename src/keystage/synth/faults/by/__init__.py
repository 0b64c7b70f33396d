"""Recipes for the rules of one collection each."""

from keystage.synth.faults.by import eyfsp, ks1, ks2, mtc, phonics

__all__ = ["eyfsp", "ks1", "ks2", "mtc", "phonics"]
