"""Reading one file once: its SHA-256, its beginning or all of it, and whether it held still."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from dataclasses import dataclass

BLOCK = 1024 * 1024
"""Bytes read at a time; hashing as much lets other threads work meanwhile."""

# A link that took the file's place since the folder was listed is not followed; a pipe does not
# make anybody wait.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file. `data` is all of it up to the limit, else its first bytes.

    `trouble` is empty, or why nothing can be said: “changed”, “missing”, or a reason in words.
    """

    size: int = 0
    digest: str = ""
    data: bytes = b""
    trouble: str = ""

    @property
    def is_whole(self) -> bool:
        return not self.trouble and len(self.data) == self.size


def read_file(path: str, limit: int = BLOCK, stopped: threading.Event | None = None) -> Reading:
    """Read `path` in blocks and keep at most `limit` bytes of it. Never raises, never writes.

    Setting `stopped` ends it after the block at hand.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        return Reading(trouble=_explain(error))
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            return Reading(trouble="it is no file")
        size, digest, kept = _take_in(descriptor, before.st_size, limit, stopped)
        after = os.fstat(descriptor)
    except OSError as error:
        return Reading(trouble=_explain(error))
    finally:
        os.close(descriptor)
    held_still = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not held_still or size != before.st_size:
        return Reading(size, trouble="changed")
    return Reading(size, digest, kept)


def _take_in(
    descriptor: int, expected: int, limit: int, stopped: threading.Event | None
) -> tuple[int, str, bytes]:
    block = os.read(descriptor, min(expected + 1, BLOCK))
    digest, size, kept = hashlib.sha256(block), len(block), block[:limit]
    if size == expected:  # most files are small: one look for the end is what is left to do
        return size, digest.hexdigest(), kept
    parts = [kept]
    room = limit - len(kept)
    while block := os.read(descriptor, BLOCK):
        if stopped is not None and stopped.is_set():
            break
        digest.update(block)
        size += len(block)
        if room > 0:
            parts.append(block[:room])
            room -= len(parts[-1])
    return size, digest.hexdigest(), b"".join(parts)


def _explain(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "missing"
    if error.errno == errno.ELOOP:
        return "it is a link now"
    return (error.strerror or "unknown reason").lower()
