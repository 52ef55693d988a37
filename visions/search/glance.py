"""A glance at files: what tells whether they changed, without reading them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from contextlib import suppress

YOUNG = 2_000_000_000
"""Nanoseconds; the coarsest clock of a file system in use (FAT) ticks as slowly."""


def look(paths: Iterable[str]) -> tuple[int, int]:
    """A number that tells how these files are – sizes and times –, and their newest time (ns)."""
    marks, newest = [], 0
    for path in paths:
        try:
            facts = os.stat(path)  # noqa: PTH116
        except (OSError, ValueError):
            marks.append(0)
            continue
        changed, touched = facts.st_ctime_ns, facts.st_mtime_ns
        marks += (touched, changed, facts.st_size)
        if changed > newest:
            newest = changed
        if touched > newest:
            newest = touched
    # Of whole numbers alone, so that it is the same in every process.
    return hash(tuple(marks)), newest


def list_folders(folder: str) -> list[str]:
    """The names of the folders in a folder; none where it cannot be read."""
    with suppress(OSError), os.scandir(folder) as found:
        return [entry.name for entry in found if entry.is_dir()]
    return []


def list_names(folder: str) -> list[str]:
    """All names in a folder; none where it cannot be read."""
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def is_text(name: str) -> bool:
    """Whether a name is text; one made of other bytes is not."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_settled(newest: int) -> bool:
    """Whether files of this newest time (ns) cannot change any more without its being told."""
    return newest < time.time_ns() - YOUNG


def digest(data: bytes) -> str:
    """The SHA-256."""
    return hashlib.sha256(data).hexdigest()
