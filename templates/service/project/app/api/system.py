"""What the service is and how it is doing; outside the versions of the API."""

from fastapi import APIRouter

from app.api.deps import SessionsDep, SettingsDep
from app.api.openapi import problems
from app.core.exceptions import UnavailableError
from app.db.session import is_reachable
from app.schemas.system import Liveness, Readiness, Status, Welcome

router = APIRouter(tags=["system"])

RETRY_AFTER_SECONDS = 5


@router.get("/")
async def read_welcome(settings: SettingsDep) -> Welcome:
    """Say what this is and where its documentation is."""
    return Welcome(
        name=settings.app_name,
        version=settings.app_version,
        docs=settings.published(settings.docs_url),
        openapi=settings.published(settings.openapi_url),
    )


@router.get("/health/live")
async def read_liveness() -> Liveness:
    """Answer as long as the process can: if not, restart it."""
    return Liveness()


@router.get("/health", name="read_health", responses=problems(503))
@router.get("/health/ready", responses=problems(503))
async def read_readiness(sessions: SessionsDep) -> Readiness:
    """Tell whether what the service depends on answers: if not, send no traffic."""
    if not await is_reachable(sessions):
        raise UnavailableError(
            "The database does not answer.", retry_after=RETRY_AFTER_SECONDS
        )
    return Readiness(checks={"database": "ok"})


@router.get("/status")
async def read_status(settings: SettingsDep) -> Status:
    """Show the settings that are safe to show."""
    return Status(
        name=settings.app_name,
        version=settings.app_version,
        environment=settings.environment,
        debug=settings.debug,
        maintenance_mode=settings.maintenance_mode,
    )
