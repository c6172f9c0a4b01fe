"""Handle closed, full or abandoned standard streams without a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LAST = 2


@contextmanager
def usable_streams() -> Iterator[None]:
    """Provide stdout and stderr for the block; discard what cannot be written."""
    _occupy_descriptors()
    with open(os.devnull, "w", encoding="utf-8") as devnull:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                setattr(sys, name, devnull)
        try:
            yield
        finally:
            _flush(devnull.fileno())


def _occupy_descriptors() -> None:
    # Otherwise a file could get the number of a closed stream, and its output.
    while (number := os.open(os.devnull, os.O_RDWR)) <= _LAST:
        os.set_inheritable(number, True)
    os.close(number)


def _flush(devnull: int) -> None:
    # Python's own flush at exit would print an error.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(devnull, stream.fileno())
