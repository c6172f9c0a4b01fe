"""Keep the ledger of a project's migrations: each revision once, in its order.

A recorded revision never changes and is not rendered again: its file belongs to the
project. New revisions are appended to the recorded ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from fastapi_forge.errors import MissingAnswerError, RequestError
from fastapi_forge.template.migrations import TableOwner

Decision: TypeAlias = Literal["drop", "keep"]

_CREATE, _DROP, _KEEP = "create", "drop", "keep"
_ID_LENGTH = 12
_NO_DECISIONS: Mapping[str, Decision] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    id: str = ""
    """Empty for a decision to keep tables, which changes nothing in a database."""
    follows: str = ""
    """The id of the previous revision; the first one has none."""
    does: str
    """For example `create tags`."""
    tables: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        return self.does.partition(" ")[0]

    @property
    def owner(self) -> str:
        """The feature or the plural of the resource that the tables belong to."""
        return self.does.partition(" ")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    recorded: tuple[Revision, ...] = ()
    added: tuple[Revision, ...] = ()
    kept: tuple[str, ...] = ()
    """Tables of the database that the service no longer uses."""

    @property
    def revisions(self) -> tuple[Revision, ...]:
        return (*self.recorded, *self.added)


def extended(
    recorded: Sequence[Revision],
    owners: Sequence[TableOwner],
    decisions: Mapping[str, Decision] = _NO_DECISIONS,
) -> Ledger:
    """Return the ledger of a project that has tables for `owners`.

    Raise MissingAnswerError if an owner is gone and nothing was decided about its
    tables, and RequestError if the recorded revisions do not follow each other or an
    owner with a recorded revision has a table that none creates.
    """
    _check_chain(recorded)
    latest = {revision.owner: revision for revision in recorded}
    wanted = {owner.key for owner in owners}
    # The newest first, because it may refer to the older ones.
    gone = [
        revision
        for revision in reversed(latest.values())
        if revision.owner not in wanted
    ]
    unused = [revision for revision in gone if revision.action == _CREATE]
    _check_decisions(unused, decisions)
    added: list[Revision] = []
    for revision in unused:
        title = f"{decisions[revision.owner]} {revision.owner}"
        added.append(_appended([*recorded, *added], title, revision.tables))
    for owner in owners:
        if owner.key not in latest or latest[owner.key].action == _DROP:
            title = f"{_CREATE} {owner.key}"
            before = [*recorded, *added]
            added.append(_appended(before, title, owner.tables, owner.revision))
    _check_tables([*recorded, *added], owners)
    kept = {
        table
        for revision in (*gone, *added)
        if revision.action == _KEEP
        for table in revision.tables
    }
    return Ledger(
        recorded=tuple(recorded), added=tuple(added), kept=tuple(sorted(kept))
    )


def template_data(ledger: Ledger, features: Collection[str]) -> dict[str, object]:
    """Return what templates render: the added revisions, and the tables to ignore."""
    titles = [revision.does for revision in ledger.revisions]
    created: list[dict[str, object]] = []
    dropped: list[dict[str, object]] = []
    for revision in ledger.added:
        entry: dict[str, object] = {
            "owner": revision.owner,
            "id": revision.id,
            "follows": revision.follows,
            # Tables that return after they were dropped need another file name.
            "suffix": f"_{revision.id}" if titles.count(revision.does) > 1 else "",
        }
        if revision.action == _CREATE:
            created.append(entry)
        elif revision.action == _DROP:
            dropped.append({**entry, "tables": list(reversed(revision.tables))})
    return {
        "features": {
            key: [entry for entry in created if entry["owner"] == key]
            for key in features
        },
        "resources": [entry for entry in created if entry["owner"] not in features],
        "dropped": dropped,
        "kept": list(ledger.kept),
        "floor": _floor(ledger.revisions),
    }


def _appended(
    before: Sequence[Revision],
    title: str,
    tables: tuple[str, ...],
    revision: str = "",
) -> Revision:
    if title.startswith(f"{_KEEP} "):
        return Revision(does=title, tables=tables)
    head = _head(before)
    taken = {other.id for other in before}
    new = revision or _digest(title)
    return Revision(
        id=_digest(f"{title} after {head}") if new in taken else new,
        follows=head,
        does=title,
        tables=tables,
    )


def _floor(revisions: Sequence[Revision]) -> str:
    """Return how far a downgrade can go: a dropped table cannot be restored."""
    dropped = [revision.id for revision in revisions if revision.action == _DROP]
    return dropped[-1] if dropped else "base"


def _digest(text: str) -> str:
    digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
    return digest[:_ID_LENGTH]


def _head(revisions: Sequence[Revision]) -> str:
    return next((revision.id for revision in reversed(revisions) if revision.id), "")


def _check_chain(recorded: Sequence[Revision]) -> None:
    head = ""
    for revision in recorded:
        if revision.id and revision.follows != head:
            raise RequestError(
                f"The revision {revision.id} ({revision.does}) follows"
                f" {revision.follows or 'nothing'}, but the one recorded before it is"
                f" {head or 'missing'}.",
                f"Two branches have added revisions: let {revision.id} follow"
                f" {head or 'nothing'}, in its file and in .forge/project.yml.",
            )
        head = revision.id or head


def _check_tables(revisions: Sequence[Revision], owners: Sequence[TableOwner]) -> None:
    created: set[str] = set()
    for revision in revisions:
        tables = {*revision.tables}
        created = created - tables if revision.action == _DROP else created | tables
    for owner in owners:
        missing = [table for table in owner.tables if table not in created]
        if missing:
            raise RequestError(
                f"'{owner.key}' now needs tables that no revision creates:"
                f" {', '.join(missing)}.",
                "Create them with 'alembic revision --autogenerate', and add the"
                " revision with its tables to .forge/project.yml.",
            )


def _check_decisions(
    gone: Sequence[Revision], decisions: Mapping[str, Decision]
) -> None:
    for revision in gone:
        if revision.owner not in decisions:
            raise MissingAnswerError(
                f"'{revision.owner}' is no longer part of the service, but its"
                f" migrations have created tables: {', '.join(revision.tables)}.",
                "Decide for each: 'drop' deletes them with their data in a new"
                " revision, 'keep' leaves them in the database.",
            )
