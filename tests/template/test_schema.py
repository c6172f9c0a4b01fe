"""forge's `_forge` block and plain Copier's questions agree."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from jinja2 import Environment, StrictUndefined

from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.options import Option
from tests.support.renders import SCHEMA, TEMPLATE

DOCUMENTS = read_documents(TEMPLATE)
JINJA = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - no HTML


def test_every_question_is_in_exactly_one_group() -> None:
    grouped = [key for group in SCHEMA.groups for key in group.options]
    asked = [
        key
        for key in DOCUMENTS
        if not key.startswith("_") and question(key).get("when") is not False
    ]

    assert sorted(grouped) == sorted(asked)


@pytest.mark.parametrize("option", SCHEMA.options, ids=lambda option: option.key)
def test_copier_and_forge_ask_the_same_questions(option: Option) -> None:
    when = str(question(option.key).get("when", True))
    keys = sorted(
        {
            *option.asked_when,
            *(other.key for other in SCHEMA.options if other.key in when),
        }
    )
    allowed = [[choice.value for choice in SCHEMA.option(key).choices] for key in keys]
    for values in product(*allowed):
        answers = dict(zip(keys, values, strict=True))
        forge_asks = all(
            answers[key] in values for key, values in option.asked_when.items()
        )
        assert JINJA.from_string(when).render(answers) == str(forge_asks), answers


def question(key: str) -> Mapping[str, object]:
    found = DOCUMENTS[key]
    assert isinstance(found, Mapping)
    return found
