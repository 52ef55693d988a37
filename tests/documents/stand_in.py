"""A prompt that was refused, with the sketch that stands in for its picture."""

from __future__ import annotations

import dataclasses

from tests.documents.samples import ARTICLE, make_entry, make_links
from visions.documents.links import PictureLinks
from visions.model import Entry, State, Tandem


def make_stand_in_entry(tandem: Tandem, number: int, text: str = ARTICLE) -> Entry:
    """Refused in the words that take the longest explanation."""
    sketch = make_entry(tandem, number, text, provider="sketch")
    return dataclasses.replace(sketch, state=State.REFUSED, detail="content rules")


def make_stand_in(tandem: Tandem, number: int, text: str = ARTICLE) -> PictureLinks:
    links = make_links(tandem, make_stand_in_entry(tandem, number, text))
    return dataclasses.replace(links, image=f"{tandem.key}/{links.entry.id.digits}/stand-in.jpg")
