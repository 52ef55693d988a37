"""The archive of one workshop: accept prompts, note attempts, keep pictures, tell where each is.

The state of a prompt is which files exist. Writing needs the lock (`hold_lock`), except
`accept_prompt`, which is safe beside anything because a number is taken by creating its file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from visions.archive.files import publish_file, remove_file
from visions.archive.layout import (
    LAST_NUMBER,
    Layout,
    parse_attempt_name,
    parse_choice_name,
    parse_prompt_name,
    parse_record_folder,
)
from visions.archive.lock import is_held_elsewhere
from visions.archive.manifest import Manifest
from visions.archive.notes import (
    FORMAT,
    REQUEST_KEYS,
    RESULT_KEYS,
    damaged,
    dump_note,
    load_note,
    make_record,
    note_record,
    note_request,
    note_result,
    read_record,
    read_request,
)
from visions.archive.prompt_text import (
    decode_prompt,
    digest_words,
    encode_prompt,
)
from visions.archive.tombstone import is_removed, list_removed_requests
from visions.errors import (
    AlreadyExists,
    CallFailed,
    DiskFailed,
    NoPicture,
    NoSuchRecord,
)
from visions.model import Entry, GeneratedImage, ImageRequest, Prompt, Record, RecordId, State
from visions.words import check_words

Clock = Callable[[], dt.datetime]
MakeId = Callable[[], str]


def tell_time() -> dt.datetime:
    """Now, in seconds, with the offset of this machine's time zone."""
    return dt.datetime.now().astimezone().replace(microsecond=0)


def make_uuid() -> str:
    return str(uuid.uuid4())


