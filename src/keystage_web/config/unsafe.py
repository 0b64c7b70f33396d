"""Name the settings that can be read and must not be used."""

from keystage_web.config.setting import rows
from keystage_web.config.table import Config


def faults(config: Config) -> list[str]:
    """Return a sentence for each unsafe setting: its name, its value, why, what to do."""
    return [
        f"{row.name} is {row.kind.show(getattr(config, row.field))}: {unsafe.why}"
        for row in rows(Config)
        for unsafe in row.unsafe
        if unsafe.found(config)
    ]
