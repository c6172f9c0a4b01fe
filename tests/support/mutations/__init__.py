"""Faults that the tests of a generated service have to notice."""

from __future__ import annotations

from tests.support.mutations.accounts import ACCOUNT_MUTATIONS
from tests.support.mutations.administration import ADMINISTRATION_MUTATIONS
from tests.support.mutations.bodies import BODY_MUTATIONS
from tests.support.mutations.cookies import COOKIE_MUTATIONS
from tests.support.mutations.documentation import DOCUMENTATION_MUTATIONS
from tests.support.mutations.errors import ERROR_MUTATIONS
from tests.support.mutations.exercises import EXERCISE_MUTATIONS
from tests.support.mutations.issuers import ISSUER_MUTATIONS
from tests.support.mutations.keys import KEY_MUTATIONS
from tests.support.mutations.lists import LIST_MUTATIONS
from tests.support.mutations.middleware import MIDDLEWARE_MUTATIONS
from tests.support.mutations.mutation import Mutation, Planted, planted
from tests.support.mutations.passwords import PASSWORD_MUTATIONS
from tests.support.mutations.places import KINDS
from tests.support.mutations.rules import RULE_MUTATIONS
from tests.support.mutations.sessions import SESSION_MUTATIONS
from tests.support.mutations.settings import SETTINGS_MUTATIONS
from tests.support.mutations.storage import STORAGE_MUTATIONS

__all__ = ["KINDS", "MUTATIONS", "PLANTED", "Planted"]

MUTATIONS: tuple[Mutation, ...] = (
    *MIDDLEWARE_MUTATIONS,
    *ERROR_MUTATIONS,
    *DOCUMENTATION_MUTATIONS,
    *SETTINGS_MUTATIONS,
    *STORAGE_MUTATIONS,
    *LIST_MUTATIONS,
    *BODY_MUTATIONS,
    *RULE_MUTATIONS,
    *PASSWORD_MUTATIONS,
    *SESSION_MUTATIONS,
    *ACCOUNT_MUTATIONS,
    *ADMINISTRATION_MUTATIONS,
    *KEY_MUTATIONS,
    *COOKIE_MUTATIONS,
    *ISSUER_MUTATIONS,
    *EXERCISE_MUTATIONS,
)
PLANTED: tuple[Planted, ...] = tuple(planted(MUTATIONS))
