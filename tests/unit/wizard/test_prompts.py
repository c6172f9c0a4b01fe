from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from fastapi_forge.wizard import prompts
from fastapi_forge.wizard.actions import BACK
from fastapi_forge.wizard.prompts import Entry
from tests.support.keys import (
    CONSOLE_SHIFT_TAB,
    CTRL_C,
    CTRL_D,
    CTRL_U,
    DOWN,
    ENTER,
    SHIFT_TAB,
    SPACE,
    UP,
)
from tests.unit.wizard.conftest import Keyboard

ENTRIES = [
    Entry(title="SQLite", help="one file"),
    Entry(title="PostgreSQL", help="a server"),
    Entry(title="Oracle", refusal="not with this licence"),
]
PROMPTS: dict[str, Callable[[], object]] = {
    "choose": lambda: prompts.choose("Which?", ENTRIES),
    "choose_several": lambda: prompts.choose_several("Which ones?", ENTRIES[:2], [0]),
    "confirm": lambda: prompts.confirm("Sure?", default=True),
    "text": lambda: prompts.text("Called what?", "myapi"),
}

every_prompt = pytest.mark.parametrize("ask", PROMPTS.values(), ids=PROMPTS)


@every_prompt
@pytest.mark.parametrize(
    "key", [SHIFT_TAB, CONSOLE_SHIFT_TAB], ids=["terminal", "console"]
)
def test_back_key(keyboard: Keyboard, ask: Callable[[], object], key: str) -> None:
    keyboard.type(key)

    assert ask() is BACK


@every_prompt
def test_ctrl_c(keyboard: Keyboard, ask: Callable[[], object]) -> None:
    keyboard.type(CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        ask()


@every_prompt
def test_interrupt_from_outside(keyboard: Keyboard, ask: Callable[[], object]) -> None:
    """Prompts handle the signal while they wait."""

    def interrupt() -> None:
        while not keyboard.screen:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    outside = threading.Thread(target=interrupt)
    outside.start()

    with pytest.raises(KeyboardInterrupt):
        ask()

    outside.join()


@every_prompt
def test_ctrl_d(keyboard: Keyboard, ask: Callable[[], object]) -> None:
    keyboard.type(CTRL_U, CTRL_D)

    with pytest.raises(EOFError):
        ask()


@every_prompt
def test_end_of_input(keyboard: Keyboard, ask: Callable[[], object]) -> None:
    keyboard.end()

    with pytest.raises(EOFError):
        ask()


@every_prompt
def test_instruction_names_the_keys(
    keyboard: Keyboard, ask: Callable[[], object]
) -> None:
    keyboard.type(ENTER)

    ask()

    assert "Shift-Tab: back; Ctrl-C: leave)" in keyboard.screen


@every_prompt
def test_screen_fits_80_columns(keyboard: Keyboard, ask: Callable[[], object]) -> None:
    keyboard.type(ENTER)

    ask()

    lines = keyboard.printed.getvalue().splitlines()
    assert max(map(len, lines)) < 80


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [([ENTER], 1), ([UP, ENTER], 0), ([DOWN, ENTER], BACK), (["k", ENTER], 0)],
    ids=["default", "up", "past the refused one to Back", "k"],
)
def test_choose(keyboard: Keyboard, keys: list[str], chosen: object) -> None:
    keyboard.type(*keys)

    assert prompts.choose("Which?", ENTRIES, 1) == chosen


def test_choose_shows_the_help_of_each_choice(keyboard: Keyboard) -> None:
    keyboard.type(ENTER)

    prompts.choose("Which?", ENTRIES)

    lines = [line.rstrip() for line in keyboard.printed.getvalue().splitlines()]
    start = lines.index(" > SQLite      one file")
    assert lines[start : start + 5] == [
        " > SQLite      one file",
        "   PostgreSQL  a server",
        "   Oracle",
        "     not with this licence",
        "   Back",
    ]


def test_back_may_precede_another_entry(keyboard: Keyboard) -> None:
    keyboard.type(DOWN, ENTER)

    assert prompts.choose("Which?", ENTRIES[:2], back=1) is BACK


def test_long_help_continues_below_itself(keyboard: Keyboard) -> None:
    keyboard.type(ENTER)

    prompts.choose("Which?", [Entry(title="A", help="word " * 30)])

    lines = [
        line for line in keyboard.printed.getvalue().splitlines() if "word" in line
    ]
    assert len(lines) > 1
    assert all(line[:6].strip() == "" for line in lines[1:])


@pytest.mark.parametrize(
    ("keys", "ticked"),
    [
        ([ENTER], (0,)),
        ([SPACE, ENTER], ()),
        ([DOWN, SPACE, ENTER], (0, 1)),
    ],
    ids=["default", "none", "both"],
)
def test_choose_several(
    keyboard: Keyboard, keys: list[str], ticked: tuple[int, ...]
) -> None:
    keyboard.type(*keys)

    assert prompts.choose_several("Which ones?", ENTRIES[:2], [0]) == ticked


@pytest.mark.parametrize("default", [True, False])
def test_confirm(keyboard: Keyboard, default: bool) -> None:
    keyboard.type(ENTER, "y", "n")

    answers = [prompts.confirm("Sure?", default=default) for _ in range(3)]

    assert answers == [default, True, False]
    assert ("(Y/n)" if default else "(y/N)") in keyboard.screen


def test_text_starts_from_its_default(keyboard: Keyboard) -> None:
    keyboard.type("-two", ENTER, CTRL_U, "three", ENTER)

    answers = [prompts.text("Called what?", "one") for _ in range(2)]

    assert answers == ["one-two", "three"]


def test_up_recalls_earlier_texts(keyboard: Keyboard) -> None:
    keyboard.type(UP, UP, ENTER)

    assert prompts.text("Next?", earlier=["first", "second"]) == "first"
