"""Read the settings from the environment, and name every one that cannot be read."""

from collections.abc import Mapping
from difflib import get_close_matches

from keystage.core.errors import UsageError
from keystage_web.config.setting import PREFIX, Row, rows
from keystage_web.config.table import Config

# Names of the project's own tools and tests, which may stand in the same shell, and
# the moment `serve` began at, which it tells the processes it starts.
BEGAN = "KEYSTAGE_BEGAN"
_OTHERS = {
    *("KEYSTAGE_CHROMIUM", "KEYSTAGE_LIMIT", "KEYSTAGE_PYTHON"),
    *("KEYSTAGE_SCALE", "KEYSTAGE_SEED"),
    BEGAN,
}


class ConfigError(UsageError):
    """Settings that cannot be used: `faults` has a sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["These settings cannot be used:", *faults]))
        self.faults = faults


def read(environment: Mapping[str, str]) -> Config:
    """Return the settings; raises `ConfigError` naming all that cannot be read."""
    known = rows(Config)
    values, faults = {}, _strangers(environment, known)
    for row in known:
        text = environment.get(row.name, row.default).strip() or row.default
        try:
            values[row.field] = row.kind.read(text)
        except ValueError as error:
            shown = "" if row.field == "database" else f" {text!r}"
            faults.append(f"{row.name}{shown}: {error}.")
    if faults:
        raise ConfigError(faults)
    return Config(**values)


def _strangers(environment: Mapping[str, str], known: tuple[Row, ...]) -> list[str]:
    """Return a sentence for each name that looks like ours and is not."""
    names = {row.name for row in known}
    found = []
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in names | _OTHERS:
            alike = get_close_matches(name, names, n=1)
            meant = f" Did you mean {alike[0]}?" if alike else ""
            found.append(f"{name}: there is no such setting.{meant}")
    return found
