"""The outcome told: as text for a screen, as one page, as plain values."""

from keystage.synth.conformance.telling.html import render as html
from keystage.synth.conformance.telling.plain import SCHEMA, schema, to_dict
from keystage.synth.conformance.telling.text import COLUMNS
from keystage.synth.conformance.telling.text import render as text

__all__ = ["COLUMNS", "SCHEMA", "html", "schema", "text", "to_dict"]
