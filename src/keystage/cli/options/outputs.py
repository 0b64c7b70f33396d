"""Where something is written: a file, or a folder, which one may say by a stroke."""

import argparse
import os
from pathlib import Path
from typing import Any


class FileOrFolder(argparse.Action):
    """Keeps the stroke at the end of a folder's name, which a path loses."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        _option: str | None = None,
    ) -> None:
        """Set the path, and as `as_folder` whether it was written as a folder."""
        setattr(namespace, self.dest, Path(values))
        namespace.as_folder = values.endswith(("/", os.sep))
