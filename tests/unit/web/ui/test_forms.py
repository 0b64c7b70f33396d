"""Forms: what is missing is said by name, and dates are asked for as people write them."""

import time
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from keystage_web.ui.dates import DateBoxes, DateField
from keystage_web.ui.forms import Fault, Form, Radios, faults


class Asked(Form):
    """One field of each kind that may be missing."""

    name = forms.CharField(label="Child's surname")
    born = DateField(label="Date of birth")
    where = forms.ChoiceField(
        label="Where now?",
        choices=[("a", "Here"), ("b", "There")],
        widget=Radios(hints={"b": "We ask where."}),
    )
    file = forms.FileField(label="Results file")
    sure = forms.BooleanField(label="I am sure")
    own = forms.CharField(error_messages={"required": "Say it in your own words."})
    upn_number = forms.CharField()

    def clean(self) -> None:
        """Complain of the whole."""
        raise forms.ValidationError("These do not go together.")


class Dated(Form):
    """A date that need not be given."""

    born = DateField(label="Date of birth", required=False)


def dated(day: str, month: str, year: str) -> Dated:
    names = ("born_0", "born_1", "born_2")
    return Dated(dict(zip(names, (day, month, year), strict=True)))


def test_what_is_missing_is_named_and_led_to() -> None:
    assert list(faults(Asked(QueryDict()))) == [
        Fault("These do not go together.", "main"),
        Fault("Child's surname is missing: enter it", "id_name"),
        Fault("Date of birth is missing: enter it", "id_born_0"),
        Fault("Where now: choose one", "id_where_0"),
        Fault("Results file: choose a file", "id_file"),
        Fault("I am sure: tick it to go on", "id_sure"),
        Fault("Say it in your own words.", "id_own"),
        Fault("Upn number is missing: enter it", "id_upn_number"),
    ]


def test_every_place_the_summary_leads_to_is_on_the_page() -> None:
    form = Asked(QueryDict())
    html = form.as_div()
    for fault in faults(form):
        if fault.anchor != "main":
            assert f'id="{fault.anchor}"' in html


def test_the_browser_is_not_asked_to_judge() -> None:
    assert " required" not in Asked().as_div()


def test_a_hint_stands_by_its_button_alone() -> None:
    html = Asked().as_div()
    assert html.count("We ask where.") == 1
    assert 'aria-describedby="id_where_1_hint"' in html


@given(st.dates(date(1900, 1, 1), date(2046, 6, 9)))
def test_a_date_comes_out_of_its_boxes_as_it_went_in(day: date) -> None:
    boxes = DateBoxes().decompress(day)
    form = dated(*boxes)
    assert form.is_valid()
    assert form.cleaned_data["born"] == day
    assert not DateField().has_changed(day, boxes)


def test_a_date_may_be_left_out_and_spaces_do_not_count() -> None:
    left_out = dated("", " ", "")
    assert left_out.is_valid()
    assert left_out.cleaned_data == {"born": None}
    form = dated(" 7 ", "03", " 2021")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(2021, 3, 7)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        (("27", "", "2021"), "Date of birth: add the month"),
        (("27", "", ""), "Date of birth: add the month, year"),
        (("31", "2", "2021"), "Date of birth: 31/2/2021 is no day, write it as"),
        (("27", "March", "2021"), "Date of birth: 27/March/2021 is no day"),
        (("27", "3", "21"), "Date of birth: 27/3/21 is no day"),
        (("0", "3", "2021"), "Date of birth: 0/3/2021 is no day"),
        (("1", "1", "9" * 5000), "is no day"),
    ],
)
def test_what_is_no_date_is_said_with_what_was_typed(
    given_: tuple[str, str, str], said: str
) -> None:
    form = dated(*given_)
    assert not form.is_valid()
    assert said in form.errors["born"][0]
    assert DateField(label="x").has_changed(None, list(given_))


