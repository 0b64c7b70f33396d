"""Rulebooks written, not read: a new base out of an old year, and the year to come."""

from keystage.rulebooks.writing.base import in_one_file, rebased
from keystage.rulebooks.writing.coming import coming_year
from keystage.rulebooks.writing.toml import toml

__all__ = ["coming_year", "in_one_file", "rebased", "toml"]
