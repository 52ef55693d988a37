"""Whether what the archive holds is still what was received."""

from __future__ import annotations

import hashlib

from visions.archive.layout import OUTPUTS, PROMPTS
from visions.archive.store import Archive
from visions.errors import Damaged, Problem, VisionsError
from visions.model import Entry, Record


def find_loss(archive: Archive, record: Record) -> Damaged | None:
    """Whether the original is gone or no longer the bytes that were received."""
    place = f"{OUTPUTS}/{record.id}/{record.original}"
    try:
        data = archive.read_original(record)
    except OSError:
        what = "the picture as it was received is missing."
    else:
        if hashlib.sha256(data).hexdigest() == record.sha256:
            return None
        what = "the picture is no longer as it was received."
    return Damaged([Problem(place, what, "Put it back from a copy of the folder.")], count=1)


def find_change(archive: Archive, entry: Entry) -> list[Damaged]:
    """Whether the prompt's file is gone or says something else than what was drawn."""
    if entry.record is None:
        return []
    place = f"{PROMPTS}/{entry.id}.md"
    try:
        if archive.read_prompt(entry.id).text == entry.record.prompt:
            return []
        what = "the words are no longer those that were drawn."
    except VisionsError:
        what = "the prompt of this picture is missing."
    advice = "Put it back; new words belong into a file of their own."
    return [Damaged([Problem(place, what, advice)], count=1)]
