"""Who may pass to which route: each route has exactly one of these as a dependency.

A route without a gate is a fault that the tests find, for they read the gates from the app.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Request

from visions.i18n import find_languages
from visions.live.workshop import LiveWorkshop
from visions.web.access import Attempts, Keys, Role, Visitor

COOKIE = "visions"
SECURE_COOKIE = "__Host-visions"
LANGUAGE_COOKIE = "language"


@dataclass(slots=True)
class Site:
    """What every route needs: the workshop, its keys, and how phones reach it."""

    live: LiveWorkshop
    keys: Keys
    attempts: Attempts
    address: str
    """Such as “http://192.168.1.20:8000”: what a phone types or scans."""

    @property
    def cookie(self) -> str:
        return SECURE_COOKIE if self.address.startswith("https:") else COOKIE

    @property
    def is_secure(self) -> bool:
        return self.address.startswith("https:")


def find_site(request: Request) -> Site:
    return cast(Site, request.app.state.site)


def find_visitor(request: Request) -> Visitor:
    """Who asks, by the cookie."""
    site = find_site(request)
    return site.keys.read_cookie(request.cookies.get(site.cookie))


def find_language(request: Request) -> str:
    """The language of this browser: as chosen, else as it says, else that of the tandem."""
    known = find_languages()
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in known:
        return chosen
    for wanted in list_accepted(request.headers.get("accept-language", "")):
        if wanted in known:
            return wanted
    site = find_site(request)
    tandem = site.live.workshop.tandem(find_visitor(request).tandem)
    return (tandem.languages if tandem else site.live.workshop.languages)[0]


def list_accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header without their regions, the best first."""
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:500].split(",")[:30]):
        name, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            quality = 0.0
        if quality > 0:
            found.append((-quality, place, name.strip().split("-")[0].lower()))
    return [name for _, _, name in sorted(found)]


def open_to_anyone(request: Request) -> Visitor:
    """A page for everybody in the room's network."""
    return find_visitor(request)


def open_to_insiders(request: Request) -> Visitor:
    """For every phone that came in, the wall and the desk."""
    return _let_in(find_visitor(request), Role.PHONE, Role.WALL, Role.DESK)


def open_to_tandem(request: Request, key: str) -> Visitor:
    """For the phones of the tandem `key`, and the desk. Others learn nothing of it."""
    visitor = _let_in(find_visitor(request), Role.PHONE, Role.DESK)
    if not visitor.may_act_for(key) or find_site(request).live.workshop.tandem(key) is None:
        raise HTTPException(404)
    return visitor


def open_to_phones(request: Request) -> Visitor:
    """For phones that came in; the page is that of their own tandem."""
    return _let_in(find_visitor(request), Role.PHONE)


def open_to_wall(request: Request) -> Visitor:
    """For the wall and the desk."""
    return _let_in(find_visitor(request), Role.WALL, Role.DESK)


def open_to_desk(request: Request) -> Visitor:
    """For the facilitator alone."""
    return _let_in(find_visitor(request), Role.DESK)


GATES = (
    open_to_anyone,
    open_to_insiders,
    open_to_tandem,
    open_to_phones,
    open_to_wall,
    open_to_desk,
)

Anyone = Annotated[Visitor, Depends(open_to_anyone)]
Insider = Annotated[Visitor, Depends(open_to_insiders)]
OfTandem = Annotated[Visitor, Depends(open_to_tandem)]
Phone = Annotated[Visitor, Depends(open_to_phones)]
Wall = Annotated[Visitor, Depends(open_to_wall)]
Desk = Annotated[Visitor, Depends(open_to_desk)]
TheSite = Annotated[Site, Depends(find_site)]
InLanguage = Annotated[str, Depends(find_language)]


def _let_in(visitor: Visitor, *roles: Role) -> Visitor:
    if visitor.role is Role.STRANGER:
        raise HTTPException(401)
    if visitor.role not in roles:
        raise HTTPException(403)
    return visitor
