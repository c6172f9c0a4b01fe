from __future__ import annotations

from typing import Any

import pytest

from fastapi_forge.resources.expansion import expand
from fastapi_forge.resources.language import parse
from tests.support.public_schemas import SCHEMAS, TABLES
from tests.support.reserved_names import ACCOUNTS, check_features

# Conduit and Petstore have users of their own, so they are generated without accounts.
WITHOUT_ACCOUNTS = ("conduit", "petstore")


@pytest.mark.parametrize("name", SCHEMAS)
def test_public_schemas_keep_the_names_of_their_tables(name: str) -> None:
    resources = [parse(spec) for spec in SCHEMAS[name]]
    tables = set()
    entities: list[Any] = expand(resources)
    for entity in entities:
        tables.add(entity["table"])
        tables |= {many["table"] for many in entity["manys"]}

    assert tables == set(TABLES[name].split())
    assert not any("--plural" in spec for spec in SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_public_schemas_do_not_clash_with_the_service(name: str) -> None:
    without = ACCOUNTS if name in WITHOUT_ACCOUNTS else ""

    for spec in SCHEMAS[name]:
        check_features(parse(spec), without=without)
