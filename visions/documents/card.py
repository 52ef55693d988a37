"""Prompt cards: four A6 cards on a page of A4, each with one prompt in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visions.documents.exhibit import Exhibit, date_entries, view_exhibit
from visions.documents.plain_text import clean_text
from visions.i18n import Language, speak
from visions.model import Entry, Tandem, Workshop


@dataclass(frozen=True, slots=True)
class Card:
    """One prompt on as many cards as it takes. `language` is the reader's, a BCP 47 code."""

    language: str
    title: str
    exhibit: Exhibit
    prompt_label: str
    continued: str
    workshop: str


@dataclass(frozen=True, slots=True)
class CardsView:
    """All cards of one print; they may be in several languages."""

    language: str
    document_title: str
    created: int
    cards: tuple[Card, ...]


def view_cards(
    workshop: Workshop,
    groups: Sequence[tuple[Tandem, Sequence[Entry]]],
    language_code: str | None = None,
) -> CardsView:
    """A card for each prompt, in its tandem's first language or in the one given."""
    cards: list[Card] = []
    for tandem, entries in groups:
        say = speak(language_code or tandem.languages[0])
        cards.extend(_view_card(workshop, tandem, entry, say) for entry in entries)
    say = speak(language_code or workshop.languages[0])
    title = say.text("Prompt cards")
    return CardsView(
        language=say.code,
        document_title=clean_text(f"{title}: {workshop.title}"),
        created=date_entries((e for _, entries in groups for e in entries), workshop.date),
        cards=tuple(cards),
    )


def _view_card(workshop: Workshop, tandem: Tandem, entry: Entry, say: Language) -> Card:
    return Card(
        language=say.code,
        title=say.text("Prompt card"),
        exhibit=view_exhibit(tandem, entry, say),
        prompt_label=say.text("Prompt"),
        continued=say.text("continued"),
        workshop=clean_text(workshop.title),
    )
