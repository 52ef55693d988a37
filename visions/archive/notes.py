"""The JSON files of the archive: facts, requests, results and records as nouns and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visions.archive.prompt_text import digest_words
from visions.errors import Damaged, Problem
from visions.model import GeneratedImage, ImageRequest, Record, RecordId

FORMAT = 1
_UPDATE = "Update visions on this computer; nothing is wrong with the file."

REQUEST_KEYS: dict[str, type] = {
    "provider": str,
    "paid": bool,
    "model": str,
    "width": int,
    "height": int,
    "parameters": dict,
    "requested_at": str,
}
RESULT_KEYS: dict[str, type] = {
    "attempt": int,
    "outcome": str,
    "ended_at": str,
    "system": str,
    "model": str,
    "media_type": str,
    "width": int,
    "height": int,
    "bytes": int,
    "sha256": str,
    "usage": dict,
    "reported": dict,
}


def dump_note(note: Mapping[str, object]) -> bytes:
    """A JSON object as archive bytes: UTF-8, indented, with a final newline."""
    return (json.dumps(note, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def load_note(path: Path, **needed: type) -> dict[str, Any]:
    """Read one JSON object that has the `needed` keys with values of these types.

    Raises Damaged where it is no such note, FileNotFoundError where there is none.
    """
    try:
        note = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise damaged(path, f"this cannot be read ({reason}).", "Check its permissions.") from None
    except (ValueError, RecursionError):
        note = None
    if not isinstance(note, dict):
        raise damaged(path, "this is no longer readable JSON.")
    form = note.get("format")
    if isinstance(form, int) and form > FORMAT:
        raise damaged(
            path, f"this was written by a newer version of visions (format {form}).", _UPDATE
        )
    for key, kind in needed.items():
        if not isinstance(note.get(key), kind):
            raise damaged(path, f"“{key}” is missing or no longer what it was.")
    return note


def damaged(
    path: Path, what: str, instead: str = "Put it back from a copy of the workshop folder."
) -> Damaged:
    """The finding that a file of the archive is not as it was written."""
    return Damaged([Problem("/".join(path.parts[-3:]), what, instead)], count=1)


def note_request(
    request: ImageRequest, attempt: int, moment: dt.datetime, reserved: float | None
) -> dict[str, object]:
    """What request-N.json says: exactly what is sent, when, and what it may cost."""
    return {
        "format": FORMAT,
        "attempt": attempt,
        "requested_at": moment,
        "provider": request.provider,
        "endpoint": request.endpoint,
        "paid": request.paid,
        "reserved_usd": reserved,
        "model": request.model,
        "width": request.width,
        "height": request.height,
        "parameters": dict(request.parameters),
    }


def read_request(note: Mapping[str, Any]) -> ImageRequest:
    return ImageRequest(
        provider=note["provider"],
        model=note["model"],
        prompt=note["parameters"]["prompt"],
        width=note["width"],
        height=note["height"],
        parameters=note["parameters"],
        endpoint=note.get("endpoint"),
        paid=note["paid"],
    )


def note_result(
    image: GeneratedImage, sha256: str, attempt: int, moment: dt.datetime, cost: float | None
) -> dict[str, object]:
    """What result-N.json says of a picture that arrived: enough to write its record."""
    facts = {
        field.name: getattr(image, field.name)
        for field in dataclasses.fields(image)
        if field.name != "data"
    }
    return {
        "format": FORMAT,
        "attempt": attempt,
        "outcome": "done",
        "ended_at": moment,
        **facts,
        "bytes": len(image.data),
        "sha256": sha256,
        "cost_usd": cost,
    }


def make_record(
    record_id: RecordId,
    uuid: str,
    original: str,
    request: Mapping[str, Any],
    result: Mapping[str, Any],
) -> Record:
    """The record of a picture from the notes on its attempt: the words are those that were sent."""
    words = request["parameters"]["prompt"]
    return Record(
        id=record_id,
        uuid=uuid,
        prompt=words,
        prompt_sha256=digest_words(words),
        provider=request["provider"],
        system=result["system"],
        model=result["model"],
        attempt=result["attempt"],
        requested_at=dt.datetime.fromisoformat(request["requested_at"]),
        created_at=dt.datetime.fromisoformat(result["ended_at"]),
        parameters=request["parameters"],
        original=original,
        media_type=result["media_type"],
        width=result["width"],
        height=result["height"],
        bytes=result["bytes"],
        sha256=result["sha256"],
        usage=result["usage"],
        reported=result["reported"],
        cost_usd=result.get("cost_usd"),
    )


def note_record(record: Record) -> dict[str, object]:
    """What record.json says."""
    fields = dataclasses.asdict(record)
    del fields["id"]
    return {
        "format": FORMAT,
        "tandem": record.id.tandem,
        "number": record.id.number,
        **fields,
    }


def read_record(note: Mapping[str, Any], path: Path) -> Record:
    """The record in a record.json. Raises Damaged where something in it cannot be right."""
    try:
        fields = {key: value for key, value in note.items() if key in _RECORD_FIELDS}
        for name in ("requested_at", "created_at"):
            fields[name] = dt.datetime.fromisoformat(fields[name])
        record = Record(id=RecordId(note["tandem"], note["number"]), **fields)
    except (KeyError, TypeError, ValueError):
        raise damaged(path, "this is not a complete record.") from None
    if wrong := _find_wrong(record):
        raise damaged(path, f"“{wrong}” is no longer what it was.")
    return record


def _find_wrong(record: Record) -> str | None:
    """The first field of a record that has the wrong type, or would lead out of its folder."""
    for name, expected in _EXPECTED:
        value = getattr(record, name)
        if not isinstance(value, expected) or isinstance(value, bool):
            return name
    if not isinstance(record.id.number, int) or not isinstance(record.id.tandem, str):
        return "number"
    return None if _ORIGINAL.fullmatch(record.original) else "original"


_SIMPLE: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "Mapping[str, object]": dict,
    "float | None": (int, float, type(None)),
}
_EXPECTED = [
    (field.name, _SIMPLE[str(field.type)])
    for field in dataclasses.fields(Record)
    if str(field.type) in _SIMPLE
]
_ORIGINAL = re.compile(r"original\.(png|jpg|webp|svg)")
_RECORD_FIELDS = {field.name for field in dataclasses.fields(Record)} - {"id"}


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")
