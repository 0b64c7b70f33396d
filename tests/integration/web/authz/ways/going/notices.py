"""The page of what a demonstration would have sent."""

from tests.integration.web.authz.way import Way

WAYS = (Way("outbox.page", "GET", "notices:outbox", demonstration=True),)
