from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest

from fastapi_forge.cli.console import Console, Report, columns, is_interactive
from fastapi_forge.errors import InvalidAnswerError


class Finding(Report):
    messages = ("take care",)

    def document(self) -> Mapping[str, object]:
        return {"author": "Zoë"}

    def lines(self) -> Iterator[str]:
        yield "by Zoë"


class Screen(io.TextIOWrapper):
    def __init__(self, encoding: str, *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode(self.encoding)


@contextmanager
def screens(*, terminal: bool = False) -> Iterator[tuple[Screen, Screen]]:
    """Replace the streams inside the test: pytest changes them after fixtures."""
    stdout, stderr = Screen("ascii"), Screen("utf-8", terminal=terminal)
    with redirect_stdout(stdout), redirect_stderr(stderr):
        yield stdout, stderr


def test_result_and_messages_use_different_streams() -> None:
    with screens() as (stdout, stderr):
        Console().show(Finding())

    assert stderr.text() == "Warning: take care\n"
    assert stdout.text() == "by Zo\\xeb\n"


def test_marks_have_colours_for_black_and_for_white(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    with screens(terminal=True) as (_, stderr):
        Console().warn("take care")
        Console().fail(InvalidAnswerError("No."), "new")

    magenta, red = "\x1b[35m\x1b[1m", "\x1b[31m\x1b[1m"
    assert stderr.text() == (
        f"{magenta}Warning:\x1b[0m take care\n{red}Error:\x1b[0m No.\n"
    )


def test_json_is_ascii_and_alone() -> None:
    with screens() as (stdout, stderr):
        Console(json=True).show(Finding())

    assert stdout.text() == '{\n  "author": "Zo\\u00eb"\n}\n'
    assert stderr.text() == ""


def test_quiet_keeps_results_and_errors() -> None:
    console = Console(quiet=True)
    with screens() as (stdout, stderr):
        console.progress("working")
        console.show(Finding())
        console.fail(InvalidAnswerError("No.", hint="Yes."), "new")

    assert stdout.text() == "by Zo\\xeb\n"
    assert stderr.text() == "Error: No.\nYes.\n"


@pytest.mark.parametrize(
    ("terminal", "no_color", "coloured"),
    [(True, "", True), (True, "1", False), (False, "", False)],
)
def test_colours_can_be_disabled(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, no_color: str, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)

    with screens(terminal=terminal) as (_, stderr):
        Console().warn("hot")

    assert ("\x1b[" in stderr.text()) is coloured
    assert stderr.text().endswith(" hot\n")


@pytest.mark.parametrize(
    ("stdin", "stdout", "stderr", "interactive"),
    [
        (True, True, True, True),
        (True, False, True, True),
        (True, False, False, False),
        (False, True, True, False),
        (None, True, True, False),
    ],
)
def test_questions_need_a_terminal_for_input_and_output(
    monkeypatch: pytest.MonkeyPatch,
    stdin: bool | None,
    stdout: bool,
    stderr: bool,
    interactive: bool,
) -> None:
    for name, terminal in {"stdin": stdin, "stdout": stdout, "stderr": stderr}.items():
        screen = None if terminal is None else Screen("utf-8", terminal=terminal)
        monkeypatch.setattr(sys, name, screen)

    assert is_interactive() is interactive


def test_columns_are_aligned() -> None:
    assert list(columns([("a", "bb", "c"), ("aaa", "b", "")])) == [
        "  a    bb  c",
        "  aaa  b",
    ]
    assert list(columns([])) == []


def test_long_cell_is_wrapped_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys, "stdout", Screen("utf-8", terminal=True))

    assert list(columns([("key", "what it is, said in words")])) == [
        "  key  what it is, said in\n       words",
    ]
