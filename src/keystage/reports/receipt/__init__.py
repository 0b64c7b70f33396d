"""A receipt for people: its rows in words, as HTML to stand in a page, and as a PDF.

Each takes the receipt as plain values, as they stand under `receipt` in its file, and
words for the ids in it, as `words_of` knows them; an id without words is shown as it
stands. Whether the receipt is genuine is not asked here: `keystage.transfer.verify`.
"""

from keystage.reports.receipt.html import fragment
from keystage.reports.receipt.pdf import render as pdf
from keystage.reports.receipt.rows import HOW, Part, Row, parts
from keystage.reports.receipt.words import WORDS, words_of

__all__ = ["HOW", "WORDS", "Part", "Row", "fragment", "parts", "pdf", "words_of"]
