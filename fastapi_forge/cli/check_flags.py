"""The flags of the commands that run checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

PathArgument: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="[PATH]",
        help="Directory of the service.  [default: current directory]",
        show_default=False,
    ),
]
OnlyOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="CHECK", help="Run only this check (repeatable)."),
]
SkipOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="CHECK", help="Skip this check (repeatable)."),
]
StrictOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--strict",
        help=(
            "Fail if an applicable check is skipped, for"
            " example because a server is missing."
        ),
    ),
]
AllowWritesOption: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--allow-writes",
        help="Also run checks whose isolation is unknown. They use the settings"
        " in .env, so they may change or delete your data or send mail.",
    ),
]
SeedOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="Seed for the order of the tests and for generated requests.",
    ),
]
JUnitOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        metavar="FILE",
        help="Also write the results to a JUnit XML file.",
        show_default=False,
    ),
]
StrengthOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--strength",
        metavar="N",
        help="Cover every set of N values that can occur together.  [default: 2]",
        show_default=False,
    ),
]
RowSeedOption: TypeAlias = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help="Seed for the choice of combinations and for the order of their tests.",
    ),
]
ShardOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Run shard I of N, to split the work between N machines.",
        show_default=False,
    ),
]
RowOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--row", metavar="NAME", help=("Run only this combination (repeatable).")
    ),
]
ListOption: TypeAlias = Annotated[
    bool,
    typer.Option("--list", help="List the combinations without generating anything."),
]
RenderOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--render",
        metavar="DIR",
        help="Write the files of each combination below DIR without checking them.",
        show_default=False,
    ),
]
FreshOption: TypeAlias = Annotated[
    bool,
    typer.Option("--fresh", help="Ignore results of earlier runs."),
]
JobsOption: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help=(
            "Number of combinations to run in parallel.  [default: number of"
            " processors]"
        ),
        show_default=False,
    ),
]
