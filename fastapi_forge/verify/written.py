"""Check the shape of values in `verify.yml`; raise TypeError or ValueError."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def mapping(
    written: object, name: str, keys: Sequence[str] | None = None
) -> Mapping[str, object]:
    """Return a mapping, which may be missing, with any or only these keys."""
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise TypeError(f"{name} must be a mapping.")
    for key in written:
        if keys is not None and key not in keys:
            raise ValueError(
                f"{key!r} is not a valid key. Keys of {name}: {', '.join(keys)}."
            )
    return written


def text(written: Mapping[str, object], key: str) -> str:
    value = written.get(key, "")
    if not isinstance(value, str):
        raise TypeError(f"{key!r} must be text.")
    return value


def texts(written: object, name: str, items: str) -> tuple[str, ...]:
    """Return a list, which may be missing; `items` describes its items in errors."""
    listed = [] if written is None else written
    if not isinstance(listed, list) or not all(
        isinstance(item, str) for item in listed
    ):
        raise TypeError(f"'{name}' must be a list of {items}.")
    return tuple(map(str, listed))
