"""Provide the templates of released versions, without a network or another forge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi_forge.errors import UnknownTemplateError
from fastapi_forge.releases.archive import Archive, read_archive
from fastapi_forge.temporary import temporary_directory

ARCHIVE = Path(__file__).parent / "archive.tar.xz"


def stored_releases() -> Archive:
    """Return all released versions, the oldest first."""
    return read_archive(ARCHIVE)


@contextmanager
def stored_template(version: str, releases: Archive) -> Iterator[Path]:
    """Yield a directory with the template of a version; raise UnknownTemplateError."""
    if version not in releases:
        known = ", ".join(releases) or "none"
        raise UnknownTemplateError(
            f"This forge does not contain version {version} of its template.",
            f"It contains: {known}. A later forge may contain it.",
        )
    with temporary_directory("forge-template-") as directory:
        releases[version].template.write(directory)
        yield directory
