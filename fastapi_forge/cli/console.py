"""Print results to stdout and everything else to stderr; nothing else prints."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import traceback
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

import typer

from fastapi_forge.errors import ForgeError
from fastapi_forge.secret import masked
from fastapi_forge.template.data import as_json

_NARROWEST = 20


class Report(ABC):
    """The result of a command, as JSON and as text."""

    @abstractmethod
    def document(self) -> Mapping[str, object]:
        """Return the JSON document."""

    @abstractmethod
    def lines(self) -> Iterable[str]:
        """Return the lines of the text."""

    @property
    def exit_code(self) -> int:
        """1 if the result is negative."""
        return 0

    @property
    def messages(self) -> Sequence[str]:
        """Warnings in addition to the result."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    json: bool = False
    quiet: bool = False
    debug: bool = False

    def show(self, report: Report) -> None:
        if self.json:
            self._document(report.document())
            return
        for message in report.messages:
            self.warn(message)
        for line in report.lines():
            _write(sys.stdout, line)

    def text(self, text: str) -> None:
        """Print a result without a JSON form: help and version."""
        _write(sys.stdout, text)

    def progress(self, text: str) -> None:
        if not self.quiet:
            _print_message(masked(text))

    def warn(self, text: str) -> None:
        if not self.quiet:
            # Yellow is unreadable on white.
            _print_message(
                f"{_styled('Warning:', typer.colors.MAGENTA)} {masked(text)}"
            )

    def fail(self, error: ForgeError, command: str) -> None:
        """Print the message and the hint, and with --debug the traceback."""
        if self.debug:
            _print_message(masked("".join(traceback.format_exception(error)).rstrip()))
        message, hint = masked(error.message), masked(error.hint)
        if self.json:
            self._document(
                {
                    "ok": False,
                    "command": command,
                    "error": {
                        "code": error.code,
                        "message": message,
                        "hint": hint,
                    },
                }
            )
            return
        _print_message(f"{_styled('Error:', typer.colors.RED)} {message}")
        if hint:
            _print_message(hint)

    def _document(self, document: Mapping[str, object]) -> None:
        # ASCII, because pipes on Windows do not use UTF-8.
        _write(sys.stdout, json.dumps(as_json(document), indent=2))


def is_interactive() -> bool:
    """Return whether the user can read and answer questions at a terminal."""
    return _is_terminal(sys.stdin) and any(map(_is_terminal, (sys.stdout, sys.stderr)))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def columns(rows: Sequence[Sequence[str]], indent: str = "  ") -> Iterator[str]:
    """Align rows in columns; the last cell may have any length."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)] if rows else []
    for *cells, last in rows:
        lead = indent + "".join(
            f"{cell:<{width}}  " for cell, width in zip(cells, widths, strict=False)
        )
        yield _wrapped(lead, last)


def _wrapped(lead: str, text: str) -> str:
    """Wrap text at a terminal, and leave it whole in a pipe."""
    if not _is_terminal(sys.stdout):
        return (lead + text).rstrip()
    hang = " " * (len(lead) + len(text) - len(text.lstrip()))
    columns = shutil.get_terminal_size().columns - 1
    return textwrap.fill(
        text,
        width=max(columns, len(hang) + _NARROWEST),
        initial_indent=lead,
        subsequent_indent=hang,
        break_on_hyphens=False,
    ).rstrip()


def _print_message(text: str) -> None:
    """Print a message if possible; work continues without."""
    with suppress(OSError):
        _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    # Escape characters that the terminal cannot show, instead of failing.
    encoding = stream.encoding or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def _styled(word: str, colour: str) -> str:
    if os.environ.get("NO_COLOR") or not sys.stderr.isatty():
        return word
    return typer.style(word, fg=colour, bold=True)
