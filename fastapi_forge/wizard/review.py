"""Format the summary: every answer, and its origin unless the user just gave it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_forge.answers.display import show
from fastapi_forge.answers.resolution import Answers
from fastapi_forge.secret import MASK
from fastapi_forge.template.schema import Option, Schema, Value
from fastapi_forge.wizard.layout import wrapped

_ORIGIN_WIDTH = 18


def review(schema: Schema, answers: Answers, files: int, columns: int) -> str:
    """Return the summary as plain text."""
    lines = [*_rows(schema, answers, columns), ""]
    lines += [
        wrapped(f"Note: {note}", columns, first="  ", rest="    ")
        for note in answers.notes
    ]
    count = "1 file" if files == 1 else f"{files} files"
    return "\n".join([*lines, f"  {count} in total; nothing has been written yet."])


def _rows(schema: Schema, answers: Answers, columns: int) -> Iterator[str]:
    titles = max(len(group.title) for group in schema.groups)
    keys = max((len(key) for key in answers.values), default=0)
    indent = " " * (titles + keys + 6)
    values = min(
        max(
            (
                len(shown(schema.option(key), value)[-1])
                for key, value in answers.values.items()
            ),
            default=0,
        ),
        columns - len(indent) - _ORIGIN_WIDTH,
    )
    for group in schema.groups:
        title = group.title
        for key in group.options:
            if key in answers.values:
                row = "\n".join(
                    wrapped(line, columns, first=indent, rest=f"{indent}  ")
                    for line in _cells(answers, schema.option(key), values)
                )
                yield f"  {title:<{titles}}  {key:<{keys}}  {row[len(indent) :]}"
                title = ""


def _cells(answers: Answers, option: Option, width: int) -> Iterator[str]:
    *above, last = shown(option, answers.values[option.key])
    yield from above
    origin = _origin(answers, option.key)
    yield f"{last:<{width}}  {origin}" if origin else last


def shown(option: Option, value: Value) -> tuple[str, ...]:
    """Return a value as one line, or resources as one line each."""
    if option.is_secret:
        return (MASK,)
    if option.holds_resources and isinstance(value, tuple) and value:
        return tuple(map(show, value))
    return (show(value) or ("none" if isinstance(value, tuple) else "(empty)"),)


def _origin(answers: Answers, key: str) -> str:
    source = answers.sources[key]
    return "" if source == "prompt" else f"({answers.details.get(key, source)})"
