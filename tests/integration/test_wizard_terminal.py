"""`forge new` at a terminal of 80 by 24."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from pexpect.fdpexpect import fdspawn

from tests.support.keys import CTRL_C, CTRL_D, CTRL_U, DOWN, ENTER, SHIFT_TAB, UP

WAITING = "Ctrl-C: leave"
MENU = r"What next\?"


class Terminal:
    """Not `pexpect.spawn`, which forks although pytest's workers have threads."""

    def __init__(self, directory: Path, *arguments: str) -> None:
        self._master, slave = os.openpty()
        termios.tcsetwinsize(self._master, (24, 80))
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("FORGE_")
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "fastapi_forge", *arguments],
            cwd=directory,
            env=environment
            | {"TERM": "xterm", "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self._screen = fdspawn(self._master, timeout=60, encoding="utf-8")

    def expect(self, *patterns: str) -> int:
        """Wait for one of them, and return which one came."""
        return self._screen.expect(list(patterns))

    def press(self, *keys: str) -> None:
        self._screen.send("".join(keys))

    def accept_until_menu(self) -> None:
        """Accept the defaults of all questions."""
        while self.expect(MENU, WAITING) != 0:
            self.press(ENTER)
        self.expect(WAITING)

    def exit_code(self) -> int:
        self._screen.expect(pexpect.EOF)
        return self._process.wait(timeout=60)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._screen.close()


@pytest.fixture
def forge_new(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path, "new", "shop", "--no-git", "--no-install")
    yield terminal
    terminal.close()


def test_wizard_creates_a_project(forge_new: Terminal, tmp_path: Path) -> None:
    forge_new.expect(WAITING)
    forge_new.press(DOWN, ENTER)
    forge_new.expect("database: postgresql")
    forge_new.expect(WAITING)
    forge_new.press(SHIFT_TAB)
    forge_new.expect(WAITING)
    forge_new.press(UP, ENTER)
    forge_new.expect("database: sqlite")
    forge_new.accept_until_menu()
    forge_new.press(DOWN, DOWN, ENTER)
    forge_new.expect("like to customise")
    forge_new.expect(WAITING)
    forge_new.press(ENTER)
    forge_new.expect(WAITING)
    forge_new.press(" Really.", ENTER)
    forge_new.expect(r"description: .* Really\.")
    forge_new.accept_until_menu()
    forge_new.press(ENTER)

    assert forge_new.exit_code() == 0
    state = (tmp_path / "shop" / ".forge" / "project.yml").read_text("utf-8")
    assert "database: sqlite" in state
    assert " Really." in state


def test_missing_name_is_asked_first(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "new", "--no-git", "--no-install")
    try:
        terminal.expect("Name of the project")
        terminal.expect(WAITING)
        terminal.press(CTRL_U, "shop", ENTER)
        terminal.expect("1 of 7")
        terminal.accept_until_menu()
        terminal.press(ENTER)

        assert terminal.exit_code() == 0
    finally:
        terminal.close()
    assert (tmp_path / "shop" / "pyproject.toml").is_file()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_leaving_early_writes_nothing(
    forge_new: Terminal, tmp_path: Path, key: str
) -> None:
    forge_new.expect(WAITING)
    forge_new.press(ENTER)
    forge_new.expect(WAITING)
    forge_new.press(key)

    assert forge_new.exit_code() == 130
    assert list(tmp_path.iterdir()) == []


def test_cancel_at_the_summary_writes_nothing(
    forge_new: Terminal, tmp_path: Path
) -> None:
    forge_new.accept_until_menu()
    forge_new.press(UP, ENTER)

    assert forge_new.exit_code() == 130
    assert list(tmp_path.iterdir()) == []
