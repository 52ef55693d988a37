"""Where else in a workshop folder a text stands: in other records, and in files of people's own.

Looked into are bytes, what ZIP files (XLSX, DOCX and bags are some) and gzip hold, streams of PDF
files, and what pictures say beside their pixels. What is made of the archive is passed over: it
says what the archive says.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from visions.archive.files import TEMPORARY_PREFIX
from visions.archive.layout import (
    EXTENSIONS,
    MANIFEST,
    OUTPUTS,
    PROMPTS,
    Layout,
    is_truth,
    parse_attempt_name,
    parse_record_folder,
)
from visions.archive.tombstone import MARK
from visions.errors import CannotRedact, VisionsError
from visions.model import RecordId
from visions.redaction.picture_texts import list_picture_texts
from visions.redaction.record_files import is_derived
from visions.redaction.rewriting import Rewriting
from visions.redaction.sought_text import SoughtText
from visions.redaction.svg_texts import list_svg_words

LARGEST = 256 * 1024 * 1024
"""Bytes of a file, or of what is packed in it, that are looked into."""
_BY_CHANCE = 5
"""Bytes; shorter texts are met by chance in what is no text."""
_DEPTH = 3
_STREAM = re.compile(rb"stream\r?\n")
_MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_TYPES = {ending: kind for kind, ending in EXTENSIONS.items()}


@dataclass(frozen=True, slots=True)
class Remains:
    """`records` can be redacted as well; `files` are for a person to mend; `unsearched` are files
    of people's own that cannot be looked into wholly."""

    records: tuple[RecordId, ...] = ()
    files: tuple[str, ...] = ()
    unsearched: tuple[str, ...] = ()
    has_history: bool = False
    """Whether the folder is under version control, whose past nobody looked into."""


def find_remains(layout: Layout, sought: SoughtText, apart_from: RecordId) -> Remains:
    """Look through the whole folder, but not at the record `apart_from`. Changes nothing."""
    records: dict[RecordId, None] = {}
    files: list[str] = []
    unsearched: list[str] = []
    for path in _walk(layout.root):
        name = path.relative_to(layout.root).as_posix()
        record = _find_record(name)
        if record == apart_from or path == layout.journal or is_derived(name):
            continue
        if record is not None:
            if record not in records and _is_in_truth(path, sought):
                records[record] = None
        elif path.name != MANIFEST and not _is_choice(name):
            found = _is_in_file(path, sought)
            if found:
                files.append(name)
            elif found is None:
                unsearched.append(name)
    history = any((folder / ".git").exists() for folder in (layout.root, *_list_parents(layout)))
    return Remains(tuple(sorted(records)), tuple(files), tuple(unsearched), history)


def _walk(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            is_hidden = name.startswith(".") and not name.startswith(TEMPORARY_PREFIX)
            if not is_hidden and path.is_file() and not path.is_symlink():
                yield path


def _list_parents(layout: Layout) -> list[Path]:
    return list(layout.root.resolve().parents)[:2]


def _find_record(name: str) -> RecordId | None:
    parts = name.split("/")
    if is_truth(name) and parts[0] == PROMPTS:
        return RecordId(parts[1], int(parts[2][:4]))
    is_kept = is_truth(name) or parse_attempt_name(parts[-1]) is not None
    if len(parts) == 4 and parts[0] == OUTPUTS and is_kept and parse_record_folder(parts[2]):
        return RecordId(parts[1], int(parts[2]))
    return None


def _is_choice(name: str) -> bool:
    return is_truth(name) and _find_record(name) is None


def _is_in_truth(path: Path, sought: SoughtText) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if path.name.startswith("original."):
        kind = _TYPES[path.suffix.removeprefix(".")]
        try:
            return any(sought.is_in(said) for _, said in list_picture_texts(data, kind))
        except ValueError:
            return sought.shortest >= _BY_CHANCE and sought.is_in(data)
    if path.suffix == ".json" and not sought.may_be_in_json(data):
        return False
    rewriting = Rewriting(sought, MARK)
    try:
        rewriting.rewrite(path.name, data)
    except CannotRedact:
        return True
    except VisionsError:
        return False
    return rewriting.places > 0


def _is_in_file(path: Path, sought: SoughtText) -> bool | None:
    """Whether the text stands in a file; None where that cannot be told for certain."""
    try:
        if path.stat().st_size > LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    pieces = _Pieces()
    if any(_is_in_piece(piece, sought) for piece in pieces.unpack(data)):
        return True
    # The letters on a PDF page are numbers of glyphs: what it shows need not stand in it.
    return None if pieces.is_torn or data[:5] == b"%PDF-" else False


def _is_in_piece(data: bytes, sought: SoughtText) -> bool:
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            try:
                return any(sought.is_in(said) for _, said in list_picture_texts(data, kind))
            except ValueError:
                break
    if b"<svg" in data[:400]:
        return sought.is_in(list_svg_words(data))
    if sought.shortest < _BY_CHANCE and _is_binary(data):
        return False
    return sought.is_in(data)


def _is_binary(data: bytes) -> bool:
    """Neither UTF-8 nor UTF-16 of what people write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    return b"\0" in data[:4096]


class _Pieces:
    """A file and everything that is packed in it, at most LARGEST bytes in all."""

    def __init__(self) -> None:
        self.is_torn = False
        """Whether something in it could not be unpacked."""
        self._left = LARGEST

    def unpack(self, data: bytes, depth: int = _DEPTH) -> Iterator[bytes]:
        yield data
        if depth == 0:
            return
        if data[:4] == b"PK\3\4":
            yield from self._unpack_zip(data, depth)
        elif data[:2] == b"\x1f\x8b":
            try:
                with gzip.open(io.BytesIO(data)) as file:
                    yield from self.unpack(file.read(self._take(0)), depth - 1)
            except (OSError, EOFError, zlib.error):
                self.is_torn = True
        elif data[:5] == b"%PDF-":
            yield from self._unpack_pdf(data)

    def _unpack_zip(self, data: bytes, depth: int) -> Iterator[bytes]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    # Names are texts as well.
                    yield member.filename.encode("utf-8", "replace") + b"\n" + member.comment
                    if member.is_dir():
                        continue
                    if member.flag_bits & 1 or member.file_size > self._left:
                        self.is_torn = True
                        continue
                    self._take(member.file_size)
                    yield from self.unpack(archive.read(member), depth - 1)
        except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            self.is_torn = True

    def _unpack_pdf(self, data: bytes) -> Iterator[bytes]:
        for begin in _STREAM.finditer(data):
            unpacking = zlib.decompressobj()
            try:
                inner = unpacking.decompress(memoryview(data)[begin.end() :], self._left)
            except zlib.error:
                continue
            self._take(len(inner))
            yield inner

    def _take(self, size: int) -> int:
        self._left = max(1, self._left - size)
        return self._left
