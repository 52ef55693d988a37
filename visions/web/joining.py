"""Coming in: by code, by QR code, by the facilitator's link; and the language of the pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field
from starlette.responses import JSONResponse, RedirectResponse, Response

from visions.i18n import find_languages, speak
from visions.web.access import Role, Visitor
from visions.web.gates import LANGUAGE_COOKIE, Anyone, Site, TheSite, find_language
from visions.web.pages import read_form, render
from visions.web.shapes import In

routes = APIRouter(include_in_schema=False)

HOME = {Role.PHONE: "/tandem", Role.WALL: "/wall", Role.DESK: "/desk"}
_YEAR = 365 * 24 * 3600


class JoinIn(In):
    """A `ticket` or a typed `code`, and the secret that this browser keeps of itself."""

    ticket: Annotated[str, Field(max_length=100)] = ""
    code: Annotated[str, Field(max_length=40)] = ""
    device: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


@routes.get("/")
def greet(request: Request, visitor: Anyone) -> Response:
    """The start page: a place for the code. Who is in already goes on."""
    if visitor.role is Role.PHONE:
        return RedirectResponse("/tandem", 303)
    return render(request, "start.html.j2", trouble="", code="")


@routes.get("/join/{ticket}")
def ask(ticket: str, request: Request, site: TheSite, visitor: Anyone) -> Response:
    """Where a QR code leads: one tap, so that no link can bring a phone in unasked."""
    key = site.live.room.find_by_ticket(ticket)
    if key is None:
        return render(request, "start.html.j2", status=404, code="", trouble=_say_old(request))
    tandem = site.live.pick_tandem(key)
    return render(request, "join.html.j2", tandem=tandem, ticket=ticket)


@routes.post("/join")
async def come_in(request: Request, site: TheSite, visitor: Anyone) -> Response:
    """With a typed `code` or a `ticket`: the phone is one of that tandem from now on."""
    form = await read_form(request)
    if ticket := form.get("ticket", ""):
        key = site.live.room.find_by_ticket(ticket)
        if key is None:
            return render(request, "start.html.j2", status=404, code="", trouble=_say_old(request))
        return _admit(site, site.keys.admit(key))
    code = form.get("code", "")[:40]
    key = _try_code(request, site, code)
    if key is None:
        return render(request, "start.html.j2", status=404, code=code, trouble=_say_wrong(request))
    return _admit(site, site.keys.admit(key))


@routes.post("/api/join")
async def come_in_again(request: Request, body: JoinIn, site: TheSite, visitor: Anyone) -> Response:
    """The same for the pages' scripts, which keep the ticket: after a restart of the server the
    phone comes in by itself, as the phone that it was."""
    if body.ticket:
        key, trouble = site.live.room.find_by_ticket(body.ticket), _say_old(request)
    else:
        key, trouble = _try_code(request, site, body.code), _say_wrong(request)
    if key is None:
        return JSONResponse({"error": "Http404", "message": trouble, "problems": []}, 404)
    ticket = site.live.room.state.passes[key].ticket
    response = JSONResponse({"tandem": key, "ticket": ticket, "home": HOME[Role.PHONE]})
    return _set_cookie(response, site, site.keys.admit(key, body.device))


@routes.get("/enter/{token}")
def enter(token: str, site: TheSite, visitor: Anyone) -> Response:
    """The link of the desk or of the wall, as the terminal shows it."""
    opened = site.keys.open_with(token)
    if opened is None:
        raise HTTPException(404)
    return _admit(site, opened)


@routes.post("/leave")
def leave(site: TheSite, visitor: Anyone) -> Response:
    """This browser is a stranger again."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(site.cookie, path="/", secure=site.is_secure, httponly=True)
    return response


@routes.post("/language")
async def choose_language(request: Request, site: TheSite, visitor: Anyone) -> Response:
    """The pages speak `language` in this browser from now on."""
    form = await read_form(request)
    response = RedirectResponse(_keep_path(form.get("back", "/")), 303)
    if form.get("language") in find_languages():
        response.set_cookie(
            LANGUAGE_COOKIE,
            form["language"],
            max_age=_YEAR,
            secure=site.is_secure,
            httponly=True,
            samesite="strict",
        )
    return response


def _admit(site: Site, visitor: Visitor) -> Response:
    return _set_cookie(RedirectResponse(HOME[visitor.role], 303), site, visitor)


def _set_cookie(response: Response, site: Site, visitor: Visitor) -> Response:
    response.set_cookie(
        site.cookie,
        site.keys.write_cookie(visitor),
        secure=site.is_secure,
        httponly=True,
        samesite="strict",
        path="/",
    )
    return response


def _try_code(request: Request, site: Site, code: str) -> str | None:
    """The tandem of a typed code; a wrong one counts. Raises HTTPException 429 after too many."""
    address = _name_address(request)
    if not site.attempts.may_try(address):
        raise HTTPException(429)
    key = site.live.room.find_by_code(code)
    if key is None:
        site.attempts.note_failure(address)
    return key


def _keep_path(back: str) -> str:
    """Only a path of ours; never another site."""
    parts = urlsplit(back)
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\")) and not parts.netloc
    return parts.path if is_ours and parts.path.isprintable() else "/"


def _name_address(request: Request) -> str:
    return request.client.host if request.client else ""


def _say_wrong(request: Request) -> str:
    say = speak(find_language(request))
    return say.text("No tandem has this code. Look at it once more.")


def _say_old(request: Request) -> str:
    say = speak(find_language(request))
    return say.text("This QR code is not valid any more. Ask for the new one, or type the code.")
