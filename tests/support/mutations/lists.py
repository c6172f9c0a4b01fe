"""Faults of lists: pages, sorting, filters and search."""

from __future__ import annotations

from tests.support.edits import Edit
from tests.support.mutations.mutation import Mutation
from tests.support.mutations.places import (
    CRUD,
    SCHEMAS,
    SERVICES,
    STORES,
    TASK_ENDPOINTS,
    TEST_LISTS,
)

_ACCESS = ("default", "sync")
_ASYNC = ("default",)

LIST_MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "sort_by is ignored",
        _ACCESS,
        TEST_LISTS,
        (
            Edit(
                CRUD,
                r"column = getattr\(self\.model, query\.sort_by\)",
                "column = self.model.id",
            ),
        ),
    ),
    Mutation(
        "order is ignored",
        _ACCESS,
        TEST_LISTS,
        (Edit(CRUD, r"getattr\(it, query\.order\)\(\)", "it.asc()"),),
    ),
    Mutation(
        "sort_by and order are ignored in memory",
        ("memory",),
        TEST_LISTS,
        (Edit(CRUD, r"ordered = _sorted\(.*", "ordered = found"),),
    ),
    Mutation(
        "null comes first",
        _ACCESS,
        TEST_LISTS,
        (Edit(CRUD, r"if not column\.nullable:", "if True:"),),
    ),
    Mutation(
        "wildcards of the search are not escaped",
        _ACCESS,
        TEST_LISTS,
        (Edit(CRUD, r"search\.translate\(WILDCARDS\)", "search"),),
    ),
    Mutation(
        "the search is ignored",
        STORES,
        TEST_LISTS,
        (Edit(CRUD, r"if query\.q is not None:", "if False:"),),
    ),
    Mutation(
        "the search sees the case of letters",
        ("memory",),
        TEST_LISTS,
        (Edit(CRUD, r"query\.q\.lower\(\)", "query.q"),),
    ),
    Mutation(
        "the total ignores the search",
        _ACCESS,
        TEST_LISTS,
        (Edit(CRUD, r"_count\(found, MAX", "_count(self._select(where), MAX"),),
    ),
    Mutation(
        "the total ignores the search in memory",
        ("memory",),
        TEST_LISTS,
        (Edit(CRUD, r"min\(len\(found\)", "min(len(self._select(where))"),),
    ),
    Mutation(
        "the total counts the page",
        _ACCESS,
        TEST_LISTS,
        (
            Edit(
                CRUD,
                r"total = (await )?self\._count\(.*",
                "total = query.skip + len(rows)",
            ),
        ),
    ),
    Mutation(
        "skip is ignored",
        _ACCESS,
        TEST_LISTS,
        (Edit(CRUD, r"\.offset\(skip\)", ""),),
    ),
    Mutation(
        "a list takes one query more per row",
        _ASYNC,
        TEST_LISTS,
        (
            Edit(
                CRUD,
                r"( *)rows = await self\._rows\(.*\n",
                r"\g<0>\1for row in rows:\n\1    await self.session.refresh(row)\n",
            ),
        ),
    ),
    Mutation(
        "a list takes one query more per row",
        ("sync",),
        TEST_LISTS,
        (
            Edit(
                CRUD,
                r"( *)rows = self\._rows\(.*\n",
                r"\g<0>\1for row in rows:\n\1    self.session.refresh(row)\n",
            ),
        ),
    ),
    Mutation(
        "filters are ignored",
        STORES,
        TEST_LISTS,
        (Edit(SERVICES, r"\*\*query\.filters\(\), ", ""),),
    ),
    Mutation(
        "the ends of a range are swapped",
        STORES,
        TEST_LISTS,
        (Edit(CRUD, r'"min": ge, "max": le', '"min": le, "max": ge'),),
    ),
    Mutation(
        "the end of a range of moments is included",
        STORES,
        TEST_LISTS,
        (Edit(CRUD, r'"before": lt', '"before": le'),),
    ),
    Mutation(
        "the filter of the path is ignored",
        STORES,
        TEST_LISTS,
        (Edit(TASK_ENDPOINTS, r", status=status\)", ")"),),
    ),
    Mutation(
        "unknown parameters of a list are accepted",
        STORES,
        TEST_LISTS,
        (
            Edit(
                SCHEMAS, r'(class ListQuery[\s\S]*?)extra="forbid"', r'\1extra="ignore"'
            ),
        ),
    ),
    Mutation(
        "the size of a page has no limit",
        STORES,
        TEST_LISTS,
        (
            Edit(
                SCHEMAS,
                r"limit: Annotated\[int, Field\(ge=1, le=\w+\)\]",
                "limit: Annotated[int, Field(ge=1)]",
            ),
        ),
    ),
    Mutation(
        "skip may be negative",
        STORES,
        TEST_LISTS,
        (
            Edit(
                SCHEMAS,
                r"skip: Annotated\[int, Field\(ge=0, ",
                "skip: Annotated[int, Field(",
            ),
        ),
    ),
    Mutation(
        "a total beyond the limit is called exact",
        STORES,
        TEST_LISTS,
        (Edit(CRUD, r"total_exact=.*", "total_exact=True,"),),
    ),
    Mutation(
        "skip has no limit",
        STORES,
        TEST_LISTS,
        (Edit(SCHEMAS, r"ge=0, le=MAX_SKIP", "ge=0"),),
    ),
    Mutation(
        "after is ignored",
        STORES,
        TEST_LISTS,
        (Edit(CRUD, r"if query\.after is not None:", "if False:"),),
    ),
    Mutation(
        "after goes with any order",
        STORES,
        TEST_LISTS,
        (Edit(SCHEMAS, r"if self\.after is not None and", "if False and"),),
    ),
)