class Archive:
    """Reads and writes the prompts and pictures of one workshop folder."""

    def __init__(
        self, root: Path, *, clock: Clock = tell_time, make_id: MakeId = make_uuid
    ) -> None:
        self.layout = Layout(root)
        self._clock = clock
        self._make_id = make_id

    # Reading

    def list_records(self, tandem: str) -> list[RecordId]:
        """The prompts of one tandem in the order of their numbers.

        A picture whose prompt file was taken away is still listed: its record has the words.
        """
        numbers = {parse_prompt_name(name) for name in _list_names(self.layout.prompts_of(tandem))}
        for name in _list_names(self.layout.outputs / tandem):
            if (
                parse_record_folder(name)
                and self.layout.record(RecordId(tandem, int(name))).exists()
            ):
                numbers.add(int(name))
        return [RecordId(tandem, number) for number in sorted(n for n in numbers if n)]

    def read_prompt(self, record: RecordId) -> Prompt:
        """The words of one prompt and the facts beside them.

        Raises NoSuchRecord, BadPrompt where the words cannot be sent, Damaged where the facts
        cannot be read.
        """
        path = self.layout.prompt(record)
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise NoSuchRecord(key=record.tandem, number=record.digits) from None
        except OSError as error:
            raise DiskFailed(
                file=f"prompts/{record}.md",
                reason=error.strerror,
                advice="Check its permissions.",
            ) from None
        facts = self.layout.facts(record)
        return Prompt(
            record,
            decode_prompt(data, f"prompts/{record}.md"),
            load_note(facts) if facts.exists() else {},
        )

    def read_entry(self, record: RecordId) -> Entry:
        """Where one prompt stands. Raises as read_prompt does, and Damaged for broken notes."""
        path = self.layout.record(record)
        if path.exists():
            kept = read_record(load_note(path), path)
            if kept.id != record:
                raise damaged(path, "this is the record of another prompt.")
            return Entry(Prompt(record, kept.prompt), State.DONE, kept, kept.attempt)
        prompt = self.read_prompt(record)
        attempt = self.count_attempts(record)
        if attempt == 0:
            return Entry(prompt, State.ACCEPTED)
        result = self.layout.result(record, attempt)
        if result.exists():
            note = load_note(result, outcome=str)
            state = _read_outcome(note, result)
            told = [str(note.get(key, "")) for key in ("kind", "reason", "advice", "detail")]
            # A picture without its record is taken up by the next `make`.
            now = State.ACCEPTED if state is State.DONE else state
            return Entry(prompt, now, None, attempt, *told)
        if is_held_elsewhere(self.layout):
            return Entry(prompt, State.SENDING, None, attempt)
        if not self.is_paid(record, attempt):
            return Entry(prompt, State.ACCEPTED, None, attempt)
        if self.layout.answer(record, attempt).exists():
            return Entry(prompt, State.UNKNOWN, None, attempt, "unread-answer", *_UNREAD)
        return Entry(prompt, State.UNKNOWN, None, attempt, "interrupted", *_INTERRUPTED)

    def is_paid(self, record: RecordId, attempt: int) -> bool:
        """Whether an attempt may have cost money; yes where its request cannot be read."""
        path = self.layout.request(record, attempt)
        return not path.exists() or bool(load_note(path, paid=bool)["paid"])

    def count_attempts(self, record: RecordId) -> int:
        """The number of the last attempt that left any trace, 0 before the first."""
        names = _list_names(self.layout.record_folder(record))
        return max((number for name in names if (number := parse_attempt_name(name))), default=0)

    def read_requests(
        self, record: RecordId
    ) -> list[tuple[dict[str, object], State | None, float | None]]:
        """All requests of a prompt, how each ended and what it cost; None where not known.

        Those of a record that was removed are among them, without their words: they were paid.
        """
        requests: list[tuple[dict[str, object], State | None, float | None]] = []
        for attempt in range(1, self.count_attempts(record) + 1):
            request = self.layout.request(record, attempt)
            if not request.exists():
                continue
            result = self.layout.result(record, attempt)
            ended = load_note(result, outcome=str) if result.exists() else {}
            state = _read_outcome(ended, result) if ended else None
            requests.append((load_note(request, parameters=dict), state, ended.get("cost_usd")))
        return requests + list_removed_requests(self.layout, record)

    def read_original(self, record: Record) -> bytes:
        """The exact bytes received. Raises FileNotFoundError."""
        return (self.layout.record_folder(record.id) / record.original).read_bytes()

    def publish(self, path: Path, data: bytes, tandem: str, *, read_only: bool = False) -> None:
        """Store a file of the archive once and for all, and list it in the tandem's manifest.

        Raises AlreadyExists and DiskFailed.
        """
        publish_file(path, data, read_only=read_only)
        Manifest(self.layout, tandem).add(path, data)

    # Prompts

    def accept_prompt(self, tandem: str, words: str, facts: Mapping[str, object]) -> Prompt:
        """Store `words` exactly as the tandem's next prompt; once this returns they are safe.

        Raises BadPrompt and DiskFailed; nothing is stored then.
        """
        check_words(words, "The text", "Nothing was stored.")
        note = {
            "format": FORMAT,
            "accepted_at": self._clock(),
            **facts,
            "sha256": digest_words(words),
        }
        while True:
            record = RecordId(tandem, self._find_number(tandem))
            try:
                self.publish(self.layout.facts(record), dump_note(note), tandem)
                self.publish(self.layout.prompt(record), encode_prompt(words), tandem)
            except AlreadyExists:
                continue
            return Prompt(record, words, note)

    def _find_number(self, tandem: str) -> int:
        """One more than any number that is or was in use."""
        used = {0}
        for folder in (self.layout.prompts_of(tandem), self.layout.outputs / tandem):
            stems = (name.partition(".")[0] for name in _list_names(folder))
            used.update(int(stem) for stem in stems if len(stem) == 4 and stem.isdecimal())
        number = max(used) + 1
        if number > LAST_NUMBER:
            raise DiskFailed(
                file=f"prompts/{tandem}",
                reason=f"all {LAST_NUMBER} numbers are used",
                advice="Begin a new workshop folder.",
            )
        return number

    # Attempts

    def open_attempt(self, record: RecordId, request: ImageRequest, reserved: float | None) -> int:
        """Note what is about to be sent, synced, and return the attempt's number."""
        attempt = self.count_attempts(record) + 1
        if attempt == 1:
            Manifest(self.layout, record.tandem).add_by_hand(record)
        note = note_request(request, attempt, self._clock(), reserved)
        self.publish(self.layout.request(record, attempt), dump_note(note), record.tandem)
        return attempt

    def keep_answer(self, record: RecordId, attempt: int, raw: bytes) -> None:
        """Save a raw answer before anything reads it."""
        publish_file(self.layout.answer(record, attempt), raw)

    def find_answer(self, record: RecordId) -> tuple[ImageRequest, bytes] | None:
        """The raw answer of the last attempt that was saved and not yet read."""
        attempt = self.count_attempts(record)
        path = self.layout.answer(record, attempt)
        if not attempt or not path.exists() or self.layout.result(record, attempt).exists():
            return None
        request = self.layout.request(record, attempt)
        if not request.exists():
            return None
        return read_request(_load_request(request)), path.read_bytes()

    def close_attempt(self, record: RecordId, attempt: int, failure: CallFailed) -> None:
        """Note how an attempt without a picture ended."""
        note = {
            "format": FORMAT,
            "attempt": attempt,
            "outcome": failure.outcome,
            "ended_at": self._clock(),
            "kind": failure.kind,
            "reason": failure.params["what"],
            "advice": failure.params["todo"],
            "detail": failure.detail,
        }
        self.publish(self.layout.result(record, attempt), dump_note(note), record.tandem)

    def keep_image(
        self, record: RecordId, attempt: int, image: GeneratedImage, cost: float | None
    ) -> Record:
        """Publish the picture's exact bytes, then its result, then the record."""
        digest = hashlib.sha256(image.data).hexdigest()
        path = self.layout.original(record, image.media_type)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            self.publish(path, image.data, record.tandem, read_only=True)
        note = note_result(image, digest, attempt, self._clock(), cost)
        self.publish(self.layout.result(record, attempt), dump_note(note), record.tandem)
        return self.finish_record(record)

    def finish_record(self, record: RecordId) -> Record:
        """Write the record of a picture that has arrived, and let go of its raw answer."""
        attempt = self.count_attempts(record)
        path = self.layout.result(record, attempt)
        result = load_note(path, **RESULT_KEYS)
        request = _load_request(self.layout.request(record, attempt))
        try:
            original = self.layout.original(record, result["media_type"]).name
            kept = make_record(record, self._make_id(), original, request, result)
        except (KeyError, ValueError):
            raise damaged(path, "this is not a complete result.") from None
        self.publish(self.layout.record(record), dump_note(note_record(kept)), record.tandem)
        remove_file(self.layout.answer(record, attempt))
        return kept

    def is_unfinished(self, record: RecordId) -> bool:
        """Whether a picture has arrived whose record is still to be written."""
        attempt = self.count_attempts(record)
        if not attempt or self.layout.record(record).exists():
            return False
        result = self.layout.result(record, attempt)
        return result.exists() and load_note(result, outcome=str)["outcome"] == State.DONE

    # Choice

    def choose(self, record: RecordId) -> None:
        """Mark a picture as the one the tandem works with: a new revision, the newest counts."""
        if self.read_entry(record).record is None:
            raise NoPicture(key=record.tandem, number=record.digits)
        if self.read_choice(record.tandem) == record.number:
            return
        revision = max(self._list_choices(record.tandem), default=0) + 1
        note = {"format": FORMAT, "number": record.number, "chosen_at": self._clock()}
        path = self.layout.choice(record.tandem, revision)
        self.publish(path, dump_note(note), record.tandem)

    def read_choice(self, tandem: str) -> int | None:
        """The number of the chosen picture, or None while none was chosen or it was removed."""
        revisions = self._list_choices(tandem)
        if not revisions:
            return None
        number: int = load_note(self.layout.choice(tandem, max(revisions)), number=int)["number"]
        return None if is_removed(self.layout, RecordId(tandem, number)) else number

    def _list_choices(self, tandem: str) -> list[int]:
        names = _list_names(self.layout.outputs / tandem)
        return [number for name in names if (number := parse_choice_name(name))]


_INTERRUPTED = (
    "The program was stopped while it waited for this picture.",
    "It may have been charged: look at the service's usage page, then decide whether to ask again "
    "with “visions retry”.",
)
_UNREAD = (
    "Its answer arrived and is kept, but was not read yet.",
    "Run “visions make” with the provider that was set when it was asked for.",
)


def _list_names(folder: Path) -> list[str]:
    """The names in a folder, none where it is missing. Raises DiskFailed if it is unreadable."""
    try:
        return os.listdir(folder)  # noqa: PTH208 – of ten thousand, paths would take long
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise DiskFailed(
            file="/".join(folder.parts[-2:]),
            reason=error.strerror or "unknown reason",
            advice="Check its permissions.",
        ) from None


def _load_request(path: Path) -> dict[str, Any]:
    note = load_note(path, **REQUEST_KEYS)
    if not isinstance(note["parameters"].get("prompt"), str):
        raise damaged(path, "the words that were sent are missing in it.")
    return note


def _read_outcome(note: Mapping[str, Any], path: Path) -> State:
    try:
        return State(note["outcome"])
    except ValueError:
        raise damaged(path, "“outcome” is no longer what it was.") from None
