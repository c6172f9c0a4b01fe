from __future__ import annotations

import pytest

from fastapi_forge.resources.naming import (
    class_name,
    label,
    pluralised,
    with_article,
)

PLURALS = [
    ("task", "tasks"),
    ("category", "categories"),
    ("day", "days"),
    ("box", "boxes"),
    ("branch", "branches"),
    ("dish", "dishes"),
    ("bus", "buses"),
    ("address", "addresses"),
    ("analysis", "analyses"),
    ("quiz", "quizzes"),
    ("child", "children"),
    ("house", "houses"),
    ("cache", "caches"),
    ("movie", "movies"),
    ("line_item", "line_items"),
    ("order_entry", "order_entries"),
]


@pytest.mark.parametrize(("singular", "plural"), PLURALS)
def test_plurals(singular: str, plural: str) -> None:
    assert pluralised(singular) == plural


def test_person_is_left_to_the_plural_option() -> None:
    assert pluralised("person") == "persons"


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
