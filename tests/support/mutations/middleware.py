"""Faults of the middleware."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    MIDDLEWARE,
    SHELL,
    TEST_MIDDLEWARE,
)

MIDDLEWARE_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a client's request id is kept whatever it contains",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"if SAFE_REQUEST_ID\.fullmatch\(given\)", "if given"),),
    ),
    Mutation(
        "HEAD is answered with a body",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'message = \{\*\*message, "body": b""\}', "pass"),),
    ),
    Mutation(
        "HEAD is not allowed",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'scope\["method"\] = "GET"', "pass"),),
    ),
    Mutation(
        "a security header is missing",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r' *"X-Content-Type-Options": "nosniff",\n', ""),),
    ),
    Mutation(
        "bodies have no limit",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r" *Middleware\(RequestBodyLimitMiddleware.*\n", ""),),
    ),
    Mutation(
        "probes are refused during maintenance",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'\{\*PROBES, "/status"\}', '{"/status"}'),),
    ),
    Mutation(
        "maintenance mode has no effect",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"if settings\.maintenance_mode:", "if False:"),),
    ),
    Mutation(
        "probes need an allowed host",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"if _path_of\(scope\) in PROBES:", "if False:"),),
    ),
    Mutation(
        "a second Host header is accepted",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'getlist\("Host"\)\) > 1', 'getlist("Host")) > 9'),),
    ),
    Mutation(
        "any client may set the forwarding headers",
        SHELL,
        TEST_MIDDLEWARE,
        (
            Edit(
                MIDDLEWARE,
                r"trusted_hosts=settings\.trusted_proxies",
                'trusted_hosts="*"',
            ),
        ),
    ),
    Mutation(
        "errors are answered outside CORS",
        SHELL,
        TEST_MIDDLEWARE,
        (
            Edit(MIDDLEWARE, r" *Middleware\(ProblemsMiddleware\),\n", ""),
            Edit(
                MIDDLEWARE,
                r"( *)Middleware\(\n *CORSMiddleware",
                r"\1Middleware(ProblemsMiddleware),\n\g<0>",
            ),
        ),
    ),
    Mutation(
        "every origin is allowed",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"settings\.cors_allow_origins", '["*"]'),),
    ),
    Mutation(
        "other origins cannot read the request id",
        SHELL,
        TEST_MIDDLEWARE,
        (
            Edit(
                MIDDLEWARE,
                r'"WWW-Authenticate",\s*"X-Request-ID"',
                '"WWW-Authenticate"',
            ),
        ),
    ),
    Mutation(
        "responses are not compressed",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r" *Middleware\(GZipMiddleware\),\n", ""),),
    ),
    Mutation(
        "the access log contains the query",
        SHELL,
        TEST_MIDDLEWARE,
        (
            Edit(
                MIDDLEWARE,
                r'(scope\.get\("raw_path", b""\))(\.decode)',
                r'(\1 + scope["query_string"])\2',
            ),
        ),
    ),
    Mutation(
        "requests are not logged",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"access_log\.info\(.*\)", "pass"),),
    ),
    Mutation(
        "the prefix of a reverse proxy is forgotten",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"self\.root_path = root_path", 'self.root_path = ""'),),
    ),
)
