"""Posters for the exhibition wall: one picture large, with the words that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from visions.answers import Answers
from visions.documents.exhibit import Exhibit, date_entries, view_exhibit
from visions.documents.plain_text import clean_text
from visions.i18n import speak
from visions.model import Entry, Tandem, Workshop

Size = Literal["a3", "a2"]


@dataclass(frozen=True, slots=True)
class Poster:
    """One picture with its words. `headline` and `vision` are the tandem's own, or “”."""

    language: str
    exhibit: Exhibit
    prompt_label: str
    prompt_goes_on: str
    headline_label: str
    headline: str
    vision_label: str
    vision: str
    number_label: str
    workshop: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class PostersView:
    """Posters of one size; the picture decides whether one is portrait or landscape."""

    language: str
    document_title: str
    created: int
    size: Size
    posters: tuple[Poster, ...]


def view_posters(
    workshop: Workshop,
    hung: Sequence[tuple[Tandem, Entry, Answers | None]],
    size: Size = "a3",
    language_code: str | None = None,
) -> PostersView:
    """A poster for each prompt, in its tandem's first language or in the one given."""
    say = speak(language_code or workshop.languages[0])
    title = say.text("Posters")
    return PostersView(
        language=say.code,
        document_title=clean_text(f"{title}: {workshop.title}"),
        created=date_entries((entry for _, entry, _ in hung), workshop.date),
        size=size,
        posters=tuple(
            _view_poster(workshop, tandem, entry, answers, language_code or tandem.languages[0])
            for tandem, entry, answers in hung
        ),
    )


def _view_poster(
    workshop: Workshop, tandem: Tandem, entry: Entry, answers: Answers | None, code: str
) -> Poster:
    say = speak(code)
    written = answers.worksheet if answers else None
    return Poster(
        language=code,
        exhibit=view_exhibit(tandem, entry, say),
        prompt_label=say.text("Prompt"),
        prompt_goes_on=say.text("goes on on the prompt card"),
        headline_label=say.text("Newspaper headline on {date}", date=say.day(workshop.horizon)),
        headline=clean_text(written.headline).strip() if written else "",
        vision_label=say.text("Our vision"),
        vision=clean_text(written.vision).strip() if written else "",
        number_label=say.text("Archive number"),
        workshop=clean_text(workshop.title),
        place_and_date=clean_text(
            " · ".join(part for part in (workshop.place, say.day(workshop.date)) if part)
        ),
    )
