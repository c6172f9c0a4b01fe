"""Other users' objects, and protected members."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.holes.hole import Hole
from tests.support.holes.places import (
    ACCOUNTS,
    CONFIG,
    SECURITY,
    SERVICES,
    TASK_SCHEMAS,
    USER_ADMIN,
    USER_ENDPOINTS,
    USER_SCHEMAS,
    USERS,
)

BY_RIGHT = r"if permission not in principal.permissions"

# Without a lock, callers keep the permissions they had when authenticated.
ALONE = (
    Edit(USER_ADMIN, r"if Permission.USERS_WRITE not in allowed", "if False"),
    Edit(USER_ADMIN, r"_administrators\(users\) == \{identifier\}", "False"),
)

RIGHT_HOLES: tuple[Hole, ...] = (
    Hole("basic", "administrators who remove each other", "answers 200", ALONE),
    Hole(
        "jwt",
        "another user's object by its id",
        "GET /api/v1/tasks/",
        (Edit(SERVICES, r"find\(identifier, self.scope", "find(identifier, {}"),),
    ),
    Hole(
        "jwt",
        "another user's object in a list",
        "GET /api/v1/tasks",
        (Edit(SERVICES, r"\{\*\*self.scope, ", "{"),),
    ),
    Hole(
        "jwt",
        "mass assignment at registration",
        "roles",
        (
            Edit(
                USER_SCHEMAS,
                r'"""A new account."""',
                '"""A new account."""\n\n    roles: list[Role] = [Role.EDITOR]',
            ),
            Edit(
                USERS,
                r"\[UserRole\(role=role\)\]",
                "[UserRole(role=it) for it in new.roles]",
            ),
        ),
    ),
    Hole(
        "jwt",
        "mass assignment of one's own account",
        "is_active",
        (
            Edit(
                USER_SCHEMAS,
                r"    username: Annotated\[Username, Omittable\]",
                "    is_active: Annotated[bool, Omittable]\n\\g<0>",
            ),
            Edit(
                ACCOUNTS, r'include=\{"username"\}', 'include={"username", "is_active"}'
            ),
        ),
    ),
    Hole(
        "jwt",
        "ordinary account calling administrators' operations",
        "GET /api/v1/users ",
        (Edit(CONFIG, r"self.registration_role or default", "Role.ADMIN"),),
    ),
    Hole(
        "jwt",
        "request without the required permission",
        "POST /api/v1/tasks",
        (Edit(SECURITY, BY_RIGHT, "if False"),),
    ),
    Hole(
        "api-key in settings",
        "another user's object by its id",
        "GET /api/v1/tasks/",
        (Edit(SERVICES, r"find\(identifier, self.scope", "find(identifier, {}"),),
    ),
    Hole(
        "jwt",
        "mass assignment of an object",
        "no effect of 'owner_id'",
        (
            Edit(
                TASK_SCHEMAS,
                r"class TaskUpdate(?s:.*?)(?=    title: )",
                "\\g<0>    owner_id: Annotated[int, Omittable]\n",
            ),
        ),
    ),
    Hole(
        "jwt",
        "change of one's own roles",
        "answers 200",
        (
            Edit(
                USER_ENDPOINTS,
                r"(def update_user\(\s*users: )WriterDep",
                r"\1Annotated[UserAdminService, "
                "provide(UserAdminService, Permission.ACCOUNT_READ)]",
            ),
            Edit(USER_ADMIN, r"if identifier == self.principal.user_id", "if False"),
            Edit(USER_ADMIN, r"if Permission.USERS_WRITE not in allowed", "if False"),
            Edit(USER_ADMIN, r"if lacking := .*:", "if lacking := set[Permission]():"),
        ),
    ),
)
