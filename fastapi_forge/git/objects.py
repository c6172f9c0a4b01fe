"""Store trees and commits in a repository, and merge them.

Only objects are added to the repository: its index, its references and the files of the
user do not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fastapi_forge.errors import GitError
from fastapi_forge.git.command import Git, failure
from fastapi_forge.temporary import temporary_directory

_SETTINGS = {
    "merge.conflictStyle": "zdiff3",
    "merge.directoryRenames": "true",
    # Bytes are stored as they are.
    "core.autocrlf": "false",
    "core.safecrlf": "false",
    "core.fsmonitor": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
# The same content gives the same commit on every machine.
_IDENTITY = {
    f"GIT_{role}_{name}": value
    for role in ("AUTHOR", "COMMITTER")
    for name, value in {
        "NAME": "forge",
        "EMAIL": "forge@localhost",
        "DATE": "2000-01-01T00:00:00+0000",
    }.items()
}
_CONFLICTS = 1


class Content(Protocol):
    """A file of a tree."""

    @property
    def content(self) -> bytes: ...

    @property
    def executable(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of git about a merge, such as a conflict or a detected rename."""

    kind: str
    """Such as `CONFLICT (contents)` or `Auto-merging`."""
    text: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    tree: str
    """The result; files with conflicts contain markers."""
    conflicts: tuple[str, ...]
    """The paths of files with conflicts."""
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectStore:
    """The objects of a repository."""

    repository: Path
    """Its directory `.git`."""

    def store_tree(self, files: Mapping[str, Content], prefix: str = "") -> str:
        """Return the id of a tree with these files below `prefix`, such as `apps/a`."""
        with temporary_directory("forge-objects-") as temporary:
            names = []
            for number, file in enumerate(files.values()):
                (temporary / str(number)).write_bytes(file.content)
                names.append(f"{number}\n")
            git = self._git(temporary)
            # Without filters, so that the ids are those of the rendered bytes.
            stored = git.output(
                *("hash-object", "-w", "--no-filters", "--stdin-paths"),
                stdin="".join(names),
            )
            start = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
            entries = [
                f"{'100755' if file.executable else '100644'} {blob}\t{start}{path}\0"
                for (path, file), blob in zip(
                    files.items(), stored.split(), strict=True
                )
            ]
            indexed = self._git(temporary, GIT_INDEX_FILE=str(temporary / "index"))
            indexed.output("update-index", "-z", "--index-info", stdin="".join(entries))
            return indexed.output("write-tree").strip()

    def store_directory(self, directory: Path, ignored: Iterable[str] = ()) -> str:
        """Return the id of a tree with the files that git would add in a directory.

        `ignored`: paths to add although they may be ignored; missing ones are left out.
        """
        with temporary_directory("forge-objects-") as temporary:
            git = self._git(
                directory,
                GIT_WORK_TREE=str(directory),
                GIT_INDEX_FILE=str(temporary / "index"),
            )
            git.output("add", "--all", ".")
            forced = [path for path in ignored if (directory / path).is_file()]
            if forced:
                git.output(
                    *("--literal-pathspecs", "add", "--force"),
                    *("--pathspec-from-file=-", "--pathspec-file-nul"),
                    stdin="\0".join(forced),
                )
            return git.output("write-tree").strip()

    def store_commit(self, tree: str, *parents: str, message: str = "forge") -> str:
        """Return the id of a commit; the same arguments give the same id."""
        words = [word for parent in parents for word in ("-p", parent)]
        git = self._git(self.repository, **_IDENTITY)
        return git.output("commit-tree", tree, *words, stdin=message).strip()

    def tree_of(self, revision: str) -> str | None:
        """Return the id of the tree of a commit or reference, or None."""
        done = self._git(self.repository).run(
            *("rev-parse", "--verify", "--quiet", "--end-of-options"),
            f"{revision}^{{tree}}",
        )
        return done.stdout.strip() if done.returncode == 0 else None

    def merge(self, ours: str, theirs: str) -> Merge:
        """Merge two commits that have a common ancestor; raise GitError."""
        done = self._git(self.repository).run(
            "merge-tree", "--write-tree", "-z", "--messages", ours, theirs
        )
        if done.returncode not in {0, _CONFLICTS}:
            raise failure(done, "merge-tree")
        return _merge(done.stdout)

    def _git(self, directory: Path, **variables: str) -> Git:
        return Git(
            directory=directory,
            variables={"GIT_DIR": str(self.repository), **variables},
            settings=_SETTINGS,
        )


def object_store(project: Path) -> ObjectStore:
    """Return the store of the repository around `project`; raise GitError."""
    found = Git(directory=project).output("rev-parse", "--absolute-git-dir")
    return ObjectStore(repository=Path(found.removesuffix("\n")))


def prefix_of(project: Path) -> str:
    """Return the path of `project` in its repository, or nothing for its root."""
    found = Git(directory=project).output("rev-parse", "--show-prefix")
    return found.removesuffix("\n").rstrip("/")


@contextmanager
def temporary_store() -> Iterator[ObjectStore]:
    """Yield a store for a project without a repository."""
    with temporary_directory("forge-objects-") as directory:
        Git(directory=directory).output("init", "--quiet", "--bare", ".")
        yield ObjectStore(repository=directory)


def _merge(output: str) -> Merge:
    """Read the tree, the files with conflicts, and the messages."""
    tree, *fields = output.split("\0")
    conflicts: dict[str, None] = {}
    messages = []
    rest = iter(fields)
    for entry in rest:
        if not entry:
            break
        conflicts[entry.partition("\t")[2]] = None
    for count in rest:
        if not count.isdecimal():
            break
        paths = tuple(next(rest) for _ in range(int(count)))
        messages.append(Message(paths=paths, kind=next(rest), text=next(rest).strip()))
    if not tree:
        raise GitError("git merge-tree returned no tree.")
    return Merge(
        tree=tree.strip(), conflicts=tuple(conflicts), messages=tuple(messages)
    )
