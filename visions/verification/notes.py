"""The JSON files of the archive as they have to be: one table for each kind.

A key marked with “?” may be missing. What is not in a table is not judged.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

FORMAT = 1
LARGEST = 64 * 1024 * 1024
"""Bytes; no note that visions writes comes near."""

Told = tuple[str, Mapping[str, object]]
"""A code, and what its finding tells."""
Check = Callable[[Any], bool]

_DIGEST = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(
    r"(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
MEDIA_TYPES = {
    "image/png": "original.png",
    "image/jpeg": "original.jpg",
    "image/webp": "original.webp",
    "image/svg+xml": "original.svg",
}
OUTCOMES = ("done", "refused", "failed", "unknown")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100_000


def _is_money(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _is_moment(value: object) -> bool:
    return read_moment(value) is not None


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_uuid(value: object) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _is_media_type(value: object) -> bool:
    return isinstance(value, str) and value in MEDIA_TYPES


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _is_sent(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("prompt"), str)


_SIZE: dict[str, Check] = {
    "media_type": _is_media_type,
    "width": _is_length,
    "height": _is_length,
    "bytes": _is_count,
    "sha256": _is_digest,
}
_DRAWN: dict[str, Check] = {
    **_SIZE,
    "system": _is_text,
    "model": _is_text,
    "usage": _is_object,
    "reported": _is_object,
    "cost_usd?": _is_money,
}
KINDS: dict[str, dict[str, Check]] = {
    # Facts may be written by hand, or not at all.
    "facts": {
        "accepted_at?": _is_text,
        "sha256?": _is_digest,
        "language?": _is_text_or_none,
    },
    "request": {
        "attempt": _is_number,
        "requested_at": _is_moment,
        "provider": _is_text,
        "endpoint?": _is_text_or_none,
        "paid": _is_yes_or_no,
        "reserved_usd?": _is_money,
        "model": _is_text,
        "width": _is_length,
        "height": _is_length,
        "parameters": _is_sent,
    },
    "result": {
        "attempt": _is_number,
        "outcome": lambda value: isinstance(value, str) and value in OUTCOMES,
        "ended_at": _is_moment,
    },
    "done": _DRAWN,
    "ended": {"kind": _is_text, "reason": _is_text, "advice": _is_text, "detail": _is_text},
    "record": {
        "tandem": _is_text,
        "number": _is_number,
        "uuid": _is_uuid,
        "prompt": _is_text,
        "prompt_sha256": _is_digest,
        "provider": _is_text,
        "attempt": _is_number,
        "requested_at": _is_moment,
        "created_at": _is_moment,
        "parameters": _is_sent,
        "original": lambda value: isinstance(value, str) and value in MEDIA_TYPES.values(),
        **_DRAWN,
    },
    "answers": {
        "record": _is_text,
        "saved_at": _is_moment,
        "source": _is_text,
        "worksheet": _is_object,
        "roadmap": _is_object,
    },
    "choice": {"number": _is_number, "chosen_at": _is_moment},
    "redaction": {
        "record": _is_text,
        "redacted_at": _is_moment,
        "redacted_by?": _is_text_or_none,
        "why?": _is_text_or_none,
        "what": lambda value: isinstance(value, str) and value in ("text", "record"),
        "files?": _is_texts,
        "places?": _is_count,
        "original_altered?": _is_yes_or_no,
        "spent_usd?": _is_money,
        "requests?": lambda value: isinstance(value, list),
    },
}


def read_note(kind: str, data: bytes) -> tuple[dict[str, Any] | None, list[Told]]:
    """The note in `data`, None where it cannot be judged further, and what is wrong with it."""
    try:
        note = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        note = None
    if not isinstance(note, dict):
        return None, [("V040", {})]
    form = note.get("format", FORMAT if kind == "facts" else None)
    if isinstance(form, int) and not isinstance(form, bool) and form > FORMAT:
        return None, [("V041", {"format": form})]
    if form != FORMAT or isinstance(form, bool):
        return None, [("V042", {"key": "format"})]
    wrong: list[Told] = [("V042", {"key": key}) for key in _find_wrong(kind, note)]
    return (None if wrong else note), wrong


def _find_wrong(kind: str, note: Mapping[str, Any]) -> Iterator[str]:
    for key, check in KINDS[kind].items():
        name = key.removesuffix("?")
        if name not in note:
            if name == key:
                yield name
        elif not check(note[name]):
            yield name
    if kind == "result" and note.get("outcome") in OUTCOMES:
        yield from _find_wrong("done" if note["outcome"] == "done" else "ended", note)
    if kind == "record":
        expected = MEDIA_TYPES.get(str(note.get("media_type")))
        if expected and str(note.get("original")) in {*MEDIA_TYPES.values()} - {expected}:
            yield "original"


def read_moment(value: object) -> dt.datetime | None:
    """A moment in ISO 8601, or None where it is none."""
    try:
        return dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
