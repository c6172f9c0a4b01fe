"""Check for unused modules, names, dependencies and settings."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi_forge.verify.linters import in_parallel
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.source.dependencies import unused_dependencies
from fastapi_forge.verify.source.reading import read_source
from fastapi_forge.verify.source.settings import unused_settings
from fastapi_forge.verify.source.unreached import unreached_modules
from fastapi_forge.verify.source.unused import unused_names


async def check_dead_code(service: Service) -> str:
    source = read_source(service.path, service.files)

    async def modules() -> str:
        return _none("modules", unreached_modules(service, source))

    async def names() -> str:
        return _none("names", await unused_names(service, source))

    async def dependencies() -> str:
        return _none("dependencies", await unused_dependencies(service, source))

    async def settings() -> str:
        return _none("settings", unused_settings(source))

    return await in_parallel(modules(), names(), dependencies(), settings())


def _none(what: str, found: Iterable[str]) -> str:
    lines = "\n".join(found)
    if lines:
        raise CheckFailure(lines)
    return what
