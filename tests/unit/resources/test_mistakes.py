"""Common mistakes in specifications, each with its correction."""

from __future__ import annotations

import pytest

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.language import parse
from fastapi_forge.resources.relations import arrange


@pytest.mark.parametrize(
    ("spec", "problem", "correction"),
    [
        ("book title: str", "space after 'title:'", "title:str"),
        ("book title: str:max=200", "space after 'title:'", "title:str:max=200"),
        ("trip from:date", "field 'from'", "'from_date'"),
        ("trip from:datetime", "field 'from'", "'from_time'"),
        ("book tags:many", "'tags', which does not exist", "resource named tag."),
        (
            "book status:enum:Draft,In Progress",
            "outside of quotes",
            'status:enum:Draft,"In Progress"',
        ),
        ("book status:enum:draft, live", "quotes", "status:enum:draft,live"),
        (
            "book status:enum:In Progress:default=x",
            "outside of quotes",
            'status:enum:"In Progress":default=x',
        ),
        ("book seen:timestamp", "'timestamp' is not a type", "seen:datetime"),
        ("book name:varchar(80)", "'varchar(80)' is not a type", "name:str:max=80"),
        (
            "book price:decimal(10,2)",
            "'decimal(10,2)' is not a type",
            "price:decimal:digits=10:places=2",
        ),
        ("book title:str:required", "'required' is not a modifier", "Remove it"),
        ("book title:str:nullable", "'nullable' is not a modifier", "'optional'"),
        (
            "book live:bool --actions show:live=true hide:live=false",
            "space between actions",
            "--actions show:live=true,hide:live=false",
        ),
        (
            "book live:bool --actions=show:live=true, hide:live=false",
            "space between actions",
            "--actions show:live=true,hide:live=false",
        ),
    ],
)
def test_message_contains_the_correction(
    spec: str, problem: str, correction: str
) -> None:
    with pytest.raises(InvalidResourceError) as caught:
        arrange([parse(spec)])

    assert problem in caught.value.message
    assert correction in caught.value.hint


def test_corrections_are_accepted() -> None:
    spec = (
        'book title:str from_date:date status:enum:Draft,"In Progress" seen:datetime'
        " price:decimal:digits=10:places=2 live:bool"
        " --actions show:live=true,hide:live=false"
    )

    assert len(parse(spec).actions) == 2
