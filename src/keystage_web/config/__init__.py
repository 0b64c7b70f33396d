"""What an installation chooses: one typed table, read from the environment."""

from keystage_web.config.reading import ConfigError, read
from keystage_web.config.setting import Row, rows
from keystage_web.config.table import Config
from keystage_web.config.unsafe import faults

__all__ = ["Config", "ConfigError", "Row", "faults", "read", "rows"]
