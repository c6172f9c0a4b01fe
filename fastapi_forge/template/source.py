"""Open the template that a reference names: the only place that finds its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.interruptions import terminable
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.location import locate
from fastapi_forge.template.origin import Origin
from fastapi_forge.template.schema import Schema, read_schema
from fastapi_forge.temporary import temporary_directory


@contextmanager
def opened(
    reference: str | None, *, offline: bool, asks: bool, progress: Callable[[str], None]
) -> Iterator[tuple[Path, Schema]]:
    """Yield a template, on disk while the block runs.

    `reference` is a directory, or an address with `@` and a tag, branch or commit; None
    is forge's own template.
    """
    if reference is None:
        builtin = builtin_template()
        yield builtin, read_schema(builtin)
        return
    location = locate(reference)
    if location.is_directory:
        root = Path(location.address)
        yield root, read_schema(root, Origin(name=location.name))
        return
    if offline and location.is_remote:
        raise EnvironmentRefusalError(
            f"{location.public} needs the network, but --offline is set.",
            hint="Clone it once and pass the directory.",
        )
    # git and the version comparison are imported only for repositories.
    from fastapi_forge.template.repository import check_out  # noqa: PLC0415

    with terminable(), temporary_directory("forge-template-") as root:
        progress(f"Fetching the template {location.address}")
        version = check_out(location, root, asks=asks)
        origin = Origin(name=location.name, version=version, source=location.public)
        yield root, read_schema(root, origin)
