"""Every sentence said about a marksheet itself; rulebooks bring their own words."""

from keystage.marksheet.messages.say import WORDS, finding, refused, spans

__all__ = ["WORDS", "finding", "refused", "spans"]
