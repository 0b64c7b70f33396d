"""A closed year is never changed, but for an erratum that says it is one."""

from pathlib import Path

import pytest

from keystage import rulebooks
from tests.spec.closed import digests
from tests.unit.rulebooks.shelf import write

WRITTEN = digests.written()
CHANGED = (
    "this closed year has changed. If that is an erratum, put `revision` one up in the "
    "layer it is made in and add the lines `python -m tests.spec.closed.digests` prints."
)


def test_every_closed_year_is_written_down_and_no_other() -> None:
    assert sorted(WRITTEN) == sorted(digests.now())


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_a_closed_year_is_as_it_was_closed(name: str) -> None:
    book = rulebooks.load(name)
    assert sorted(WRITTEN[name]) == list(range(1, book.revision + 1)), CHANGED
    assert WRITTEN[name][book.revision] == book.digest, f"{name}: {CHANGED}"


def test_the_file_is_in_order_and_says_each_thing_once() -> None:
    text = digests.FILE.read_text(encoding="utf-8")
    assert text == "\n".join(digests.lines(WRITTEN)) + "\n"


def test_an_erratum_is_a_revision_of_every_book_that_stands_on_its_layer(
    tmp_path: Path,
) -> None:
    write(tmp_path, "eyfsp_2028", rulebook='extends = "eyfsp_2027"\nyear = 2028')
    write(tmp_path, "eyfsp_2029", rulebook='extends = "eyfsp_2028"\nyear = 2029')
    before = rulebooks.load("eyfsp-2029", (tmp_path,))
    other = tmp_path / "mended"
    mended = 'extends = "eyfsp_2027"\nyear = 2028\nrevision = 3\ntitle = "Profile"'
    write(other, "eyfsp_2028", rulebook=mended)
    text = 'extends = "eyfsp_2028"\nyear = 2029\nrevision = 2'
    write(other, "eyfsp_2029", rulebook=text)
    after = rulebooks.load("eyfsp-2029", (other,))
    assert (before.revision, after.revision) == (1, 4)
    assert before.digest != after.digest
