"""Standard streams that were closed, full or left: no reason for a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_LAST = 2


@contextmanager
def lasting_streams() -> Iterator[None]:
    """Give the block stdout and stderr, and let what cannot be written go nowhere."""
    _occupy_numbers()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                setattr(sys, name, nowhere)
        try:
            yield
        finally:
            _flush(nowhere.fileno())


def _occupy_numbers() -> None:
    # A file that got the number of a closed stream would get what is meant for it.
    while (number := os.open(os.devnull, os.O_RDWR)) <= _LAST:
        os.set_inheritable(number, True)
    os.close(number)


def _flush(nowhere: int) -> None:
    # Python's own flush, at the very end, would complain.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
