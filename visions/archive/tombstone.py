"""Tombstones: what says who took something out of a record, when and why, but never what.

    { "format": 1, "record": "arezzo-hamm/0003", "redacted_at": "…", "redacted_by": "…",
      "why": "…", "what": "text" | "record", "files": ["prompts/arezzo-hamm/0003.md", …],
      "places": 4, "original_altered": false }

“text”: some words were taken out, and MARK stands in their places. “record”: all of it is gone but
this file; then `spent_usd` is what its picture came to and `requests` what each request did, for
budgets count on. A tombstone that the tandem's manifest does not list is of a redaction that was
stopped: the same command finishes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from visions.archive.layout import Layout, parse_attempt_name, parse_redaction_name
from visions.archive.manifest import Manifest
from visions.archive.notes import FORMAT, damaged, load_note
from visions.errors import Damaged
from visions.model import RecordId, State

MARK = "[…]"
"""What stands in the place of a text that was taken out."""

SHORT_MARK = "…"
"""The same where MARK would make a text longer than it may be."""

What = Literal["text", "record"]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One redaction of one record. `files` are paths from the workshop folder on, with slashes.

    `places` is how many there were; 0 for a whole record. `requests` are those that may have cost
    money, without their words.
    """

    record: RecordId
    number: int
    redacted_at: dt.datetime
    redacted_by: str
    why: str
    what: What
    files: tuple[str, ...]
    places: int = 0
    original_altered: bool = False
    requests: tuple[Mapping[str, Any], ...] = ()

    @property
    def spent_usd(self) -> float:
        """What is known of the money, and what was reserved where nothing is."""
        amounts = (_count_amount(one) for one in self.requests)
        return round(sum(amounts), 6)

    def add_files(self, files: Sequence[str], places: int) -> Tombstone:
        """The same with what a second run found."""
        return replace(
            self, files=tuple(sorted({*self.files, *files})), places=self.places + places
        )


def note_tombstone(tombstone: Tombstone) -> dict[str, object]:
    """What redaction-<nnnn>.json says."""
    note: dict[str, object] = {
        "format": FORMAT,
        "record": str(tombstone.record),
        "redacted_at": tombstone.redacted_at,
        "redacted_by": tombstone.redacted_by,
        "why": tombstone.why,
        "what": tombstone.what,
        "files": list(tombstone.files),
        "places": tombstone.places,
    }
    if tombstone.what == "text":
        return {**note, "original_altered": tombstone.original_altered}
    return {**note, "spent_usd": tombstone.spent_usd, "requests": list(tombstone.requests)}


def describe_tombstone(tombstone: Tombstone) -> str:
    """When, by whom, why and in how many places, as far as it says: “2026-11-24, by the office,
    because: Art. 17, in 4 places”."""
    parts = [f"{tombstone.redacted_at:%Y-%m-%d}"]
    parts += [f"by {tombstone.redacted_by}"] if tombstone.redacted_by else []
    parts += [f"because: {tombstone.why}"] if tombstone.why else []
    if tombstone.what == "text":
        parts.append("in 1 place" if tombstone.places == 1 else f"in {tombstone.places} places")
    return ", ".join(parts)


