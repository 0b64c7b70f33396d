"""Scripts by names that change with what is in them.

A module imports others by their plain names, which a browser asks after again a minute
later: twenty questions for a marksheet. Here they become names it may keep for ever.
"""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django has such a pattern for *.js alone.
_FROM = r"""(?P<matched>\bfrom\s*"(?P<url>\.[^"\n]*\.m?js)")"""
_AGAIN = 'from "%(url)s"'


class Named(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # it ships no types
    """Names files by what is in them, and so the modules that a module imports."""

    patterns = (*HashedFilesMixin.patterns, ("*.mjs", ((_FROM, _AGAIN),)))
