from __future__ import annotations

import signal
from pathlib import Path

import pytest

from fastapi_forge.interruptions import shielded, terminable
from fastapi_forge.temporary import temporary_directory


def test_directory_lives_as_long_as_the_block(tmp_path: Path) -> None:
    with temporary_directory(".work-", tmp_path) as directory:
        (directory / "a").write_text("")
        assert directory.parent == tmp_path
        assert directory.name.startswith(".work-")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_directory_is_always_removed(
    tmp_path: Path, error: type[BaseException]
) -> None:
    with pytest.raises(error), temporary_directory("x", tmp_path):
        raise error

    assert list(tmp_path.iterdir()) == []


def test_shield_delays_an_interruption() -> None:
    done: list[bool] = []

    def work() -> None:
        with shielded():
            signal.raise_signal(signal.SIGINT)
            done.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()

    assert done


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_terminating_signals_interrupt(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), terminable():
        signal.raise_signal(number)

    assert signal.getsignal(number) is signal.SIG_DFL


def test_ignored_signals_stay_ignored() -> None:
    previous = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with terminable():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, previous)
