"""One prompt with its picture, as cards, posters, contact sheets and reports show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from visions.documents.picture import explain_absence, view_picture
from visions.documents.plain_text import clean_text
from visions.documents.view import CityView, PictureView
from visions.i18n import Language
from visions.labels import describe_system
from visions.model import Entry, State, Tandem

FINGERPRINT = 16
"""Digits of a SHA-256 that are printed: enough to tell one original from any other."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One prompt, ready to hang. `number` (“arezzo-hamm/0001”) is also the key of its picture.

    `waiting` is what an empty frame says, needed wherever the picture cannot be had. `facts` are
    pairs of label and value; `fingerprint` is the beginning of the original's SHA-256, or “”.
    """

    number: str
    heading: str
    tandem: str
    cities: tuple[CityView, ...]
    theme: str
    prompt: str
    chosen: str
    """That the tandem chose it, or “”."""
    picture: PictureView
    waiting: str
    fingerprint: str
    facts: tuple[tuple[str, str], ...]


def view_exhibit(tandem: Tandem, entry: Entry, say: Language, *, chosen: bool = False) -> Exhibit:
    """One prompt in the reader's language; the prompt itself stays as it was written."""
    return Exhibit(
        number=str(entry.id),
        heading=say.text("Prompt {number}", number=entry.id.number),
        tandem=clean_text(tandem.title),
        cities=view_cities(tandem, say),
        theme=clean_text(tandem.theme),
        prompt=clean_text(entry.prompt.text),
        chosen=say.text("Chosen by the tandem") if chosen else "",
        picture=view_picture(entry, say),
        waiting=explain_absence(replace(entry, record=None), say),
        fingerprint=_cut_digest(entry),
        facts=_list_facts(entry, say),
    )


def view_cities(tandem: Tandem, say: Language) -> tuple[CityView, ...]:
    """The cities of a tandem, each with the note that it was absent."""
    return tuple(
        CityView(clean_text(city.name), say.text("not present") if city.absent else "")
        for city in tandem.cities
    )


def date_entries(entries: Iterable[Entry], day: dt.date) -> int:
    """When the newest picture was made, or the start of `day` (Unix seconds): a PDF's own time."""
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    moments = (entry.record.created_at for entry in entries if entry.record)
    return int(max(moments, default=midnight).timestamp())


def _cut_digest(entry: Entry) -> str:
    if entry.record is None or entry.state is not State.DONE:
        return ""
    digits = entry.record.sha256[:FINGERPRINT]
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _list_facts(entry: Entry, say: Language) -> tuple[tuple[str, str], ...]:
    record = entry.record
    if record is None:
        return ()
    if not record.is_ai:
        facts = [(say.text("Drawn by"), clean_text(describe_system(record, say)))]
    else:
        service = record.system
        if record.provider != service.casefold():
            service = f"{service} ({record.provider})".strip()
        facts = [
            (say.text("Image service"), clean_text(service)),
            (say.text("Model"), clean_text(record.model)),
        ]
    if entry.state is State.DONE:
        # A stand-in is drawn anew whenever it is needed, and has neither date nor original.
        facts.append((say.text("Date"), say.short_day(record.created_at)))
        facts.append(("SHA-256", f"{_cut_digest(entry)} …"))
    return tuple(facts)
