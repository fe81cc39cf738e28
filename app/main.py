"""The application, put together: settings, middleware, routes, errors, and the job worker."""

import importlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

from asgi_cross_origin_protection import CrossOriginProtection
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.middleware import Middleware

from app import encryption
from app.access import AccessRule
from app.database import Database
from app.error_pages import CatchAll, install_error_pages, refuse_cross_site
from app.jobs import Carrier
from app.recording.tagging import suggest_afresh_from_the_start
from app.refusals import NoteConflicts
from app.security import LimitBody, OnlyTheShownPage, SecurityHeaders, WhoIsAsking, signing_key
from app.settings import Settings, settings_from_environment
from app.static_files import static_files


FEATURES: Final = (
    "accounts",
    "people",
    "directory",
    "recording",
    "plans",
    "reviews",
    "teams",
    "releases",
    "tablets",
    "safety",
    "shell",
)


class RouteWithoutAccess(RuntimeError):
    """A route does not say who may use it; the application refuses to start."""


def create_app(settings: Settings | None = None, database: Database | None = None) -> FastAPI:
    """Return the application for these settings."""
    settings = settings or settings_from_environment()
    settings.prepare_data_dir()
    encryption.use_keys(settings.master_keys())
    database = database or Database(settings.database_address)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        database.check_settings()
        with database.writing() as session:
            suggest_afresh_from_the_start(session)
        carrier = Carrier(database, settings.data_dir)
        carrier.start()
        try:
            yield
        finally:
            carrier.stop()
            database.close()

    app = FastAPI(
        title="What Matters",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(CatchAll),
            Middleware(WhoIsAsking, settings=settings, database=database),
            Middleware(NoteConflicts),
            Middleware(OnlyTheShownPage),
            Middleware(LimitBody),
            Middleware(CrossOriginProtection, deny_app=refuse_cross_site),
        ],
    )
    app.state.settings = settings
    app.state.database = database
    app.state.signing_key = signing_key(settings)
    for feature in FEATURES:
        app.include_router(importlib.import_module(f"app.{feature}.routes").router)
    app.mount("/static", static_files(), name="static")
    install_error_pages(app)
    check_access(app)
    return app


def check_access(app: FastAPI) -> None:
    """Refuse to start if any route does not say who may use it."""
    for path, methods, rule in routes_and_access(app):
        if rule is None:
            raise RouteWithoutAccess(f"{'/'.join(sorted(methods))} {path} names no access rule.")


def routes_and_access(app: FastAPI) -> Iterator[tuple[str, frozenset[str], AccessRule | None]]:
    """Yield every route with its methods and its access rule, for the check and for the tests."""
    for context in iter_route_contexts(app.routes):
        dependant = getattr(context, "dependant", None)
        if dependant is not None:
            yield str(context.path), frozenset(context.methods or ()), _rule(dependant)


def _rule(dependant: Dependant) -> AccessRule | None:
    for dependency in dependant.dependencies:
        if isinstance(dependency.call, AccessRule):
            return dependency.call
        found = _rule(dependency)
        if found is not None:
            return found
    return None
