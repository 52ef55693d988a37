"""An archive whose index is searched, with what can happen to it in between."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.workshops import open_archive, write_workshop
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.errors import CallFailed
from visions.model import GeneratedImage, ImageRequest, RecordId
from visions.search import glance
from visions.search.query import Found, search

TANDEM = "arezzo-hamm"
OTHER = "utrecht-munich"
SVG = b"<svg/>"

TICK = 0.012
"""Seconds; longer than the clock of any file system that tests run on takes to move."""


def trust_files_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rely on a file's time after milliseconds, so that a test need not wait for seconds."""
    monkeypatch.setattr(glance, "YOUNG", int(TICK * 0.7e9))


class Room:
    """A workshop folder that is searched anew after each change."""

    def __init__(self, folder: Path, images: str = 'provider = "sketch"\nsize = "512x512"') -> None:
        self.folder = write_workshop(folder, images)
        self.archive: Archive = open_archive(folder)

    def search(self, text: str, **options: object) -> Found:
        time.sleep(TICK)
        tandems = load_workshop(self.folder).tandems
        return search(self.archive, tandems, text, **options)  # type: ignore[arg-type]

    def find(self, text: str) -> list[str]:
        """The records that a search finds, the best first."""
        return [str(hit.card.id) for hit in self.search(text, limit=1000).hits]

    def add(self, words: str, tandem: str = TANDEM) -> RecordId:
        return self.archive.accept_prompt(tandem, words, {"language": "it"}).id

    def ask(self, record: RecordId, *, paid: bool = False) -> int:
        words = self.archive.read_prompt(record).text
        request = ImageRequest(
            "openai" if paid else "sketch", "gpt-image-2", words, 1024, 1024,
            {"prompt": words, "quality": "low"}, paid=paid,
        )  # fmt: skip
        return self.archive.open_attempt(record, request, 0.05 if paid else None)

    def draw(self, record: RecordId, *, cost: float | None = None) -> RecordId:
        attempt = self.ask(record, paid=cost is not None)
        image = GeneratedImage(SVG, "image/svg+xml", 8, 8, "visions", "sketch")
        self.archive.keep_image(record, attempt, image, cost)
        return record

    def refuse(self, record: RecordId, outcome: str = "refused") -> RecordId:
        attempt = self.ask(record, paid=True)
        failure = CallFailed(outcome, outcome, "It said no.", "Put it differently.")
        self.archive.close_attempt(record, attempt, failure)
        return record

    @property
    def index(self) -> Path:
        return self.archive.layout.index
