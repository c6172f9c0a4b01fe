"""Faults of roles and of the management of users."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ANY_SCHEMA,
    ANY_SERVICE,
    ENDPOINTS,
    PERMISSIONS,
    SECURITY,
    TEST_ROLES,
    TEST_USER_ADMIN,
    TEST_USERS,
    TOKENS,
    USERS,
)

ADMINISTRATION_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "users change what only administrators may",
        USERS,
        TEST_USERS,
        (
            Edit(
                ANY_SCHEMA,
                r"( +)current_password: Annotated\[GivenPassword, Omittable\]\n",
                r"\g<0>\1is_active: Annotated[bool, Omittable]\n",
            ),
            Edit(
                ANY_SERVICE,
                r'include=\{"username"\}',
                'include={"username", "is_active"}',
            ),
        ),
    ),
    Mutation(
        "a session with a limited scope changes the account",
        TOKENS,
        TEST_USERS,
        (Edit(SECURITY, r"if not principal\.is_whole:", "if False:"),),
    ),
    Mutation(
        "a viewer may write",
        USERS,
        TEST_ROLES,
        (
            Edit(
                PERMISSIONS,
                r"(_VIEWER = frozenset\(\n? *\[\n)",
                r"\1        Permission.TASKS_WRITE,\n",
            ),
        ),
    ),
    Mutation(
        "an editor manages accounts",
        USERS,
        TEST_ROLES,
        (
            Edit(
                PERMISSIONS,
                r"(_EDITOR = _VIEWER\.union\(\n? *\[\n)",
                r"\1        Permission.USERS_WRITE,\n",
            ),
        ),
    ),
    Mutation(
        "the list of roles is open",
        USERS,
        TEST_ROLES,
        (
            Edit(
                ENDPOINTS,
                r'"/roles", dependencies=\[require_permission\([^)]*\)\]',
                '"/roles"',
            ),
        ),
    ),
    Mutation(
        "roles do not add up",
        USERS,
        TEST_ROLES,
        (
            Edit(
                PERMISSIONS,
                r"\*\(ROLE_PERMISSIONS\[role\] for role in roles\)",
                "*(ROLE_PERMISSIONS[role] for role in list(roles)[1:])",
            ),
        ),
    ),
    Mutation(
        "the last administrator can be removed",
        USERS,
        TEST_USER_ADMIN,
        (
            Edit(
                ANY_SERVICE,
                r"if (?:await )?self\._take_turns\(identifier\):",
                r"if False:",
            ),
        ),
    ),
    Mutation(
        "the last administrator can be demoted",
        USERS,
        TEST_USER_ADMIN,
        (Edit(ANY_SERVICE, r"if is_last and not .*:", "if False:"),),
    ),
    Mutation(
        "administrators manage their own account",
        USERS,
        TEST_USER_ADMIN,
        (
            Edit(
                ANY_SERVICE, r"if identifier == self\.principal\.user_id:", "if False:"
            ),
        ),
    ),
    Mutation(
        "users give roles that they do not have",
        # Without tokens, an administrator always has all permissions.
        TOKENS,
        TEST_USER_ADMIN,
        (
            Edit(
                ANY_SERVICE,
                r"if lacking := permissions_of\(roles\) - .*:",
                "if lacking := ():",
            ),
        ),
    ),
    Mutation(
        "a blocked account keeps its sessions",
        TOKENS,
        TEST_USER_ADMIN,
        (
            Edit(
                ANY_SERVICE,
                r"if not user\.is_active:\n( +)(?:await )?self\.sessions\.end_all",
                r"if not user.is_active:\n\1len",
            ),
        ),
    ),
)
