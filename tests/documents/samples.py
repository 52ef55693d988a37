"""Workshops, prompts and records to set documents from: one calm set, and hostile words."""

from __future__ import annotations

import datetime as dt

from visions.documents.links import DocumentLink, PictureLinks, TandemPictures
from visions.documents.sheets import view_roadmap, view_worksheet
from visions.documents.view import RoadmapView, WorksheetView
from visions.model import City, Entry, Prompt, Record, RecordId, State, Tandem, Workshop

ARTICLE = (
    "a smart city which is connected, sustainable, user-friendly with a proper digital "
    "infrastructure and co-creation opportunities"
)
LONG = "Ein Marktplatz mit Bäumen und einem Brunnen.\nMenschen sitzen zusammen und planen. " * 40
HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> \"'><svg onload=alert(3)> "
    '{{7*7}} {% raw %} </blockquote></figure> &amp; =HYPERLINK("x") #read("f") '
    "javascript:alert(4) \u202eevil\u0000 \ud800 مرحبا 日本語 👩‍👩‍👧"
)
VERSION = "0.0.0"

ARNSBERG = Tandem(
    "alba-iulia-arnsberg",
    (City("Alba Iulia", "RO"), City("Arnsberg", "DE", absent=True)),
    "Citizen engagement",
    ("ro", "de"),
)
LONGEST = Tandem(
    "vari-voula-vouliagmeni-geestland",
    (City("Vari-Voula-Vouliagmeni", "GR"), City("Geestland", "DE"), City("Alba Iulia", "RO")),
    "Climate neutrality and digitalisation of public services",
    ("el", "de", "ro"),
)
ENEMY = Tandem("enemy", (City(f"Rome {HOSTILE}"), City("</title><b>")), f"Theme {HOSTILE}", ("en",))

WORKSHOP = Workshop(
    title="Two-day tandem workshop",
    organiser="A network of cities",
    place="Berlin",
    date=dt.date(2023, 10, 23),
    horizon=dt.date(2024, 12, 31),
    languages=("en",),
    tandems=(ARNSBERG, LONGEST),
)


def make_entry(
    tandem: Tandem,
    number: int,
    text: str = ARTICLE,
    *,
    state: State = State.DONE,
    provider: str = "openai",
    size: tuple[int, int] = (1536, 1024),
) -> Entry:
    record_id = RecordId(tandem.key, number)
    moment = dt.datetime(2023, 10, 23, 14, 5, tzinfo=dt.UTC)
    record = Record(
        id=record_id,
        uuid="00000000-0000-4000-8000-000000000000",
        prompt=text,
        prompt_sha256="0" * 64,
        provider=provider,
        system="OpenAI" if provider == "openai" else "visions",
        model="gpt-image-2" if provider == "openai" else "sketch",
        attempt=1,
        requested_at=moment,
        created_at=moment,
        parameters={},
        original="original.png",
        media_type="image/png",
        width=size[0],
        height=size[1],
        bytes=100,
        sha256="0" * 64,
    )
    return Entry(Prompt(record_id, text), state, record if state is State.DONE else None)


def make_worksheet(
    tandem: Tandem = ARNSBERG, language: str = "en", entry: Entry | None = None
) -> WorksheetView:
    return view_worksheet(WORKSHOP, tandem, entry or make_entry(tandem, 1), language, VERSION)


def make_roadmap(
    tandem: Tandem = ARNSBERG, language: str = "en", entry: Entry | None = None
) -> RoadmapView:
    return view_roadmap(WORKSHOP, tandem, entry or make_entry(tandem, 1), language, VERSION)


def make_links(tandem: Tandem, entry: Entry, *, chosen: bool = False) -> PictureLinks:
    folder = f"{tandem.key}/{entry.id.digits}"
    is_done = entry.state is State.DONE
    return PictureLinks(
        entry=entry,
        chosen=chosen,
        image=f"{folder}/image.png" if is_done else None,
        original=f"{folder}/original.png" if is_done else None,
        documents=tuple(
            DocumentLink(kind, language, form, f"{folder}/{kind}.{language}.{form}")
            for kind in ("worksheet", "roadmap")
            for language in tandem.languages
            for form in ("pdf", "html")
        ),
    )


def make_walls() -> tuple[TandemPictures, ...]:
    first = (
        make_links(ARNSBERG, make_entry(ARNSBERG, 1)),
        make_links(ARNSBERG, make_entry(ARNSBERG, 2, "o piață\ncu tei", provider="sketch")),
        make_links(ARNSBERG, make_entry(ARNSBERG, 3, LONG), chosen=True),
        *(
            make_links(ARNSBERG, make_entry(ARNSBERG, number, state=state))
            for number, state in enumerate(
                (State.ACCEPTED, State.SENDING, State.REFUSED, State.FAILED, State.UNKNOWN), 4
            )
        ),
    )
    return (TandemPictures(ARNSBERG, first), TandemPictures(LONGEST, ()))


PRINTS = (
    DocumentLink("worksheet", "", "pdf", "print/worksheets.pdf"),
    DocumentLink("roadmap", "", "pdf", "print/roadmaps.pdf"),
)
