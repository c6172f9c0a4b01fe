"""A few resources in expanded form."""

from __future__ import annotations

from typing import Any

from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.fields import Ids
from fastapi_forge.resources.language import parse

AUTHOR = "author name:str:unique"
BOOK = (
    "book code:str:max=9:unique author:ref genres:many:genre second:ref:author:optional"
)
GENRE = "genre name:str"


def entities(*specs: str, ids: Ids = Ids.INT) -> list[Any]:
    return list(expand([parse(spec) for spec in specs], ids))


def entity(*specs: str, ids: Ids = Ids.INT) -> dict[str, Any]:
    return dict(entities(*specs, ids=ids)[-1])


def book(words: str = "") -> dict[str, Any]:
    return entity(AUTHOR, GENRE, f"{BOOK}{words}")
