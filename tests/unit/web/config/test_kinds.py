"""Each kind of setting takes what it should, and says in a sentence what it wants."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage_web.config import kinds
from keystage_web.config.kinds import Address
from keystage_web.config.setting import Kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (kinds.TEXT, "Kent", "Kent"),
        (kinds.YES_OR_NO, "Yes", True),
        (kinds.YES_OR_NO, "0", False),
        (kinds.ADDRESS, "127.0.0.1:8000", Address("127.0.0.1", 8000)),
        (kinds.ADDRESS, "[::1]:0", Address("[::1]", 0)),
        (kinds.NAMES, "a.example, b.example,", ("a.example", "b.example")),
        (kinds.COLOUR, "#14324F", "#14324f"),
        (kinds.MOMENT, "", None),
        (
            kinds.MOMENT,
            "2026-06-10T10:00+01:00",
            datetime(2026, 6, 10, 9, tzinfo=UTC),
        ),
        (kinds.DATABASE, "", ""),
        (kinds.DATABASE, "postgres://a@b/c", "postgres://a@b/c"),
        (kinds.PICTURE, "", None),
        (kinds.ISSUER, "", ""),
        (kinds.ISSUER, "https://login.example.org/", "https://login.example.org"),
        (kinds.choice("proxy", "off"), "off", "off"),
        (kinds.whole(1, 64), "64", 64),
    ],
)
def test_what_is_well_written_is_read(
    kind: Kind[Any], text: str, value: object
) -> None:
    assert kind.read(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "wanted"),
    [
        (kinds.YES_OR_NO, "maybe", "write yes or no"),
        (kinds.ADDRESS, "8000", "an address and a port"),
        (kinds.ADDRESS, "localhost:", "an address and a port"),
        (kinds.ADDRESS, "localhost:70000", "an address and a port"),
        pytest.param(kinds.ADDRESS, "a:" + "1" * 5000, "an address", id="digits"),
        (kinds.whole(1, 64), "٦", "write a whole number, 1 to 64"),
        pytest.param(kinds.whole(1, 64), "1" * 5000, "write a whole", id="many"),
        (kinds.NAMES, " , ", "at least one"),
        (kinds.COLOUR, "navy", "as #14324f"),
        (kinds.COLOUR, "#ffdd00", "choose a darker colour"),
        (kinds.MOMENT, "yesterday", "with its zone"),
        (kinds.MOMENT, "2026-06-10T10:00", "with its zone"),
        (kinds.DATABASE, "mysql://a/b", "begin with postgres://"),
        (kinds.ISSUER, "login.example.org", "as https://login.example.org"),
        (kinds.PICTURE, "absent.png", "PNG or SVG file that is there"),
        (kinds.choice("proxy", "off"), "on", "write proxy or off"),
        (kinds.whole(1, 64), "65", "whole number, 1 to 64"),
        (kinds.whole(1, 64), "-1", "whole number, 1 to 64"),
    ],
)
def test_what_is_not_is_answered_with_what_was_wanted(
    kind: Kind[Any], text: str, wanted: str
) -> None:
    with pytest.raises(ValueError, match=wanted):
        kind.read(text)


def test_a_logo_is_a_file_of_a_kind_browsers_draw(tmp_path: Path) -> None:
    for name in ("logo.svg", "logo.png", "logo.exe"):
        (tmp_path / name).touch()
    assert kinds.PICTURE.read(str(tmp_path / "logo.svg")) == tmp_path / "logo.svg"
    assert kinds.PICTURE.read(str(tmp_path / "logo.png")) == tmp_path / "logo.png"
    with pytest.raises(ValueError, match="PNG or SVG"):
        kinds.PICTURE.read(str(tmp_path / "logo.exe"))


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (kinds.YES_OR_NO, True, "yes"),
        (kinds.YES_OR_NO, False, "no"),
        (kinds.ADDRESS, Address("::1", 8000), "::1:8000"),
        (kinds.NAMES, ("a", "b"), "a,b"),
        (kinds.MOMENT, None, ""),
        (kinds.DATABASE, "postgres://me@db/x", "postgres://me@db/x"),
    ],
)
def test_a_value_is_shown_as_it_would_be_written(
    kind: Kind[Any], value: object, shown: str
) -> None:
    assert kind.show(value) == shown


@given(st.text("abcXYZ019-._~", min_size=5))
def test_the_password_of_a_database_is_never_shown(word: str) -> None:
    password = f"pw{word}"
    shown = kinds.DATABASE.show(f"postgres://user:{password}@db.example:5432/keystage")
    assert password not in shown
    assert shown == "postgres://user:***@db.example:5432/keystage"


@pytest.mark.parametrize(
    ("colour", "light"), [("#000000", 0.0), ("#ffffff", 1.0), ("#777777", 0.1845)]
)
def test_how_light_a_colour_is_agrees_with_the_standard(
    colour: str, light: float
) -> None:
    assert kinds.luminance(colour) == pytest.approx(light, abs=1e-4)


@pytest.mark.parametrize(
    ("host", "stays"),
    [
        ("localhost", True),
        ("127.0.0.9", True),
        ("[::1]", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - the point of the test
        ("", False),
        ("results.example.gov.uk", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, stays: bool) -> None:
    assert kinds.is_loopback(host) is stays
