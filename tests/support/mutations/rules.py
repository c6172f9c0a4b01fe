"""Faults of ownership, references, actions and permissions."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    OWNED,
    SECURITY,
    SERVICES,
    STORES,
    TASK_ENDPOINTS,
    TASKS,
    TEST_COPIES,
    TEST_RESOURCES,
    TEST_TASKS,
)

RULE_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "objects of others can be read and changed",
        OWNED,
        TEST_RESOURCES,
        (
            Edit(
                SERVICES,
                r"find\(identifier, self\.scope, lock=lock\)",
                "find(identifier, {}, lock=lock)",
            ),
        ),
    ),
    Mutation(
        "objects of others are listed",
        OWNED,
        TEST_RESOURCES,
        (Edit(SERVICES, r"\{\*\*self\.scope, \*\*query", "{**query"),),
    ),
    Mutation(
        "objects of others can be referred to",
        OWNED,
        TEST_TASKS,
        (
            Edit(
                SERVICES,
                r"find_many\(identifiers, self\.scope\)",
                "find_many(identifiers, {})",
            ),
        ),
    ),
    Mutation(
        "a reference to nothing is dropped",
        STORES,
        TEST_TASKS,
        (Edit(SERVICES, r"if identifier not in known:", "if False:"),),
    ),
    Mutation(
        "DELETE deletes nothing",
        STORES,
        TEST_RESOURCES,
        (Edit(SERVICES, r"(?:await )?self\.crud\.delete\((.*)\)\n", r"\1\n"),),
    ),
    Mutation(
        "a due date in the past is accepted",
        STORES,
        TEST_TASKS,
        (Edit(SERVICES, r"and value <= _now_like\(value\)", "and False"),),
    ),
    Mutation(
        "PATCH accepts a due date in the past",
        STORES,
        TEST_TASKS,
        (
            Edit(
                TASKS,
                r'values\.get\("due_date"\),',
                'values.get("due_date") if current is None else None,',
            ),
        ),
    ),
    Mutation(
        "a stored due date in the past cannot be sent again",
        STORES,
        TEST_TASKS,
        (Edit(SERVICES, r"and value != current ", ""),),
    ),
    Mutation(
        "an action is done twice",
        STORES,
        TEST_TASKS,
        (Edit(TASKS, r"if task\.status == TaskStatus\.COMPLETED:", "if False:"),),
    ),
    Mutation(
        "an action changes nothing",
        STORES,
        TEST_TASKS,
        (Edit(TASKS, r'\{"status": TaskStatus\.COMPLETED\}', "{}"),),
    ),
    Mutation(
        "an action does not declare its conflict",
        STORES,
        TEST_TASKS,
        (
            Edit(
                TASK_ENDPOINTS,
                r"(complete\"[\s\S]*?)problems\(404, 409\)",
                r"\1problems(404)",
            ),
        ),
    ),
    Mutation(
        "copies have the due date",
        STORES,
        TEST_COPIES,
        (
            Edit(
                TASKS,
                r"original\.due_date if options\.with_due_date else None",
                "original.due_date",
            ),
        ),
    ),
    Mutation(
        "copies lack the tags",
        STORES,
        TEST_COPIES,
        (Edit(TASKS, r"list\(original\.tags\) if options\.with_tags else \[\]", "[]"),),
    ),
    Mutation(
        "there is one copy, whatever was asked for",
        STORES,
        TEST_COPIES,
        (Edit(TASKS, r"range\(count\)", "range(1)"),),
    ),
    Mutation(
        "copies keep the status",
        STORES,
        TEST_COPIES,
        (
            Edit(
                TASKS,
                r'(original\.priority,\n *"status": )TaskStatus\.PENDING',
                r"\1original.status",
            ),
        ),
    ),
    Mutation(
        "the Location of a new object leads elsewhere",
        STORES,
        TEST_RESOURCES,
        (
            Edit(
                TASK_ENDPOINTS,
                r'f"\{request\.url\.path\}/\{task\.id\}"',
                "request.url.path",
            ),
        ),
    ),
    Mutation(
        "readers may write",
        OWNED,
        TEST_RESOURCES,
        (
            Edit(
                TASK_ENDPOINTS,
                r"TaskService, Permission\.TASKS_WRITE",
                "TaskService, Permission.TASKS_READ",
            ),
        ),
    ),
    Mutation(
        "no permission is needed",
        OWNED,
        TEST_RESOURCES,
        (
            Edit(
                SECURITY,
                r"for permission in required\.scopes:",
                "for permission in ():",
            ),
        ),
    ),
    Mutation(
        "an endpoint is open to anybody",
        OWNED,
        TEST_RESOURCES,
        (
            Edit(
                SECURITY,
                r"Annotated\[Principal, require_permission\(permission\)\],\s+session",
                "OptionalPrincipalDep, session",
            ),
        ),
    ),
)
