"""Handle signals that end work: each interrupts once, outside critical steps."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import TypeAlias

_INTERRUPTIONS = [
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)
]
_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)

Exposed: TypeAlias = Callable[[], AbstractContextManager[object]]


@contextmanager
def shielded() -> Iterator[Exposed]:
    """Delay interruptions until the block is done.

    Parts of the block can be exposed to interruptions again. A process started in it
    must call `expose` first.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield shielded
        return
    with _masked(signal.SIG_BLOCK, _INTERRUPTIONS) as previous:
        yield lambda: _masked(signal.SIG_SETMASK, previous)


def expose() -> None:
    """Allow interruptions again, permanently."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTIONS)


@contextmanager
def _masked(how: signal.Sigmasks, signals: Iterable[int]) -> Iterator[Iterable[int]]:
    previous = signal.pthread_sigmask(how, signals)
    try:
        yield previous
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, previous)


@contextmanager
def terminable() -> Iterator[Callable[[], None]]:
    """Let every terminating signal interrupt the block, as Ctrl-C does.

    Only the first signal interrupts, so that cleaning up can finish. Call the yielded
    function once the work is done, to ignore all further ones.
    """
    over = False

    def end() -> None:
        nonlocal over
        over = True

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if not over:
            end()
            raise KeyboardInterrupt

    # Keep handlers that the parent process set or ignores (nohup).
    taken = {number: signal.getsignal(number) for number in _interruptible()}
    for number in taken:
        signal.signal(number, interrupt)
    try:
        yield end
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)


def _interruptible() -> Iterator[int]:
    # Python sets signal handlers only in the main thread.
    if threading.current_thread() is threading.main_thread():
        for number in _INTERRUPTIONS:
            if signal.getsignal(number) in _DEFAULTS:
                yield number
