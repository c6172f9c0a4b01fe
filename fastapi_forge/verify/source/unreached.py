"""Find modules that are not reachable from where the service or its tests start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from fastapi_forge.verify.service import Service
from fastapi_forge.verify.source.modules import Module, reached
from fastapi_forge.verify.source.reading import Source
from fastapi_forge.verify.source.tests import is_test

_COLLECTED = re.compile(r"(test_.*|.*_test|conftest|__main__)\.py")
# Files that only mention modules.
_PROSE = (".md", ".rst", ".py")


def unreached_modules(service: Service, source: Source) -> Iterator[str]:
    package = service.package.name
    entries = {service.app.partition(":")[0]}
    own: set[str] = set()
    helpers: set[str] = set()
    for name, module in source.modules.items():
        if is_test(module.path):
            helpers.add(name)
        elif name.partition(".")[0] == package:
            own.add(name)
        else:
            # Scripts and migrations, which are started by path.
            entries.add(name)
        if _is_collected(module) or _is_started(name, source):
            entries.add(name)
    production = {entry for entry in entries if entry not in helpers}
    dead = own - reached(source.modules, production)
    dead |= helpers - reached(source.modules, entries)
    for name in sorted(dead):
        yield f"{source.modules[name].path}:1: unused module {name!r}"


def _is_collected(module: Module) -> bool:
    """Return whether pytest or `python -m` starts the module."""
    return bool(_COLLECTED.fullmatch(PurePosixPath(module.path).name))


def _is_started(name: str, source: Source) -> bool:
    """Return whether a Dockerfile or another non-Python file names the module."""
    words = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])")
    return "." in name and any(
        words.search(text)
        for path, text in source.texts.items()
        if not path.endswith(_PROSE)
    )
