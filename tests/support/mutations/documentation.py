"""Faults of the documentation, the OpenAPI document, the start and the layers."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ALL,
    DOCS,
    FACTORY,
    MIDDLEWARE,
    OPENAPI,
    REQUESTS,
    SECURED,
    SHELL,
    SYSTEM,
    TASK_ENDPOINTS,
    TEST_ARCHITECTURE,
    TEST_CONTRACT,
    TEST_DOCS,
    TEST_MAIN,
    TEST_OPENAPI,
)

DOCUMENTATION_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a page of the documentation is dead under its own policy",
        SHELL,
        TEST_DOCS,
        (Edit(DOCS, r"f\"script-src 'self' .*,", "\"script-src 'self'\","),),
    ),
    Mutation(
        "the policy of an API replaces that of a page",
        SHELL,
        TEST_DOCS,
        (
            Edit(
                MIDDLEWARE,
                r"headers\.setdefault\(name, value\)",
                "headers[name] = value",
            ),
        ),
    ),
    Mutation(
        "a page of the documentation loads from another host",
        SHELL,
        TEST_DOCS,
        (Edit(DOCS, r" *swagger_js_url=.*\n", ""),),
    ),
    Mutation(
        "the welcome page links documentation that is off",
        SHELL,
        TEST_DOCS,
        (
            Edit(
                SYSTEM,
                r"docs = settings\.published\(settings\.docs_url\)",
                "docs = settings.docs_url",
            ),
        ),
    ),
    Mutation(
        "an endpoint does not declare its 404",
        SHELL,
        TEST_CONTRACT,
        (
            Edit(
                TASK_ENDPOINTS,
                r"(@router\.patch.*)problems\(404, ",
                r"\1problems(",
            ),
        ),
    ),
    Mutation(
        "a new endpoint is public by mistake",
        SECURED,
        TEST_CONTRACT,
        (
            Edit(
                TASK_ENDPOINTS,
                r"\Z",
                '\n\n@router.get("/{task_id}/age")\n'
                "async def tell_age(task_id: Identifier) -> int:\n    return task_id\n",
            ),
        ),
    ),
    Mutation(
        "errors of all endpoints are undeclared",
        SHELL,
        TEST_CONTRACT,
        (Edit(OPENAPI, r"expected = \{400, 500, 503\}", "expected = {500, 503}"),),
    ),
    Mutation(
        "problems are declared as JSON of another form",
        SHELL,
        TEST_CONTRACT,
        (Edit(OPENAPI, r'"application/problem\+json"', '"application/json"'),),
    ),
    Mutation(
        "operation ids are doubled",
        SHELL,
        TEST_OPENAPI,
        (
            Edit(
                FACTORY,
                r"lambda route: route\.name",
                'lambda route: route.name.partition("_")[0]',
            ),
        ),
    ),
    Mutation(
        "the contact is deleted",
        SHELL,
        TEST_OPENAPI,
        (Edit(FACTORY, r" *contact=.*,\n", ""),),
    ),
    Mutation(
        "an endpoint works with crud under another name",
        ALL,
        TEST_ARCHITECTURE,
        (
            Edit(
                TASK_ENDPOINTS,
                r"from app\.models\.task import",
                r"from app.crud import task as rows\n\g<0>",
            ),
        ),
    ),
    Mutation(
        "an endpoint uses a database session under another name",
        SHELL,
        TEST_ARCHITECTURE,
        (
            Edit(
                TASK_ENDPOINTS,
                r"from app\.api\.deps import Identifier.*",
                "from app.api import deps\n\\g<0>\n\nStore = getattr(deps, 'SessionDep"
                "')",
            ),
        ),
    ),
    Mutation(
        "workers are ignored",
        SHELL,
        TEST_MAIN,
        (Edit("app/__main__.py", r"workers=settings\.workers", "workers=1"),),
    ),
    Mutation(
        "uvicorn believes the forwarding headers of local clients",
        SHELL,
        TEST_MAIN,
        (Edit("app/main.py", r"uvicorn\.config\.ProxyHeadersMiddleware = .*\n", ""),),
    ),
    Mutation(
        "form endpoints accept JSON",
        SHELL,
        TEST_CONTRACT,
        (Edit(REQUESTS, r"given in FORMS", "True"),),
    ),
)
