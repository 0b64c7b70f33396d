"""Files a school sends: taken, listed, received, recalled."""

from django.conf import settings

from keystage_web.accounts.roles import Role
from keystage_web.files import actions
from keystage_web.files.store import Store
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.world import Place
from tests.integration.web.files.desk import ctf


class Sheet:
    """A file of a form that can be sent again and again."""

    name = "results.xml"

    def read(self) -> bytes:
        """Return all of it, each time it is asked for."""
        return ctf(7)


def school(place: Place) -> Ids:
    return {"school": place.school.pk}


def sent(place: Place) -> Ids:
    arrival = Store(settings.CONFIG.data).begin(1_000_000)
    try:
        arrival.take(ctf(1))
        who = place.holds(Role.OFFICE).scope()
        sent = actions.send(
            by=who,
            arrival=arrival,
            school=place.school.pk,
            name="results.xml",
            now=BEGIN,
        )
    finally:
        arrival.close()
    return {"file": sent.file}


def one_file(_: Place, __: Ids) -> Sent:
    return {"file": Sheet(), "key": "page-1"}


WAYS = (
    Way("file.list_sent", "GET", "files:sent", of=school),
    Way("file.upload_ctf", "POST", "files:sent", of=school, data=one_file),
    Way("file.receipt", "GET", "files:receipt", of=sent),
    # An officer's download makes it received: tests/integration/web/files says so.
    Way("file.download_original", "GET", "files:original", of=sent, effect=False),
    Way("file.recall", "POST", "files:recall", of=sent),
    Way("file.mark_received", "POST", "files:received", of=sent),
)
