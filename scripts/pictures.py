"""Draw the pictures in README from the output of forge (needs uv).

A test compares the pictures with the current output.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.drawing import drawn
from scripts.terminal import Run, Terminal

PICTURES = Path(__file__).parents[1] / "docs/pictures"
WIZARD, RESULT = PICTURES / "wizard.svg", PICTURES / "result.svg"
NAME = "myapi"
ENTER = "\r"
# The picture shows these answers and the next question.
ANSWERED = ("database", "access")
_HEIGHT = 40
_PLAIN = ("default", False)
_HIDDEN = ("FORGE_", "UV_", "VIRTUAL_ENV", "NO_COLOR", "GIT_")

Rows = Sequence[Sequence[Run]]


def wizard() -> Rows:
    with (
        tempfile.TemporaryDirectory() as place,
        _forge(Path(place), "new", NAME) as terminal,
    ):
        for key in ANSWERED:
            terminal.wait_for("Ctrl-C: leave")
            terminal.press(ENTER)
            terminal.wait_for(f"{key}: ")
        terminal.wait_for("Ctrl-C: leave")
        return [_typed(f"forge new {NAME}"), *terminal.runs]


def result() -> Rows:
    with tempfile.TemporaryDirectory() as holder:
        place = Path(holder).resolve()
        with _forge(place, "new", NAME, "--yes", "--package-manager", "uv") as terminal:
            terminal.wait_for_end()
            made = _without(place, terminal.runs)
        tests = ("uv", "run", "pytest", "-q", "--no-header", "--color=yes")
        with Terminal(tests, place / NAME, _environment(), _HEIGHT) as terminal:
            terminal.wait_for_end()
            tested = terminal.runs[-1:]
    return [
        _typed(f"forge new {NAME} --yes"),
        *made,
        _typed(f"cd {NAME} && uv run pytest -q"),
        *tested,
    ]


def _forge(place: Path, *arguments: str) -> Terminal:
    command = (sys.executable, "-m", "fastapi_forge", *arguments)
    return Terminal(command, place, _environment(), _HEIGHT)


def _environment() -> Mapping[str, str]:
    return {
        key: value for key, value in os.environ.items() if not key.startswith(_HIDDEN)
    }


def _typed(command: str) -> Sequence[Run]:
    return [
        Run(text="$ ", colour="green", bold=True),
        Run(text=command, colour="default", bold=False),
    ]


def _without(place: Path, rows: Rows) -> Rows:
    """Remove the temporary directory from the paths."""
    return [
        [replace(run, text=run.text.replace(f"{place}/", "")) for run in row]
        for row in rows
    ]


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    WIZARD.write_text(drawn(f"Questions of forge new {NAME}", wizard()), "utf-8")
    RESULT.write_text(drawn(f"Output of forge new {NAME}", result()), "utf-8")
