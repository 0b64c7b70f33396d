"""An e-mail address is asked for in one way: trimmed, in small letters, not too long."""

import ast
from pathlib import Path

import pytest
from django import forms

import keystage_web
from keystage_web.accounts.desk.forms import InviteForm
from keystage_web.accounts.door.forms import Address, NewAddress, SignIn
from keystage_web.accounts.roles import Role
from keystage_web.school.profile import ReportForm
from keystage_web.ui.forms import Email

LONG = f"{'a' * 60}@{'.'.join(['b' * 60] * 3)}.{'c' * 20}.invalid"


def forms_with(address: str) -> list[tuple[forms.Form, str]]:
    """Return each form that asks for an address, filled in, and its field's name."""
    said = {"email": address, "address": address, "name": "Ruth", "role": "teacher"}
    return [
        (SignIn({**said, "password": "three green words"}), "email"),
        (Address(said), "email"),
        (NewAddress(said), "email"),
        (InviteForm([Role.TEACHER], said), "email"),
        (ReportForm(said), "address"),
    ]


@pytest.mark.parametrize(
    "address", [LONG, "ruth\0hart@x.invalid", "ruth", "ruth@[", "\ud800@x.invalid"]
)
def test_what_is_no_address_or_too_long_is_told_at_its_field(address: str) -> None:
    assert len(LONG) > Email.LONGEST
    for form, name in forms_with(address):
        assert not form.is_valid()
        assert list(form.errors) == [name]


def test_an_address_is_kept_trimmed_and_in_small_letters() -> None:
    for form, name in forms_with("  Ruth.Hart@School.invalid "):
        assert form.is_valid(), form.errors
        assert form.cleaned_data[name] == "ruth.hart@school.invalid"


def test_too_long_an_address_is_told_in_words() -> None:
    form = Address({"email": LONG})
    told = "E-mail address is too long: use 254 characters or fewer"
    assert told in form.errors["email"]


def test_no_address_is_none_where_none_need_be_given() -> None:
    form = ReportForm({"address": " "})
    assert form.is_valid()
    assert form.cleaned_data["address"] == ""


def test_no_form_asks_for_an_address_in_a_way_of_its_own() -> None:
    found = [
        path.name
        for path in Path(keystage_web.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "EmailField"
        and isinstance(node.value, ast.Name)
        and node.value.id == "forms"
    ]
    assert found == ["forms.py"]
