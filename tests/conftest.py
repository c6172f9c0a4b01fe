"""Settings and hooks for all tests."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from typing import Protocol

import pytest

from fastapi_forge import secret
from tests.support.choosing import REASONS, current_change


class Worker(Protocol):
    """A worker of xdist."""

    workeroutput: Mapping[str, Mapping[str, str]]


def pytest_configure() -> None:
    """Restore the default handling of Ctrl-C and other signals for tests and child
    processes.

    A background process without a terminal inherits ignored signals.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    # Before the workers start, because all of them must collect the same tests.
    current_change()


@pytest.fixture(autouse=True)
def _secrets_of_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the secrets of other tests, which would be masked in this one's output."""
    monkeypatch.setattr(secret, "_concealed", set())


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["chosen"] = REASONS


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Worker) -> None:
    REASONS.update(node.workeroutput.get("chosen", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show which part of the slow tests ran, and why."""
    if REASONS:
        terminalreporter.section("selection for this change")
        terminalreporter.line(f"{current_change()}")
    for what, reason in REASONS.items():
        terminalreporter.line(f"{what}: {reason}")
