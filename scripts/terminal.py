"""Run a program in a pseudo-terminal, and read its screen."""

from __future__ import annotations

import os
import select
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

COLUMNS = 80
_TIMEOUT = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Adjacent characters with the same style."""

    text: str
    colour: str
    bold: bool


class Terminal:
    def __init__(
        self,
        command: Sequence[str],
        directory: Path,
        environment: Mapping[str, str],
        rows: int,
        timeout: float = _TIMEOUT,
    ) -> None:
        self._patience = timeout
        self._screen = pyte.Screen(COLUMNS, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        termios.tcsetwinsize(self._master, (rows, COLUMNS))
        self._process = subprocess.Popen(
            command,
            cwd=directory,
            env={**environment, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait_for(self, text: str) -> None:
        """Read until the screen contains the text."""
        self._read(lambda: any(text in line for line in self.lines))

    def wait_for_end(self) -> None:
        self._read(lambda: False)
        if self._process.wait():
            raise RuntimeError("\n".join(self.lines))

    @property
    def lines(self) -> list[str]:
        """The text on the screen, without empty lines at the end."""
        lines = [line.rstrip() for line in self._screen.display]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    @property
    def runs(self) -> list[list[Run]]:
        """The same with styles."""
        return [self._row(number, line) for number, line in enumerate(self.lines)]

    def _row(self, number: int, line: str) -> list[Run]:
        cells = [self._screen.buffer[number][column] for column in range(len(line))]
        return [
            Run(text="".join(cell.data for cell in alike), colour=colour, bold=bold)
            for (colour, bold), alike in groupby(
                cells, lambda cell: (cell.fg, cell.bold)
            )
        ]

    def _read(self, is_enough: Callable[[], bool]) -> None:
        deadline = time.monotonic() + self._patience
        while not is_enough():
            left = max(0, deadline - time.monotonic())
            if not select.select([self._master], [], [], left)[0]:
                raise TimeoutError("\n".join(self.lines))
            try:
                self._stream.feed(os.read(self._master, 4096))
            except OSError:  # the program has closed its end
                return
