"""Whether what the archive holds is still what was received."""

from __future__ import annotations

import hashlib

from visions.archive.layout import OUTPUTS, PROMPTS
from visions.archive.store import Archive
from visions.archive.tombstone import find_stopped
from visions.errors import Damaged, Problem, VisionsError
from visions.model import Entry, Record, RecordId


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
    advice = _advise(archive, record.id, "Put it back from a copy of the folder.")
    return Damaged([Problem(place, what, advice)], count=1)


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
    usual = "Put it back; new words belong into a file of their own."
    advice = _advise(archive, entry.id, usual)
    return [Damaged([Problem(place, what, advice)], count=1)]


def _advise(archive: Archive, record: RecordId, usual: str) -> str:
    """What to do; not to put anything back where it was being taken out."""
    try:
        stopped = find_stopped(archive.layout, record)
    except VisionsError:
        stopped = None
    if stopped is None:
        return usual
    return "A redaction was stopped before its end: run the same “visions redact” again."
