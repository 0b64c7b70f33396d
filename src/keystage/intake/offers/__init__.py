"""Repairs on offer, and what results mean when entries are compared."""
