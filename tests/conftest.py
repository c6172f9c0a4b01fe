"""What holds for every test."""

from __future__ import annotations

import signal


def pytest_configure() -> None:
    """Let Ctrl-C and its like have their effect on the tests and what they start.

    Whatever runs them in the background, or without a terminal, may have had these
    signals ignored, and that is inherited.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
