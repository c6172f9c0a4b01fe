"""Check the shape of parts of a template's documents."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.errors import TemplateError


def one_line(text: str) -> str:
    """Escape text of a template for a terminal."""
    return "".join(filter(str.isprintable, " ".join(text.split())))


def mapping(item: object, where: str) -> Mapping[str, object]:
    if isinstance(item, Mapping) and all(isinstance(key, str) for key in item):
        return item
    raise TemplateError(f"'{where}' must be a mapping, not {item!r}.")


def sequence(item: object, where: str) -> tuple[object, ...]:
    if isinstance(item, list | tuple):
        return tuple(item)
    if item == {}:
        return ()
    raise TemplateError(f"'{where}' must be a list, not {item!r}.")


def texts(item: object, where: str) -> tuple[str, ...]:
    listed = sequence(item, where)
    for text in listed:
        if not isinstance(text, str):
            raise TemplateError(f"'{where}' must be text, not {text!r}.")
    return tuple(map(str, listed))
