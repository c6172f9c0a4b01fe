"""Read the documents of a template's copier.yml without Copier.

Importing Copier takes 0.35 s, but help and completion must be instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from fastapi_forge.errors import TemplateError, UnknownTemplateError
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.merging import merge

Document = Mapping[str, object]

# libyaml's loader is ten times faster, and most installations have it.
_FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NAMES = ("copier.yml", "copier.yaml")
_DEEPEST = 20
# Copier joins these lists; for other keys the last value counts.
_ADDED_UP = frozenset(
    {"_exclude", "_jinja_extensions", "_secret_questions", "_skip_if_exists"}
)


class _Loader(_FastLoader):  # type: ignore[misc, valid-type]  # chosen at run time
    """Read `!include FILE` as the path, which the caller follows."""


class _Include(str):
    __slots__ = ()


def _include(loader: yaml.SafeLoader, node: yaml.Node) -> _Include:
    if not isinstance(node, yaml.ScalarNode):
        raise yaml.YAMLError("!include needs a path")
    return _Include(loader.construct_scalar(node))


_Loader.add_constructor("!include", _include)


def read_documents(root: Path) -> dict[str, object]:
    """Return every top-level key of copier.yml and its included files, in order."""
    return dict(_builtin()) if root == builtin_template() else _merged(root)


def parse_yaml(text: str) -> object:
    """Load YAML like safe_load, but faster."""
    return yaml.load(text, Loader=_FastLoader)  # noqa: S506 - a safe one


@cache
def _builtin() -> dict[str, object]:
    """Cache the documents of the built-in template, which does not change."""
    return _merged(builtin_template())


def _merged(root: Path) -> dict[str, object]:
    merged: dict[str, object] = {}
    for document in _documents(root, _configuration(root), depth=0):
        for key, value in document.items():
            before = merged.get(key)
            if key == "_forge":
                merged[key] = merge(before, value)
            elif (
                key in _ADDED_UP
                and isinstance(before, list)
                and isinstance(value, list)
            ):
                merged[key] = before + value
            else:
                merged[key] = value
    return merged


def _configuration(root: Path) -> Path:
    found = [root / name for name in _NAMES if (root / name).is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        raise TemplateError(f"{root} contains both {' and '.join(_NAMES)}. Keep one.")
    raise UnknownTemplateError(
        f"{root} is not a Copier template: it has no copier.yml.",
        hint="Pass the directory or the repository that contains copier.yml.",
    )


def _documents(root: Path, path: Path, depth: int) -> Iterator[Document]:
    if depth > _DEEPEST:
        raise TemplateError(f"{path} includes itself.")
    try:
        # Read completely, because the generator of load_all would raise outside of the
        # try.
        contents = list(yaml.load_all(path.read_bytes(), Loader=_Loader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise TemplateError(f"The template cannot be read: {error}") from error
    for content in contents:
        if content is None:
            continue
        if isinstance(content, _Include):
            for included in _included(root, str(content)):
                yield from _documents(root, included, depth + 1)
        elif isinstance(content, dict) and all(isinstance(key, str) for key in content):
            yield content
        else:
            raise TemplateError(f"{path} does not contain a mapping of questions.")


def _included(root: Path, name: str) -> Iterator[Path]:
    """Return the files that a path or a pattern matches, sorted by name."""
    if Path(name).is_absolute():
        raise TemplateError(
            f"copier.yml includes {name!r}, which is outside the template."
        )
    found = sorted(root.glob(name))
    if not found:
        raise TemplateError(f"The template cannot be read: {name} does not exist.")
    for path in found:
        if not path.resolve().is_relative_to(root.resolve()):
            raise TemplateError(
                f"copier.yml includes {name!r}, which is outside the template."
            )
        yield path
