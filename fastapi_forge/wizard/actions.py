"""Actions of the user besides answering."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, Literal


class Move(Enum):
    BACK = auto()


Back = Literal[Move.BACK]
BACK: Final[Back] = Move.BACK


class Action(Enum):
    """The menu below the summary."""

    CREATE = auto()
    RESOURCES = auto()
    MORE = auto()
    BACK = auto()
    CANCEL = auto()
