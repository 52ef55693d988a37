"""Files of the archive without a text: the same notes, with a mark where it stood.

Only what people, services and programs wrote in words is changed. Codes – keys, ids, digests,
moments, names of files and of things that the built-in illustrator draws – stay.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from visions.archive.layout import parse_answers_name, parse_redaction_name
from visions.errors import CannotRedact
from visions.redaction.picture_texts import cut_picture_texts
from visions.redaction.sought_text import SoughtText

_CODES = {"format", "sha256", "prompt_sha256", "uuid", "tandem", "record", "provider", "system"} | {
    "model", "endpoint", "outcome", "kind", "original", "media_type", "requested_at", "created_at",
    "ended_at", "accepted_at", "language", "parent", "source",
}  # fmt: skip
_ANSWER_CODES = {"format", "record", "saved_at", "ref", "needs", "key", "day", "id"} | {
    "lane", "type", "start", "due", "status", "depends_on", "picture_ref",
}  # fmt: skip
_PARAMETER_CODES = {"model", "size", "quality"}
_JOURNAL_CODES = {"at", "what", "tandem", "record", "code", "ticket", "phone", "name", "began"}

_BODY = re.compile(r"answer-[0-9]+\.body")
_MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}

Way = tuple[str, ...]
"""The keys that lead to a text within a note."""


class Rewriting:
    """Takes one text out of files and counts its places. `mark` is what comes instead."""

    def __init__(self, sought: SoughtText, mark: str) -> None:
        self._sought = sought
        self._mark = mark
        self.places = 0

    def rewrite(self, name: str, data: bytes) -> bytes:
        """The file of the archive with this name, which decides what it is.

        Raises CannotRedact where it holds the text and cannot be read, so that nothing could be
        said about what would be left.
        """
        if name.endswith(".md"):
            return self._rewrite_words(name, data)
        if _BODY.fullmatch(name):
            return self._rewrite_body(name, data)
        return self._rewrite_note(name, data)

    def rewrite_journal(self, data: bytes) -> bytes:
        """The journal of the room. Lines that nobody can read go where they hold the text."""
        kept = []
        for line in data.split(b"\n"):
            if not self._sought.is_in(line):
                kept.append(line)
                continue
            note = _load(line)
            if note is None:
                self.places += 1
                continue
            changed = self._change(note, (), lambda way: way[-1:] not in _JOURNAL)
            kept.append(line if changed == note else json.dumps(changed).encode())
        return b"\n".join(kept)

    def _rewrite_words(self, name: str, data: bytes) -> bytes:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            return self._give_up(name, data, "it is not UTF-8 text")
        return self._take_out(text).encode()

    def _rewrite_note(self, name: str, data: bytes) -> bytes:
        note = _load(data)
        if note is None:
            return self._give_up(name, data, "it is no longer readable JSON")
        if parse_redaction_name(name):
            changed = self._change(note, (), lambda way: way[-1] in ("why", "redacted_by"))
        elif parse_answers_name(name):
            changed = self._change(note, (), lambda way: way[-1] not in _ANSWER_CODES)
        else:
            is_sketch = isinstance(note, dict) and _is_sketch(note)
            changed = self._change(note, (), lambda way: _is_worded(way, is_sketch=is_sketch))
        return data if changed == note else dump_json(changed)

    def _rewrite_body(self, name: str, data: bytes) -> bytes:
        """The raw answer of a service: its texts, and what its pictures say beside their pixels."""
        note = _load(data)
        if note is None:
            return self._give_up(name, data, "it is no JSON")
        changed = self._change(note, (), lambda way: True, self._rewrite_picture)
        return data if changed == note else dump_json(changed)

    def _rewrite_picture(self, text: str) -> str | None:
        """A picture in Base64 without what it says; None for any other text."""
        if len(text) < 64 or not text.startswith(("iVBOR", "/9j/", "UklGR")):
            return None
        try:
            data = base64.b64decode(text, validate=True)
            kind = next(kind for magic, kind in _MAGIC.items() if data.startswith(magic))
            cut = cut_picture_texts(data, kind, self._sought)
        except (binascii.Error, ValueError, StopIteration):
            return None
        self.places += len(cut.parts)
        return base64.b64encode(cut.data).decode() if cut.parts else text

    def _change(
        self,
        value: Any,
        way: Way,
        is_worded: Callable[[Way], bool],
        read_picture: Callable[[str], str | None] | None = None,
    ) -> Any:
        """`value` with its texts changed at any depth; `is_worded` tells of each where it is."""
        if isinstance(value, str):
            if read_picture is not None and (picture := read_picture(value)) is not None:
                return picture
            return self._take_out(value) if is_worded(way or ("",)) else value
        if isinstance(value, list):
            return [self._change(one, way, is_worded, read_picture) for one in value]
        if isinstance(value, dict):
            return {
                self._change_key(key, way): self._change(one, (*way, key), is_worded, read_picture)
                for key, one in value.items()
            }
        return value

    def _change_key(self, key: str, way: Way) -> str:
        """A service may report under a name of its own; all other names are ours."""
        return self._take_out(key) if "reported" in way else key

    def _take_out(self, text: str) -> str:
        changed, places = self._sought.take_out(text, self._mark)
        self.places += places
        return changed

    def _give_up(self, name: str, data: bytes, reason: str) -> bytes:
        if self._sought.is_in(data):
            raise CannotRedact(file=name, reason=reason)
        return data


_JOURNAL = {(key,) for key in _JOURNAL_CODES}


def _is_worded(way: Way, *, is_sketch: bool) -> bool:
    """Whether a text of a prompt's or a picture's note is words, and no code."""
    if "reported" in way[:-1]:
        return not (is_sketch and "scene" in way)
    if "parameters" in way[:-1]:
        return way[-1] not in _PARAMETER_CODES
    return len(way) != 1 or way[0] not in _CODES


def _is_sketch(note: Mapping[str, Any]) -> bool:
    return note.get("provider") == "sketch" or note.get("system") == "visions sketch"


def _load(data: bytes) -> Any:
    """What JSON says, an object or a list; None for anything else."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def dump_json(value: Any) -> bytes:
    """A changed note as archive bytes."""
    try:
        return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
    except UnicodeEncodeError:  # half a character, as only JSON's escapes can write it
        return (json.dumps(value, ensure_ascii=True, indent=2) + "\n").encode()
