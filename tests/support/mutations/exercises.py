"""Faults that readers of the course would find by its exercises."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ALL,
    ANY_SCHEMA,
    ANY_SERVICE,
    ENDPOINTS,
    ERRORS,
    EXCEPTIONS,
    MIDDLEWARE,
    OPENAPI,
    SHELL,
    STORES,
    SYSTEM,
    TASK_ENDPOINTS,
    TASKS,
    TEST_AUTH,
    TEST_CONTRACT,
    TEST_COPIES,
    TEST_ERRORS,
    TEST_MIDDLEWARE,
    TEST_PREFERENCES,
    TEST_REGISTRATION,
    TEST_RESOURCES,
    TEST_TASKS,
    TEST_USER_ADMIN,
    TOKENS,
    USERS,
)

_BLANK = r"\^\(\[\^\\x00\]\*\[\^\\s\\x00\]\[\^\\x00\]\*\)\?\$"

EXERCISE_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "pages of other origins cannot read Retry-After",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'"Retry-After",\s*"WWW-', '"WWW-'),),
    ),
    Mutation(
        "pages of other origins cannot send HEAD",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'"GET", "HEAD"', '"GET"'),),
    ),
    Mutation(
        "the welcome forgets the prefix of a proxy",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(SYSTEM, r"docs and root \+ docs", "docs"),),
    ),
    Mutation(
        "the instance of an error is no URI reference",
        SHELL,
        TEST_ERRORS,
        (Edit(ERRORS, r'quote\((connection\.scope\["path"\])\)', r"\1"),),
    ),
    Mutation(
        "a 404 does not say what is missing",
        STORES,
        TEST_RESOURCES,
        (Edit(EXCEPTIONS, r"\n *self\.members = .*", ""),),
    ),
    Mutation(
        "text may be blank",
        STORES,
        TEST_RESOURCES,
        (Edit(ANY_SCHEMA, f'Text = (.*)"{_BLANK}"', r'Text = \1"^[^\\x00]*$"'),),
    ),
    Mutation(
        "a date without a time is refused",
        STORES,
        TEST_COPIES,
        (Edit(ANY_SCHEMA, r"\n *BeforeValidator\(_at_midnight\),", ""),),
    ),
    Mutation(
        "a copy is overdue",
        ("default", "sync"),
        TEST_TASKS,
        (Edit(TASKS, r'\n *require_future\("due_date", values\["due.*', ""),),
    ),
    Mutation(
        "copies have no location",
        STORES,
        TEST_COPIES,
        (Edit(TASK_ENDPOINTS, r'\n.*\["Location"\] = location\.path', ""),),
    ),
    Mutation(
        "the document lacks the Location of a 201",
        ALL,
        TEST_CONTRACT,
        (Edit(OPENAPI, r'"201": "Location",', ""),),
    ),
    Mutation(
        "the language of a browser counts as a default",
        SHELL,
        TEST_PREFERENCES,
        (
            Edit(
                ANY_SERVICE,
                r'given\.setdefault\("language", language\)',
                'preferences = preferences.model_copy(update={"language": language})',
            ),
        ),
    ),
    Mutation(
        "a parameter of a token request is sent twice",
        TOKENS,
        TEST_AUTH,
        (Edit(ENDPOINTS, r"Depends\(require_single_values\)", ""),),
    ),
    Mutation(
        "a new account is not welcomed",
        USERS,
        TEST_REGISTRATION,
        (Edit(ENDPOINTS, r"\n *(await )?mail\.welcome\(user\)", ""),),
    ),
    Mutation(
        "a deletion is not audited",
        USERS,
        TEST_USER_ADMIN,
        (Edit(ENDPOINTS, r'\n *background\.add_task\(audit, "deleted".*', ""),),
    ),
)
