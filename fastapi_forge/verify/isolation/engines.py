"""The engines on which forge creates databases."""

from __future__ import annotations

from typing import Literal, TypeAlias

Engine: TypeAlias = Literal["sqlite", "postgresql", "mysql"]
_ENGINES: dict[str, Engine] = {
    "sqlite": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
}


def engine_of(url: str) -> Engine | None:
    return _ENGINES.get(scheme_of(url).partition("+")[0])


def scheme_of(url: str) -> str:
    return url.partition("://")[0].lower() if "://" in url else ""
