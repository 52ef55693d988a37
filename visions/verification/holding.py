"""What the archive holds of one number: every file of it that cannot be rebuilt, read once.

What is not as it was stored is told once and is not among `sound`; only what is sound is judged
further.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from visions.verification.attempts import Attempts
from visions.verification.built import BuiltList, read_built
from visions.verification.finding import Finding
from visions.verification.fixity import BLOCK, Reading, read_file
from visions.verification.folder import list_folder
from visions.verification.names import RECORD, is_truth_kind, read_record_name
from visions.verification.notes import LARGEST, read_note
from visions.verification.words import LARGEST_FILE

_ABOUT_FILES = ("V022", "V023", "V024")
_DRAWN = frozenset({"record", "original", "request", "result"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A number of a tandem, before anybody has looked inside.

    `listed` are the SHA-256s of its files in the manifest, by path; None without a manifest. Once
    `stopped` is set, nobody waits for the rest.
    """

    root: Path
    tandem: str
    number: int
    has_words: bool
    has_facts: bool
    has_folder: bool
    listed: Mapping[str, str] | None
    stopped: threading.Event

    @property
    def group(self) -> str:
        return f"{self.tandem}/{self.number:04d}"


class Holding:
    """The files of one slot. Places are paths from the workshop folder on.

    `known` is what lies in the record's folder, each name with its kind and number; `notes` the
    JSON that can be judged, and {} where it cannot; `missing` what was told of as missing.
    """

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self.here = f"outputs/{slot.group}"
        self.words_place = f"prompts/{slot.group}.md"
        self.facts_place = f"prompts/{slot.group}.json"
        self.findings: list[Finding] = []
        self.files = 0
        self.bytes = 0
        self.built = BuiltList()
        self.known: dict[str, tuple[str, int]] = {}
        self.sound: dict[str, Reading] = {}
        self.notes: dict[str, dict[str, Any]] = {}
        self.missing: set[str] = set()
        self.attempts = Attempts()
        strays = self._list()
        self.truth = self._name_truth()
        for place in self.truth:
            self._take(place)
        for place in sorted((slot.listed or {}).keys() - set(self.truth)):
            self._miss(place)
        self.unlisted = self._find_unlisted()
        if slot.listed is not None:
            for place in self.unlisted:
                if place not in self.tombstones:
                    self.tell("V023", place)
        self.findings += strays

    def tell(self, code: str, place: str, **told: object) -> None:
        self.findings.append(Finding(code, place, self.slot.group, told))

    @property
    def record(self) -> dict[str, Any] | None:
        """The note in record.json, where it can be judged."""
        return self.notes.get(f"{self.here}/{RECORD}") or None

    @property
    def tombstones(self) -> list[str]:
        """The places of the notes on redactions."""
        return [
            f"{self.here}/{name}" for name, (kind, _) in self.known.items() if kind == "redaction"
        ]

    @property
    def is_erased(self) -> bool:
        """Whether a redaction took the whole record."""
        return any(self.notes.get(place, {}).get("what") == "record" for place in self.tombstones)

    def drop_digests(self) -> None:
        """Take back what was told about digests and missing files."""
        self.findings = [one for one in self.findings if one.code not in _ABOUT_FILES]

    def read(self, place: str, limit: int) -> Reading | None:
        """Read one file once; what keeps it from being judged is told, and None then."""
        reading = read_file(f"{self.slot.root}/{place}", limit, self.slot.stopped)
        self.files += 1
        self.bytes += reading.size
        if reading.trouble == "missing":
            self._miss(place)
        elif reading.trouble == "changed":
            self.tell("V017", place)
        elif reading.trouble:
            self.tell("V016", place, reason=reading.trouble)
        return None if reading.trouble else reading

    def _list(self) -> list[Finding]:
        """Fill `known`; return what lies in the folder and does not belong there."""
        if not self.slot.has_folder:
            return []
        path = self.slot.root / "outputs" / self.slot.tandem / f"{self.slot.number:04d}"
        if path.is_symlink():
            return [Finding("V013", self.here, self.slot.group, {"kind": "a link"})]
        self.built = read_built(path)

        def knows(name: str) -> bool:
            return read_record_name(name) is not None or name in self.built.digests

        folder = list_folder(path, self.here, self.slot.group, knows_file=knows)
        numbers = {
            "request": self.attempts.requests,
            "result": self.attempts.results,
            "body": self.attempts.bodies,
        }
        for name in folder.files:
            kind, number = self.known[name] = read_record_name(name) or ("derived", 0)
            if kind in numbers:
                numbers[kind].add(number)
        return folder.findings

    def _name_truth(self) -> list[str]:
        places = [self.words_place] if self.slot.has_words else []
        places += [self.facts_place] if self.slot.has_facts else []
        inside = (name for name, (kind, _) in self.known.items() if is_truth_kind(kind))
        return places + [f"{self.here}/{name}" for name in sorted(inside)]

    def _take(self, place: str) -> None:
        if place == self.words_place:
            limit = LARGEST_FILE + 1
        else:
            limit = LARGEST if place.endswith(".json") else BLOCK
        reading = self.read(place, limit)
        listed = (self.slot.listed or {}).get(place)
        if reading is not None and listed is not None and listed != reading.digest:
            self.tell("V024", place)
        elif reading is not None:
            self.sound[place] = reading
        if place.endswith(".json"):
            self.notes[place] = self._parse(place) if place in self.sound else {}

    def _miss(self, place: str) -> None:
        self.tell("V022", place)
        self.missing.add(place)

    def _parse(self, place: str) -> dict[str, Any]:
        """One note; what is wrong in it is told, and it is empty then."""
        is_facts = place == self.facts_place
        kind, number = ("facts", 0) if is_facts else self.known[place.rpartition("/")[2]]
        note, wrong = read_note(kind, self.sound[place].data)
        for code, told in wrong:
            self.tell(code, place, **told)
        if note is None:
            return {}
        if (owner := _find_owner(kind, note)) not in (None, self.slot.group):
            self.tell("V043", place, other=owner)
            return {}
        if kind == "request":
            self.attempts.asked[number] = note
        elif kind == "result":
            self.attempts.ended[number] = note
        return note

    def _find_unlisted(self) -> list[str]:
        """What the manifest should list and does not. A prompt by hand that nobody drew yet may
        still be edited, and is not listed."""
        is_drawn = any(kind in _DRAWN for kind, _ in self.known.values())
        may_be_edited = not is_drawn and "sha256" not in self.notes.get(self.facts_place, {})
        listed = self.slot.listed or {}
        return [
            place
            for place in self.truth
            if place not in listed and not (may_be_edited and place.startswith("prompts/"))
        ]


def _find_owner(kind: str, note: Mapping[str, Any]) -> str | None:
    """The record that a note says it belongs to; None where it does not say."""
    if kind == "record":
        return f"{note['tandem']}/{note['number']:04d}"
    return str(note["record"]) if kind in ("answers", "redaction") else None
