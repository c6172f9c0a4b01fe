"""What holds for every test."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Protocol

import pytest

from tests.support.choosing import REASONS, current_change


class Worker(Protocol):
    """As xdist has it."""

    workeroutput: Mapping[str, Mapping[str, str]]


def pytest_configure() -> None:
    """Let Ctrl-C and its like have their effect on the tests and what they start.

    Whatever runs them in the background, or without a terminal, may have had these
    signals ignored, and that is inherited.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    # Before the workers start: all of them have to collect the same tests.
    current_change()


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["chosen"] = REASONS


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    REASONS.update(node.workeroutput.get("chosen", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which part of the tests that take long was run, and why."""
    if REASONS:
        terminalreporter.section("chosen by the change")
        terminalreporter.line(f"{current_change()}")
    for what, reason in REASONS.items():
        terminalreporter.line(f"{what}: {reason}")
