"""What a resource needs in schemas, services, factories and tests."""

from __future__ import annotations

import pytest

from fastapi_forge.resources.fields import Ids
from tests.support.entities import AUTHOR, BOOK, GENRE, entity
from tests.support.entity_files import entity_file

BOOKS = (AUTHOR, GENRE, BOOK)
SHELF = (GENRE, "shelf genres:many:genre")


def test_factories_create_required_objects_first() -> None:
    factory = entity_file("factory", *BOOKS)

    assert "from tests.factories.author import authors\n" in factory
    assert (
        "    return {\n"
        '        "code": f"Co{number():07d}",\n'
        '        "author_id": (await authors.create(client))["id"],\n'
        "    }\n"
    ) in factory


def test_services_use_services_of_other_resources() -> None:
    service = entity_file("service", *BOOKS)

    assert "from app.services.author import AuthorService\n" in service
    assert (
        "        self.authors = AuthorService(session, principal)\n"
        "        self.genres = GenreService(session, principal)\n"
    ) in service


def test_services_contain_only_what_their_resource_needs() -> None:
    plain = entity_file("service", "thing size:int")
    owned = entity_file("service", "thing size:int --owned")

    assert plain.endswith('    label = "thing"\n    crud_type = ThingCrud\n')
    assert owned.endswith("    crud_type = ThingCrud\n    owned = True\n")
    assert "__init__" not in entity_file("service", "leaf up:ref:leaf:optional")


def test_rules_check_times_before_relations() -> None:
    tree = "leaf up:ref:leaf:optional born_on:date:past ends_on:date:future"
    service = entity_file("service", tree)

    assert entity(tree)["rules"] == [
        {"rule": "future", "attribute": "ends_on", "of": ""},
        {"rule": "past", "attribute": "born_on", "of": ""},
        {"rule": "ref", "attribute": "up_id", "of": ""},
    ]
    assert (
        '        if values.get("up_id") is not None:\n'
        '            await self.resolve("up_id", [values["up_id"]])\n'
        "        return values\n"
    ) in service


def test_values_of_actions_are_escaped() -> None:
    service = entity_file(
        "service", 'thing note:str --actions mark:note="say ""hi""",cut:note="a\\b"'
    )

    assert '"""Set note to say \\"hi\\"; raises' in service
    assert "'The thing's note is already say \"hi\".'" in service.replace("\\'", "'")
    assert '"The thing\'s note is already a\\\\b."' in service


def test_schemas_distinguish_creation_from_changes() -> None:
    schema = entity_file(
        "schema", "thing size:int:min=1:max=5:default=2 note:text:optional live:bool"
    )

    assert (
        "    size: Annotated[Int32, Field(strict=True, ge=1, le=5)] = 2\n"
        "    note: Annotated[Text, Field(max_length=10000)] | None = None\n"
        "    live: StrictBool\n"
    ) in schema
    assert (
        "    model_config = example(size=4)\n"
        "\n"
        "    size: Annotated[Int32, Field(strict=True, ge=1, le=5), Omittable]\n"
        "    note: Annotated[Text, Field(max_length=10000)] | None = None\n"
        "    live: Annotated[StrictBool, Omittable]\n"
    ) in schema


def test_summaries_contain_no_lists() -> None:
    specs = ("library shelves:many:shelf", GENRE, "shelf label:str genres:many:genre")
    schema = entity_file("schema", *specs)
    summary, read = (
        schema.partition(f"class Shelf{name}(")[2].partition("class ")[0]
        for name in ("Summary", "Read")
    )

    assert summary.endswith("    id: int\n    label: str\n\n\n")
    assert "    genres: list[GenreSummary]\n    created_at: datetime\n" in read


@pytest.mark.parametrize(
    ("ids", "bounds"),
    [
        (Ids.INT, 'int | None, Field(ge=1, le=2**31 - 1, alias="genre_id")'),
        (Ids.UUID, 'UUID | None, Field(alias="genre_id")'),
    ],
)
def test_lists_are_filtered_by_the_id_of_one(ids: Ids, bounds: str) -> None:
    schema = entity_file("schema", *SHELF, ids=ids.value)

    assert f"    genres: Annotated[{bounds}] = None\n" in schema


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
        ("order:int limit:int skipped:int", "skipped skipped_min skipped_max"),
    ],
)
def test_lists_are_filtered_by_ranges(words: str, names: str) -> None:
    query = entity_file("schema", f"thing {words}").rpartition("sort_by: ")[2]

    filters = [line.strip() for line in query.splitlines() if line.endswith("= None")]
    assert [line.partition(":")[0] for line in filters] == names.split()


def test_invalid_samples_violate_only_their_field() -> None:
    cases = entity_file("cases", "thing size:int:max=9:optional live:bool:default=true")

    assert 'pytest.param("size", 10, id="size-too-large"),' in cases
    assert 'pytest.param("live"' not in cases
    assert '    assert response.json()["live"] is True\n' in cases


def test_relations_to_owned_objects_are_tested_with_strangers() -> None:
    cases = entity_file(
        "cases",
        "author name:str --owned",
        "tag name:str --owned",
        "genre name:str",
        "thing author:ref tags:many:tag genres:many:genre --owned",
    )

    assert 'things.body(signed_in, author_id=theirs["id"])' in cases
    assert 'things.body(signed_in, tags=[{"id": theirs["id"]}])' in cases
    assert "genres.create(stranger" not in cases


def test_stored_time_may_be_past() -> None:
    cases = entity_file("cases", "thing name:str ends_at:datetime:future")

    assert 'things.body(signed_in, ends_at="2001-06-15")' in cases
    assert '["type"] == "not_in_future"' in cases
    assert '{"ends_at": datetime(2001, 1, 1, tzinfo=UTC)}' in cases
    assert 'json={"name": "Example name"}' in cases


@pytest.mark.parametrize("ids", Ids)
def test_examples_use_the_type_of_ids(ids: Ids) -> None:
    schema = entity_file("schema", AUTHOR, "book author:ref", ids=ids.value)
    spelled = {Ids.INT: "1", Ids.UUID: '"123e4567-e89b-42d3-a456-426614174000"'}

    assert f"model_config = example(author_id={spelled[ids]})\n" in schema
