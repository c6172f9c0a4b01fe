from __future__ import annotations

import json

import pytest

from fastapi_forge.resources.facts import EntityFacts, FieldFacts
from fastapi_forge.resources.fields import Ids
from fastapi_forge.resources.language import parse
from tests.support.entities import entities, entity
from tests.support.entity_files import context, entity_file
from tests.support.field_code import expanded
from tests.support.renders import EXAMPLE
from tests.support.specifications import ZOO

BOOKS = (
    "author name:str:unique",
    "book title:str:max=200:unique author:ref price:decimal:digits=10:places=2:min=0",
)


every_entity = pytest.mark.parametrize(
    "one",
    [
        pytest.param(entity, id=f"{entity['name']}-{ids}")
        for ids in Ids
        for specs in (EXAMPLE, BOOKS, ZOO)
        for entity in entities(*specs, ids=ids)
    ],
)


@every_entity
def test_facts_are_plain_data(one: EntityFacts) -> None:
    assert json.loads(json.dumps(one)) == one


@every_entity
def test_facts_are_complete(one: EntityFacts) -> None:
    assert one.keys() == EntityFacts.__required_keys__
    for field in one["fields"]:
        assert field.keys() == FieldFacts.__required_keys__


def test_example_is_the_same_for_all_ids() -> None:
    """Plain Copier contains it once, for all kinds of ids."""
    assert entities(*EXAMPLE, ids=Ids.INT) == entities(*EXAMPLE, ids=Ids.UUID)


def test_references_are_ids_of_the_chosen_kind() -> None:
    books = [parse(spec) for spec in BOOKS]
    numbered, random = (expanded(books, ids)[1]["columns"][1] for ids in Ids)

    assert (numbered["python"], random["python"]) == ("int", "UUID")
    number = "Annotated[int, Field(strict=True, ge=1, le=2147483647)]"
    assert (numbered["schema"], random["schema"]) == (number, "UUID")
    assert set(random["migration"].values()) == {"sa.Uuid()"}


def test_dependencies_come_first() -> None:
    names = [one["name"] for one in entities(*reversed(BOOKS), "shop name:str")]

    assert names == ["author", "book", "shop"]


def test_names_of_the_example() -> None:
    task = entity(*EXAMPLE)

    assert task["class"] == "Task"
    assert task["table"] == task["path"] == task["plural"] == "tasks"
    assert (task["label"], task["labels"], task["a_label"]) == (
        "task",
        "tasks",
        "a task",
    )
    assert task["owned"] is True
    assert task["types"] == ["datetime", "enum", "int", "many", "str", "text"]


def test_filters_sorting_and_search_of_the_example() -> None:
    task = entity(*EXAMPLE)

    assert [field["name"] for field in task["fields"] if field["filterable"]] == [
        "due_date",
        "priority",
        "status",
        "tags",
    ]
    assert task["searched"] == ["title", "description"]
    assert task["sortable"] == [
        "id",
        "title",
        "due_date",
        "priority",
        "status",
        "created_at",
        "updated_at",
    ]


def test_actions_of_the_example() -> None:
    complete, reopen = entity(*EXAMPLE)["actions"]

    assert (complete["name"], complete["field"]["name"]) == ("complete", "status")
    assert complete["value"] == {
        "value": "completed",
        "member": "COMPLETED",
        "parts": [],
    }
    assert complete["before"] == {"value": "pending"}
    assert reopen["before"] == {"value": "completed"}


def test_action_on_a_bool_changes_the_other_value() -> None:
    (publish,) = entity("article live:bool --actions publish:live=true")["actions"]

    assert publish["value"]["value"] is True
    assert publish["before"] == {"value": False}


