"""A sketch that stands in while the image service owes a picture: derived, never archived."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, replace
from functools import lru_cache

from visions import __version__
from visions.model import Entry, Record, Workshop

SYSTEM = "visions sketch"


@dataclass(frozen=True, slots=True)
class StandIn:
    """The drawing and a record of it that exists in memory only."""

    svg: bytes
    record: Record


def draw_stand_in(entry: Entry, workshop: Workshop) -> StandIn:
    """The sketch for a prompt without a picture: the same words, the same bytes, every time."""
    width, height = workshop.images.pixels
    prompt = entry.prompt
    svg, scene = _draw(prompt.text, width, height, prompt.seed, prompt.language)
    moment = dt.datetime.combine(workshop.date, dt.time(), dt.UTC)
    record = Record(
        id=entry.id,
        uuid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"stand-in:{workshop.title}:{entry.id}")),
        prompt=entry.prompt.text,
        prompt_sha256=hashlib.sha256(entry.prompt.text.encode()).hexdigest(),
        provider="sketch",
        system=SYSTEM,
        model=__version__,
        attempt=0,
        requested_at=moment,
        created_at=moment,
        parameters={},
        original="",
        media_type="image/svg+xml",
        width=width,
        height=height,
        bytes=len(svg),
        sha256=hashlib.sha256(svg).hexdigest(),
        reported={"scene": scene},
    )
    return StandIn(svg, record)


def give_stand_in(entry: Entry, workshop: Workshop) -> Entry:
    """With fallback = "sketch": an entry without a picture gets a sketch to go on with.

    The sketch is derived, never archived: the prompt goes on waiting for its picture.
    """
    images = workshop.images
    if entry.record is not None or images.fallback is None or images.provider == "sketch":
        return entry
    return replace(entry, record=draw_stand_in(entry, workshop).record)


@lru_cache(maxsize=8)
def _draw(
    words: str, width: int, height: int, seed: int, language: str | None
) -> tuple[bytes, dict[str, object]]:
    from visions.imaging.sketch import draw_sketch, read_scene

    svg = draw_sketch(words, width=width, height=height, seed=seed, language=language).svg.encode()
    return svg, read_scene(svg)
