"""The service's settings as tests have them: safe to run side by side, on one machine.

KEYSTAGE_DATABASE is taken as it is: `dev.py test --postgres` gives it.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from tests.service.memory import memory

# Kept here, so that it goes when the run ends.
FOLDER = tempfile.TemporaryDirectory(prefix="keystage-service-", dir=memory())
DATA = Path(FOLDER.name)
for name in ("db", "static", "tmp"):
    (DATA / name).mkdir()

with mock.patch.dict(
    os.environ, {"KEYSTAGE_DATA": FOLDER.name, "KEYSTAGE_HTTPS": "off"}
):
    from keystage_web.audit import signing
    from keystage_web.settings import *  # noqa: F403, TID251 - a settings module is read whole
    from keystage_web.settings import DATABASES  # noqa: TID251 - and changed here

# Receipts are signed in tests too, each run by a key of its own.
signing.make(DATA, now=datetime(2026, 6, 1, tzinfo=UTC))

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in production: one in memory would have no journal.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "db" / "test.sqlite3")}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
