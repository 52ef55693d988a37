"""The sheets of a live workshop: set beside the queue, and at once when asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from visions.archive.store import Archive
from visions.drawing import Report
from visions.errors import VisionsError
from visions.events import Noted, Published, Trouble
from visions.model import Entry, RecordId, Tandem, Workshop
from visions.publishing import Publisher

T = TypeVar("T")

_SETTLE_SECONDS = 1.5
"""Answers are saved while people type: their sheets wait for a pause."""
_QUIET_SECONDS = 10.0
"""Gallery and print files show the whole workshop: they wait until the room is quiet."""


class Pressroom:
    """Sets documents in threads of its own. `report` hears of each, on the event loop."""

    def __init__(self, workshop: Workshop, archive: Archive, report: Report) -> None:
        self._workshop = workshop
        self._archive = archive
        self._report = report
        self._publisher = Publisher(workshop, archive)
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="publish")
        self._stale: dict[RecordId, None] = {}
        self._is_overview_stale = True
        self._changed = time.monotonic()
        self._turns: dict[RecordId | None, asyncio.Lock] = {}
        self.is_busy: Callable[[], bool] = lambda: False
        """Whether something more urgent is going on."""

    def renew(self, record: RecordId) -> None:
        """What the sheets of this record say has changed; they follow soon."""
        self._stale[record] = None

    def renew_overview(self) -> None:
        """What gallery and print files show has changed; they follow once the room is quiet."""
        self._is_overview_stale = True
        self._changed = time.monotonic()

    def is_stale(self, record: RecordId) -> bool:
        """Whether the sheets of this record are not up to date, or are being set."""
        turn = self._turns.get(record)
        return record in self._stale or (turn is not None and turn.locked())

    async def finish(self, record: RecordId) -> None:
        """Return once the sheets of this record are up to date, or their trouble was told."""
        self._stale.pop(record, None)
        tandem = self._workshop.tandem(record.tandem)
        if tandem is None:
            return
        async with self._turns.setdefault(record, asyncio.Lock()):
            try:
                entry = await asyncio.to_thread(self._archive.read_entry, record)
                result = await self._run(lambda: self._publisher.publish_record(tandem, entry))
            except VisionsError as error:
                self._report(Trouble(error, record))
                return
        for problem in result.problems:
            self._report(Trouble(problem, record))
        for text in result.notes:
            self._report(Noted(record, text))
        if result.built:
            self.renew_overview()
        self._report(Published(record, result.built))

    async def finish_all(self) -> None:
        """Return once everything that people see is up to date."""
        for record in list(self._stale):
            await self.finish(record)
        self._is_overview_stale = False
        async with self._turns.setdefault(None, asyncio.Lock()):
            try:
                problems = await self._run(self._publish_overview)
            except VisionsError as error:
                problems = (error,)
        for problem in problems:
            self._report(Trouble(problem))

    async def work(self) -> None:
        """Bring up to date whatever is stale, for ever."""
        while True:
            await asyncio.sleep(_SETTLE_SECONDS)
            if self.is_busy():
                continue
            for record in list(self._stale):
                await self.finish(record)
            is_quiet = time.monotonic() - self._changed >= _QUIET_SECONDS
            if self._is_overview_stale and is_quiet:
                await self.finish_all()

    def close(self) -> None:
        """Wait for what is being set."""
        self._pool.shutdown(cancel_futures=True)

    def _publish_overview(self) -> tuple[VisionsError, ...]:
        entries = {tandem: self._read_entries(tandem) for tandem in self._workshop.tandems}
        return self._publisher.publish_overview(entries).problems

    def _read_entries(self, tandem: Tandem) -> list[Entry]:
        found = []
        for record in self._archive.list_records(tandem.key):
            with suppress(VisionsError):  # its own publication told of it
                found.append(self._archive.read_entry(record))
        return found

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)
