"""The web application of one live workshop. It holds no state that a restart would lose."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp

from visions import __version__
from visions.live.workshop import LiveWorkshop
from visions.web import api, desk, desk_api, faults, joining, news, pictures, sheets, tandem, wall
from visions.web.access import Attempts, Keys
from visions.web.gates import Site
from visions.web.guard import Addresses, Guard

ROOMS = (joining, tandem, sheets, wall, desk, pictures, news, api, desk_api)


def create_app(live: LiveWorkshop, keys: Keys, addresses: Addresses, address: str) -> ASGIApp:
    """The whole application, behind its guard. `address` is how phones reach it."""
    return Guard(create_routes(live, keys, address), addresses)


def create_routes(live: LiveWorkshop, keys: Keys, address: str) -> FastAPI:
    """The application without its guard: every route with its gate."""
    app = FastAPI(
        title="visions",
        version=__version__,
        summary="One live workshop: prompts in, pictures and sheets out.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = Site(live, keys, Attempts(), address)
    for room in ROOMS:
        app.include_router(room.routes)
    faults.register(app)
    return app
