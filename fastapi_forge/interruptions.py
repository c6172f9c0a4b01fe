"""Signals that end work: each interrupts once, and never in the midst of a step."""

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
    """Let an interruption wait until the block is done.

    Parts of the block may be exposed to interruptions again; a process that starts in
    it calls `expose` first.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield shielded
        return
    with _masked(signal.SIG_BLOCK, _INTERRUPTIONS) as previous:
        yield lambda: _masked(signal.SIG_SETMASK, previous)


def expose() -> None:
    """Let interruptions arrive, for good."""
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
    """Let every request to end work do as Ctrl-C does: interrupt the block.

    Only the first one does: what cleans up is left in peace. Once the work is done,
    call what this gives, and none does.
    """
    over = False

    def end() -> None:
        nonlocal over
        over = True

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if not over:
            end()
            raise KeyboardInterrupt

    # What the caller handles or ignores (nohup) is the caller's decision.
    taken = {number: signal.getsignal(number) for number in _interruptible()}
    for number in taken:
        signal.signal(number, interrupt)
    try:
        yield end
    finally:
        for number, handler in taken.items():
            signal.signal(number, handler)


def _interruptible() -> Iterator[int]:
    # Python sets handlers in the main thread only.
    if threading.current_thread() is threading.main_thread():
        for number in _INTERRUPTIONS:
            if signal.getsignal(number) in _DEFAULTS:
                yield number
