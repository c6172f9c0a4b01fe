from __future__ import annotations

from dataclasses import replace

import pytest

from fastapi_forge.errors import MissingAnswerError, RequestError
from fastapi_forge.rendering.ledger import (
    Ledger,
    Revision,
    extended,
    template_data,
)
from fastapi_forge.template.migrations import TableOwner

USERS = TableOwner(key="users", tables=("users", "roles"), revision="5b0e9c2d4a17")
TAGS = TableOwner(key="tags", tables=("tags",))
TASKS = TableOwner(key="tasks", tables=("tasks", "task_tags"))


def lines(ledger: Ledger) -> list[str]:
    return [revision.does for revision in ledger.added]


def chain(ledger: Ledger) -> list[tuple[str, str]]:
    return [(revision.follows, revision.id) for revision in ledger.revisions]


def test_new_project_creates_every_table_in_order() -> None:
    ledger = extended((), [USERS, TAGS, TASKS])

    assert ledger.recorded == ()
    assert ledger.added == (
        Revision(
            id="5b0e9c2d4a17",
            follows="",
            does="create users",
            tables=("users", "roles"),
        ),
        Revision(
            id="e9ad94a641b1",
            follows="5b0e9c2d4a17",
            does="create tags",
            tables=("tags",),
        ),
        Revision(
            id="43b1a283cbdb",
            follows="e9ad94a641b1",
            does="create tasks",
            tables=("tasks", "task_tags"),
        ),
    )


@pytest.mark.parametrize("owners", [[USERS, TAGS, TASKS], [TAGS, TASKS, USERS]])
def test_later_tables_follow_the_recorded_head(owners: list[TableOwner]) -> None:
    recorded = extended((), [TASKS]).revisions

    ledger = extended(recorded, owners)

    assert ledger.recorded == recorded
    assert {"create users", "create tags"} == {*lines(ledger)}
    assert ledger.added[0].follows == recorded[-1].id
    assert ledger.added[1].follows == ledger.added[0].id


def test_nothing_is_added_a_second_time() -> None:
    recorded = extended((), [USERS, TAGS]).revisions

    assert extended(recorded, [TAGS, USERS]) == Ledger(recorded=recorded)


def test_revisions_of_the_user_are_followed() -> None:
    first = extended((), [TAGS]).revisions
    own = Revision(id="0123456789ab", follows=first[-1].id, does="add color")

    ledger = extended((*first, own), [TAGS, TASKS])

    assert ledger.added[0].follows == own.id


def test_removed_tables_need_a_decision() -> None:
    recorded = extended((), [TAGS, TASKS]).revisions

    with pytest.raises(MissingAnswerError) as refused:
        extended(recorded, [TAGS])

    assert refused.value.exit_code == 2
    assert "'tasks'" in refused.value.message
    assert "tasks, task_tags" in refused.value.message
    assert "'drop'" in refused.value.hint
    assert "'keep'" in refused.value.hint


def test_dropped_tables_can_return() -> None:
    recorded = extended((), [TAGS, TASKS]).revisions

    dropped = extended(recorded, [], {"tags": "drop", "tasks": "drop"})
    again = extended(dropped.revisions, [TAGS])

    # What refers to others goes first.
    assert lines(dropped) == ["drop tasks", "drop tags"]
    assert dropped.added[0].tables == ("tasks", "task_tags")
    assert lines(again) == ["create tags"]
    links = chain(again)
    assert [follows for follows, _ in links[1:]] == [id_ for _, id_ in links[:-1]]
    assert len({id_ for _, id_ in links}) == len(links)


def test_kept_tables_are_no_revision_and_decided_once() -> None:
    recorded = extended((), [TAGS, TASKS]).revisions

    kept = extended(recorded, [TAGS], {"tasks": "keep"})
    later = extended(kept.revisions, [TAGS, USERS])
    again = extended(kept.revisions, [TAGS, TASKS])

    assert kept.added == (Revision(does="keep tasks", tables=("tasks", "task_tags")),)
    assert kept.kept == later.kept == ("task_tags", "tasks")
    assert later.added[0].follows == recorded[-1].id
    assert (again.added, again.kept) == ((), ())


def test_two_heads_are_refused() -> None:
    first = extended((), [USERS]).revisions
    ours, theirs = (extended(first, [USERS, one]).added for one in (TAGS, TASKS))

    with pytest.raises(RequestError, match=r"43b1a283cbdb \(create tasks\) follows 5b"):
        extended([*first, *ours, *theirs], [USERS, TAGS, TASKS])


def test_new_tables_of_an_old_owner_need_a_revision() -> None:
    recorded = extended((), [USERS]).revisions
    more = replace(USERS, tables=(*USERS.tables, "sessions"))
    own = Revision(
        id="0123456789ab",
        follows=recorded[-1].id,
        does="add sessions",
        tables=("sessions",),
    )

    with pytest.raises(RequestError, match="creates: sessions"):
        extended(recorded, [more])
    assert extended((*recorded, own), [more]).added == ()


def test_only_added_revisions_are_rendered() -> None:
    recorded = extended((), [USERS, TAGS]).revisions
    ledger = extended(recorded, [USERS, TASKS], {"tags": "drop"})

    data = template_data(ledger, ["users"])

    drop, create = ledger.added
    assert data == {
        "features": {"users": []},
        "resources": [
            {"owner": "tasks", "id": create.id, "follows": drop.id, "suffix": ""}
        ],
        "dropped": [
            {
                "owner": "tags",
                "id": drop.id,
                "follows": recorded[-1].id,
                "suffix": "",
                "tables": ["tags"],
            }
        ],
        "kept": [],
        "floor": drop.id,
    }


def test_file_name_of_a_repeated_revision_is_new() -> None:
    recorded = extended((), [USERS]).revisions
    recorded = extended(recorded, [], {"users": "drop"}).revisions
    ledger = extended(recorded, [USERS])

    data = template_data(ledger, ["users"])
    features = data["features"]

    assert data["floor"] == recorded[-1].id
    assert isinstance(features, dict)
    assert features["users"][0]["suffix"] == f"_{ledger.added[0].id}"
