from __future__ import annotations

import pytest

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.language import Resource, parse
from fastapi_forge.resources.relations import arrange
from tests.support.renders import EXAMPLE


def arranged(*specs: str) -> tuple[Resource, ...]:
    return arrange([parse(spec) for spec in specs])


def test_given_order_is_kept_if_possible() -> None:
    resources = arranged("cat x:int ant:ref", "bee x:int", "ant x:int", "dog bee:ref")

    assert [resource.name for resource in resources] == ["ant", "cat", "bee", "dog"]


def test_many_finds_its_target_by_the_plural() -> None:
    _, person = arranged(
        "hobby name:str", "person hobbies:many name:str --plural people"
    )

    assert person.fields[0].target == "hobby"


def test_owned_resources_may_reference_any_other() -> None:
    arranged(
        "tag x:int",
        "list_of_mine x:int --owned",
        "mix tag:ref list_of_mine:ref --owned",
    )


def test_no_resources_need_no_order() -> None:
    assert arranged() == ()


@pytest.mark.parametrize(
    ("specs", "names", "suggests"),
    [
        (["tag x:int", "tag y:int"], "'tag'", "Rename"),
        (["book author:ref"], "'author'", "Add a resource named author"),
        (["author x:int", "book author:ref:autor"], "'autor'", "'author'"),
        (["author x:int", "book author:ref:optinal"], "'optinal'", "'optional'"),
        (["author x:int", "book writer:ref:authors"], "'authors'", "'author'"),
        (["ant bee:ref", "bee ant:ref"], "ant -> bee -> ant", "'ant' or 'bee'"),
        (["ant bees:many", "bee ant:ref"], "ant -> bee -> ant", "'ant' or 'bee'"),
        (["node parent:ref:node"], "never be created", "optional"),
        (
            ["node others:many:node"],
            "of a resource to itself",
            "parent:ref:node:optional",
        ),
        (["pen x:int --owned", "desk pen:ref"], "private", "--owned"),
        (["pen x:int --owned", "desk pens:many"], "private", "--owned"),
        (["task x:int", "tasks y:int"], "'tasks'", "Rename"),
        (["man x:int", "men y:int --plural menfolk"], "'men'", "Rename"),
        (["tag x:int", "task tags:many", "task_tag x:int"], "'task_tags'", "Rename"),
        (["task status:enum:a,b", "task_status x:int"], "TaskStatus", "Rename"),
        (["task x:int", "task_create x:int"], "TaskCreate", "Rename"),
        (["task read:enum:a,b x:int"], "class 'TaskRead'", "Rename"),
        (["task summary:enum:a,b"], "TaskSummary", "Rename"),
        (["task reader_dep:enum:a,b"], "TaskReaderDep", "Rename"),
        (["task writer_dep:enum:a,b"], "TaskWriterDep", "Rename"),
        (["task service_dep:enum:a,b"], "TaskServiceDep", "Rename"),
        (["calendar date:enum:a,b at:date"], "'CalendarDate'", "Rename"),
        (["tag x:int", "task tags:many tag_id:int"], "'tag_id'", "Rename"),
        (["tag size:decimal size_min:int"], "'size_min'", "Rename"),
        (["tag due_before:date due:datetime"], "'due_before'", "Rename"),
        (["tag x:int", "task tags:many tag_ids:json"], "'tag_ids'", "Rename"),
        (["tag tasks:int", "task tags:many"], "'tasks'", "Rename"),
        (["task tasks:enum:a,b"], "'tasks'", "Rename"),
        (
            ["tag x:int", "task tag:ref up:bool --actions tags:up=true"],
            "'tags'",
            "Rename",
        ),
        (
            ["task up:bool --actions create_sub:up=true", "sub_task x:int"],
            "'create_sub_task'",
            "Rename",
        ),
        (
            [f"{'a' * 30} x:int", f"{'b' * 30} {'c' * 30}:ref:{'a' * 30}"],
            "longer than 63",
            "shorter names",
        ),
    ],
)
def test_contradictions_are_refused_with_a_suggestion(
    specs: list[str], names: str, suggests: str
) -> None:
    with pytest.raises(InvalidResourceError) as caught:
        arranged(*specs)

    assert names in caught.value.message
    assert suggests in caught.value.hint


def test_example_cannot_be_declared_twice() -> None:
    with pytest.raises(InvalidResourceError, match="'tag'"):
        arranged(*EXAMPLE, "tag name:str")
