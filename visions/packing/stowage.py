"""Files of a workshop folder, stored in a bag and compared with what they should be."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from visions.archive.layout import OUTPUTS, is_truth
from visions.bags.crate import Part
from visions.bags.writer import BagWriter
from visions.errors import DiskFailed, Problem, ProblemsError, VisionsError
from visions.public_copy import reduce_note

_CHUNK = 1 << 20
_ALTERED = "it is no longer as it was stored."
PUT_BACK = "Put it back from a copy of the workshop folder; “visions verify” looks at everything."
_AGAIN = "Run the command again."


class Stowage:
    """Stores files by their path from the workshop folder. `problems` are those that are not as
    they were; `public` reduces notes to what is for everybody."""

    def __init__(self, root: Path, writer: BagWriter, *, public: bool) -> None:
        self.problems: list[Problem] = []
        self._places: set[str] = set()
        self._root = root
        self._writer = writer
        self._public = public

    def store_truth(
        self, name: str, known: dict[str, str], lines: dict[str, str], *, is_draft: bool = False
    ) -> Part | None:
        """Store a file that cannot be rebuilt, and note its line for the tandem's manifest.

        A draft – a prompt written by hand, not drawn yet – is listed nowhere: it may be edited.
        """
        expected = known.get(name)
        data: bytes | None = None
        path = self._root / name
        if self._public and name.endswith(".json") and _is_plain(path):
            data, expected = self._reduce(path, name, expected), None
        part = self.store(name, data, expected=expected)
        if part is not None and not is_draft:
            lines[name] = part.sha256
        return part

    def _reduce(self, path: Path, name: str, expected: str | None) -> bytes:
        """What the public gets of a note; nothing where it is not as it was stored."""
        data = path.read_bytes()
        if expected is not None and hashlib.sha256(data).hexdigest() != expected:
            self.tell(name, _ALTERED, PUT_BACK)
            return b""
        try:
            return reduce_note(name, data)
        except (ValueError, RecursionError):
            self.tell(name, "it is no longer readable JSON.", PUT_BACK)
            return b""

    def store(
        self, name: str, data: bytes | None = None, *, expected: str | None = None
    ) -> Part | None:
        """Store `data`, or else the workshop's file `name`; None where there is no such file."""
        if data is not None:
            digest, size = self._writer.add(name, [data], size=len(data))
            return Part(name, digest, size)
        path = self._root / name
        if not _is_plain(path):
            return None
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _cannot_read(name, error) from None
        with file:
            before = os.fstat(file.fileno())
            digest, size = self._writer.add(name, _read(file, name), size=before.st_size)
            after = os.fstat(file.fileno())
        if expected is not None and digest != expected:
            self.tell(name, _ALTERED, PUT_BACK)
        elif size != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
            self.tell(name, "it changed while it was read.", _AGAIN)
        return Part(name, digest, size)

    def find_lost(self, names: Iterable[str]) -> None:
        """Tell which of these are not there, or are links."""
        for name in names:
            if not _is_plain(self._root / name):
                self.tell(name, "it is missing.", PUT_BACK)

    def tell(self, place: str, what: str, instead: str = PUT_BACK) -> None:
        """Note a problem with a file, unless one is known already."""
        if place not in self._places:
            self._places.add(place)
            self.problems.append(Problem(place, what, instead))

    def tell_error(self, place: str, error: VisionsError) -> None:
        """Take over what the archive's own reading found, unless it is known already."""
        found = error.problems if isinstance(error, ProblemsError) else [Problem(place, str(error))]
        for one in found:
            # The archive's readers name some files from outputs/ on.
            inside = f"{OUTPUTS}/{one.place}"
            self.tell(inside if is_truth(inside) else one.place, one.what, one.instead)


def list_names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _cannot_read("/".join(folder.parts[-2:]), error) from None


def _is_plain(path: Path) -> bool:
    """Whether this is a file and no link, which could lead out of the folder."""
    return path.is_file() and not path.is_symlink()


def _read(file: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        while chunk := file.read(_CHUNK):
            yield chunk
    except OSError as error:
        raise _cannot_read(name, error) from None


def _cannot_read(name: str, error: OSError) -> DiskFailed:
    reason = f"{name} cannot be read ({(error.strerror or 'unknown reason').lower()})"
    return DiskFailed(file="The bag", reason=reason, advice="Check the disk, then try again.")