def test_both_sides_of_a_many_agree() -> None:
    tag, task = entities(*EXAMPLE)
    (tags,) = task["manys"]
    (referrer,) = tag["referrers"]

    assert (tags["table"], tags["own_id"], tags["item_id"]) == (
        "task_tags",
        "task_id",
        "tag_id",
    )
    assert tags["back"] == referrer["attribute"] == "tasks"
    assert (referrer["table"], referrer["field"]) == ("task_tags", "tags")
    assert tag["embedded"] is True
    assert task["embedded"] is False
    assert [peer["class"] for peer in tag["peers"]] == ["Task"]


def test_both_sides_of_a_ref_agree() -> None:
    author, book = entities(*BOOKS)
    (ref,) = book["refs"]
    (referrer,) = author["referrers"]

    assert ref["attribute"] == "author_id"
    assert (referrer["class"], referrer["key"]) == ("Book", "author_id")
    assert ref["back"] == referrer["attribute"] == "books"


def test_relations_to_one_target_have_different_names() -> None:
    address, trip, road = entities(
        "address city:str",
        "trip start:ref:address goal:ref:address:optional",
        "road ends:many:address crossings:many:address",
    )

    assert [referrer["attribute"] for referrer in address["referrers"]] == [
        "trips_by_start",
        "trips_by_goal",
        "roads_by_ends",
        "roads_by_crossings",
    ]
    assert [reference["required"] for reference in trip["refs"]] == [True, False]
    assert [relation["filter"] for relation in road["manys"]] == [
        "ends_address_id",
        "crossings_address_id",
    ]
    assert [relation["table"] for relation in road["manys"]] == [
        "road_ends",
        "road_crossings",
    ]


def test_self_reference() -> None:
    category = entity("category name:str parent:ref:category:optional")
    (parent,) = category["refs"]
    (referrer,) = category["referrers"]

    assert parent["self_reference"] is True
    assert parent["back"] == referrer["attribute"] == "categories"
    assert category["peers"] == []


def test_fields_decide_what_else_is_rendered() -> None:
    plain = "thing ratio:float"
    rich = "thing mail:email code:str:pattern=^[a-z]{4}$ seen_at:datetime size:int"

    types = ["Text", "without_nul", "Int32", "UtcDateTime", "Email"]
    assert context(resources=(rich,), example=False)["value_types"] == types
    assert context(resources=(plain,), example=False, auth="none")["value_types"] == [
        "Text"
    ]
    assert (entity(plain)["spells"], entity(rich)["spells"]) == (False, True)


def test_findable_is_what_a_search_can_find() -> None:
    one = entity("thing code:str:max=2 size:int name:str body:text")

    assert one["searched"] == ["code", "name", "body"]
    assert one["findable"] == "name"
    assert entity("thing code:str:max=2")["findable"] == ""


def test_time_is_returned_as_sent() -> None:
    """`format: time` of JSON Schema would require an offset (RFC 3339)."""
    [shop] = expanded([parse("shop opens_at:time")])
    opening = shop["columns"][0]

    assert opening["read"] == opening["schema"] == "ClockTime"
    assert opening["python"] == "time"


def test_dates_and_times_get_another_name_next_to_fields_called_so() -> None:
    spec = "visit date:date day:date:default=2030-01-31 time:time"

    assert entity(spec)["hidden"] == ["date", "time"]
    assert "    day: Mapped[date_type]\n" in entity_file("model", spec)
    assert "= date_type(2030, 1, 31)\n" in entity_file("schema", spec)


@pytest.mark.parametrize(
    ("name", "plural", "variable", "variables"),
    [
        ("order", "orders", "order", "orders"),
        ("property", "properties", "property_", "properties"),
        ("client", "clients", "client_", "clients"),
        ("session", "sessions", "session_", "sessions_"),
        ("news", "news", "news", "all_news"),
        ("books", "books", "books", "all_books"),
    ],
)
def test_variables_hide_no_other_names(
    name: str, plural: str, variable: str, variables: str
) -> None:
    one = entity(f"{name} note:str")

    assert (one["plural"], one["table"]) == (plural, plural)
    assert (one["variable"], one["variables"]) == (variable, variables)
