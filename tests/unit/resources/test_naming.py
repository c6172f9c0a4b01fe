from __future__ import annotations

import pytest

from fastapi_forge.resources.naming import (
    class_name,
    is_plural,
    label,
    pluralised,
    singular,
    with_article,
)
from tests.support.nouns import PLURALS


@pytest.mark.parametrize(("one", "many"), PLURALS)
def test_plurals(one: str, many: str) -> None:
    assert pluralised(one) == many
    assert not is_plural(one)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("books", "book"),
        ("people", "person"),
        ("order_lines", "order_line"),
        ("media", "medium"),
        ("news", ""),
        ("basis", ""),
        ("status", ""),
        ("lens", ""),
    ],
)
def test_plurals_are_recognized(name: str, expected: str) -> None:
    assert is_plural(name) == bool(expected)
    assert singular(name) == expected or not expected


def test_class_and_label() -> None:
    assert class_name("line_item") == "LineItem"
    assert label("due_date") == "due date"


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("task", "a"),
        ("author", "an"),
        ("hour", "an"),
        ("university", "a"),
        ("umbrella", "an"),
        ("european trip", "a"),
        ("house", "a"),
    ],
)
def test_articles(words: str, article: str) -> None:
    assert with_article(words) == f"{article} {words}"
