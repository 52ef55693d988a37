"""Join cards: four A6 cards on a page of A4, one a tandem, with its way into the live workshop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visions.documents.exhibit import date_entries, view_cities
from visions.documents.plain_text import clean_text
from visions.documents.view import CityView
from visions.i18n import Language, mark, speak
from visions.model import Tandem, Workshop

WELCOME = mark("Welcome! Scan the code and write the city you dream of.")
BY_HAND = mark("Or type the address, then the six characters.")
ALT = mark("QR code of the address {address}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """How one tandem comes in: what is typed, and the drawing (SVG) that is scanned.

    `address` is typed; `link` is what the drawing holds.
    """

    code: str
    address: str
    link: str
    drawing: bytes


@dataclass(frozen=True, slots=True)
class Greeting:
    """Two lines in one of the tandem's languages."""

    language: str
    welcome: str
    by_hand: str


@dataclass(frozen=True, slots=True)
class JoinCard:
    """One card, in its tandem's first language. `tandem` is the name of the drawing, too."""

    tandem: str
    language: str
    title: str
    cities: tuple[CityView, ...]
    alt: str
    code: str
    address: str
    greetings: tuple[Greeting, ...]
    workshop: str


@dataclass(frozen=True, slots=True)
class JoinCardsView:
    """All cards of one print."""

    language: str
    document_title: str
    created: int
    cards: tuple[JoinCard, ...]


def view_join_cards(
    workshop: Workshop,
    tandems: Sequence[Tandem],
    invitations: Mapping[str, Invitation],
    language_code: str,
) -> JoinCardsView:
    """A card for each of `tandems`; each greets in all languages of its tandem.

    The document's own title is in `language_code`. Raises KeyError where one has no invitation.
    """
    say = speak(language_code)
    title = say.text("Join cards")
    return JoinCardsView(
        language=say.code,
        document_title=clean_text(f"{title}: {workshop.title}"),
        created=date_entries((), workshop.date),
        cards=tuple(_view_card(workshop, one, invitations[one.key]) for one in tandems),
    )


def _view_card(workshop: Workshop, tandem: Tandem, invitation: Invitation) -> JoinCard:
    say = speak(tandem.languages[0])
    return JoinCard(
        tandem=tandem.key,
        language=say.code,
        title=say.text("Come in"),
        cities=view_cities(tandem, say),
        alt=say.text(ALT, address=invitation.address),
        code=invitation.code,
        address=invitation.address.removeprefix("http://"),
        greetings=tuple(_greet(speak(code)) for code in tandem.languages),
        workshop=clean_text(workshop.title),
    )


def _greet(say: Language) -> Greeting:
    return Greeting(say.code, say.text(WELCOME), say.text(BY_HAND))