def list_tombstones(layout: Layout, record: RecordId) -> list[Tombstone]:
    """The redactions of a record, the oldest first. Raises Damaged."""
    try:
        names = [path.name for path in layout.record_folder(record).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    numbers = sorted(number for name in names if (number := parse_redaction_name(name)))
    return [_read(layout, record, number) for number in numbers]


def is_removed(layout: Layout, record: RecordId) -> bool:
    """Whether nothing of a record is left but the word that it was removed."""
    if layout.prompt(record).exists() or layout.record(record).exists():
        return False
    return any(one.what == "record" for one in list_tombstones(layout, record))


def list_removed_requests(
    layout: Layout, record: RecordId
) -> list[tuple[dict[str, object], State | None, float | None]]:
    """The requests of what stood under this number and was removed, as `read_requests` tells of
    those that are there. Raises Damaged."""
    found: list[tuple[dict[str, object], State | None, float | None]] = []
    for tombstone in list_tombstones(layout, record):
        for one in tombstone.requests:
            if _is_still_there(layout, record, one):
                continue
            note = {**one, "parameters": {"quality": one.get("quality")}}
            state = next((state for state in State if state == one.get("outcome")), None)
            cost = one.get("cost_usd")
            found.append((note, state, cost if isinstance(cost, (int, float)) else None))
    return found


def note_requests(layout: Layout, record: RecordId) -> tuple[Mapping[str, Any], ...]:
    """What budgets need to know of a record's requests. One that cannot be read counts as paid."""
    try:
        names = [path.name for path in layout.record_folder(record).iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    attempts = sorted({attempt for name in names if (attempt := parse_attempt_name(name))})
    noted = [_note_request(layout, record, attempt) for attempt in attempts]
    return tuple(one for one in noted if one is not None)


def _note_request(layout: Layout, record: RecordId, attempt: int) -> dict[str, Any] | None:
    request = _load(layout.request(record, attempt))
    if request is not None and request.get("paid") is False:
        return None
    if request is None and not layout.request(record, attempt).exists():
        return None
    sent, ended = request or {}, _load(layout.result(record, attempt)) or {}
    parameters = sent.get("parameters")
    quality = parameters.get("quality") if isinstance(parameters, dict) else None
    return {
        "attempt": attempt,
        "requested_at": sent.get("requested_at"),
        "provider": sent.get("provider"),
        "paid": True,
        "model": sent.get("model"),
        "width": sent.get("width"),
        "height": sent.get("height"),
        "quality": quality if isinstance(quality, str) else None,
        "reserved_usd": sent.get("reserved_usd"),
        "outcome": ended.get("outcome"),
        "cost_usd": ended.get("cost_usd"),
    }


def _load(path: Path) -> dict[str, Any] | None:
    try:
        return load_note(path)
    except (FileNotFoundError, Damaged):
        return None


def _is_still_there(layout: Layout, record: RecordId, noted: Mapping[str, Any]) -> bool:
    """Whether a stopped redaction has not yet removed this request: it must not count twice."""
    attempt = noted.get("attempt")
    if not isinstance(attempt, int):
        return False
    request = layout.request(record, attempt)
    if not request.exists():
        return False
    there = _load(request)
    return there is None or there.get("requested_at") == noted.get("requested_at")


def _count_amount(noted: Mapping[str, Any]) -> float:
    if noted.get("outcome") in (State.REFUSED, State.FAILED):
        return 0.0
    for key in ("cost_usd", "reserved_usd"):
        amount = noted.get(key)
        if isinstance(amount, (int, float)) and not isinstance(amount, bool):
            return float(amount)
    return 0.0


def _read(layout: Layout, record: RecordId, number: int) -> Tombstone:
    path = layout.redaction(record, number)
    note = load_note(path, record=str, redacted_at=str, why=str, what=str, files=list, places=int)
    requests = note.get("requests", [])
    is_sound = note["record"] == str(record) and note["what"] in ("text", "record")
    if not is_sound or not isinstance(requests, list):
        raise damaged(path, "this is no complete tombstone.")
    try:
        moment = dt.datetime.fromisoformat(note["redacted_at"])
    except ValueError:
        raise damaged(path, "“redacted_at” is no longer what it was.") from None
    return Tombstone(
        record,
        number,
        moment,
        str(note.get("redacted_by", "")),  # a copy for the public does not say
        note["why"],
        note["what"],
        tuple(str(name) for name in note["files"]),
        note["places"],
        bool(note.get("original_altered")),
        tuple(one for one in requests if isinstance(one, dict)),
    )


def find_stopped(layout: Layout, record: RecordId) -> Tombstone | None:
    """The tombstone of a redaction of this record that did not come to its end."""
    listed = Manifest(layout, record.tandem).read()
    for tombstone in list_tombstones(layout, record):
        path = layout.redaction(record, tombstone.number)
        if path.relative_to(layout.root).as_posix() not in listed:
            return tombstone
    return None
