"""A worker beside the server: started again when it ends, ended with it."""

import os
import subprocess
import sys
import threading
import time

_WORK = (sys.executable, "-m", "keystage.cli", "work", "--with-parent")
_FIRST, _LONGEST = 1.0, 60.0  # seconds before it is started again
_PATIENCE = 30.0  # seconds for it to end what it is at


class Beside(threading.Thread):
    """Keep one worker running until `end`.

    A worker that ends at once each time is started less and less often; one that
    lived for a while is started again soon.
    """

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self._ending = threading.Event()
        self._program: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start it, wait for its end, start it again."""
        wait = _FIRST
        self._ending.wait(wait)  # the server forks first, while it is one thread
        while not self._ending.is_set():
            begun = time.monotonic()
            work = (*_WORK, str(os.getpid()))
            self._program = subprocess.Popen(work)  # noqa: S603 - our own verb
            if self._ending.is_set():
                self._program.terminate()
            self._program.wait()
            lived = time.monotonic() - begun
            wait = _FIRST if lived > _LONGEST else min(2 * wait, _LONGEST)
            self._ending.wait(wait)

    def end(self) -> None:
        """Ask it to end, and wait; it is killed if it does not."""
        self._ending.set()
        if self._program is not None:
            self._program.terminate()
            self.join(_PATIENCE)
            self._program.kill()
        self.join()
