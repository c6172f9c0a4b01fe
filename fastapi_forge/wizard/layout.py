"""How text stands in a terminal: 80 columns are enough, colours are never needed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.styles import Style

WIDEST = 100

# Bold, and the two colours of the terminal's own palette that can be read on black and
# on white. On some dark palettes they are faint too: marks have them, not sentences.
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
        # Questionary's own orange would shine through: nobody can read it on white.
        "answer": "noinherit bold",
        "heading": "bold",
        "problem": "ansired bold",
    }
)


def width() -> int:
    """Columns to write in; the last one stays free, where some terminals wrap."""
    return min(get_app_session().output.get_size().columns, WIDEST) - 1


def wrapped(text: str, columns: int, *, first: str = "", rest: str = "") -> str:
    """`text` over as many lines as it needs; a long word is broken, not cut off."""
    return textwrap.fill(
        text,
        width=max(columns, len(first) + 10, len(rest) + 10),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )


def say(text: str, style: str = "") -> None:
    print_formatted_text(FormattedText([(style, text)]), style=STYLE)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """A line that is there for as long as something takes."""
    output = get_app_session().output
    output.write(text)
    output.flush()
    try:
        yield
    finally:
        output.write_raw("\r")
        output.erase_end_of_line()
        output.flush()


def complain(*sentences: str) -> None:
    """What is wrong, and what to do about it."""
    mark, text = "  ! ", " ".join(filter(None, sentences))
    lines = wrapped(text, width(), first=mark, rest=" " * len(mark))
    marked = [("class:problem", mark), ("", lines.removeprefix(mark))]
    print_formatted_text(FormattedText(marked), style=STYLE)
