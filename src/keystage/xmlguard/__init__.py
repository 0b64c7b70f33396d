"""The one door to the XML parser: decode by allow-list, limit, refuse in words.

Whatever comes in, callers see events inside the limits or one `Refused`.
"""

from keystage.xmlguard.escape import escape, may_stand
from keystage.xmlguard.guard import Handler, Opening, Position, events
from keystage.xmlguard.limits import Limits

__all__ = ["Handler", "Limits", "Opening", "Position", "escape", "events", "may_stand"]
