"""Several processes for one run, which Ctrl-C ends quietly."""

import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context


def executor(jobs: int, stack: ExitStack) -> Executor | None:
    """Return a pool of `jobs` processes, or None where one is enough.

    It is closed with `stack`.
    """
    if jobs == 1:
        return None
    # No file of the folder we are in is to be taken for one of Python's own.
    os.environ["PYTHONSAFEPATH"] = "1"
    # Started afresh rather than forked: the same on every system, and safe.
    pool = ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
    stack.callback(pool.shutdown, cancel_futures=True)
    # Ctrl-C is for this process alone: the others would each die with a traceback.
    # They inherit deafness to it, so they are started while it is not listened to.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for _ in range(jobs):
        pool.submit(abs, 0)
    signal.signal(signal.SIGINT, heard)
    return pool
