"""Take everything to another place, and bring it back: database, files, and keys apart.

A backup is a folder: `database.…`, `files` as the data folder has them, and last of
all `manifest.jsonl`, which names each with its digest. Without it, it is unfinished.
"""

from keystage_web.backups.bring import restore
from keystage_web.backups.check import checked
from keystage_web.backups.drill import drill
from keystage_web.backups.take import Taken, backup

__all__ = ["Taken", "backup", "checked", "drill", "restore"]