def test_a_date_begins_with_what_is_known_and_keeps_what_was_typed() -> None:
    html = Dated(initial={"born": date(2021, 3, 27)}).as_div()
    for box in ('value="27"', 'value="3"', 'value="2021"'):
        assert box in html
    assert 'value="March"' in dated("27", "March", "2021").as_div()


def shown(source: str, **values: object) -> str:
    """Return what a template with our tags comes to."""
    return Template("{% load ui %}" + source).render(Context(values)).strip()


def test_the_title_begins_with_error_only_where_there_is_one() -> None:
    good, bad = Dated({}), Asked(QueryDict())
    assert shown("{% titled 'Add a child' form %}", form=good) == "Add a child"
    assert shown("{% titled 'Add a child' a b %}", a=good, b=bad) == (
        "Error: Add a child"
    )


def test_the_summary_of_several_forms_is_one_and_of_none_nothing() -> None:
    assert shown("{% error_summary a %}", a=Dated({})) == ""
    html = shown("{% error_summary a b %}", a=dated("1", "", ""), b=Asked(QueryDict()))
    assert html.count("There is a problem") == 1
    assert html.count("<a ") == 9


def test_a_state_is_a_word_and_a_tone() -> None:
    assert shown("{% state 'Late' 'late' %}") == (
        '<span class="state state--late">Late</span>'
    )
    with pytest.raises(ValueError, match="angry"):
        shown("{% state 'Late' 'angry' %}")


def test_what_was_typed_is_text_never_markup() -> None:
    form = Asked(QueryDict("name=<img src=x>&own=\"'<"))
    assert "<img" not in form.as_div()
    assert "&lt;img src=x&gt;" in form.as_div()


@pytest.mark.parametrize(
    "given",
    [
        ("27", "3", "99999999999"),
        ("2147483648", "3", "2021"),
        ("9" * 5000, "3", "2021"),
        ("27", "3", "1899"),
        *(("1_0", "3", "2021"), ("²", "3", "2021"), ("٢", "3", "2021")),
    ],
)
def test_a_number_no_calendar_holds_is_no_day(given: tuple[str, str, str]) -> None:
    form = dated(*given)
    (said,) = form.errors["born"]
    assert "is no day, write it as 27 3 2021" in said
    assert len(str(said)) < 120
    assert form.has_changed()


def test_a_day_is_taken_up_to_twenty_years_ahead(settings: Settings) -> None:
    settings.CLOCK, settings.BEGAN = datetime(2026, 6, 10, tzinfo=UTC), time.time()
    assert dated("31", "12", "2046").is_valid()
    (said,) = dated("1", "1", "2047").errors["born"]
    assert said == "Date of birth: 2047 is too far ahead, give a year up to 2046"


class Called(Form):
    """A form with texts of every kind."""

    name = forms.CharField(label="Name?")
    note = forms.CharField(widget=forms.Textarea, required=False)
    password = forms.CharField(widget=forms.PasswordInput, required=False)


@pytest.mark.parametrize(
    "name",
    [
        *("Ann\u202ekciuQ", "Ann\u200b", "\u2066Ann", "Ann\x07", "An\xadn", "A\u2028n"),
        pytest.param("A" + "\u0301" * 20, id="accents"),
    ],
)
def test_a_name_of_which_something_cannot_be_seen_is_refused(name: str) -> None:
    form = Called({"name": name, "note": name})
    told = "has a character nobody sees: type it again, do not paste it"
    assert form.errors["name"] == [f"Name {told}"]
    assert form.errors["note"] == [f"note {told}"]


def test_names_of_any_script_notes_of_lines_and_any_password_are_taken() -> None:
    for name in ("Zoë O'Neill-Łukasz", "דנה כהן", "محمد", "Nguyễn Thị", "李 明"):
        assert Called(
            {"name": name, "note": "a\r\n\tb", "password": "\u200b"}
        ).is_valid()
