"""What every answer carries, and the reports browsers send of the policy."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from keystage_web import clock
from keystage_web.ui import csp

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


@pytest.fixture(autouse=True)
def none_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No report has been written to the log this minute."""
    monkeypatch.setattr(csp, "_lines", csp.Lines())


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
        "document-uri": "https://results.example/sign-in/invitation/SECRETTOKEN?a=b",
    }
    assert sent(json.dumps({"csp-report": told}).encode()) == 204
    [record] = caplog.records
    told_so = record.getMessage()
    assert told_so.startswith(
        "blocked by img-src: https://evil.example on /sign-in/invitation/<"
    )
    assert "SECRETTOKEN" not in caplog.text
    assert "Zebedee" not in caplog.text


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ({}, "blocked by other: other on none"),
        (
            {
                "violated-directive": "script-src 'self'",
                "blocked-uri": "data:text/plain,Zebedee",
                "document-uri": "https://x.invalid/nowhere/Zebedee",
            },
            "blocked by script-src: data on none",
        ),
        (
            {
                "effective-directive": "Zebedee Smith was suspended",
                "blocked-uri": "Zebedee Smith",
                "document-uri": "https://x.invalid/health",
            },
            "blocked by other: other on /health",
        ),
        (
            {"blocked-uri": "zebedee://name:word@evil.example:81/Zebedee"},
            "blocked by other: other://evil.example:81 on none",
        ),
        (
            {"blocked-uri": "https://Zebedee Smith/"},
            "blocked by other: https://other on none",
        ),
        (
            {"blocked-uri": f"https://{'x' * 200}.example/"},
            "blocked by other: https://other on none",
        ),
    ],
)
def test_nothing_that_was_sent_is_logged_as_it_came(
    told: dict[str, str], line: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert sent(json.dumps({"csp-report": told}).encode()) == 204
    assert [record.getMessage() for record in caplog.records] == [line]


def test_a_flood_of_reports_is_counted_and_not_written_out(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 6, 10, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    body = json.dumps({"csp-report": {"blocked-uri": "inline"}}).encode()
    assert {sent(body) for _ in range(csp.Lines.MOST + 5)} == {204}
    assert len(caplog.records) == csp.Lines.MOST
    moment += timedelta(minutes=1)
    assert sent(body) == 204
    told = [record.getMessage() for record in caplog.records[csp.Lines.MOST :]]
    assert told == [
        "5 reports before this one were left out",
        "blocked by other: inline on none",
    ]


def test_an_inline_script_is_reported_as_that(caplog: pytest.LogCaptureFixture) -> None:
    told = {"violated-directive": "script-src", "blocked-uri": "inline"}
    assert sent(json.dumps({"csp-report": told}).encode()) == 204
    assert "blocked by script-src: inline on " in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"{}", b'{"csp-report": []}', b"\xff", b" " * 17_000),
        b"[" * 15_000,
        b'{"csp-report": {"document-uri": "http://["}}',
        b'{"csp-report": {"blocked-uri": "http://["}}',
        b'{"csp-report": {"blocked-uri": "http://x.invalid:port/"}}',
        b"9" * 5_000,
    ],
)
def test_what_is_no_report_is_refused_and_not_logged(
    body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert sent(body) == 400
    assert not [r for r in caplog.records if r.name == "keystage.csp"]


def test_only_sending_a_report_is_allowed() -> None:
    assert Client().get("/csp-report").status_code == 405
