"""Faults of transactions, readiness, constraints and migrations."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    CRUD,
    DEPENDENCIES,
    ENGINE,
    OWNED,
    READINESS,
    SESSION,
    STORED,
    STORES,
    TEST_ENGINE,
    TEST_ERRORS,
    TEST_FEEDBACK,
    TEST_MIGRATIONS,
    TEST_READINESS,
    TEST_RESOURCES,
    TEST_SESSION,
    TEST_TAGS,
)

_ACCESS = ("default", "sync")
_ASYNC = ("default",)

STORAGE_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "the commit follows the response",
        STORES,
        TEST_SESSION,
        (Edit(DEPENDENCIES, r', scope="function"', ""),),
    ),
    Mutation(
        "an error does not roll back",
        _ACCESS,
        TEST_SESSION,
        (
            Edit(
                SESSION,
                r"yield session\n( *)((?:await )?session\.commit\(\))",
                r"try:\n\1    yield session\n\1finally:\n\1    \2",
            ),
        ),
    ),
    Mutation(
        "an error does not roll back memory",
        ("memory",),
        TEST_SESSION,
        (
            Edit(
                "app/db/memory.py",
                r"yield session\n( *)(self\._committed = .*)",
                r"try:\n\1    yield session\n\1finally:\n\1    \2",
            ),
        ),
    ),
    Mutation(
        "nothing is committed",
        _ACCESS,
        TEST_SESSION,
        (Edit(SESSION, r"(?:await )?session\.commit\(\)", "pass"),),
    ),
    Mutation(
        "the request of a client that went away is committed",
        STORES,
        TEST_SESSION,
        (Edit(SESSION, r"if .*went_away.*:", "if False:"),),
    ),
    Mutation(
        "an outage of the database is a crash",
        _ACCESS,
        TEST_ERRORS,
        (Edit(SESSION, r"if is_unavailable\(error\):", "if False:"),),
    ),
    Mutation(
        "date-times come back without an offset",
        _ACCESS,
        TEST_RESOURCES,
        (
            Edit(
                "app/db/base.py",
                r"return value and value\.replace\(tzinfo=UTC\)",
                "return value",
            ),
        ),
    ),
    Mutation(
        "readiness does not miss the tables",
        _ACCESS,
        TEST_READINESS,
        (Edit(READINESS, r"( +raise\n +)return OUTDATED", r"\1return None"),),
    ),
    Mutation(
        "readiness accepts an old schema",
        _ACCESS,
        TEST_READINESS,
        (Edit(READINESS, r"return None if heads <= .*", "return None"),),
    ),
    Mutation(
        "readiness does not ask the database",
        _ACCESS,
        TEST_READINESS,
        (Edit("app/api/system.py", r"if problem is not None:", "if False:"),),
    ),
    Mutation(
        "readiness waits for a stuck database",
        _ASYNC,
        TEST_READINESS,
        (
            Edit(
                READINESS,
                r"timeout=READY_WITHIN_SECONDS",
                "timeout=9",
            ),
        ),
    ),
    Mutation(
        "foreign keys are not enforced",
        _ACCESS,
        TEST_ENGINE,
        (Edit(ENGINE, r'"foreign_keys=ON", ', ""),),
    ),
    Mutation(
        "search knows ASCII only",
        _ACCESS,
        TEST_ENGINE,
        (Edit(ENGINE, r" *connection\.create_function\(.*\n", ""),),
    ),
    Mutation(
        "messages of the database contain values",
        _ACCESS,
        TEST_ENGINE,
        (Edit(ENGINE, r"hide_parameters=True", "hide_parameters=False"),),
    ),
    Mutation(
        "readers wait for writers",
        _ACCESS,
        TEST_ENGINE,
        (Edit(ENGINE, r'"BEGIN" if only_reads else "BEGIN IMM', '"BEGIN IMM'),),
    ),
    Mutation(
        "an object's updated_at stays when only related objects change",
        _ACCESS,
        TEST_RESOURCES,
        (
            Edit(
                CRUD,
                r" *row\.updated_at = utc_now\(\)\n( *(?:await )?self\.flush)",
                r"\1",
            ),
        ),
    ),
    Mutation(
        "updated_at stays",
        ("memory",),
        TEST_RESOURCES,
        (Edit(CRUD, r", updated_at=utc_now\(\)\)\)", "))"),),
    ),
    Mutation(
        "a value that is in use is a crash",
        _ACCESS,
        TEST_TAGS,
        (Edit(CRUD, r"if not is_conflict\(error\):", "if True:"),),
    ),
    Mutation(
        "a value may be in use twice in memory",
        ("memory",),
        TEST_TAGS,
        (
            Edit(
                "app/db/memory.py", r"for names in record\.unique:", "for names in ():"
            ),
        ),
    ),
    Mutation(
        "a conflict does not name its field",
        _ACCESS,
        TEST_TAGS,
        (Edit(CRUD, r"return TakenError\(\*fields\)", "pass"),),
    ),
    Mutation(
        "a migration lacks an index",
        STORED,
        TEST_MIGRATIONS,
        (
            Edit(
                "migrations/versions/*create_tasks.py",
                r'(for it in \([\s\S]*?)"due_date",',
                r"\1",
            ),
        ),
    ),
    Mutation(
        "a migration makes another column",
        STORED,
        TEST_MIGRATIONS,
        (
            Edit(
                "migrations/versions/*create_tasks.py",
                r'sa\.Column\("due_date", sa\.DateTime\(.*?\), nullable=True\)',
                'sa.Column("due_date", sa.DateTime(), nullable=False)',
            ),
        ),
    ),
    Mutation(
        "a migration cannot be undone",
        STORED,
        TEST_MIGRATIONS,
        (
            Edit(
                "migrations/versions/*create_tags.py",
                r'op\.drop_table\("tags"\)',
                "pass",
            ),
        ),
    ),
    Mutation(
        "feedback is lost",
        STORES,
        TEST_FEEDBACK,
        (
            Edit(
                "app/api/v1/endpoints/feedback.py",
                r"background\.add_task\(.*\)",
                "pass",
            ),
        ),
    ),
    Mutation(
        "a conflict names the owner",
        OWNED,
        TEST_TAGS,
        (Edit(CRUD, r' if it\.name != "owner_id"', ""),),
    ),
)
