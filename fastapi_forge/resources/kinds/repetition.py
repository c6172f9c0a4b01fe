"""Shorten long samples: `"a-" + "9" * 80` can be read, eighty digits cannot."""

from __future__ import annotations

import json
from itertools import groupby

from fastapi_forge.resources.field_type import expression, literal
from fastapi_forge.resources.samples import Sample

_READABLE = 60
_FEW = 5


def shortened(text: str) -> Sample:
    """Return the text, or a sum of its repetitions if it is long."""
    if len(text) <= _READABLE:
        return literal(text)
    parts = [""]
    for letter, run in groupby(text):
        count = len(list(run))
        if count <= _FEW:
            parts[-1] += letter * count
        else:
            parts += [f"{_quoted(letter)} * {count}", ""]
    # Odd items are repetitions, even ones the text between them.
    written = [part if at % 2 else _quoted(part) for at, part in enumerate(parts)]
    return expression(" + ".join(part for part in written if part != '""'))


def filled(text: str, length: int) -> Sample:
    """Return the text, with enough letters x after it."""
    if length <= _READABLE:
        return literal(text.ljust(length, "x"))
    return expression(f'{_quoted(text)}.ljust({length}, "x")')


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())
