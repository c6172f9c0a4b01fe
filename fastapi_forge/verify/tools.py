"""Programs that forge brings itself, so that no service has to have them."""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path

from fastapi_forge.verify.outcome import CheckSkipped

INSTALLATION = "pip install 'forge-fastapi[verify]'"


def tool(name: str) -> Path:
    """Beside forge, or else the machine's own; raises CheckSkipped."""
    places = (sysconfig.get_path("scripts"), os.environ.get("PATH", ""))
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        raise CheckSkipped(f"{name} is not installed beside forge: {INSTALLATION}.")
    return Path(found)
