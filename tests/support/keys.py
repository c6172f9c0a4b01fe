"""Key sequences of terminals."""

ENTER = "\r"
SPACE = " "
UP = "\x1b[A"
DOWN = "\x1b[B"
SHIFT_TAB = "\x1b[Z"
CONSOLE_SHIFT_TAB = "\x1b\t"
CTRL_C = "\x03"
CTRL_D = "\x04"
CTRL_U = "\x15"


def pasted(text: str) -> str:
    """Mark text as pasted."""
    return f"\x1b[200~{text}\x1b[201~"
