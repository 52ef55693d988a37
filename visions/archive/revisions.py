"""What people filled in on a record: numbered revisions of the answers, the newest counts.

Nothing is overwritten. Saving is safe beside anything, without the lock, because a number is
taken by creating its file; answers may exist before the picture does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from visions.answers import Answers
from visions.answers.file import dump_answers, read_answers
from visions.archive.layout import LAST_NUMBER, parse_answers_name
from visions.archive.notes import damaged, dump_note, load_note
from visions.archive.store import Archive, Clock, tell_time
from visions.errors import (
    AlreadyExists,
    BrokenAnswers,
    Damaged,
    DiskFailed,
    NoAnswers,
    NoSuchRecord,
    NoSuchRevision,
)
from visions.model import RecordId

MOST_CITIES = 3
"""What was right when it was saved stays readable, whatever became of the tandem's cities."""

LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Revision:
    """The answers on one record as they were saved once. `source` is the name of their file."""

    record: RecordId
    number: int
    answers: Answers
    saved_at: dt.datetime
    source: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving came to: the newest revision, and whether it was stored only now."""

    revision: Revision
    is_new: bool


class Revisions:
    """Reads and writes the answers in one archive."""

    def __init__(self, archive: Archive, *, clock: Clock = tell_time) -> None:
        self._archive = archive
        self._layout = archive.layout
        self._clock = clock

    def save(self, record: RecordId, answers: Answers, *, source: str = "") -> Saved:
        """Store `answers` as the next revision; once this returns they are safe.

        Answers equal to the newest revision are not stored again. Raises NoSuchRecord and
        DiskFailed; nothing is stored then.
        """
        return self.merge(record, lambda newest: answers, source=source)

    def merge(
        self, record: RecordId, fill: Callable[[Revision | None], Answers], *, source: str = ""
    ) -> Saved:
        """The same with answers that go on from the newest revision that can be read.

        `fill` gets that revision, None where there is none. It is asked again where somebody
        else stored one meanwhile, so that nothing of theirs goes. What it raises goes through,
        and nothing is stored then.
        """
        self._find(record)
        saved_at = self._clock()
        while True:
            numbers = self.list_numbers(record)
            sound = (self._read_if_sound(record, number) for number in reversed(numbers))
            newest = next((one for one in sound if one is not None), None)
            answers = fill(newest)
            if newest and newest.number == numbers[-1] and newest.answers == answers:
                return Saved(newest, is_new=False)
            number = numbers[-1] + 1 if numbers else 1
            if number > LAST_NUMBER:
                raise DiskFailed(
                    file=f"outputs/{record}",
                    reason=f"all {LAST_NUMBER} revisions are used",
                    advice="Add the prompt again, and go on there.",
                )
            revision = Revision(record, number, answers, saved_at, _tidy(source))
            try:
                path = self._layout.answers(record, number)
                self._archive.publish(path, dump_note(note_revision(revision)), record.tandem)
            except AlreadyExists:
                continue
            return Saved(revision, is_new=True)

    def read(self, record: RecordId, number: int | None = None) -> Revision:
        """A revision, the newest unless `number` is given.

        Raises NoSuchRecord, NoAnswers where there is none yet, NoSuchRevision, and Damaged
        where it is not as it was saved.
        """
        self._find(record)
        numbers = self.list_numbers(record)
        if not numbers:
            raise NoAnswers(key=record.tandem, number=record.digits)
        if number is not None and number not in numbers:
            known = ", ".join(str(one) for one in numbers[-10:])
            raise NoSuchRevision(
                key=record.tandem, number=record.digits, revision=number, known=known
            )
        return self._read(record, numbers[-1] if number is None else number)

    def find_newest(self, record: RecordId) -> Revision | None:
        """The newest revision, or None before the first. Raises Damaged."""
        numbers = self.list_numbers(record)
        return self._read(record, numbers[-1]) if numbers else None

    def list_revisions(self, record: RecordId) -> list[Revision]:
        """All revisions, the oldest first. Raises NoSuchRecord, and Damaged for the first that is
        not as it was saved."""
        self._find(record)
        return [self._read(record, number) for number in self.list_numbers(record)]

    def list_numbers(self, record: RecordId) -> list[int]:
        """The numbers of the revisions there are, the newest last."""
        folder = self._layout.record_folder(record)
        try:
            names = [path.name for path in folder.iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise DiskFailed(
                file=f"outputs/{record}",
                reason=error.strerror or "unknown reason",
                advice="Check its permissions.",
            ) from None
        return sorted(number for name in names if (number := parse_answers_name(name)))

    def _find(self, record: RecordId) -> None:
        if not (self._layout.prompt(record).exists() or self._layout.record(record).exists()):
            raise NoSuchRecord(key=record.tandem, number=record.digits)

    def _read_if_sound(self, record: RecordId, number: int) -> Revision | None:
        """None where it is damaged: that must not keep anybody from saving the next."""
        try:
            return self._read(record, number)
        except Damaged:
            return None

    def _read(self, record: RecordId, number: int) -> Revision:
        path = self._layout.answers(record, number)
        note = load_note(path, record=str, saved_at=str, source=str)
        if note["record"] != str(record):
            raise damaged(path, "these are the answers of another record.")
        try:
            saved_at = dt.datetime.fromisoformat(note["saved_at"])
            answers = read_answers(note, MOST_CITIES, file=path.name)
        except ValueError:
            raise damaged(path, "“saved_at” is no longer what it was.") from None
        except BrokenAnswers as broken:
            raise damaged(path, f"{broken.problems[0]}") from None
        return Revision(record, number, answers, saved_at, note["source"])


def note_revision(revision: Revision) -> dict[str, Any]:
    """What answers-<nnnn>.json says: the answers, where they belong, when and from where."""
    note = dump_answers(revision.answers)
    return {
        "format": note.pop("format"),
        "record": str(revision.record),
        "saved_at": revision.saved_at,
        "source": revision.source,
        **note,
    }


def _tidy(source: str) -> str:
    """A file's name that UTF-8 can hold, whatever bytes it was made of."""
    return source.encode("utf-8", "replace").decode()[:LONGEST_SOURCE]
