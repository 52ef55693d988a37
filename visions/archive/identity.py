"""What a record is called outside of its workshop, where others have records of the same id."""

from __future__ import annotations

import uuid

from visions.archive.layout import Layout
from visions.archive.notes import load_note
from visions.archive.prompt_text import digest_words
from visions.model import RecordId

_NAMESPACE = uuid.UUID("6f1d3a52-8f0e-5c1b-9d57-2a1c5b0f7e43")


def identify_record(layout: Layout, record: RecordId, words: str) -> uuid.UUID:
    """A UUID of version 5 (RFC 9562 § 5.5) that stays the same for good and says nothing itself.

    It comes of the record's id and of what was noted when its prompt was accepted: the moment
    and the digest of its words. Picture, answers and workshop.toml have no part in it. `words`
    are those of the prompt, and count where they were not noted because somebody wrote the
    numbered file by hand. Raises Damaged where the note cannot be read.
    """
    path = layout.facts(record)
    noted = load_note(path) if path.exists() else {}
    moment, digest = noted.get("accepted_at", ""), noted.get("sha256") or digest_words(words)
    return uuid.uuid5(_NAMESPACE, f"{record}\n{moment}\n{digest}")
