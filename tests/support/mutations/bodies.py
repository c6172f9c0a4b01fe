"""Faults of request and response bodies."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ALL,
    SCHEMAS,
    SERVICES,
    STORES,
    TASK_SCHEMAS,
    TEST_RESOURCES,
    TEST_TASKS,
)

BODY_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "PATCH writes what was left out",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                SERVICES,
                r"changes\.model_dump\(exclude_unset=True\)",
                "changes.model_dump()",
            ),
        ),
    ),
    Mutation(
        "PATCH does not write null",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                SERVICES,
                r"changes\.model_dump\(exclude_unset=True\)",
                "changes.model_dump(exclude_none=True)",
            ),
        ),
    ),
    Mutation(
        "PUT keeps what was left out",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                SERVICES,
                r"(def replace[\s\S]*?new\.model_dump\()\)",
                r"\1exclude_unset=True)",
            ),
        ),
    ),
    Mutation(
        "unknown members are accepted",
        STORES,
        TEST_RESOURCES,
        (Edit(SCHEMAS, r'(class Input[\s\S]*?)extra="forbid"', r'\1extra="ignore"'),),
    ),
    Mutation(
        "text may contain NUL",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                "app/schemas/types.py",
                r"Text = .*",
                (
                    "Text = Annotated[str,"
                    r' StringConstraints(pattern=r"(?s)^(.*\\S.*)?$")]'
                ),
            ),
        ),
    ),
    Mutation(
        "date-times need no offset",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                "app/schemas/types.py",
                r"\[\s*AwareDatetime,",
                "[datetime,",
            ),
        ),
    ),
    Mutation(
        "numbers are taken as date-times",
        ALL,
        TEST_TASKS,
        (
            Edit(
                "app/schemas/types.py",
                r" *BeforeValidator\(_not_seconds\),\n( *BeforeValidator\(_at_)",
                r"\1",
            ),
        ),
    ),
    Mutation(
        "a text has no maximum length",
        STORES,
        TEST_TASKS,
        (Edit(TASK_SCHEMAS, r"min_length=5, max_length=200", "min_length=5"),),
    ),
    Mutation(
        "a number has no maximum",
        STORES,
        TEST_TASKS,
        (Edit(TASK_SCHEMAS, r"strict=True, ge=1, le=5", "strict=True, ge=1"),),
    ),
    Mutation(
        "text is a number",
        STORES,
        TEST_RESOURCES,
        (Edit(TASK_SCHEMAS, r"strict=True, ge=1, le=5", "ge=1, le=5"),),
    ),
    Mutation(
        "PATCH has no maximum length of a text",
        STORES,
        TEST_TASKS,
        (
            Edit(
                TASK_SCHEMAS,
                r"(class TaskUpdate[\s\S]*?)min_length=5, max_length=200",
                r"\1min_length=5",
            ),
        ),
    ),
    Mutation(
        "an answer lacks a field",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                TASK_SCHEMAS,
                r"(class TaskRead[\s\S]*?) +priority: Int32 \| None\n",
                r"\1",
            ),
        ),
    ),
)
