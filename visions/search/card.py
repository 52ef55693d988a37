"""What an index keeps of one record: where it stands, its words, and what its requests cost.

`read_card` reads it from the files: what is as usual quickly, and all else by the archive's own
reading, which knows every case and tells what is wrong.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from visions.archive.layout import (
    PROMPTS,
    RECORD,
    parse_answers_name,
    parse_attempt_name,
    parse_redaction_name,
)
from visions.archive.notes import FORMAT, read_record
from visions.archive.store import Archive
from visions.errors import Damaged, VisionsError
from visions.model import Entry, RecordId, State

NOT_WORDS = frozenset(
    {"key", "id", "lane", "type", "status", "ref", "picture_ref", "depends_on", "needs"}
    | {"start", "due", "day"}
)
"""Fields of the answers that name something or are a date: nobody's own words."""

_USUAL = 65_536
"""Bytes; longer than any usual note."""
_ANY = Path(RECORD)  # only for the words of an error that nobody gets to see


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a budget looks at it: its note, how it ended, what it cost in USD."""

    note: dict[str, object]
    ended: State | None
    cost: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """One record in short. `answers` is the newest revision of what was filled in, or None.

    `files` are the names in its folder that all this was read from. A `passing` card holds only
    for the moment: a request is on its way, or a file is damaged, so it is to be read again.
    """

    id: RecordId
    state: State
    prompt: str = ""
    attempt: int = 0
    kind: str = ""
    reason: str = ""
    advice: str = ""
    language: str | None = None
    provider: str | None = None
    system: str | None = None
    model: str | None = None
    created_at: str | None = None
    original: str | None = None
    sha256: str | None = None
    answers: int | None = None
    answered: str = ""
    asked: tuple[Asked, ...] = ()
    files: tuple[str, ...] = ()
    is_listed: bool = True
    passing: bool = False


def list_files(folder: str) -> tuple[str, ...]:
    """The names in a record's folder that a card is read from; none where there is no folder.

    Of the answers it is the newest revision.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except OSError:
        return ()
    revisions = [name for name in names if parse_answers_name(name)]
    newest = max(revisions, default="")
    return tuple(sorted(name for name in names if name in (RECORD, newest) or _is_note(name)))


def read_card(
    archive: Archive, record: RecordId, folder: str, files: Sequence[str], *, written: bool
) -> Card:
    """The card of one record from the `files` in its folder; `written` tells whether there is a
    prompt of that number.

    Never raises: what cannot be read makes a passing card, without words.
    """
    listed = record.number > 0 and (written or RECORD in files)
    try:
        card = _read_done(record, folder, files)
        if card is None:
            card = _read_other(archive, record, files) if listed else _read_remains(record)
            card = _add_asked(archive, card)
    except (OSError, VisionsError):
        card = Card(record, State.UNKNOWN, passing=True, is_listed=listed)
    newest = next((name for name in files if parse_answers_name(name)), "")
    return replace(
        card,
        answers=parse_answers_name(newest),
        answered=_read_answered(folder, newest) if newest else "",
        files=tuple(files),
    )


def make_card(entry: Entry, answers: int | None) -> Card:
    """The card of what the archive read."""
    record, prompt = entry.record, entry.prompt
    return Card(
        entry.id,
        entry.state,
        prompt.text,
        entry.attempt,
        entry.kind,
        entry.reason,
        entry.advice,
        prompt.language,
        record.provider if record else None,
        record.system if record else None,
        record.model if record else None,
        record.created_at.isoformat() if record else None,
        record.original if record else None,
        record.sha256 if record else None,
        answers,
    )


def _is_note(name: str) -> bool:
    return parse_attempt_name(name) is not None or parse_redaction_name(name) is not None


def _read_done(record: RecordId, folder: str, files: Sequence[str]) -> Card | None:
    """The card of a picture whose record, requests and results are as usual; None otherwise."""
    if RECORD not in files or record.number < 1 or any(map(parse_redaction_name, files)):
        return None
    try:
        note = _read(f"{folder}/{RECORD}")
        kept = read_record(note, _ANY)
        asked = list(_read_asked(folder, files))
    except (OSError, ValueError, RecursionError, KeyError, TypeError, Damaged):
        return None
    if kept.id != record:
        return None
    return Card(
        record,
        State.DONE,
        kept.prompt,
        kept.attempt,
        language=_read_language(f"{folder}/../../../{PROMPTS}/{record}.json"),
        provider=kept.provider,
        system=kept.system,
        model=kept.model,
        created_at=note["created_at"],
        original=kept.original,
        sha256=kept.sha256,
        asked=tuple(asked),
    )


def _read_other(archive: Archive, record: RecordId, files: Sequence[str]) -> Card:
    entry = archive.read_entry(record)
    waits = entry.attempt > 0 and f"result-{entry.attempt}.json" not in files
    card = make_card(entry, None)
    return replace(card, passing=waits and entry.record is None)


def _add_asked(archive: Archive, card: Card) -> Card:
    try:
        return replace(card, asked=tuple(Asked(*one) for one in archive.read_requests(card.id)))
    except (OSError, VisionsError):
        return replace(card, passing=True)  # its words are still to be found


def _read_remains(record: RecordId) -> Card:
    """A folder whose prompt and picture are gone: only its requests still count."""
    return Card(record, State.UNKNOWN, is_listed=False)


def _read_asked(folder: str, files: Sequence[str]) -> Iterator[Asked]:
    attempts = max((parse_attempt_name(name) or 0 for name in files), default=0)
    for attempt in range(1, attempts + 1):
        if f"request-{attempt}.json" not in files:
            continue
        request = _read(f"{folder}/request-{attempt}.json")
        if not isinstance(request["parameters"], dict):
            raise TypeError
        if f"result-{attempt}.json" in files:
            result = _read(f"{folder}/result-{attempt}.json")
            yield Asked(request, State(result["outcome"]), result.get("cost_usd"))
        else:
            yield Asked(request, None, None)


def _read(path: str) -> dict[str, Any]:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(descriptor, _USUAL)
        while more := os.read(descriptor, _USUAL) if len(data) >= _USUAL else b"":
            data += more
    finally:
        os.close(descriptor)
    note = json.loads(data.decode())
    if not isinstance(note, dict):
        raise TypeError
    form = note.get("format")
    if isinstance(form, int) and form > FORMAT:
        raise ValueError
    return note


def _read_language(facts: str) -> str | None:
    try:
        language = _read(facts).get("language")
    except (OSError, ValueError, RecursionError, TypeError):
        return None
    return language if isinstance(language, str) else None


def _read_answered(folder: str, name: str) -> str:
    """All that was filled in, a text a line; nothing where it cannot be read."""
    try:
        note = _read(f"{folder}/{name}")
    except (OSError, ValueError, RecursionError, TypeError):
        return ""
    try:
        return "\n".join(
            text for part in ("worksheet", "roadmap") for text in _walk(note.get(part))
        )
    except RecursionError:
        return ""


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NOT_WORDS:
                yield from _walk(one)
