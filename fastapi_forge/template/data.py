"""Convert answers that are data between text, typed values and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Self

import yaml


class Written(str):
    """A plain value of a file: its text, and the value that its format defines.

    Text keeps `3.10` as written, while data has the number.
    """

    __slots__ = ("native",)
    native: object

    @classmethod
    def of(cls, text: str, native: object) -> Self:
        written = cls(text)
        written.native = native
        return written


def native(value: object) -> object:
    """Return a value with the types that its format defines."""
    if isinstance(value, Written):
        return value.native
    if isinstance(value, dict):
        return {native(key): native(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [native(item) for item in value]
    return value


def parse(kind: str, text: str) -> object:
    """Parse one text of JSON or YAML; raise ValueError."""
    try:
        return json.loads(text) if kind == "json" else yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"{text!r} is not {kind.upper()}") from error


def parse_list(text: str) -> list[str]:
    """Return the items of a YAML list as written; raise ValueError."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"{text!r} is not a list") from error
    if not isinstance(node, yaml.SequenceNode):
        raise ValueError(f"{text!r} is not a list")  # noqa: TRY004 - one kind for all
    return [_item(text, item) for item in node.value]


def _item(text: str, item: yaml.Node) -> str:
    """Remove quotes like Copier, without handling escapes."""
    start, end = item.start_mark, item.end_mark
    written = text[start.index : end.index].strip() if start and end else ""
    is_quoted = written[:1] in {"'", '"'} and written[:1] == written[-1:]
    is_text = isinstance(item, yaml.ScalarNode) and item.tag == "tag:yaml.org,2002:str"
    return written[1:-1] if is_quoted and is_text else written


def quoted(kind: str, text: str) -> str:
    """Quote text that looks like data, for a reader that parses it again."""
    if kind == "json":
        return json.dumps(text)
    written: str = yaml.safe_dump(text, default_style='"', width=math.inf)
    return written.strip()


def as_json(value: object) -> object:
    """Return the closest JSON value."""
    if isinstance(value, Mapping):
        return {
            key if isinstance(key, str) else str(as_json(key)): as_json(item)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
