"""The deeds a service is killed in, each one request; and how each may be found after it.

A deed is not done, or it is done: nothing else. Where it takes two steps on purpose (a
file has its turn, then it is read; an account is begun, then it is signed in to), what
stands between them is written here by hand.
"""

import base64
import hmac
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.generative.web.crash.rig import KILL, Call, Service, calls, traced
from tests.generative.web.crash.town import LEFT, NEW, SECRET, WORD
from tests.service.asking import Asked, Came

type Stood = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One request: what is sent, where it leads, what may stand half-way, what comes after.

    `again` sends what a person would who had no answer, and returns what is wrong.
    """

    name: str
    asked: Callable[[Any], Asked]
    led: str
    between: Callable[[Stood, Stood], list[Stood]]
    again: Callable[[Service, "Deed", Stood], Iterator[str]]

    def done(self, came: Came) -> bool:
        """Return whether the sender was told that it is done."""
        return came.status == 302 and came.to.startswith(self.led)


def once(one: Service, asked: Asked, word: str = "serve") -> Came:
    """Send a form to a child of its own."""
    one.begin(word)
    try:
        return one.post(asked)
    finally:
        one.kill()


def stood(one: Service, deed: Deed) -> Stood:
    """Return what stands of a deed now."""
    found: Stood = one.ask("check")["standing"][deed.name]
    return found


def watched(one: Service, deed: Deed) -> tuple[list[Call], Stood, Stood]:
    """Return a deed's calls when nothing happens to it, and what stood before and after."""
    one.lay()
    before = stood(one, deed)
    one.begin()
    log = one.data.with_name("calls")
    with traced(one.child, log):
        came = one.post(deed.asked(one.told))
    assert came.status == 302, came
    return calls(log), before, stood(one, deed)


def trial(
    one: Service, deed: Deed, call: Call, stands: tuple[Stood, Stood]
) -> list[str]:
    """Kill the service at one call of a deed, do it again; return what does not hold."""
    one.lay()
    one.begin()
    log = one.data.with_name("trial")
    with traced(one.child, log, f"{call.name}:{KILL}:when={call.turn}"):
        came = one.post(deed.asked(one.told))
    one.kill()
    found = [*_judged(deed, came, one.ask("check"), stands)]
    found += deed.again(one, deed, stands[1])
    if wrong := one.ask("check")["wrong"]:
        found.append(f"done again: {wrong}")
    return [f"killed at {call.name} {call.turn}: {line}" for line in found]


def _judged(
    deed: Deed, came: Came, after: Stood, stands: tuple[Stood, Stood]
) -> Iterator[str]:
    if after["wrong"]:
        yield f"{after['wrong']}"
    found, (before, whole) = after["standing"][deed.name], stands
    if came.status not in {0, 302}:
        yield f"the sender was told {came.status}"
    if came.status == 302 and found != whole:
        yield f"it was said to be done, and there is {found}"
    if found not in (before, *deed.between(before, whole), whole):
        yield f"it is half done: {found}"


def _nothing(_: Stood, __: Stood) -> list[Stood]:
    return []


def _has_its_turn(before: Stood, after: Stood) -> list[Stood]:
    """A file waits to be read: nothing of it is known yet."""
    return [{**before, "drafts": [[True, False, False, {}]]}]


def _read_again(one: Service, deed: Deed, whole: Stood) -> Iterator[str]:
    """Send the file again, when whoever had a turn must have come to an end."""
    came = once(one, deed.asked(one.told), "later")
    if not deed.done(came):
        yield f"sent again it was not read: {came}"
    found = stood(one, deed)
    read = [draft for draft in found["drafts"] if draft[1]]
    if read != whole["drafts"] or found["children"]:
        yield f"sent again there is {found}"


def _same_again(one: Service, deed: Deed, whole: Stood) -> Iterator[str]:
    """Send it twice more: the first may do it, the second does nothing."""
    for _ in range(2):
        came = once(one, deed.asked(one.told))
        if not deed.done(came):
            yield f"sent again it was not done: {came}"
        found = stood(one, deed)
        if found != whole:
            yield f"sent again there is {found}"


def _not_yet_in(_: Stood, after: Stood) -> list[Stood]:
    """An account that is whole, and not signed in to yet."""
    events = {key: n for key, n in after["events"].items() if key != "sign_in.submit"}
    return [{**after, "state": "invited", "events": events}]


def _follows_again(one: Service, deed: Deed, whole: Stood) -> Iterator[str]:
    """Follow the link again; where it is spent, sign in with what was typed."""
    came = once(one, deed.asked(one.told))
    if came.status == 410:
        fields = (("email", NEW), ("password", WORD))
        came = once(one, Asked("/sign-in", "", fields))
    if came.status != 302 or came.to != deed.led:
        yield f"neither the link nor the password lets in: {came}"
    if once(one, deed.asked(one.told)).status != 410:
        yield "the link lets in twice"
    found = stood(one, deed)
    found["events"]["sign_in.submit"] = (
        1  # or 2: once by the link, once by the password
    )
    if found != whole:
        yield f"followed again there is {found}"


def _adds_again(one: Service, deed: Deed, whole: Stood) -> Iterator[str]:
    """Give the code again: it adds the app, or asks for a code of the one that is added."""
    came = once(one, deed.asked(one.told))
    there = came.status == 302 and came.to.startswith("/sign-in/again")
    if not (deed.done(came) or there or came.status == 422):
        yield f"given again it is told {came}"
    found = stood(one, deed)
    if found != whole:
        yield f"given again there is {found}"


def _file(told: Any) -> Asked:
    from tests.unit.web.rolls.files import csv, row  # noqa: PLC0415 - reads the library

    content = csv([row(7, "Vale", "Fay"), row(8, "Wren", "Guy")])
    return Asked("/school/roll/import", told["session"], (), "roll.csv", content)


def _answers(told: Any) -> Asked:
    year, month, day = (str(int(part)) for part in LEFT.split("-"))
    of = told["gone"]
    parts = enumerate((day, month, year))
    fields = (
        ("version", "1"),
        (f"gone-{of}", "on"),
        *((f"day-{of}_{at}", part) for at, part in parts),
    )
    return Asked(f"/school/roll/import/{told['draft']}/save", told["review"], fields)


def joins(link: str) -> Asked:
    """Return what somebody sends who follows a link: a name, a password, a tick."""
    fields = (("name", "Ruth Hart"), ("password", WORD), ("agree", "on"))
    return Asked(link, "", fields)


def _code(told: Any) -> Asked:
    """Give the code an app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(SECRET), counter, "sha1")
    [number] = struct.unpack_from(">I", digest, digest[-1] & 15)
    code = f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
    return Asked("/account/factor/app", told["half"], (("code", code),))


READ = Deed("read", _file, "/school/roll/import/", _has_its_turn, _read_again)
SAVE = Deed("save", _answers, "/school/roll/import/", _nothing, _same_again)
JOIN = Deed(
    "join",
    lambda told: joins(told["links"][NEW]),
    "/go-on",
    _not_yet_in,
    _follows_again,
)
FACTOR = Deed("factor", _code, "/account/factor/codes", _nothing, _adds_again)
DEEDS = (READ, SAVE, JOIN, FACTOR)
