"""The conversion to sync access or to memory changes code and no text of a user."""

from __future__ import annotations

import json
import keyword
import re
from contextlib import suppress
from typing import cast

import pytest

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.collisions import check_collisions
from fastapi_forge.resources.fields import quoted
from fastapi_forge.resources.language import parse
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping
from fastapi_forge.template.schema import Value
from tests.support.renders import TEMPLATE, rendered

CONVERSIONS = mapping(
    mapping(read_documents(TEMPLATE)["conversions"], "conversions")["default"],
    "default",
)
SYNC, MEMORY = (mapping(CONVERSIONS[name], name) for name in ("sync", "memory"))
WORDS = sorted({*mapping(SYNC["words"], "words"), *mapping(MEMORY["words"], "words")})
SHAPES = (
    *("(await read(path)).text", "await connection.run_sync(create)"),
    *("await asyncio.to_thread(send, mail)", "asyncio.run(migrate())"),
    *("await went_away(request)", "Callable[[User], Awaitable[int]]"),
    *("AsyncClient(transport=ASGITransport(app), base_url=URL)", "async def read"),
    *("import asyncio", "async_sessionmaker[AsyncSession]"),
    "import AsyncSession, async_sessionmaker",
)
QUOTES = ("it's $5", 'say "await it"', "# async", '"""await it"""', "'''", "{await it}")
TEXTS = (*WORDS, *SHAPES, *QUOTES)
# Encloses each text, to be found in the files.
MARK = "quokka"
MARKED = re.compile(f"{MARK} .*? {MARK}")


def marked(text: str) -> str:
    return f"{MARK} {text} {MARK}"


def specification() -> str:
    defaults = " ".join(
        f"text{number}:text:default={quoted(marked(text))}"
        for number, text in enumerate(TEXTS)
    )
    values = ",".join(quoted(marked(word)) for word in WORDS if len(word) < 36)
    pattern = f"^{re.escape(marked(' '.join(WORDS)))}[0-9]$".replace("\\ ", " ")
    document = quoted(json.dumps({"await": marked("async def read")}))
    return (
        f"letter {defaults} kind:enum:{values} body:json:default={document}"
        f" code:str:max=2000:pattern={quoted(pattern)}"
    )


def texts_of(**answers: Value) -> set[str]:
    """Return the texts of the user in a service with these answers."""
    tree = rendered(
        name="await-async-aclose",
        description=marked(" ".join(WORDS)),
        author=marked("await AsyncSession"),
        resources=(specification(),),
        **answers,
    )
    return {
        text
        for path, file in tree.items()
        if not path.startswith(".forge/")
        for text in MARKED.findall(file.content.decode())
    }


@pytest.mark.parametrize("auth", ["jwt", "api-key"])
def test_text_of_users_is_the_same_with_each_access(auth: str) -> None:
    written = texts_of(auth=auth)

    assert texts_of(auth=auth, access="sync") == written
    assert {marked(text) for text in (*WORDS, *SHAPES)} <= written


def test_text_of_users_is_the_same_in_memory() -> None:
    assert texts_of(auth="api-key", database="none") <= texts_of(auth="api-key")


def names_in(converted: str) -> set[str]:
    """Return the names in a word or a regular expression, but Python's own."""
    words = re.findall(r"[A-Za-z_]\w+", re.sub(r"\\\\\w", " ", converted))
    return {word for word in words if not keyword.iskeyword(word)}


def is_refused(name: str) -> bool:
    """Return whether neither a class nor an attribute of a user can have this name."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    specs = [f"{word} note:str"]
    if word == name:
        specs += [f"note {name}:str", f"note open:bool --actions {name}:open=true"]
    for spec in specs:
        with suppress(InvalidResourceError):
            parse(spec)
            return False
    return True


def test_names_that_are_converted_are_refused() -> None:
    """Imports need no refusal: no module of a user is imported from there."""
    converted = [word for word in WORDS if not word.startswith("from ")]
    for rules in (SYNC, MEMORY):
        converted += [shape for shape, _ in cast("list[list[str]]", rules["shapes"])]
    allowed = [
        text
        for text in converted
        if names_in(text) and not any(map(is_refused, names_in(text)))
    ]

    assert allowed == [], "Add a name of each to CONVERTED_NAMES or CLASS_NAMES."
    stale = reserved.CONVERTED_NAMES - names_in(" ".join(converted))
    assert stale == set(), "Remove them: they are not converted."


def test_enums_cannot_have_a_class_that_is_converted() -> None:
    with pytest.raises(InvalidResourceError, match="The service and Field 'stack'"):
        check_collisions([parse("async_exit stack:enum:a,b")])
