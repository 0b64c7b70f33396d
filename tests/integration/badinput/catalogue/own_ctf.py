"""Our own file for each of B090 to B188, made when it is asked for."""

from collections.abc import Callable
from functools import partial
from typing import Final

from tests.integration.badinput.catalogue.demands_names import NAMES
from tests.integration.badinput.catalogue.forge import (
    ALONE,
    FIRST_PUPIL,
    GOOD,
    PHONICS,
    SECOND_PUPIL,
    dob,
    header_only,
    mark,
    reading,
    surname,
    swap,
    upn,
)

# Twelve pupils' and many pupils' numbers come from the rule for UPNs itself, worked
# out here so that a fault in the product's own arithmetic cannot hide.
_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"


def a_upn(number: int) -> str:
    """Return a valid UPN of school 1001, for `number` from 1 to 99,999."""
    digits = f"0041001{number:05d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, 2))
    return _LETTERS[total % 23] + digits


def _many(count: int, result: str | None = None) -> bytes:
    pupils = []
    for number in range(1, count + 1):
        pupil = swap("Y004100123001", a_upn(number), FIRST_PUPIL)
        pupil = swap("Larchwood", f"Larch{_letters(number)}", pupil)
        if result is not None:
            pupil = pupil.replace(b"<Result>EXS<", f"<Result>{result}<".encode())
            pupil = pupil.replace(b"<Result>WTS<", f"<Result>{result}<".encode())
            pupil = pupil.replace(b"<Result>GDS<", f"<Result>{result}<".encode())
            pupil = pupil.replace(b"<Result>HNM<", f"<Result>{result}<".encode())
        pupils.append(pupil)
    return header_only(b"".join(pupils))


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _large() -> bytes:
    """5,000 pupils in less than the service's limit: of a collection with one result."""
    start = PHONICS.index(b"    <Pupil>")
    end = PHONICS.index(b"  </CTFpupilData>")
    tight = PHONICS[start:end].replace(b"\n", b"").replace(b"  ", b"")
    pupils = [
        tight.replace(b"Y004100123001", a_upn(number).encode())
        .replace(b"Larchwood", f"Larch{_letters(number)}".encode())
        .replace(b"<Result>32<", b"<Result>%d<" % (number % 40 + 1))
        for number in range(1, 5_001)
    ]
    return PHONICS[:start] + b"".join(pupils) + PHONICS[end:]


def _third(born: str) -> bytes:
    pupil = swap("M004100123002", a_upn(23_003), SECOND_PUPIL)
    return swap("2019-02-28", born, swap("Okonedo", "Tarnbrook", pupil))


def _no_results() -> bytes:
    start = ALONE.index(b"      <StageAssessments>")
    end = ALONE.index(b"    </Pupil>")
    return ALONE[:start] + ALONE[end:]


def _again(pupil: bytes) -> bytes:
    return swap(SECOND_PUPIL, pupil)


def _science(text: str) -> bytes:
    return swap("<Result>HNM<", f"<Result>{text}<", ALONE)


_EXTRA: Final = (
    "<SENhistory><SEN><StartDate>2024-01-10</StartDate>"
    "<SENprovision>K</SENprovision></SEN></SENhistory>"
    "<Address><AddressLines><AddressLine1>1 Nowhere</AddressLine1></AddressLines>"
    "<PostCode>ZZ99 9ZZ</PostCode></Address>"
    "<Contacts><Contact><Surname>Larchwood</Surname>"
    "<Relationship>PAM</Relationship></Contact></Contacts>"
)

OWN: Final[dict[str, Callable[[], bytes]]] = {
    "B090": lambda: swap("<Estab>1001<", "<Estab>1002<"),
    "B091": lambda: GOOD.replace(b"<LEA>999<", b"<LEA>998<"),
    "B092": lambda: swap(
        "<DestSchool>\n      <LEA>999<", "<DestSchool>\n      <LEA>998<"
    ),
    "B093": lambda: GOOD.replace(b">2025<", b">2024<").replace(b"2026", b"2025"),
    "B094": lambda: GOOD.replace(b"<Year>2026<", b"<Year>2025<"),
    "B095": lambda: swap("<DateTime>2026-", "<DateTime>2027-"),
    "B096": lambda: GOOD,
    "B097": lambda: swap("<Estab>1001<", "<Estab>1002<"),
    "B098": lambda: GOOD,
    "B099": lambda: GOOD.replace(b"CTF", b"ATF").replace(b"CTfile", b"ATfile"),
    "B100": lambda: GOOD.replace(b"Sex>", b"Gender>"),
    "B101": lambda: GOOD.replace(
        b"<Method>TA</Method><Component>REA</Component>",
        b"<Component>REA</Component><Method>TA</Method>",
    ),
    "B102": lambda: swap("25.0", "26.0"),
    "B103": lambda: swap("25.0", "latest"),
    "B104": lambda: header_only(b""),
    "B105": _no_results,
    "B106": lambda: _again(FIRST_PUPIL),
    "B107": lambda: _again(swap("<Result>EXS<", "<Result>GDS<", FIRST_PUPIL)),
    "B108": lambda: ALONE.replace(b"<Component>WRI<", b"<Component>REA<"),
    "B109": lambda: swap("<Surname>", "<UPN>M004100123002</UPN>\n<Surname>", ALONE),
    "B110": lambda: reading("EXP"),
    "B111": lambda: reading("exs"),
    "B112": lambda: reading("\u0415XS"),
    "B113": lambda: reading("\uff25\uff38\uff33"),
    "B114": lambda: reading("PK5"),
    "B115": lambda: _science("GDS"),
    "B116": lambda: mark("0"),
    "B117": lambda: mark("40"),
    "B118": lambda: mark("41"),
    "B119": lambda: mark("-1"),
    "B120": lambda: mark("39.5"),
    "B121": lambda: mark("4O"),
    "B122": lambda: mark("32 "),
    "B123": lambda: mark("032"),
    "B124": lambda: mark("\uff11\uff12"),
    "B125": lambda: mark("1e1"),
    "B126": lambda: mark(""),
    "B127": lambda: mark("NaN"),
    "B128": lambda: mark("\u0663\u0662"),
    "B129": lambda: mark("99999999999999999999"),
    "B130": lambda: upn("A004100123001"),
    "B131": lambda: upn("Q207000016049"),
    "B132": lambda: upn("J00410012300A"),
    "B133": lambda: upn("004100123001"),
    "B134": lambda: upn(" y004 100123001 "),
    "B135": lambda: upn("Y0041OO123001"),
    "B136": lambda: upn("1.23E+12"),
    "B137": lambda: upn("' OR 1=1--"),
    "B138": lambda: ALONE,
    "B139": lambda: dob("2019-02-29"),
    "B140": lambda: dob("05/11/2018"),
    "B141": lambda: swap(
        SECOND_PUPIL,
        swap("2019-02-28", "9999-12-31", SECOND_PUPIL) + _third("1899-12-30"),
        swap("2018-11-05", "0018-11-05"),
    ),
    "B142": lambda: dob("2013-01-01"),
    "B143": lambda: swap(
        "<Sex>F</Sex>", "<Sex>F</Sex><NewThing><Deep>x</Deep></NewThing>"
    ),
    "B144": lambda: swap("<Sex>F</Sex>", f"<Sex>F</Sex>{_EXTRA}"),
    "B147": lambda: _many(12, "A"),
    "B148": _large,
    **{
        number: partial(surname, text.replace("&", "&amp;").replace("<", "&lt;"))
        for number, text in NAMES.items()
    },
}
