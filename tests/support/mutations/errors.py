"""Faults of error responses and logs."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    ERRORS,
    EXCEPTIONS,
    LOGGING,
    MIDDLEWARE,
    REQUESTS,
    SHELL,
    TEST_ERRORS,
    TEST_LOGGING,
    TEST_MIDDLEWARE,
)

ERROR_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "a 405 has no Allow header",
        SHELL,
        TEST_ERRORS,
        (Edit(ERRORS, r'response\.headers\["Allow"\] = allow', "pass"),),
    ),
    Mutation(
        "OPTIONS is not answered",
        SHELL,
        TEST_ERRORS,
        (Edit(ERRORS, r'if request\.method == "OPTIONS":', "if False:"),),
    ),
    Mutation(
        "a body of the wrong media type is read",
        SHELL,
        TEST_ERRORS,
        (Edit(REQUESTS, r"if _has_body\(request\) and not fits:", "if False:"),),
    ),
    Mutation(
        "problems do not name their request",
        SHELL,
        TEST_ERRORS,
        (Edit(ERRORS, r"request_id=request_id\.get\(\)", 'request_id="-"'),),
    ),
    Mutation(
        "clients read the reason of a crash",
        SHELL,
        TEST_ERRORS,
        (Edit(ERRORS, r'"Something went wrong on our side\."', "str(error)"),),
    ),
    Mutation(
        "a crash does not reach the server",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"( +await send_problem\(error\)\n) +raise\n", r"\1"),),
    ),
    Mutation(
        "a crash is logged without the id of its request",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r"access_log\.info.*", r'\g<0>; request_id.set("-")'),),
    ),
    Mutation(
        "the time of a request ends when the response starts",
        SHELL,
        TEST_MIDDLEWARE,
        (Edit(MIDDLEWARE, r'(\["type"\] == "http\.response\.)body', r"\1start"),),
    ),
    Mutation(
        "timestamps are local",
        SHELL,
        TEST_LOGGING,
        (Edit(LOGGING, r"time\.gmtime", "lambda _: time.gmtime(0)"),),
    ),
    Mutation(
        "problems repeat the invalid input",
        SHELL,
        TEST_ERRORS,
        (Edit(ERRORS, r"msg=(it\[.*),\n", r'msg=\1 + str(it["input"]),\n'),),
    ),
    Mutation(
        "a malformed body is a validation error",
        SHELL,
        TEST_ERRORS,
        (
            Edit(
                ERRORS,
                r"if not _is_malformed\(error\)",
                "if True",
            ),
        ),
    ),
    Mutation(
        "a 503 does not say when to try again",
        SHELL,
        TEST_MIDDLEWARE,
        (
            Edit(
                EXCEPTIONS,
                r"(class UnavailableError[\s\S]*), headers=.*\)",
                r"\1)",
            ),
        ),
    ),
    Mutation(
        "log lines do not name their request",
        SHELL,
        TEST_LOGGING,
        (Edit(LOGGING, r"record\.request_id = .*", 'record.request_id = "-"'),),
    ),
    Mutation(
        "the log format is ignored",
        SHELL,
        TEST_LOGGING,
        (Edit(LOGGING, r"settings\.log_format", '"console"'),),
    ),
    Mutation(
        "the log level is ignored",
        SHELL,
        TEST_LOGGING,
        (Edit(LOGGING, r"level = .* settings\.log_level", 'level = "INFO"'),),
    ),
    Mutation(
        "libraries log at DEBUG too",
        SHELL,
        TEST_LOGGING,
        (Edit(LOGGING, r'"INFO" if debug else level', "level"),),
    ),
)
