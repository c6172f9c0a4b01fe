"""Read and write the archive of released versions.

It is a tar file, compressed as a whole. `versions/0.1.0.json` describes a version, and
`blobs/` holds the content of each file of its template once, by its id in git: versions
share most of their files.
"""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.version import Version

from fastapi_forge.errors import TemplateError
from fastapi_forge.releases.release import Release, Render
from fastapi_forge.rendering.ledger import Revision
from fastapi_forge.rendering.tree import File, Tree

_VERSIONS, _BLOBS = "versions/", "blobs/"
_SUFFIX = ".json"
_DAMAGED = (tarfile.TarError, lzma.LZMAError, EOFError, ValueError, LookupError)

Archive = Mapping[str, Release]
"""Releases by version, in their order."""


def read_archive(path: Path) -> Archive:
    """Return the stored releases, or none if there is no archive."""
    if not path.is_file():
        return {}
    try:
        with tarfile.open(path, "r:xz") as archive:
            members = dict(_contents(archive))
        documents = {
            name.removeprefix(_VERSIONS).removesuffix(_SUFFIX): json.loads(content)
            for name, content in members.items()
            if name.startswith(_VERSIONS)
        }
        releases = {
            version: _release(version, document, members)
            for version, document in documents.items()
        }
    except _DAMAGED as error:
        raise TemplateError(
            f"The archive of released templates is damaged: {error}.",
            "Reinstall forge: the installation is incomplete.",
        ) from error
    return dict(sorted(releases.items(), key=lambda item: Version(item[0])))


def write_archive(path: Path, releases: Archive) -> None:
    """Write the archive: the same releases give the same bytes."""
    blobs: dict[str, bytes] = {}
    names = {name for release in releases.values() for name in release.template}
    # In the order of paths, so that similar contents are compressed together.
    for name in sorted(names):
        for version in sorted(releases):
            if file := releases[version].template.get(name):
                blobs.setdefault(file.blob, file.content)
    members = {
        f"{_VERSIONS}{version}{_SUFFIX}": _document(releases[version])
        for version in sorted(releases)
    } | {f"{_BLOBS}{blob}": content for blob, content in blobs.items()}
    stream = io.BytesIO()
    with tarfile.open(
        fileobj=stream, mode="w:xz", preset=9, format=tarfile.USTAR_FORMAT
    ) as archive:
        for name, content in members.items():
            # A new member has no owner, and a date and mode that are always the same.
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    path.write_bytes(stream.getvalue())


def _contents(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for member in archive:
        stream = archive.extractfile(member)
        if stream is None:
            raise ValueError(f"{member.name} is not a file")
        yield member.name, stream.read()


def _document(release: Release) -> bytes:
    document = {
        "files": {
            path: {"blob": file.blob, "executable": file.executable}
            for path, file in release.template.items()
        },
        "renders": [
            {
                "answers": dict(render.answers),
                "resources": render.resources,
                "revisions": None
                if render.revisions is None
                else [
                    {
                        "id": revision.id,
                        "follows": revision.follows,
                        "does": revision.does,
                        "tables": revision.tables,
                    }
                    for revision in render.revisions
                ],
                "digest": render.digest,
            }
            for render in release.renders
        ],
        "paths": release.paths,
        "moved": dict(release.moved),
        "deleted": release.deleted,
    }
    return json.dumps(document, indent=1).encode()


def _release(
    version: str, document: Mapping[str, Any], members: Mapping[str, bytes]
) -> Release:
    return Release(
        version=version,
        template=Tree(
            {
                path: _file(entry["blob"], entry["executable"], members)
                for path, entry in document["files"].items()
            }
        ),
        renders=tuple(map(_render, document["renders"])),
        paths=tuple(document["paths"]),
        moved=document["moved"],
        deleted=tuple(document["deleted"]),
    )


def _file(blob: str, executable: bool, members: Mapping[str, bytes]) -> File:
    file = File(content=members[f"{_BLOBS}{blob}"], executable=executable)
    if file.blob != blob:
        raise ValueError(f"{blob} has other content")
    return file


def _render(document: Mapping[str, Any]) -> Render:
    revisions = document["revisions"]
    return Render(
        answers={
            key: tuple(value) if isinstance(value, list) else value
            for key, value in document["answers"].items()
        },
        resources=tuple(document["resources"]),
        revisions=None
        if revisions is None
        else tuple(
            Revision(**{**revision, "tables": tuple(revision["tables"])})
            for revision in revisions
        ),
        digest=document["digest"],
    )
