"""Where people begin."""

from tests.integration.web.authz.way import Way

WAYS = (
    Way("home.school", "GET", "school:home"),
    Way("home.authority", "GET", "authority:home", hidden=True),
)
