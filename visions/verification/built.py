"""What was built in a folder and can be rebuilt: compared with the list beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visions.verification.fixity import read_file
from visions.verification.names import BUILT
from visions.verification.notes import FORMAT

LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BuiltList:
    """The built.json of a folder. `digests` are the SHA-256s by name; `trouble` is the code of
    what is wrong with it, empty where it can be relied on."""

    exists: bool = False
    digests: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    told: dict[str, object] = field(default_factory=dict)
    size: int = 0

    @property
    def is_sound(self) -> bool:
        return self.exists and self.trouble in ("", "V075")

    def list_missing(self, present: set[str]) -> Iterator[str]:
        """The names that were built and are not there."""
        yield from sorted(self.digests.keys() - present)


def read_built(folder: Path) -> BuiltList:
    """The list in `folder`. It seals itself with the SHA-256 of what it says about its files."""
    reading = read_file(str(folder / BUILT), LARGEST)
    if reading.trouble == "missing":
        return BuiltList()
    if reading.trouble == "changed":
        return BuiltList(exists=True, trouble="V017")
    if reading.trouble:
        return BuiltList(exists=True, trouble="V016", told={"reason": reading.trouble})
    try:
        note = json.loads(reading.data) if reading.is_whole else None
    except (ValueError, RecursionError):
        note = None
    if not isinstance(note, dict):
        return BuiltList(exists=True, trouble="V073", size=reading.size)
    form = note.get("format")
    if isinstance(form, int) and form > FORMAT:
        told: dict[str, object] = {"format": form}
        return BuiltList(exists=True, trouble="V041", told=told, size=reading.size)
    digests = _read_digests(note)
    if digests is None:
        return BuiltList(exists=True, trouble="V073", size=reading.size)
    as_written = _dump(note) == reading.data
    return BuiltList(True, digests, "" if as_written else "V075", {}, reading.size)


def _read_digests(note: dict[str, Any]) -> dict[str, str] | None:
    """None where the list is not as it was sealed, or would lead out of its folder."""
    files = note.get("files")
    if not isinstance(files, dict) or set(note) != {"format", "files", "sha256"}:
        return None
    if note["format"] != FORMAT or note["sha256"] != hashlib.sha256(_dump(files)).hexdigest():
        return None
    digests = {}
    for name, known in files.items():
        steps = name.split("/")
        if not isinstance(known, dict) or not isinstance(known.get("sha256"), str):
            return None
        if "\\" in name or "\x00" in name or not all(step.strip(".") for step in steps):
            return None
        digests[name] = known["sha256"]
    return digests


def _dump(note: dict[str, Any]) -> bytes:
    text = json.dumps(note, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "surrogatepass")
