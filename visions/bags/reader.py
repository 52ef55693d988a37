"""Reads a bag: nothing is taken from it before all of it was found to be as it was packed.

Files are read by the bag's manifest, streamed and digested; nothing is ever unpacked as a whole.
Rules: RFC 8493 § 3, and stricter where a bag of ours never needs the freedom.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import IO

from visions.bags.container import open_container, refuse, show_name
from visions.bags.form import (
    BAGIT,
    FETCH,
    INFO,
    MANIFEST,
    OXUM,
    PAYLOAD,
    TAG_MANIFEST,
    VERSION,
    parse_info,
    parse_line,
)
from visions.errors import Problem

LARGEST_TAG_FILE = 100_000_000
_CHUNK = 1 << 20


class Bag:
    """A bag that verified. A context manager; `files` are its payload's paths, seen from `data/`,
    with the SHA-256 of each, and `info` what bag-info.txt says."""

    def __init__(
        self,
        container: zipfile.ZipFile,
        entries: dict[str, zipfile.ZipInfo],
        files: dict[str, str],
        info: dict[str, str],
    ) -> None:
        self.files = files
        self.info = info
        self._container = container
        self._entries = entries

    def __enter__(self) -> Bag:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._container.close()

    def measure(self, path: str) -> int:
        """How many bytes a file of the payload has. Raises KeyError."""
        return self._entries[PAYLOAD + path].file_size

    def read(self, path: str) -> bytes:
        """The bytes of one file of the payload, once more compared with its SHA-256.

        Raises KeyError, and BadBag where the bag changed meanwhile. Look at `measure` first.
        """
        try:
            data = self._container.read(self._entries[PAYLOAD + path])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            data = None
        if data is None or hashlib.sha256(data).hexdigest() != self.files[path]:
            problem = Problem(show_name(path), "it changed while it was read.", "Try it again.")
            raise refuse("The file", [problem])
        return data


@contextmanager
def open_bag(file: IO[bytes], name: str) -> Iterator[Bag]:
    """The bag in `file`, all of it verified. Raises BadBag with every problem that it has."""
    with open_container(file, name) as container:
        yield _Check(container, name).make_bag()


class _Check:
    """One bag being verified."""

    def __init__(self, container: zipfile.ZipFile, name: str) -> None:
        self._container = container
        self._name = name
        self._problems: list[Problem] = []
        self._top = ""

    def make_bag(self) -> Bag:
        entries = self._find_entries()
        self._check_declaration(entries)
        files = self._read_manifest(entries, MANIFEST)
        tags = self._read_manifest(entries, TAG_MANIFEST) if TAG_MANIFEST in entries else {}
        info = parse_info(self._read_text(entries, INFO) or "") if INFO in entries else {}
        # A manifest that cannot be believed makes every other finding worthless.
        self._stop_at_problems()
        self._check_tags(entries, tags)
        self._stop_at_problems()
        self._check_payload(entries, files)
        self._check_sum(entries, info)
        self._stop_at_problems()
        payload = {path.removeprefix(PAYLOAD): digest for path, digest in files.items()}
        return Bag(self._container, entries, payload, info)

    def _tell(self, place: str, what: str, instead: str = "") -> None:
        self._problems.append(Problem(show_name(place), what, instead))

    def _stop_at_problems(self) -> None:
        if self._problems:
            raise refuse(self._name, self._problems)

    def _find_entries(self) -> dict[str, zipfile.ZipInfo]:
        """The files of the one folder that the bag is, by their path in it."""
        listed = [one for one in self._container.infolist() if not one.filename.endswith("/")]
        tops = {one.filename.split("/")[0] for one in listed if "/" in one.filename}
        loose = [one.filename for one in listed if "/" not in one.filename]
        if len(tops) != 1 or loose:
            what = "a bag is one folder in a ZIP file, and nothing beside it."
            self._tell(self._name, what, "Take the file as “visions export” wrote it.")
            self._stop_at_problems()
        top = f"{tops.pop()}/"
        return {one.filename.removeprefix(top): one for one in listed}

    def _check_declaration(self, entries: dict[str, zipfile.ZipInfo]) -> None:
        if FETCH in entries:
            self._tell(FETCH, "parts of this bag lie elsewhere; nothing is fetched.")
        text = self._read_text(entries, BAGIT)
        if text is None:
            return
        told = parse_info(text)
        if told.get("BagIt-Version") != VERSION:
            version = show_name(told.get("BagIt-Version", "none"))
            self._tell(BAGIT, f"it names BagIt version “{version}”, not {VERSION}.")
        if told.get("Tag-File-Character-Encoding", "").upper() != "UTF-8":
            self._tell(BAGIT, "its texts are not in UTF-8.")

    def _read_text(self, entries: dict[str, zipfile.ZipInfo], path: str) -> str | None:
        entry = entries.get(path)
        if entry is None:
            self._tell(path, "it is missing, so this is no bag.")
            return None
        if entry.file_size > LARGEST_TAG_FILE:
            self._tell(path, f"it says it has {entry.file_size:,} bytes, too many for a list.")
            return None
        try:
            return self._container.read(entry).decode("utf-8")
        except UnicodeDecodeError:
            self._tell(path, "it is not UTF-8 text.")
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            self._tell(path, _UNREADABLE)
        return None

    def _read_manifest(self, entries: dict[str, zipfile.ZipInfo], path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, line in enumerate((self._read_text(entries, path) or "").split("\n"), 1):
            if not line.strip():
                continue
            parsed = parse_line(line.rstrip("\r"))
            if parsed is None:
                self._tell(f"{path}, line {number}", "this is no line of a manifest.")
            elif parsed[1] in found:
                self._tell(f"{path}, line {number}", f"“{show_name(parsed[1])}” is listed twice.")
            elif (path == MANIFEST) is not parsed[1].startswith(PAYLOAD):
                self._tell(f"{path}, line {number}", f"“{show_name(parsed[1])}” is not its matter.")
            else:
                found[parsed[1]] = parsed[0]
        return found

    def _check_tags(self, entries: dict[str, zipfile.ZipInfo], tags: dict[str, str]) -> None:
        if tags and MANIFEST not in tags:
            self._tell(TAG_MANIFEST, f"it does not vouch for {MANIFEST}.")
        for path, digest in tags.items():
            self._compare(entries, path, digest, TAG_MANIFEST)

    def _check_payload(self, entries: dict[str, zipfile.ZipInfo], files: dict[str, str]) -> None:
        for path in entries:
            if path.startswith(PAYLOAD) and path not in files:
                self._tell(path, "it is in the bag, but not in its manifest.")
        for path, digest in files.items():
            self._compare(entries, path, digest, MANIFEST)

    def _compare(
        self, entries: dict[str, zipfile.ZipInfo], path: str, digest: str, manifest: str
    ) -> None:
        entry = entries.get(path)
        if entry is None:
            self._tell(path, f"it is listed in {manifest}, but not in the bag.")
            return
        found = self._digest(entry)
        if found is None:
            self._tell(path, _UNREADABLE)
        elif found != digest:
            self._tell(path, f"it is not what {manifest} says it was.")

    def _digest(self, entry: zipfile.ZipInfo) -> str | None:
        """The SHA-256 of an entry; None where it is damaged, or is more than it said it is."""
        total = hashlib.sha256()
        try:
            with self._container.open(entry) as stored:
                while chunk := stored.read(_CHUNK):
                    total.update(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            return None
        return total.hexdigest()

    def _check_sum(self, entries: dict[str, zipfile.ZipInfo], info: dict[str, str]) -> None:
        payload = [entry for path, entry in entries.items() if path.startswith(PAYLOAD)]
        there = f"{sum(entry.file_size for entry in payload)}.{len(payload)}"
        if OXUM in info and info[OXUM] != there:
            self._tell(INFO, f"{OXUM} is “{show_name(info[OXUM])}”, but the bag has {there}.")


_UNREADABLE = "it cannot be unpacked: its bytes are not those that were packed."
