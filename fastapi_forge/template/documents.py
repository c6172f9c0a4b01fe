"""The documents of a template's copier.yml, read without Copier.

Copier needs 0.35 s to be imported; help and completion must be instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from fastapi_forge.errors import TemplateError

Document = Mapping[str, object]

# libyaml's loader is ten times faster, and most installations have it.
_FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FastLoader):  # type: ignore[misc, valid-type]  # chosen at run time
    """Reads `!include FILE` as the path; the caller follows it."""


class _Include(str):
    __slots__ = ()


def _include(loader: yaml.SafeLoader, node: yaml.Node) -> _Include:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.YAMLError("!include takes one path")
    return _Include(loader.construct_scalar(node))


_Loader.add_constructor("!include", _include)


def read_documents(root: Path) -> dict[str, object]:
    """Every top-level key of copier.yml and of what it includes, in that order."""
    merged: dict[str, object] = {}
    for path, document in _documents(root, root / "copier.yml"):
        for key, value in document.items():
            if key in merged:
                raise TemplateError(f"{path}: '{key}' is there twice.")
            merged[key] = value
    return merged


def _documents(root: Path, path: Path) -> Iterator[tuple[Path, Document]]:
    try:
        # Read whole: the generator of load_all would raise later, unguarded.
        contents = list(yaml.load_all(path.read_bytes(), Loader=_Loader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TemplateError(f"The template cannot be read: {error}") from error
    for content in contents:
        if content is None:
            continue
        if isinstance(content, _Include):
            yield from _documents(root, _included(root, content))
        elif isinstance(content, dict):
            yield path, content
        else:
            raise TemplateError(f"{path}: expected a mapping of questions.")


def _included(root: Path, name: str) -> Path:
    if any(mark in name for mark in "*?["):
        raise TemplateError(
            f"copier.yml includes {name!r}.",
            hint="Include one file at a time: a pattern gives questions in any order.",
        )
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise TemplateError(f"copier.yml includes {name!r}, outside the template.")
    return path
