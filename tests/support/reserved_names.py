"""Check names against those that features of the built-in template use."""

from __future__ import annotations

from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.name_rules import check_reserved
from tests.support.renders import SCHEMA

FEATURES = {reserved.used_by: reserved.names for reserved in SCHEMA.resources.reserved}
ACCOUNTS = "the accounts of users"


def check_features(resource: Resource, *, without: str = "") -> None:
    """Refuse a name of any feature, as if a service had all but `without`."""
    for used_by, names in FEATURES.items():
        if used_by != without:
            check_reserved(resource, names, used_by)
