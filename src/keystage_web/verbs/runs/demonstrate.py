"""Start the demonstration: `python -m keystage_web.verbs.runs.demonstrate FOLDER`.

An authority of which nothing exists, in a data folder of its own that says so. It
answers on this machine alone, at a moment when returns are due. The first start makes
everything, which takes half a minute; later ones go on from what was done.
"""

import os
import socket
import sys
from argparse import Namespace
from collections.abc import MutableMapping, Sequence
from importlib import import_module
from pathlib import Path

from keystage.cli import demo_run, terminal
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT, KeystageError, UsageError
from keystage_web.config import mark

EXIT_STOPPED = 130  # as a shell has it of Ctrl-C
MOMENT = "2026-06-10T10:00+01:00"
HOST, PORTS = "127.0.0.1", range(8000, 8010)
_USAGE = """\
usage: python3 dev.py run [FOLDER] [--files]

Make the demonstration, an invented authority, and answer until stopped with Ctrl-C.

  FOLDER   where it is kept, and gone on with the next time; var/demo if not told
  --files  make only the invented files and their report, and start no service

It answers on this machine alone, at the first free port from 8000 to 8009, and says
which. To begin anew, remove the folder."""
_OURS = "KEYSTAGE_"
_KEPT = {"KEYSTAGE_CHROMIUM", "KEYSTAGE_PYTHON", "KEYSTAGE_SCALE", "KEYSTAGE_SEED"}
_TOLD = """\
Ready. Open {address} in a browser: it says whom you can sign in as.
Files of {school} to send are in {files}.
Stop it with Ctrl-C. Everything in it is invented, and stays in {folder}."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Make the demonstration if it is not there, and answer until stopped."""
    terminal.prepare()
    words = list(sys.argv[1:] if arguments is None else arguments)
    only_files = "--files" in words
    words = [word for word in words if word != "--files"]
    if len(words) != 1 or words[0].startswith("-"):
        terminal.complain(_USAGE)
        return EXIT_CLEAN if words in (["-h"], ["--help"]) else EXIT_COULD_NOT
    folder = Path(words[0]).resolve()
    if only_files:
        return demo_run.run([str(folder)])
    try:
        return _serve(folder)
    except KeyboardInterrupt:  # while it is being made: nothing half-made stays
        return EXIT_STOPPED
    except KeystageError as error:
        terminal.complain(str(error))
        return EXIT_COULD_NOT


def _serve(folder: Path) -> int:
    mark.claim(folder)
    port = _free()
    settle(os.environ, folder, port)
    import_module("keystage_web.verbs.runs.setup").make(quiet=True)
    _fill()
    if not (folder / "report.html").exists():
        terminal.say(demo_run.make(folder))
    address = f"http://{HOST}:{port}/"
    files = folder / mark.TO_SEND
    school = import_module("keystage_web.verbs.runs.invented").to_send(files)
    told = {"address": address, "folder": folder, "school": school, "files": files}
    terminal.say(_TOLD.format(**told))
    serve = import_module("keystage_web.verbs.runs.serve")
    done: int = serve.run(Namespace(check=False, no_worker=False))
    return done


def settle(environment: MutableMapping[str, str], folder: Path, port: int) -> None:
    """Put the demonstration's settings into an environment, and take all others out."""
    for name in list(environment):
        if name.startswith(_OURS) and name not in _KEPT:
            del environment[name]
    environment.update(
        {
            "KEYSTAGE_DATA": str(folder),
            "KEYSTAGE_DEMONSTRATION": "yes",
            "KEYSTAGE_CLOCK": MOMENT,
            "KEYSTAGE_HTTPS": "off",
            "KEYSTAGE_LISTEN": f"{HOST}:{port}",
            "KEYSTAGE_HOSTS": f"{HOST},localhost",  # mail links to the first
            "KEYSTAGE_ORGANISATION": "Anyshire County Council",
            "KEYSTAGE_HELP_EMAIL": "results@anyshire.invalid",
        }
    )


def _fill() -> None:
    """Make the invented authority, unless it is there."""
    if import_module("keystage_web.accounts.models").Authority.numbers():
        return
    terminal.say("Making schools, people, pupils and rounds (once) ...")
    now = import_module("keystage_web.clock").now()
    import_module("keystage_web.verbs.runs.invented").fill(now)


def _free() -> int:
    """Return the first port of ours that nobody answers at."""
    for port in PORTS:
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)):
                return port
    raise UsageError(f"Ports {PORTS[0]} to {PORTS[-1]} are all taken: stop something.")


if __name__ == "__main__":
    sys.exit(run())
