"""Format values and options for messages."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fastapi_forge.template.data import as_json
from fastapi_forge.template.options import Option, Value

_LONGEST_SHOWN = 80


def show(value: Value) -> str:
    """Return a value as the user would type it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(show, value))
    if isinstance(value, dict | list):
        return json.dumps(as_json(value), ensure_ascii=False)
    return "" if value is None else str(value)


def any_of(values: Sequence[Value]) -> str:
    """Return a text like `a, b or c`."""
    *others, last = (show(value) for value in values)
    return f"{', '.join(others)} or {last}" if others else last


def negated(option: Option) -> str:
    """Return the negative flag."""
    return f"--no-{option.flag.removeprefix('--')}"


def label(option: Option, where: str) -> str:
    """Name an option by its flag, or by its key and the origin of the value."""
    return where if where == option.flag else f"'{option.key}' (from {where})"


def quoted(raw: object) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, dict):
        return "a mapping"
    if isinstance(raw, list | tuple):
        return "a list"
    text = repr(raw)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."
