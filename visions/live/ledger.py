"""What was spent, kept while a room looks at it: only what moved on is read again."""

from __future__ import annotations

import threading
from contextlib import suppress

from visions.archive.store import Archive
from visions.budget import Sent, Survey, list_sent, survey
from visions.errors import VisionsError
from visions.model import ImageSettings, RecordId


class Ledger:
    """The requests of the archive, by prompt. Needs to be told of every prompt that moves on."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sent: dict[RecordId, list[Sent]] | None = None
        self._stale: set[RecordId] = set()
        self._turn = threading.Lock()

    def forget(self, record: RecordId) -> None:
        """This prompt's requests are not what they were."""
        self._stale.add(record)

    def count(self, settings: ImageSettings) -> Survey:
        """What was spent so far. Requests that cannot be read are passed over: “visions status”
        tells of them."""
        with self._turn:
            if self._sent is None:
                self._stale.clear()
                self._sent = {}
                for one in list_sent(self._archive, []):
                    self._sent.setdefault(one.record, []).append(one)
            while self._stale:
                record = self._stale.pop()
                self._sent[record] = self._read(record)
            return survey((one for sent in self._sent.values() for one in sent), settings)

    def _read(self, record: RecordId) -> list[Sent]:
        found = []
        with suppress(VisionsError):
            for note, ended, cost in self._archive.read_requests(record):
                found.append(Sent(record, note, ended, cost))
        return found
