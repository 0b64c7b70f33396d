"""B149 to B188: forty surnames, typed from the catalogue."""

from typing import Final

from tests.integration.badinput.catalogue.demand import Demand

_LONG: Final = "Mary Jane-Louise Philippa Wilhelmina Constantina Featherstonehaugh"

ACCEPTED: Final = {
    "B149": "O'Brien",
    "B150": "D\u2019Arcy",
    "B151": "Null",
    "B152": "Test",
    "B154": "True",
    "B155": "Ng",
    "B156": "O",
    "B157": "Smith-Jones--Lee",
    "B158": "van der Berg",
    "B159": "Ffrench ap Rh\u0177s",
    "B160": "Nguy\u1ec5n",
    "B161": "Nguye\u0302\u0303n",
    "B162": "\u0110\u1eb7ng",
    "B163": "\u0141ukasz",
    "B164": "\u017di\u017eek",
    "B165": "M\u00fcller",
    "B166": "Strau\u00df",
    "B167": "\u0130pek",
    "B172": "Sin\u00e9ad N\u00ed Bhriain",
    "B173": _LONG,
    "B175": "-Lee",
}

ASKED_ABOUT: Final = {
    "B153": ("P10", "N/A"),
    "B168": ("P10", "\u0645\u062d\u0645\u062f"),
    "B169": ("P10", "\u674e\u5c0f\u9f99"),
    "B170": ("P10", "\u0391\u03b8\u03b7\u03bd\u03ac"),
    "B171": ("P10", "\u041e\u043b\u044c\u0433\u0430"),
    "B174": ("P10", "=Cox"),
    "B176": ("P10", "@Home"),
    "B177": ("P10", "McDonald;DROP TABLE"),
    "B178": ("P10", "Robert'); DROP TABLE pupils;--"),
    "B179": ("P10", "&lt;b&gt;"),
    "B180": ("NAME-BIDI", "Ann\u202egniht"),
    "B181": ("NAME-HIDDEN", "Ann\u200bie"),
    "B184": ("P10", "\U0001f600"),
    "B185": ("P10", "<img src=x onerror=alert(1)>"),
    "B186": ("P10", "{{7*7}}${7*7}"),
    "B187": ("NAME-HIDDEN", "a\u2028b"),
    "B188": ("NAME-HIDDEN", "\ufeffAnn"),
}

WRONG: Final = {
    "B182": ("NAME-LENGTH", "A" * 400),
    "B183": ("NAME-COMBINING", "Z" + "\u0301" * 60),
}

NAMES: Final = {
    **ACCEPTED,
    **{number: name for number, (_, name) in (ASKED_ABOUT | WRONG).items()},
}

DEMANDS = (
    *(
        Demand(number, "accept", first={"surname": name})
        for number, name in ACCEPTED.items()
    ),
    *(
        Demand(
            number,
            "warn",
            (rule,),
            first={} if number in {"B180", "B186"} else {"surname": name},
            besides=frozenset({"P10"}),
        )
        for number, (rule, name) in ASKED_ABOUT.items()
    ),
    *(
        Demand(number, "errors", (rule,), besides=frozenset({"P10"}))
        for number, (rule, _) in WRONG.items()
    ),
)
