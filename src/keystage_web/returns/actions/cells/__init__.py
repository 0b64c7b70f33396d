"""Cells saved, filled, undone, restored, and chosen between where two people met."""
