"""The contact sheet: all pictures of a workshop at a glance, for the wall and for the dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visions.documents.exhibit import Exhibit, date_entries, view_exhibit
from visions.documents.plain_text import clean_text
from visions.i18n import speak
from visions.model import Entry, Tandem, Workshop


@dataclass(frozen=True, slots=True)
class ContactSheetView:
    """Every prompt in the order given, and the texts of the pages around them."""

    language: str
    title: str
    document_title: str
    created: int
    workshop: str
    place_and_date: str
    disclaimer: str
    nothing: str
    page_of: str
    made_with: str
    exhibits: tuple[Exhibit, ...]


def view_contact_sheet(
    workshop: Workshop,
    groups: Sequence[tuple[Tandem, Sequence[Entry], int | None]],
    language_code: str,
    version: str,
) -> ContactSheetView:
    """All prompts of these tandems; the number of the chosen one goes with each, if any."""
    say = speak(language_code)
    title = say.text("Contact sheet")
    return ContactSheetView(
        language=say.code,
        title=title,
        document_title=clean_text(f"{title}: {workshop.title}"),
        created=date_entries((e for _, entries, _ in groups for e in entries), workshop.date),
        workshop=clean_text(workshop.title),
        place_and_date=clean_text(
            " · ".join(part for part in (workshop.place, say.day(workshop.date)) if part)
        ),
        disclaimer=say.text(
            "Every picture shows an imagined place. None is a photograph, a plan or a forecast."
        ),
        nothing=say.text("No prompts yet."),
        page_of=say.text("Page {n} of {total}"),
        made_with=f"visions {version}",
        exhibits=tuple(
            view_exhibit(tandem, entry, say, chosen=entry.id.number == chosen)
            for tandem, entries, chosen in groups
            for entry in entries
        ),
    )
