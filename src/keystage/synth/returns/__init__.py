"""What schools are going to say, as values: the returns before they are files."""

from keystage.synth.returns.dialects import Dialect, dialects
from keystage.synth.returns.due import owed, sender, sends, silent
from keystage.synth.returns.made import fields_of, one, returns
from keystage.synth.returns.model import Layout, Result, Return, Row
from keystage.synth.returns.words import Words, words_of

__all__ = [
    "Dialect",
    "Layout",
    "Result",
    "Return",
    "Row",
    "Words",
    "dialects",
    "fields_of",
    "one",
    "owed",
    "returns",
    "sender",
    "sends",
    "silent",
    "words_of",
]
