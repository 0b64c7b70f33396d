"""Where events may go: to the internet by name, and nowhere inside."""

import hashlib
import hmac
import socket
from dataclasses import replace

import pytest
from pytest_django import Settings

from keystage.core.errors import UsageError
from keystage_web.notices import wire

WITHIN = (
    *("127.0.0.1", "127.1.2.3", "0.1.2.3", "10.0.0.8", "172.16.3.4", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.2.7", "198.18.0.1", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1"),
    *("ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.8"),
    *("64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
)


@pytest.mark.parametrize("address", WITHIN)
def test_an_address_inside_or_that_carries_one_is_not_outside(address: str) -> None:
    assert not wire.outside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8"])
def test_an_address_on_the_internet_is_outside(address: str) -> None:
    assert wire.outside(address)


@pytest.mark.parametrize(
    "url",
    [
        *("http://system.example.org/", "ftp://system.example.org/", "/hook", ""),
        *("https://", "https:///hook", "https://me:pw@system.example.org/"),
        *("https://system.example.org/#a", "https://system.example.org:0/"),
        *("https://system.example.org:99999/", "https://127.0.0.1/", "https://[::1]/"),
        *("https://2130706433/", "https://0x7f.1/", "https://127.1/"),
        *(
            "https://a b.example/",
            "https://system.example.org/\r\nHost:x",
            "https://ü.de/",
        ),
        "https://system.example.org/" + "x" * 500,
    ],
)
def test_an_address_that_will_not_do_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        wire.judge(url)


@pytest.mark.parametrize(
    "url", ["https://system.example.org/hook?a=1", "https://system.example.org:8443"]
)
def test_a_whole_address_by_name_will_do(url: str) -> None:
    wire.judge(url)
    assert url.startswith("https")


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses."""
    told = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: told)


@pytest.mark.parametrize(
    "addresses", [(), ("10.0.0.8",), ("8.8.8.8", "127.0.0.1"), ("169.254.169.254",)]
)
def test_a_name_that_leads_inside_by_any_of_its_addresses_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    names(monkeypatch, *addresses)
    with pytest.raises(wire.NotOutside):
        wire.post("https://system.example.org/", b"{}", {})


def test_one_machine_inside_may_be_named_by_name_or_address(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    names(monkeypatch, "10.0.0.8")
    for chosen, told in (("tracker.internal", True), ("10.0.0.8", True), ("x", False)):
        settings.CONFIG = replace(settings.CONFIG, webhook_inside=chosen)
        if told:
            assert wire.resolved("tracker.internal", 443) == "10.0.0.8"
        else:
            with pytest.raises(wire.NotOutside):
                wire.resolved("tracker.internal", 443)


def test_a_signature_can_be_made_by_who_has_the_secret() -> None:
    secret = wire.secret("abc")
    expected = hmac.new(secret.encode(), b"17.{}", hashlib.sha256).hexdigest()
    assert wire.signature("abc", 17, b"{}") == expected
    assert wire.secret("abd") != secret
