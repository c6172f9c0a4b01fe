from typing import Annotated

from pydantic import StringConstraints

# No database keeps NUL in text, and no text needs it.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
