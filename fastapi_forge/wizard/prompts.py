"""Ask single questions with questionary.

A prompt disappears when it is answered, and the caller prints the answer. Each returns
BACK for the key to go back, and raises KeyboardInterrupt or EOFError if the user
leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import questionary
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import (
    KeyBindings,
    KeyPressEvent,
    merge_key_bindings,
)
from prompt_toolkit.keys import Keys

from fastapi_forge.wizard.actions import BACK, Back
from fastapi_forge.wizard.layout import STYLE, width, wrapped

# tmux uses Ctrl-B, and Escape starts the sequences of the arrow keys.
BACK_KEY = "Shift-Tab"
_MARK = "?"
_POINTER = ">"
_INDENT = " " * len(f" {_POINTER} ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A choice; one with a refusal is shown but cannot be selected."""

    title: str
    help: str = ""
    refusal: str = ""


def choose(
    asked: str, entries: Sequence[Entry], default: int = 0, *, back: int | None = None
) -> int | Back:
    """Return the index of the selected entry; Back is shown before entry `back`, or
    last.
    """
    column = max(len(entry.title) for entry in entries) + 2
    listed = [
        _choice(entry, index, column, len(_INDENT))
        for index, entry in enumerate(entries)
    ]
    preselected = listed[default]
    place = len(listed) if back is None else back
    listed.insert(place, questionary.Choice("Back", value=BACK))
    question = questionary.select(
        _question(asked),
        choices=listed,
        default=preselected,
        instruction=_hint("arrows and Enter"),
        qmark=_MARK,
        pointer=_POINTER,
        style=STYLE,
    )
    return cast("int | Back", _run(question, _keys(ends=True)))


def choose_several(
    asked: str, entries: Sequence[Entry], ticked: Sequence[int]
) -> tuple[int, ...] | Back:
    """Return the indexes of the selected entries."""
    column = max(len(entry.title) for entry in entries) + 2
    listed = [
        _choice(entry, index, column, len(_INDENT) + 2, checked=index in ticked)
        for index, entry in enumerate(entries)
    ]
    question = questionary.checkbox(
        _question(asked),
        choices=listed,
        instruction=_hint("arrows, Space to select, Enter when done"),
        qmark=_MARK,
        pointer=_POINTER,
        style=STYLE,
    )
    chosen = cast("list[int] | Back", _run(question, _keys(ends=True)))
    return BACK if chosen is BACK else tuple(chosen)


def confirm(asked: str, *, default: bool) -> bool | Back:
    keys = "(Y/n)" if default else "(y/N)"
    question = questionary.confirm(
        _question(f"{asked} {keys}"),
        default=default,
        instruction=_hint(f"y, n, or Enter for {'yes' if default else 'no'}"),
        qmark=_MARK,
        style=STYLE,
    )
    return cast("bool | Back", _run(question, _keys(ends=True)))


def text(
    asked: str,
    default: str = "",
    *,
    how: str = "Enter when done",
    earlier: Sequence[str] = (),
    hidden: bool = False,
) -> str | Back:
    """Ask for one line of text; `default` can be edited, and Up recalls `earlier`
    lines.
    """
    question = questionary.text(
        _question(asked),
        default=default,
        instruction=f"{_hint(how)}\n {_POINTER}",
        qmark=_MARK,
        style=STYLE,
        history=InMemoryHistory(earlier),
        is_password=hidden,
    )
    return cast("str | Back", _run(question, _keys(ends=False)))


def _choice(
    entry: Entry, value: int, column: int, indent: int, *, checked: bool = False
) -> questionary.Choice:
    columns = width() - indent
    lead = f"{entry.title:<{column}}" if entry.help else entry.title
    title = wrapped(f"{lead}{entry.help}", columns, rest=" " * (indent + column))
    if not entry.refusal:
        return questionary.Choice(title, value=value, checked=checked)
    below = " " * (indent + 2)
    refusal = wrapped(entry.refusal, width(), first=below, rest=below)
    return questionary.Separator(f"{title}\n{refusal}")


def _question(asked: str) -> str:
    indent = " " * len(f"{_MARK} ")
    lines = [
        wrapped(line, width() - len(indent), rest=indent) for line in asked.split("\n")
    ]
    return f"\n{indent}".join(lines)


def _hint(how: str) -> str:
    hint = f"({how}; {BACK_KEY}: back; Ctrl-C: leave)"
    return "\n" + wrapped(hint, width(), first="  ", rest="   ")


def _keys(*, ends: bool) -> KeyBindings:
    """Bind the keys to go back and to leave.

    `ends`: Ctrl-D leaves. In a text it deletes to the right instead.
    """
    keys = KeyBindings()

    @keys.add(Keys.BackTab, eager=True)
    @keys.add(Keys.Escape, Keys.ControlI)  # Shift-Tab on the Linux console
    def back(event: KeyPressEvent) -> None:
        event.app.exit(result=BACK)

    @keys.add(Keys.SIGINT)
    def interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    if ends:

        @keys.add(Keys.ControlD)
        def end(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError)

    return keys


def _run(question: questionary.Question, keys: KeyBindings) -> object:
    app = question.application
    app.erase_when_done = True
    app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
    answer: object = question.unsafe_ask()
    return answer
