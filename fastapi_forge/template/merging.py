"""Merge the parts of a template's `_forge` block, which several files may contain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def merge(first: object, second: object) -> object:
    """Return one value of two: mappings are merged deeply, lists are joined.

    Items of lists that are mappings with the same `key` are merged. Of two other values
    the second one counts.
    """
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        common = {key: merge(first[key], second[key]) for key in first.keys() & second}
        return {**first, **second, **common}
    if isinstance(first, list) and isinstance(second, list):
        return _joined([*first, *second])
    return second


def _joined(items: Sequence[object]) -> list[object]:
    joined: list[object] = []
    positions: dict[object, int] = {}
    for item in items:
        key = item.get("key") if isinstance(item, Mapping) else None
        if isinstance(key, str) and key in positions:
            joined[positions[key]] = merge(joined[positions[key]], item)
            continue
        if isinstance(key, str):
            positions[key] = len(joined)
        joined.append(item)
    return joined
