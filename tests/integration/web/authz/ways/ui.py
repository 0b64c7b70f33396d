"""Pages that are for all."""

import json

from tests.integration.web.authz.way import Way

REPORT = {"csp-report": {"document-uri": "https://x.invalid/", "blocked-uri": "inline"}}

WAYS = (
    Way("start.page", "GET", "ui:start"),
    Way("health", "GET", "ui:health"),
    Way("brand.style", "GET", "ui:brand"),
    Way("brand.style", "GET", "ui:logo", status=(404,)),  # none is set
    Way(
        "csp.report",
        "POST",
        "ui:csp-report",
        data=json.dumps(REPORT),
        status=(204,),
        effect=False,
    ),
    Way("receipts.keys", "GET", "audit:keys"),
    Way("receipts.keys", "GET", "audit:keys-as-text"),
    Way("receipts.verify", "GET", "audit:verify"),
    Way("gallery.page", "GET", "ui:gallery", demonstration=True),
    Way(
        "gallery.page",
        "POST",
        "ui:gallery",
        status=(422,),
        effect=False,
        demonstration=True,
    ),
    Way("gallery.page", "GET", "ui:confirmed", demonstration=True),
    Way(
        "gallery.page",
        "POST",
        "ui:still-here",
        status=(204,),
        effect=False,
        demonstration=True,
    ),
)
