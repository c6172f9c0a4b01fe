"""Find tests that connect to a store outside the project."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from fastapi_forge.verify.isolation import vocabulary
from fastapi_forge.verify.isolation.classes import name_of, texts_in
from fastapi_forge.verify.isolation.findings import Finding
from fastapi_forge.verify.isolation.vocabulary import words

_CONNECTORS = words(
    "create_engine create_async_engine engine_from_config connect create_pool "
    "from_url Redis StrictRedis MongoClient AsyncIOMotorClient AsyncMongoClient "
    "Database setdefault setenv"
)


_SERVER = "TEST_DATABASE_URL"
"""Tests that read it create databases of their own on the server in it."""


def connecting_tests(trees: Mapping[str, ast.Module]) -> Iterator[Finding]:
    for path, tree in trees.items():
        if _SERVER not in texts_in(tree):
            for line in _constants(tree):
                yield Finding(place=f"{path}:{line}", what="connects to a store")


def _constants(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func) if name_of(func) in _CONNECTORS:
                texts = list(texts_in(node))
            case ast.Assign(value=ast.Constant(value=str(text))):
                texts = [text]
            case _:
                continue
        if any(map(vocabulary.has_store_url, filter(vocabulary.is_outside, texts))):
            yield node.lineno
