"""Store the current templates as a released version, for all later versions of forge.

Also stores what they render for combinations that cover all pairs of values: a test
compares that in every later version. A stored version never changes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from fastapi_forge.errors import ForgeError, TemplateError
from fastapi_forge.matrix.array import covering_array
from fastapi_forge.matrix.factors import factors_of
from fastapi_forge.releases.archive import Archive, read_archive, write_archive
from fastapi_forge.releases.release import Release, new_state, rendered
from fastapi_forge.releases.stored import ARCHIVE
from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.state import State, state_of
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import read_value_rules
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping, texts
from fastapi_forge.template.schema import read_schema
from tests.support.specifications import OPEN_ZOO, ZOO

# Every third combination has resources of all types besides the example.
_WITH_RESOURCES = 3


def main(archive: Path = ARCHIVE) -> None:
    template = builtin_template()
    releases = read_archive(archive)
    version = str(forge_block(template)["version"])
    if version in releases:
        check_unchanged(releases[version], files_of(template))
        say(f"{version} is stored already: nothing to do.")
        return
    release = recorded(template, combinations(template))
    check_paths(releases, release)
    write_archive(archive, {**releases, version: release})
    say(
        f"Stored {version}: {len(release.template)} files and {len(release.renders)}"
        f" renders. {archive.name} has {archive.stat().st_size:,} bytes and contains"
        f" {', '.join([*releases, version])}."
    )


def combinations(template: Path) -> Iterator[State]:
    """Return new projects that cover all pairs of values."""
    schema = read_schema(template)
    factors = factors_of(schema)
    for number, row in enumerate(covering_array(factors).rows):
        answers = factors.resolved(row)
        state = state_of(schema, answers, ())
        resources: tuple[str, ...] = ()
        if number % _WITH_RESOURCES == 0:
            resources = OPEN_ZOO if answers.values["auth"] == "none" else ZOO
        yield new_state(schema.version, state.answers, resources)


def recorded(template: Path, states: Iterable[State]) -> Release:
    """Return the template with what it renders for `states`."""
    forge = forge_block(template)
    rules, renderer = read_value_rules(template), BuiltinTemplate(template)
    renders, trees = zip(
        *(rendered(state, rules, renderer) for state in states), strict=True
    )
    return Release(
        version=str(forge["version"]),
        template=files_of(template),
        renders=renders,
        paths=tuple(sorted({path for tree in trees for path in tree})),
        moved={
            old: str(new)
            for old, new in mapping(forge.get("moved", {}), "moved").items()
        },
        deleted=texts(forge.get("deleted", []), "deleted"),
    )


def files_of(template: Path) -> Tree:
    """Return the files of the template without those of editors and caches."""
    excluded = texts(read_documents(template).get("_exclude", ()), "_exclude")
    return Tree(
        {
            path: file
            for path, file in Tree.read(template).items()
            if not any(
                fnmatch(part, pattern)
                for part in PurePosixPath(path).parts
                for pattern in excluded
            )
        }
    )


def check_unchanged(stored: Release, template: Tree) -> None:
    """Raise TemplateError if the files of a stored version would change."""
    changed = sorted(
        path
        for path in {*stored.template, *template}
        if stored.template.get(path) != template.get(path)
    )
    if changed:
        listed = "".join(f"\n- {path}" for path in changed)
        raise TemplateError(
            f"Version {stored.version} is stored already and cannot change. These files"
            f" of the template differ:{listed}",
            "Increase `version` in questions/forge.yml.",
        )


def check_paths(releases: Archive, release: Release) -> None:
    """Raise TemplateError unless paths that are gone are declared, and only those."""
    before = {path for one in [*releases.values()][-1:] for path in one.paths}
    gone = before - {*release.paths}
    declared = {*release.moved, *release.deleted}
    problems = [
        *(f"{path} is gone, but not declared" for path in sorted(gone - declared)),
        *(f"{path} is declared, but not gone" for path in sorted(declared - gone)),
        *(
            f"{new}, the new name of {old}, is never rendered"
            for old, new in release.moved.items()
            if new not in release.paths
        ),
    ]
    if problems:
        listed = "".join(f"\n- {problem}" for problem in problems)
        raise TemplateError(
            f"The paths of version {release.version} are inconsistent:{listed}",
            "Correct `moved` and `deleted` in questions/forge.yml: they describe the"
            " changes since the previous release.",
        )


def forge_block(template: Path) -> Mapping[str, object]:
    return mapping(read_documents(template)["_forge"], "_forge")


def say(text: str) -> None:
    print(text)  # noqa: T201 - the result of `make release`


if __name__ == "__main__":
    try:
        main()
    except ForgeError as error:
        sys.exit("\n".join(filter(None, (error.message, error.hint))))
