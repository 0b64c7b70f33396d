"""The two databases: how each is opened, and what makes each keep what it took."""

from keystage_web.database.durable import faults, pending
from keystage_web.database.engines import opened

__all__ = ["faults", "opened", "pending"]
