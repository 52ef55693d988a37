"""Writes a bag as a ZIP in one pass: each byte is read once, digested, and stored as it is.

Equal content gives equal bytes. Nothing is compressed, because what compressors make of the same
bytes differs from machine to machine; dates, rights and system are the same in every entry.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import IO

from visions.bags.form import (
    BAGIT,
    DECLARATION,
    INFO,
    MANIFEST,
    OXUM,
    PAYLOAD,
    TAG_MANIFEST,
    write_info,
    write_line,
)

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_RIGHTS = 0o100644 << 16


class BagWriter:
    """One bag being written into `target`, which must be seekable; `name` is its folder.

    A context manager, for it keeps its manifest in a temporary file; `finish` completes the bag.
    What `target` raises when it is written to goes through.
    """

    def __init__(self, target: IO[bytes], name: str) -> None:
        self.count = 0
        self.size = 0
        self._name = name
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        self._lines = tempfile.TemporaryFile()  # noqa: SIM115 (closed with this object)
        self._tags: dict[str, str] = {}
        self._add_tag(BAGIT, [DECLARATION.encode()])

    def __enter__(self) -> BagWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lines.close()
        if kind is not None:
            # Let go of `target` now, not whenever this object is cleared away.
            with suppress(Exception):
                self._zip.close()

    def add(self, path: str, chunks: Iterable[bytes], *, size: int = 0) -> tuple[str, int]:
        """Store a file of the payload; return its SHA-256 and how many bytes it has.

        `path` is seen from `data/`, with slashes. `size` is what it should come to, as far as
        known: files from 2 GB on need a larger header.
        """
        digest, size = self._write(PAYLOAD + path, chunks, size)
        self._lines.write(write_line(digest, PAYLOAD + path).encode())
        self.count += 1
        self.size += size
        return digest, size

    def add_page(self, path: str, chunks: Iterable[bytes]) -> None:
        """Store a file beside the payload, such as a page that shows it."""
        self._add_tag(path, chunks)

    def finish(self, info: Mapping[str, str]) -> None:
        """Write the manifests and bag-info.txt, which begins with `info`, and end the ZIP."""
        self._lines.seek(0)
        self._add_tag(MANIFEST, iter(lambda: self._lines.read(1 << 20), b""))
        told = {**info, OXUM: f"{self.size}.{self.count}"}
        self._add_tag(INFO, [write_info(told).encode()])
        tags = "".join(write_line(digest, path) for path, digest in sorted(self._tags.items()))
        self._write(TAG_MANIFEST, [tags.encode()], len(tags))
        self._zip.close()

    def _add_tag(self, path: str, chunks: Iterable[bytes]) -> None:
        self._tags[path], _ = self._write(path, chunks, 0)

    def _write(self, path: str, chunks: Iterable[bytes], expected: int) -> tuple[str, int]:
        entry = zipfile.ZipInfo(f"{self._name}/{path}", _EARLIEST)
        entry.create_system = _UNIX
        entry.external_attr = _RIGHTS
        entry.file_size = expected
        total, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w") as stored:
            for chunk in chunks:
                stored.write(chunk)
                total.update(chunk)
                size += len(chunk)
        return total.hexdigest(), size
