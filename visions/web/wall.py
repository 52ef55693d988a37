"""The wall, for a beamer: how to come in, the step that runs, and the pictures as they arrive."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from visions.documents.plain_text import clean_text
from visions.i18n import mark, speak
from visions.web.api import read_wall
from visions.web.codes import draw_code
from visions.web.gates import InLanguage, TheSite, Wall
from visions.web.pages import render
from visions.web.shapes import show_agenda

routes = APIRouter(include_in_schema=False)

WORDS = {
    "over": mark("The time for this step is over."),
    "step": mark("Step {n} of {total}"),
    "then": mark("Then: {title}"),
    "place": mark("Picture {n} of {total}"),
    "offline": mark("No connection. This page goes on by itself."),
    "pause": mark("Stop the slide show"),
    "play": mark("Start the slide show"),
    "all": mark("All pictures"),
    "one": mark("One picture"),
}


@routes.get("/wall")
def show_wall(request: Request, site: TheSite, visitor: Wall, language: InLanguage) -> Response:
    """The page; its script asks /api/wall and /api/session for what is new."""
    live, say = site.live, speak(language)
    shown = read_wall(site, visitor, language)
    tandems = {one.key: clean_text(one.title) for one in live.workshop.tandems}
    agenda = show_agenda(live, say)
    data = {
        "pictures": [one.model_dump() for one in shown],
        "tandems": tandems,
        "agenda": agenda.model_dump(),
        "words": {name: say.text(words) for name, words in WORDS.items()},
    }
    return render(
        request,
        "wall.html.j2",
        data=data,
        pictures=shown[::-1],
        tandems=tandems,
        agenda=agenda,
        scheme=site.address.partition("://")[0] + "://",
        address=site.address.partition("://")[2],
    )


@routes.get("/wall/code.svg")
def draw_address(site: TheSite, visitor: Wall) -> Response:
    """The QR code of the address: there the code of a tandem is typed."""
    return Response(draw_code(site.address), media_type="image/svg+xml")
