from starlette.types import Scope

# What watches the service, from inside its network: it must get an answer whatever
# host it asks for, and during maintenance too.
PROBES = frozenset({"/health", "/health/live", "/health/ready"})


def path_of(scope: Scope) -> str:
    """The path as the service knows it, without what a proxy adds in front."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "").rstrip("/"))
