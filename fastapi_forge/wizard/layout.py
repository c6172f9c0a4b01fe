"""Lay out text for a terminal of 80 columns, readable without colours."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.styles import Style

WIDEST = 100

# Bold, and the two colours of the terminal's palette that are readable on black and on
# white. They are faint on some dark palettes, so only marks use them.
STYLE = Style.from_dict(
    {
        "qmark": "ansimagenta bold",
        "question": "bold",
        "instruction": "",
        "pointer": "ansimagenta bold",
        "highlighted": "bold",
        "selected": "noreverse",
        "separator": "",
        "text": "",
        # questionary's own orange is unreadable on white.
        "answer": "noinherit bold",
        "heading": "bold",
        "problem": "ansired bold",
    }
)


def width() -> int:
    """Return the usable columns; some terminals wrap at the last one."""
    return min(get_app_session().output.get_size().columns, WIDEST) - 1


def wrapped(text: str, columns: int, *, first: str = "", rest: str = "") -> str:
    """Wrap `text`, and break long words instead of cutting them off."""
    return textwrap.fill(
        text,
        width=max(columns, len(first) + 10, len(rest) + 10),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )


def show_line(text: str, style: str = "") -> None:
    print_formatted_text(FormattedText([(style, text)]), style=STYLE)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show a line while the block runs."""
    output = get_app_session().output
    output.write(text)
    output.flush()
    try:
        yield
    finally:
        output.write_raw("\r")
        output.erase_end_of_line()
        output.flush()


def show_problem(*sentences: str) -> None:
    """Print what is wrong and what to do."""
    mark, text = "  ! ", " ".join(filter(None, sentences))
    lines = wrapped(text, width(), first=mark, rest=" " * len(mark))
    marked = [("class:problem", mark), ("", lines.removeprefix(mark))]
    print_formatted_text(FormattedText(marked), style=STYLE)
