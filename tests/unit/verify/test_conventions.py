from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.errors import VerificationPlanError
from fastapi_forge.verify.attacks.document import Kind
from fastapi_forge.verify.attacks.exchange import Client
from fastapi_forge.verify.attacks.findings import DoesNotApplyError
from fastapi_forge.verify.attacks.surface import Surface
from fastapi_forge.verify.conventions import OPERATIONS, Conventions, Endpoint
from fastapi_forge.verify.plan import read_plan
from tests.support.renders import TEMPLATE
from tests.support.templates import write_files

WHOLE = """\
conventions:
  secret_key: KEY
  settings: {OPEN: "yes"}
  issuer: {url: URL, audience: FOR, roles_claim: CLAIM}
  commands: {create_admin: "add-admin {username} '{email}'"}
  roles: {administrator: root}
  members: {active: enabled}
  csrf_header: X-Token
  management: [people]
  rules: [not_in_future]
  operations: {refresh: POST /renew, end_session: "DELETE /logins/{}"}
"""
DOCUMENT: dict[str, dict[str, object]] = {
    "paths": {
        "/api/renew": {"get": {}, "post": {}},
        "/people/{person_id}/tokens": {"get": {}},
        "/me": {"patch": {}},
    }
}


def conventions(directory: Path, text: str) -> Conventions | None:
    return read_plan(write_files(directory, {"verify.yml": text})).conventions


def surface(known: Conventions | None) -> Surface:
    kind: Kind = "password"
    return Surface(
        client=Client(9),
        document=DOCUMENT,
        conventions=known or Conventions(),
        kind=kind,
        headers={},
    )


def test_all_conventions_are_read(tmp_path: Path) -> None:
    assert conventions(tmp_path, WHOLE) == Conventions(
        secret_key="KEY",  # noqa: S106 - a name
        settings={"OPEN": "yes"},
        issuer={"url": "URL", "audience": "FOR", "roles_claim": "CLAIM"},
        commands={"create_admin": ("add-admin", "{username}", "{email}")},
        roles={"administrator": "root"},
        members={"active": "enabled"},
        csrf_header="X-Token",
        management=("people",),
        rules=("not_in_future",),
        operations={
            "refresh": Endpoint(method="post", suffix="/renew"),
            "end_session": Endpoint(method="delete", suffix="/logins/{}"),
        },
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "conventions must be a mapping"),
        ("{paths: []}", "'paths' is not a valid key. Keys of conventions:"),
        ("{operations: {reload: POST /x}}", "'reload' is not a valid key"),
        ("{operations: {refresh: /x}}", "'/x' is not a valid value for 'refresh'"),
        ("{operations: {refresh: POST x}}", "'POST x' is not a valid value"),
        ("{operations: {refresh: 3}}", "3 is not a valid value"),
        ("{issuer: {url: A}}", "'issuer' must have url, audience, roles_claim"),
        ("{management: users}", "'management' must be a list of parts of paths"),
        ("{settings: {A: 1}}", "'A' must be text"),
        ('{commands: {create_admin: "a \'b"}}', "No closing quotation"),
    ],
)
def test_invalid_conventions_are_refused(
    tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(VerificationPlanError) as raised:
        conventions(tmp_path, f"conventions: {text}\n")

    assert problem in raised.value.message


def test_conventions_of_the_template_count_unless_declared(tmp_path: Path) -> None:
    service, template = tmp_path / "service", tmp_path / "template"
    write_files(template, {"verify.yml": WHOLE})
    write_files(service, {"verify.yml": "install: make\n"})

    inherited = read_plan(service, template)
    write_files(service, {"verify.yml": "conventions: {csrf_header: X-Own}\n"})
    own = read_plan(service, template)

    assert inherited.install == "make"
    assert inherited.conventions == conventions(template, WHOLE)
    assert own.conventions == Conventions(csrf_header="X-Own")


def test_operation_is_found_by_method_and_end_of_path(tmp_path: Path) -> None:
    known = surface(conventions(tmp_path, WHOLE))

    assert known.find("refresh").path == "/api/renew"
    assert known.find("refresh").method == "post"
    assert known.role("administrator") == "root"
    assert known.account_member("active") == "enabled"
    with pytest.raises(DoesNotApplyError):
        known.find("end_session")  # declared, but the service does not have it


def test_attacks_that_need_more_do_not_apply() -> None:
    unknown = surface(None)

    for name in OPERATIONS:
        with pytest.raises(DoesNotApplyError):
            unknown.find(name)
    with pytest.raises(DoesNotApplyError):
        unknown.role("administrator")
    with pytest.raises(DoesNotApplyError):
        unknown.account_member("roles")


def test_part_of_a_path_is_a_whole_word() -> None:
    own = Endpoint(method="patch", suffix="/me")

    assert own.contains("/users/me")
    assert own.contains("/users/me/avatar")
    assert not own.contains("/users/meetings")


def test_builtin_template_declares_every_operation() -> None:
    declared = read_plan(TEMPLATE).conventions

    assert declared is not None
    assert sorted(declared.operations) == sorted(OPERATIONS)
