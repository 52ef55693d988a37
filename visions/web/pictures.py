"""Pictures and assets: looked up by id or name, never by joining a path."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request
from fastapi import Path as InPath
from starlette.responses import Response

from visions.documents.livery import list_theme_assets
from visions.errors import VisionsError
from visions.live.thumbnails import draw_thumbnail
from visions.model import RecordId, State
from visions.web.access import Role
from visions.web.gates import Anyone, Insider, TheSite
from visions.web.pages import list_files

routes = APIRouter(include_in_schema=False)

Number = Annotated[int, InPath(ge=1, le=9999)]
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_KEEP = "private, max-age=31536000, immutable"


@routes.get("/assets/{name}")
def send_asset(request: Request, name: str, site: TheSite, visitor: Anyone) -> Response:
    """A style sheet, script, font or picture of ours, or of the workshop's design."""
    kind = KINDS.get(Path(name).suffix)
    data = list_theme_assets(site.live.sheets.theme).get(name)
    if data is None and (file := list_files().get(name)):
        data = file.read_bytes()
    if data is None or kind is None:
        raise HTTPException(404)
    mark = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
    headers = {"etag": mark, "cache-control": "public, max-age=60"}
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=kind, headers=headers)


@routes.get("/pictures/{key}/{number}/{size}")
async def send_picture(
    key: str, number: Number, size: str, site: TheSite, visitor: Insider
) -> Response:
    """The labelled picture of a prompt: “large.jpg” or “small.jpg”, 640 pixels wide."""
    record = RecordId(key, number)
    if size not in ("large.jpg", "small.jpg") or not _may_see(site, visitor, record):
        raise HTTPException(404)
    layout = site.live.archive.layout
    for state in (State.DONE, State.ACCEPTED):
        path = layout.labelled(record, state)
        if path.exists():
            read = Path.read_bytes if size == "large.jpg" else draw_thumbnail
            data = await asyncio.to_thread(read, path)
            # A stand-in gives way to the picture under the same address.
            kept = _KEEP if state is State.DONE else "private, no-cache"
            return Response(data, media_type="image/jpeg", headers={"cache-control": kept})
    raise HTTPException(404)


def _may_see(site: TheSite, visitor: Insider, record: RecordId) -> bool:
    """A phone sees its own tandem's pictures, the wall those that are not hidden."""
    try:
        one = site.live.find_prompt(record)
    except VisionsError:
        return False
    if visitor.role is Role.WALL:
        return not one.is_hidden
    return visitor.may_act_for(record.tandem)
