"""What each file of a tandem was when it was stored: its SHA-256, one line a file.

`outputs/<tandem>/manifest-sha256.txt` has the lines of a BagIt manifest (RFC 8493 § 2.1.3), with
paths that begin at the workshop folder, so that `sha256sum --check` reads it there, too. It tells
whether files are unchanged and none is gone; where a prompt stands is still told by the files
alone. A file is listed after it is safe, and without waiting for the disk: what a power cut takes
from the end, `complete` lists again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from visions.archive.files import digest_file, replace_for_good
from visions.archive.layout import Layout, is_truth, parse_redaction_name
from visions.model import RecordId

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class Manifest:
    """The manifest of one tandem. Paths are relative to the workshop folder, with slashes."""

    def __init__(self, layout: Layout, tandem: str) -> None:
        self._layout = layout
        self._tandem = tandem
        self._path = layout.manifest(tandem)

    def add(self, path: Path, data: bytes) -> None:
        """List a file that was just published. Never fails: it is safe already, and what could
        not be listed now is listed by `complete`."""
        with suppress(OSError):
            self._append(f"{_digest(data)}  {self._name(path)}\n")

    def add_by_hand(self, record: RecordId) -> None:
        """List a prompt that was written by hand, for from now on it is no draft any more.

        Does nothing where it was accepted, and so listed. Never fails.
        """
        if not self._is_by_hand(record):
            return
        for path in (self._layout.facts(record), self._layout.prompt(record)):
            with suppress(OSError):
                self.add(path, path.read_bytes())

    def read(self) -> dict[str, str]:
        """The SHA-256 of each file by its path; empty where there is no manifest.

        Of two lines about one path the later counts; lines that are torn are passed over.
        """
        try:
            text = self._path.read_bytes().decode("utf-8", "replace")
        except OSError:
            return {}
        found = (_LINE.fullmatch(line) for line in text.split("\n"))
        return {match[2]: match[1] for match in found if match and is_truth(match[2])}

    def complete(self) -> int:
        """List what is there and not listed, such as prompts written by hand; return how many.

        A prompt by hand is listed once a picture was asked for: until then it may be edited. A
        tombstone that is not listed is of a redaction that was stopped, and stays so, but where
        the whole manifest is gone. Needs the archive's lock.
        """
        is_begun = self._path.exists()
        known = self.read()
        missing = {
            name: path
            for path in self._list_truth()
            if (name := self._name(path)) not in known
            and not self._may_be_edited(path)
            and not (is_begun and parse_redaction_name(path.name))
        }
        digests = {name: digest_file(path) for name, path in missing.items()}
        found = {name: digest for name, digest in digests.items() if digest is not None}
        if found:
            self.change(found)
        return len(found)

    def change(self, digests: Mapping[str, str | None]) -> None:
        """Put these lines in the place of those there are; None takes one out.

        Whole or not at all. Needs the archive's lock. Raises DiskFailed.
        """
        now = {**self.read(), **digests}
        lines = (f"{digest}  {name}\n" for name, digest in sorted(now.items()) if digest)
        replace_for_good(self._path, "".join(lines).encode())

    def _append(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._path, flags, 0o644)
        try:
            size = os.lseek(descriptor, 0, os.SEEK_END)
            if size:
                os.lseek(descriptor, size - 1, os.SEEK_SET)
                # A line that was torn by a stop must not take the next one with it.
                line = line if os.read(descriptor, 1) == b"\n" else f"\n{line}"
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)

    def _list_truth(self) -> Iterable[Path]:
        folders = [self._layout.prompts_of(self._tandem), self._layout.outputs / self._tandem]
        with suppress(OSError):
            folders += [path for path in folders[1].iterdir() if path.is_dir()]
        for folder in folders:
            with suppress(OSError):
                for path in sorted(folder.iterdir()):
                    if is_truth(self._name(path)) and path.is_file() and not path.is_symlink():
                        yield path

    def _may_be_edited(self, path: Path) -> bool:
        """Whether this is a prompt by hand of which no picture was asked for."""
        if path.parent != self._layout.prompts_of(self._tandem):
            return False
        record = RecordId(self._tandem, int(path.stem))
        # Its sheets may be there: they are set for a prompt that waits, too.
        is_asked = any(
            path.exists() for path in (self._layout.request(record, 1), self._layout.record(record))
        )
        return not is_asked and self._is_by_hand(record)

    def _is_by_hand(self, record: RecordId) -> bool:
        """Whether no program noted that it accepted this prompt."""
        try:
            return "sha256" not in json.loads(self._layout.facts(record).read_bytes())
        except (OSError, ValueError, TypeError, RecursionError):
            return True

    def _name(self, path: Path) -> str:
        return path.relative_to(self._layout.root).as_posix()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
