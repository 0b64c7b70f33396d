"""The table of settings: read whole or refused whole, and refused by name."""

import os
from pathlib import Path

import pytest

from keystage_web import config

SAFE = {
    "KEYSTAGE_LISTEN": "0.0.0.0:8000",
    "KEYSTAGE_HOSTS": "results.example.gov.uk",
    "KEYSTAGE_DATABASE": "postgres://u:p@db.example/x?sslmode=verify-full",
}
MOMENT = "2026-06-10T10:00+01:00"


def test_every_default_can_be_read_and_is_safe() -> None:
    assert config.faults(config.read({})) == []


def test_a_service_for_others_behind_a_proxy_is_safe() -> None:
    chosen = config.read(SAFE)
    assert config.faults(chosen) == []
    assert chosen.hosts == ("results.example.gov.uk",)
    assert chosen.data == Path("var").resolve()


@pytest.mark.parametrize(
    ("name", "environment", "why"),
    [
        ("KEYSTAGE_HOSTS", {"KEYSTAGE_HOSTS": "*"}, "pose as this one"),
        ("KEYSTAGE_HOSTS", {"KEYSTAGE_HOSTS": "a.example,.gov.uk"}, "pose as this one"),
        ("KEYSTAGE_HTTPS", {**SAFE, "KEYSTAGE_HTTPS": "off"}, "unencrypted"),
        (
            "KEYSTAGE_HTTPS",
            {"KEYSTAGE_HTTPS": "off", "KEYSTAGE_LISTEN": "192.0.2.1:80"},
            "unencrypted",
        ),
        ("KEYSTAGE_DEMONSTRATION", {**SAFE, "KEYSTAGE_DEMONSTRATION": "yes"}, "anyone"),
        ("KEYSTAGE_CLOCK", {"KEYSTAGE_CLOCK": MOMENT}, "wrong time"),
        (
            "KEYSTAGE_MAIL_TLS",
            {"KEYSTAGE_MAIL_HOST": "mail.example.gov.uk"},
            "starttls or tls",
        ),
        ("KEYSTAGE_MAIL_USER", {"KEYSTAGE_MAIL_USER": "results"}, "password"),
        (
            "KEYSTAGE_OIDC_ISSUER",
            {"KEYSTAGE_OIDC_ISSUER": "https://login.example.org"},
            "Write both",
        ),
        (
            "KEYSTAGE_DATABASE",
            {"KEYSTAGE_DATABASE": "postgres://u@db.example/x?sslmode=require"},
            "verify-full",
        ),
    ],
)
def test_each_unsafe_setting_is_refused_by_its_name(
    name: str, environment: dict[str, str], why: str
) -> None:
    told = config.faults(config.read(environment))
    assert [fault.split(" is ")[0] for fault in told] == [name]
    assert why in told[0]


@pytest.mark.skipif(os.name != "posix", reason="who may read a file is told otherwise")
@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("KEYSTAGE_MAIL_PASSWORD_FILE", {"KEYSTAGE_MAIL_USER": "results"}),
        (
            "KEYSTAGE_OIDC_SECRET_FILE",
            {
                "KEYSTAGE_OIDC_ISSUER": "https://login.example.org",
                "KEYSTAGE_OIDC_CLIENT": "keystage",
            },
        ),
    ],
)
def test_a_password_others_can_read_is_refused_by_its_name(
    tmp_path: Path, name: str, others: dict[str, str]
) -> None:
    file = tmp_path / "password"
    file.write_text("Quill\n")
    file.chmod(0o600)
    told = {**others, name: str(file)}
    assert config.faults(config.read(told)) == []
    file.chmod(0o644)
    [fault] = config.faults(config.read(told))
    assert fault.startswith(f"{name} is ")
    assert "chmod 600" in fault
    assert "Quill" not in fault


@pytest.mark.parametrize(
    "environment",
    [
        {"KEYSTAGE_HTTPS": "off"},
        {"KEYSTAGE_DEMONSTRATION": "yes", "KEYSTAGE_CLOCK": MOMENT},
        {"KEYSTAGE_DATABASE": "postgres://u@127.0.0.1:5432/x"},
        {"KEYSTAGE_DATABASE": "postgres:///x"},
        {"KEYSTAGE_DATABASE": "sqlite:////srv/keystage/x.sqlite3"},
    ],
)
def test_on_one_machine_alone_more_is_allowed(environment: dict[str, str]) -> None:
    assert config.faults(config.read(environment)) == []


def test_every_value_called_unsafe_is_one_a_test_tries() -> None:
    unsafe = {row.name for row in config.rows(config.Config) if row.unsafe}
    [marks] = [
        mark
        for mark in test_each_unsafe_setting_is_refused_by_its_name.pytestmark  # type: ignore[attr-defined]  # pytest's
        if mark.name == "parametrize"
    ]
    tried = {case[0] for case in marks.args[1]}
    # These need a file, and have a test of their own.
    files = {"KEYSTAGE_MAIL_PASSWORD_FILE", "KEYSTAGE_OIDC_SECRET_FILE"}
    assert tried | files == unsafe


def test_a_sign_in_service_elsewhere_is_reached_by_https(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("Quill")
    file.chmod(0o600)
    told = {
        "KEYSTAGE_OIDC_CLIENT": "keystage",
        "KEYSTAGE_OIDC_SECRET_FILE": str(file),
        "KEYSTAGE_OIDC_ISSUER": "http://login.example.org",
    }
    [fault] = config.faults(config.read(told))
    assert "as anyone" in fault
    told["KEYSTAGE_OIDC_ISSUER"] = "http://127.0.0.1:9000/"
    assert config.faults(config.read(told)) == []


def test_all_that_cannot_be_read_is_told_at_once() -> None:
    with pytest.raises(config.ConfigError) as caught:
        config.read({"KEYSTAGE_THREADS": "none", "KEYSTAGE_COLOUR": "#fff"})
    assert caught.value.faults == [
        "KEYSTAGE_THREADS 'none': write a whole number, 1 to 64.",
        "KEYSTAGE_COLOUR '#fff': write a colour as #14324f.",
    ]


def test_a_password_mistyped_into_an_address_is_not_repeated() -> None:
    with pytest.raises(config.ConfigError) as caught:
        config.read({"KEYSTAGE_DATABASE": "secret@db"})
    assert "secret" not in str(caught.value)


def test_a_name_mistyped_is_not_passed_over() -> None:
    with pytest.raises(config.ConfigError, match="Did you mean KEYSTAGE_HTTPS"):
        config.read({"KEYSTAGE_HTPPS": "proxy"})
    with pytest.raises(config.ConfigError, match="there is no such setting"):
        config.read({"KEYSTAGE_ZZ": "x"})


def test_what_is_set_to_nothing_has_its_default() -> None:
    assert config.read({"KEYSTAGE_SERVICE": " "}).service == "Primary results"


def test_the_names_of_other_tools_are_let_be() -> None:
    assert config.read({"KEYSTAGE_SEED": "7", "PATH": "x"}) == config.read({})
