"""What a verb of the command line is. Loading one must cost next to nothing."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One word a person may write after `keystage`.

    `help` is one line, `examples` whole command lines. `configure` adds the
    arguments. `work` names the module that carries the verb out: its function
    `run` takes the arguments and returns the exit code; it may raise
    `KeystageError` with a sentence for the person. The module is imported only
    then, so that `keystage --help` stays quick.
    """

    name: str
    help: str
    configure: Callable[[ArgumentParser], None]
    work: str
    examples: tuple[str, ...] = ()
