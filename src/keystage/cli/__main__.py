"""So that `python -m keystage.cli` is the same as `keystage`."""

import sys

from keystage.cli.main import run

sys.exit(run())
