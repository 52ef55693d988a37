"""The JSON files of the archive: facts, requests, results and records as nouns and back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from visions.errors import Damaged, Problem
from visions.model import GeneratedImage, ImageRequest, Prompt, Record, RecordId

FORMAT = 1


def dump_note(note: Mapping[str, object]) -> bytes:
    """A JSON object as archive bytes: UTF-8, indented, with a final newline."""
    return (json.dumps(note, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()


def load_note(path: Path) -> dict[str, Any]:
    """Read one JSON object. Raises Damaged where it is none, FileNotFoundError without it."""
    try:
        note = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        note = None
    if not isinstance(note, dict):
        raise Damaged(
            [
                Problem(
                    "/".join(path.parts[-3:]),
                    "this is no longer readable JSON.",
                    "Put it back from a copy of the workshop folder.",
                )
            ],
            count=1,
        )
    return note


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
        endpoint=note["endpoint"],
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
    prompt: Prompt,
    prompt_sha256: str,
    uuid: str,
    original: str,
    request: Mapping[str, Any],
    result: Mapping[str, Any],
) -> Record:
    """The record of a prompt from the notes on its successful attempt."""
    return Record(
        id=prompt.id,
        uuid=uuid,
        prompt=prompt.text,
        prompt_sha256=prompt_sha256,
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
        cost_usd=result["cost_usd"],
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
    """The record in a record.json. Raises Damaged where it lacks something."""
    try:
        fields = {key: value for key, value in note.items() if key in _RECORD_FIELDS}
        fields["requested_at"] = dt.datetime.fromisoformat(fields["requested_at"])
        fields["created_at"] = dt.datetime.fromisoformat(fields["created_at"])
        return Record(id=RecordId(note["tandem"], note["number"]), **fields)
    except (KeyError, TypeError, ValueError):
        problem = Problem(
            "/".join(path.parts[-3:]),
            "this is not a complete record.",
            "Put it back from a copy of the workshop folder.",
        )
        raise Damaged([problem], count=1) from None


_RECORD_FIELDS = {field.name for field in dataclasses.fields(Record)} - {"id"}


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")
