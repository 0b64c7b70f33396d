"""What every answer carries, and the reports browsers send of the policy."""

import json

import pytest
from django.test import Client

ADDRESSES = ("/", "/nowhere", "/brand.css", "/static/ui/frame.css")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_headers_that_keep_it_here(address: str) -> None:
    answer = Client().get(address)
    if answer.streaming:
        assert list(answer)  # read to its end, which closes the file
    told = answer.headers
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in told["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/nowhere", "/brand.css"])
def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(
    address: str,
) -> None:
    policy = Client().get(address).headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("report-uri") == "/csp-report"
    assert rules.pop("default-src") == "'none'"
    assert set(rules.values()) == {"'self'", "'none'"}


def test_pages_are_kept_by_nobody_and_the_brand_for_long() -> None:
    assert Client().get("/").headers["Cache-Control"] == "no-store"
    assert "immutable" in Client().get("/brand.css").headers["Cache-Control"]


def sent(body: bytes) -> int:
    """Return how a report is answered."""
    kind = "application/csp-report"
    return Client().post("/csp-report", body, content_type=kind).status_code


def test_a_report_is_logged_by_rule_and_origin_without_anything_asked_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = {
        "effective-directive": "img-src",
        "blocked-uri": "https://evil.example/pixel?name=Zebedee",
        "document-uri": "https://results.example/classes/3?find=Zebedee",
    }
    assert sent(json.dumps({"csp-report": told}).encode()) == 204
    [record] = caplog.records
    assert record.getMessage() == (
        "blocked by img-src: https://evil.example on /classes/3"
    )


def test_an_inline_script_is_reported_as_that(caplog: pytest.LogCaptureFixture) -> None:
    told = {"violated-directive": "script-src", "blocked-uri": "inline"}
    assert sent(json.dumps({"csp-report": told}).encode()) == 204
    assert "blocked by script-src: inline on " in caplog.text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'{"csp-report": []}', b"\xff", b" " * 17_000],
)
def test_what_is_no_report_is_refused_and_not_logged(
    body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert sent(body) == 400
    assert not [r for r in caplog.records if r.name == "keystage.csp"]


def test_only_sending_a_report_is_allowed() -> None:
    assert Client().get("/csp-report").status_code == 405
