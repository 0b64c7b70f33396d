"""Key stage 2 where schools upload to the national gateway themselves.

One school ends with a file for the national agency and two dated ticks, the other with a
nil return; the authority sees both.
"""

from datetime import date
from xml.etree import ElementTree

import pytest

from keystage.synth.model import Collection
from tests.functional.web.season import acts, counting
from tests.functional.web.season.invented import Invented
from tests.functional.web.season.place import Here, Place
from tests.functional.web.season.turns import schools

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]
UPLOADED, DECLARED = date(2026, 6, 25), date(2026, 6, 26)
WHY = "All our pupils are in years 3 to 5."


@pytest.fixture
def kinds() -> frozenset[str]:
    """The pages that no other season comes to."""
    return frozenset(
        {
            *("authority:round-routes", "school:return-uploaded", "school:return"),
            *("school:return-excuse", "school:out", "school:out-to"),
            *("school:out-kind", "school:out-ready"),
        }
    )


@pytest.mark.parametrize("collection", [Collection.KS2])
def test_a_round_ends_in_a_file_and_two_dated_ticks_or_in_a_nil_return(
    place: Place,
) -> None:
    every = schools(place.collection)[:2]
    place.take_in(every)
    place.open()
    acts.by_gateway(place)
    uploads, nobody = (Here(place, key) for key in every)
    uploads.enrol()
    acts.typed(uploads, uploads.key.results, uploads.office)
    acts.sign(uploads)
    goes_to_the_agency(acts.taken_out(uploads), uploads.key)
    acts.done_there(uploads, uploads.office, "uploaded", UPLOADED)
    acts.done_there(uploads, uploads.head, "declared", DECLARED)
    acts.nothing_to_return(nobody, WHY)
    seen_by_the_authority(place, uploads, nobody)


def goes_to_the_agency(data: bytes, key: Invented) -> None:
    """Want a file for the national agency that holds what the key does."""
    root = ElementTree.fromstring(data)  # noqa: S314 - our own service wrote it
    assert root.findtext("Header/DestSchool/LEA") == "NAA"
    assert root.findtext("Header/SourceSchool/Estab") == key.number
    results = counting.from_ctf(data, key.collection)
    assert results == key.results
    assert key.totals(results) == key.totals(key.results)


def seen_by_the_authority(place: Place, uploads: Here, nobody: Here) -> None:
    """Want both days, and the nil return with its reason, at the authority."""
    officer = place.officer
    said = officer.go(uploads.desk())
    assert f"Uploaded to the national gateway, {UPLOADED:%A %-d %B %Y}" in said
    assert f"Declared on the national gateway, {DECLARED:%A %-d %B %Y}" in said
    said = officer.go(nobody.desk())
    assert "It has no pupil to return" in said, said
    assert WHY in said
