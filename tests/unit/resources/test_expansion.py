from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from fastapi_forge.resources.field_type import DATABASES
from fastapi_forge.resources.fields import Ids
from fastapi_forge.resources.language import parse
from tests.support.field_code import expanded
from tests.support.generated_code import names_imported, names_used
from tests.support.renders import EXAMPLE
from tests.support.specifications import ZOO

BOOKS = (
    "author name:str:unique",
    "book title:str:max=200:unique author:ref price:decimal:digits=10:places=2:min=0",
)


def entities(*specs: str, ids: Ids = Ids.INT) -> list[Any]:
    return list(expanded([parse(spec) for spec in specs], ids))


def entity(*specs: str, ids: Ids = Ids.INT) -> dict[str, Any]:
    return dict(entities(*specs, ids=ids)[-1])


every_entity = pytest.mark.parametrize(
    "one",
    [
        pytest.param(entity, id=f"{entity['name']}-{ids}")
        for ids in Ids
        for specs in (EXAMPLE, BOOKS, ZOO)
        for entity in entities(*specs, ids=ids)
    ],
)


def same(
    lines: Iterable[str], pieces: Iterable[str], defined: Iterable[str] = ()
) -> bool:
    imported = [*names_imported(lines), *defined]
    return sorted(imported) == sorted(names_used(pieces))


@every_entity
def test_imports_are_exactly_what_the_code_uses(one: dict[str, Any]) -> None:
    fields, columns = one["fields"], one["columns"]
    code = {
        "schema": [
            field[key] for field in fields for key in ("schema", "read", "default")
        ],
        "query": [filter_["annotation"] for filter_ in one["filters"]],
        "factory": [field["payload"] for field in fields],
        "service": [action["value"] for action in one["actions"]],
    }
    # Values in tests are plain JSON.
    assert not names_used(
        sample["value"] for one in fields for sample in one["invalid"]
    )
    for where, pieces in code.items():
        assert same(one["imports"][where], pieces), where
    for database in DATABASES:
        model = [
            x
            for column in columns
            for x in (column["python"], column["column"][database])
        ]
        enums = [enum["enum_class"] for enum in one["enums"]]
        assert same(one["imports"]["model"][database], model, enums)
        migration = names_used(column["migration"][database] for column in columns)
        imported = names_imported(one["imports"]["migration"][database])
        assert {"sa", *imported} == migration | {"sa"}


def test_result_is_plain_and_deterministic() -> None:
    first, second = entities(*EXAMPLE, *BOOKS), entities(*EXAMPLE, *BOOKS)

    assert json.loads(json.dumps(first)) == first == second


def test_example_is_the_same_for_all_ids() -> None:
    """Plain Copier contains it once, for all kinds of ids."""
    assert entities(*EXAMPLE, ids=Ids.INT) == entities(*EXAMPLE, ids=Ids.UUID)


def test_references_are_ids_of_the_chosen_kind() -> None:
    (numbered,) = entity(*BOOKS)["refs"]
    (random,) = entity(*BOOKS, ids=Ids.UUID)["refs"]

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

    assert [filter_["name"] for filter_ in task["filters"]] == [
        "due_date",
        "priority",
        "status",
        "tag_id",
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

    assert complete == {
        "name": "complete",
        "field": "status",
        "value": "TaskStatus.COMPLETED",
        "equals": "==",
        "json": '"completed"',
        "shown": "completed",
        "subject": "",
        "before": '"pending"',
    }
    assert reopen["before"] == '"completed"'


def test_action_on_a_bool_compares_by_identity() -> None:
    (publish,) = entity("article live:bool --actions publish:live=true")["actions"]

    assert (publish["equals"], publish["json"]) == ("is", "True")
    assert publish["before"] == "False"


def test_both_sides_of_a_many_agree() -> None:
    tag, task = entities(*EXAMPLE)
    (tags,) = task["manys"]
    (referrer,) = tag["model"]["referrers"]

    assert (tags["table"], tags["own_id"], tags["item_id"]) == (
        "task_tags",
        "task_id",
        "tag_id",
    )
    assert tags["back"] == referrer["attribute"] == "tasks"
    assert referrer["arguments"] == ['secondary="task_tags"', 'back_populates="tags"']
    assert tag["embedded"] is True
    assert task["embedded"] is False
    assert tag["model"]["peers"] == ["from app.models.task import Task"]


def test_both_sides_of_a_ref_agree() -> None:
    author, book = entities(*BOOKS)
    (ref,) = book["refs"]
    (referrer,) = author["model"]["referrers"]

    assert ref["attribute"] == "author_id"
    assert 'foreign_keys="Book.author_id"' in referrer["arguments"]
    assert ref["back"] == referrer["attribute"] == "books"
    assert ref["on_delete"] == "RESTRICT"


def test_relations_to_one_target_have_different_names() -> None:
    address, trip, road = entities(
        "address city:str",
        "trip start:ref:address goal:ref:address:optional",
        "road ends:many:address crossings:many:address",
    )

    assert [referrer["attribute"] for referrer in address["model"]["referrers"]] == [
        "trips_by_start",
        "trips_by_goal",
        "roads_by_ends",
        "roads_by_crossings",
    ]
    assert [reference["on_delete"] for reference in trip["refs"]] == [
        "RESTRICT",
        "SET NULL",
    ]
    assert [filter_["name"] for filter_ in road["filters"]] == [
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
    (referrer,) = category["model"]["referrers"]

    assert parent["self_reference"] is True
    assert parent["back"] == referrer["attribute"] == "categories"
    assert category["model"]["peers"] == []


def test_vocabulary_and_spelling_say_what_else_is_rendered() -> None:
    plain = entity("thing ratio:float")
    rich = entity(
        "thing mail:email code:str:pattern=^[a-z]{4}$ seen_at:datetime size:int"
    )

    assert (plain["vocabulary"], plain["spells"]) == ([], False)
    assert rich["vocabulary"] == ["Email", "Int32", "UtcDateTime", "without_nul"]
    assert rich["spells"] is True


def test_findable_is_what_a_search_can_find() -> None:
    one = entity("thing code:str:max=2 size:int name:str body:text")

    assert one["searched"] == ["code", "name", "body"]
    assert one["findable"] == "name"
    assert entity("thing code:str:max=2")["findable"] == ""


def test_time_is_returned_as_sent() -> None:
    """`format: time` of JSON Schema would require an offset (RFC 3339)."""
    opening = entity("shop opens_at:time")["fields"][0]

    assert opening["read"] == opening["schema"] == "ClockTime"
    assert opening["python"] == "time"


def test_dates_and_times_get_another_name_next_to_fields_called_so() -> None:
    dated = entity("visit date:date day:date:default=2030-01-31 time:time")

    assert "day: Mapped[date_type]" in dated["model"]["columns"]["sqlite"][1]
    assert (
        "from datetime import date as date_type, time as time_type"
        in (dated["imports"]["model"]["sqlite"])
    )
    assert dated["schema"]["body"][1].endswith("= date_type(2030, 1, 31)")


def test_fields_named_like_parameters_of_lists_have_no_filter() -> None:
    filters = entity("page_view order:int limit:int skipped:int")["schema"]["filters"]

    names = [line.partition(":")[0] for line in filters["int"]]
    assert names == ["skipped", "skipped_min", "skipped_max"]


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
