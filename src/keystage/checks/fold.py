"""Text made comparable: names without case and accents, characters that look alike."""

import unicodedata
from functools import lru_cache

# Written as numbers, because on a page they cannot be told from plain ones.
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u02bb`\u00b4", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2212", " "))
_CYRILLIC = (
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0406\u0405\u0408\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458"
)
_GREEK = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
_LIKE_LATIN = str.maketrans(
    _CYRILLIC + _GREEK, "ABEKMHOPCTYXISJaeopcyxisjABEZHIKMNOPTYXo"
)


# Letters that no decomposition brings back to a plain one.
_WITHOUT_STROKE = str.maketrans(
    {
        "\u0142": "l",
        "\u0111": "d",
        "\u00f8": "o",
        "\u0131": "i",
        "\u00f0": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u00fe": "th",
    }
)


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return `name` for matching: no case, accents, hyphens or kinds of apostrophe.

    Nothing shown to a person is ever folded.
    """
    plain = name.translate(_APOSTROPHES).translate(_HYPHENS)
    parts = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(bare.translate(_WITHOUT_STROKE).split())


def by_name(surname: str, forename: str) -> tuple[str, str]:
    """Return what a list of pupils is ordered by: Đ stands with D, and é with e.

    Every list of names is in this order; UPNs part those of one name.
    """
    return folded(surname), folded(forename)


def latin_skeleton(text: str) -> str:
    """Return `text` with characters of other alphabets replaced by those they copy.

    Full-width forms, digits of other scripts and the Cyrillic and Greek letters
    that look like Latin ones become plain; everything else stays.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_LIKE_LATIN)
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain
    )
