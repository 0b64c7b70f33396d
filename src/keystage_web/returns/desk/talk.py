"""What school and authority say to each other of one return, with the names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F

from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.desk.saying import Opening, Proposal, Said, Thread, Words
from keystage_web.returns.models import (
    Correction,
    Excuse,
    Extension,
    Granted,
    Late,
    Message,
    Query,
    Ticked,
    Unlock,
    Uploaded,
    Why,
)
from keystage_web.rolls.models import Pupil

type Names = Mapping[str, str]


@dataclass(slots=True)
class _Names:
    """Names of people and of pupils by id, asked for at once."""

    people: Names = field(default_factory=dict)
    pupils: Names = field(default_factory=dict)

    def person(self, id_: str | None) -> str:
        return self.people.get(id_ or "", "")

    def seen(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of some pupils whose names are told."""
        return tuple(id_ for id_ in ids if id_ in self.pupils)


def words_of(
    scope: Scope, round_id: str, school: str, titles: Mapping[str, str]
) -> Words:
    """Return what was said of a school's return; `titles` are those of components."""
    rows = _Rows(scope, round_id, school)
    names = _names(scope, rows.people(), rows.pupils())
    opening = _opening(rows.unlock, names, titles) if rows.unlock else None
    late, excuse, given, granted = rows.late, rows.excuse, rows.given, rows.granted
    return Words(
        threads=tuple(_threads(rows.queries, rows.messages, names, titles)),
        opening=opening if opening and rows.unlock_open else None,
        declined=opening if opening and opening.declined_at else None,
        proposals=tuple(_proposal(one, names, titles) for one in rows.corrections),
        late=(late.day, late.reason, late.moderation, names.person(late.person_id))
        if late
        else None,
        excuse=(excuse.kind, excuse.reason, names.person(excuse.person_id))
        if excuse
        else None,
        uploads=tuple(
            (Ticked(one.kind).value, one.day, names.person(one.person_id))
            for one in rows.uploads
        ),
        until=(given.until, given.reason, names.person(given.person_id))
        if given
        else None,
        routes=(tuple(granted.routes), granted.until, granted.reason)
        if granted
        else None,
    )


def is_query(scope: Scope, round_id: str, school: str, query: str) -> bool:
    """Return whether there is such a question of a school's return."""
    of = {"of_return__round": round_id, "school": school}
    return Query.within(scope).filter(**of, id=query).exists()


def is_correction(scope: Scope, round_id: str, school: str, correction: str) -> bool:
    """Return whether there is such a correction of a school's return."""
    of = {"of_return__round": round_id, "school": school}
    return Correction.within(scope).filter(**of, id=correction).exists()


class _Rows:
    """The rows of one return that somebody said something with."""

    def __init__(self, scope: Scope, round_id: str, school: str) -> None:
        of = {"of_return__round": round_id, "school": school}
        self.queries = list(Query.within(scope).filter(**of).order_by("-at", "-id"))
        self.messages = list(Message.within(scope).filter(**of).order_by("at", "id"))
        rows = Correction.within(scope).filter(**of)
        self.corrections = list(rows.order_by("-at", "-id"))
        self.uploads = list(Uploaded.within(scope).filter(**of).order_by("at"))
        latest = F("ended_at").desc(nulls_first=True)
        unlocks = Unlock.within(scope).filter(**of).order_by(latest, "-id")
        self.unlock = unlocks.first()
        self.late = Late.within(scope).filter(**of, withdrawn_at=None).first()
        self.excuse = Excuse.within(scope).filter(**of, ended_at=None).first()
        at = {"round": round_id, "school": school}
        self.given = Extension.within(scope).filter(**at).first()
        self.granted = Granted.within(scope).filter(**at).first()

    @property
    def unlock_open(self) -> bool:
        """Whether the last unlock waits for a word, or holds."""
        return self.unlock is not None and self.unlock.ended_at is None

    def people(self) -> set[str]:
        """Return the ids of all who said something."""
        found = {one.person_id for one in self.messages}
        found |= {one.person_id for one in self.uploads}
        found |= {
            id_ or ""
            for one in self.corrections
            for id_ in (
                *(one.person_id, one.agreed_by_id),
                *(one.phone_by_id, one.declined_by_id),
            )
        }
        for row in (self.late, self.excuse, self.given):
            found |= {row.person_id} if row else set()
        if self.unlock:
            found |= {self.unlock.asked_by_id or "", self.unlock.granted_by_id or ""}
        return found - {""}

    def pupils(self) -> set[str]:
        """Return the ids of all pupils it was said of."""
        found = {one.pupil_id or "" for one in self.queries}
        found |= {one.pupil_id for one in self.corrections}
        found |= set(self.unlock.pupils) if self.unlock else set()
        return found - {""}


def _names(scope: Scope, people: set[str], pupils: set[str]) -> _Names:
    held = Person.within(scope).filter(id__in=people)
    rows = Pupil.within(scope).filter(id__in=pupils)
    return _Names(
        dict(held.values_list("id", "name")),
        {
            id_: f"{surname}, {forename}"
            for id_, surname, forename in rows.values_list("id", "surname", "forename")
        },
    )


def _threads(
    queries: Iterable[Query],
    messages: Iterable[Message],
    names: _Names,
    titles: Mapping[str, str],
) -> Iterable[Thread]:
    said: dict[str, list[Said]] = defaultdict(list)
    for one in messages:
        by = names.person(one.person_id)
        said[one.query_id].append(Said(one.text, by, one.at, one.from_authority))
    for row in queries:
        yield Thread(
            row.id,
            row.state,
            row.at,
            names.pupils.get(row.pupil_id or "", ""),
            titles.get(row.component, row.component),
            tuple(said[row.id]),
            names.seen([row.pupil_id or ""]),
        )


def _opening(row: Unlock, names: _Names, titles: Mapping[str, str]) -> Opening:
    return Opening(
        asked_by=names.person(row.asked_by_id),
        asked_at=row.asked_at,
        asked=row.asked,
        granted_by=names.person(row.granted_by_id),
        granted_at=row.granted_at,
        reason=row.reason,
        until=row.until,
        pupils=tuple(names.pupils.get(id_, "") for id_ in row.pupils),
        components=tuple(titles.get(id_, id_) for id_ in row.components),
        declined_at=row.declined_at,
        words=row.words,
        about=names.seen(row.pupils),
    )


def _proposal(row: Correction, names: _Names, titles: Mapping[str, str]) -> Proposal:
    return Proposal(
        id=row.id,
        pupil=names.pupils.get(row.pupil_id, ""),
        component=titles.get(row.component, row.component),
        before=row.before,
        after=row.after,
        reason=row.reason,
        at_once=row.kind == Why.MALADMINISTRATION,
        by=names.person(row.person_id),
        at=row.at,
        agreed_by=names.person(row.agreed_by_id),
        agreed_at=row.agreed_at,
        phone_by=names.person(row.phone_by_id),
        phone_name=row.phone_name,
        phone_at=row.phone_at,
        declined_by=names.person(row.declined_by_id),
        declined_at=row.declined_at,
        words=row.words,
        version=row.version,
        person=row.person_id,
        phone_person=row.phone_by_id or "",
        about=names.seen([row.pupil_id]),
    )
