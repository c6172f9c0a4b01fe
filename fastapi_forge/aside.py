"""Directories for unfinished work, which neither failure nor signal leaves behind."""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType
from typing import NoReturn

_INTERRUPTIONS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
]


@contextmanager
def aside(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """A temporary directory in `parent`, or in the system's place for such."""
    directory: Path | None = None
    try:
        with shielded():
            directory = Path(mkdtemp(prefix=prefix, dir=parent)).resolve()
        yield directory
    finally:
        with shielded():
            if directory:
                shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def shielded() -> Iterator[None]:
    """Let an interruption wait until the block is done; start no process in it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    previous = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTIONS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous)


@contextmanager
def terminable() -> Iterator[None]:
    """Let a request to end work like Ctrl-C, so that the block cleans up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handlers = {number: signal.getsignal(number) for number in _INTERRUPTIONS}
    # What the caller handles or ignores (nohup) is the caller's decision.
    defaults = [number for number in handlers if handlers[number] is signal.SIG_DFL]
    for number in defaults:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in defaults:
            signal.signal(number, signal.SIG_DFL)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
