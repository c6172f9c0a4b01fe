"""A resource adds its code to schemas, services and tests."""

from __future__ import annotations

import pytest

from fastapi_forge.resources.fields import Ids
from tests.support.entities import AUTHOR, GENRE, book, entities, entity
from tests.support.generated_code import names_imported


def test_factories_create_required_objects_first() -> None:
    factory = book()["factory"]

    assert factory["imports"] == ["from tests.factories.author import authors"]
    assert [member.partition(":")[0] for member in factory["members"]] == [
        '"code"',
        '"author_id"',
    ]
    assert '"author_id": (await authors.create(client))["id"],' in factory["members"]


def test_services_use_services_of_other_resources() -> None:
    service = book()["service"]

    assert service["relates"] is True
    assert service["others"] == [
        "self.authors = AuthorService(session, principal)",
        "self.genres = GenreService(session, principal)",
    ]
    assert names_imported(service["imports"]) == ["AuthorService", "GenreService"]
    assert entity("thing size:int")["service"] == {
        "imports": [],
        "attributes": ['label = "thing"', "crud_type = ThingCrud"],
        "relates": False,
        "others": [],
        "rules": [],
    }


def test_services_know_owned_resources() -> None:
    thing = entity("author name:str --owned", "thing author:ref --owned")["service"]

    assert thing["attributes"][-1] == "owned = True"


def test_rules_check_times_before_relations() -> None:
    tree = entity("leaf up:ref:leaf:optional born_on:date:past ends_on:date:future")

    assert [rule.partition("(")[0] for rule in tree["service"]["rules"]] == [
        "require_future",
        "require_past",
        "if values.get",
        "    await self.resolve",
    ]


def test_schemas_distinguish_creation_from_changes() -> None:
    schema = entity(
        "thing size:int:min=1:max=5:default=2 note:text:optional live:bool"
    )["schema"]

    assert schema["body"] == [
        "size: Annotated[Int32, Field(strict=True, ge=1, le=5)] = 2",
        "note: Annotated[Text, Field(max_length=10000)] | None = None",
        "live: StrictBool",
    ]
    assert schema["changes"] == [
        "size: Annotated[Int32, Field(strict=True, ge=1, le=5), Omittable]",
        "note: Annotated[Text, Field(max_length=10000)] | None = None",
        "live: Annotated[StrictBool, Omittable]",
    ]
    assert schema["change"] == ["size=4"]


def test_summaries_contain_no_lists() -> None:
    genre, shelf, _ = entities(
        GENRE,
        "shelf label:str genres:many:genre",
        "library shelves:many:shelf",
    )

    assert (genre["schema"]["summary"], genre["schema"]["answer"]) == (
        ["name: str"],
        [],
    )
    assert shelf["schema"]["summary"] == ["label: str"]
    assert shelf["schema"]["answer"] == ["genres: list[GenreSummary]"]


@pytest.mark.parametrize(
    ("ids", "bounds"),
    [
        (Ids.INT, "int | None, Field(ge=1, le=2**31 - 1, "),
        (Ids.UUID, "UUID | None, Field("),
    ],
)
def test_lists_are_filtered_by_the_id_of_one(ids: Ids, bounds: str) -> None:
    filters = entity(GENRE, "shelf genres:many:genre")["schema"]["filters"]

    assert filters[ids] == [f'genres: Annotated[{bounds}alias="genre_id")] = None']


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("ratio:float", "ratio ratio_min ratio_max"),
        ("price:decimal:min=0:max=9", "price price_min price_max"),
        ("day:date", "day day_from day_to"),
        ("opens:time", "opens opens_from opens_to"),
        ("due:datetime:future", "due due_from due_before"),
        ("code:str:index", "code"),
        ("code:str size_min:str size:str", ""),
    ],
)
def test_lists_are_filtered_by_ranges(words: str, names: str) -> None:
    filters = entity(f"thing {words}")["schema"]["filters"][Ids.INT]

    assert [line.partition(":")[0] for line in filters] == names.split()


def test_invalid_samples_violate_only_their_field() -> None:
    cases = entity("thing size:int:max=9:optional live:bool:default=true")["cases"]

    assert 'pytest.param("size", 10, id="size-too-large"),' in cases["invalid"]
    assert not any("live" in line for line in cases["invalid"])
    assert cases["defaults"] == ['assert response.json()["live"] is True']


def test_relations_to_owned_objects_are_tested_with_strangers() -> None:
    cases = entity(
        "author name:str --owned",
        "tag name:str --owned",
        "genre name:str",
        "thing author:ref tags:many:tag genres:many:genre --owned",
    )["cases"]

    assert [stranger["given"] for stranger in cases["strangers"]] == [
        'author_id=theirs["id"]',
        'tags=[{"id": theirs["id"]}]',
    ]


def test_stored_time_may_be_past() -> None:
    (moment,) = entity("thing name:str ends_at:datetime:future")["cases"]["moments"]

    assert moment == {
        "name": "ends_at",
        "wrong": '"2001-06-15"',
        "rule": "not_in_future",
        "gone": "datetime(2001, 1, 1, tzinfo=UTC)",
        "change": '"name": "Example name"',
    }


@pytest.mark.parametrize("ids", Ids)
def test_examples_use_the_type_of_ids(ids: Ids) -> None:
    shown = entity(AUTHOR, "book author:ref", ids=ids)["schema"]["example"]
    spelled = {Ids.INT: "1", Ids.UUID: '"123e4567-e89b-42d3-a456-426614174000"'}

    assert shown == [f"author_id={spelled[ids]},"]
