"""What happened in the room, one JSON object a line: steps, dots, what was hidden, new codes.

Lines are only ever added, each synced before `write` returns. A last line that was cut off by a
power failure was never confirmed to anybody and is passed over.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from typing import Any

from visions.archive.files import make_folder, sync_descriptor, sync_folder
from visions.archive.layout import Layout
from visions.archive.store import Clock, tell_time
from visions.errors import DiskFailed

Line = dict[str, Any]


class Journal:
    """The journal of one workshop; needs the archive's lock for writing."""

    def __init__(self, layout: Layout, *, clock: Clock = tell_time) -> None:
        self._path = layout.journal
        self._clock = clock
        self._turn = threading.Lock()

    def read(self) -> list[Line]:
        """All lines that are whole, in their order. Raises DiskFailed where they are unreadable."""
        try:
            text = self._path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise DiskFailed(
                file=self._path.name,
                reason=error.strerror or "unknown reason",
                advice="Check its permissions.",
            ) from None
        return [line for one in text.split("\n") if (line := _read_line(one)) is not None]

    def write(self, what: str, facts: Mapping[str, object]) -> Line:
        """Add a line about `what`; once this returns it is safe. Raises DiskFailed."""
        line: Line = {"at": self._clock().isoformat(), "what": what, **facts}
        # A line of its own begins with an end: whatever a torn one before it left.
        data = ("\n" + json.dumps(line, ensure_ascii=True) + "\n").encode()
        with self._turn:
            try:
                self._append(data)
            except OSError as error:
                raise DiskFailed(
                    file=self._path.name,
                    reason=error.strerror or "unknown reason",
                    advice="Free some space or look at the disk, then try it again.",
                ) from None
        return line

    def _append(self, data: bytes) -> None:
        is_new = not self._path.exists()
        if is_new:
            make_folder(self._path.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._path, flags, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            sync_descriptor(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(self._path.parent)


def _read_line(text: str) -> Line | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_line = isinstance(line, dict) and isinstance(line.get("what"), str)
    return line if is_line and isinstance(line.get("at"), str) else None
