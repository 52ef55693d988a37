"""accept → generate → archive → document: the one line that every command and page runs on.

Tandems are served in turn, side by side up to a limit; one tandem's failure stops nobody else.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from visions.archive.intake import list_copies, list_strange_folders, list_strays, take_in
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.drawing import Drawing, Report
from visions.errand import allow_errands, stop_errands
from visions.errors import (
    CopyOfPrompt,
    NoKey,
    NotAPrompt,
    StrangeFolder,
    TemplateFailed,
    VisionsError,
)
from visions.events import Event, Noted, Planned, Published, TakenIn, Trouble
from visions.imaging.provider import Provider
from visions.model import Entry, Prompt, RecordId, State, Tandem, Workshop
from visions.publishing import Publisher
from visions.sheet_views import KINDS, Kind

_WAITING = (State.ACCEPTED, State.FAILED)
_RETRIED = (*_WAITING, State.UNKNOWN)


@dataclass(slots=True)
class Outcome:
    """Where everything stands after a run, and what went wrong on the way."""

    entries: dict[Tandem, list[Entry]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    drawn: list[RecordId] = field(default_factory=list)
    built: int = 0
    stopped: bool = False

    @property
    def waiting(self) -> list[Entry]:
        """The prompts that have no picture."""
        return [
            entry
            for entries in self.entries.values()
            for entry in entries
            if entry.state is not State.DONE
        ]


class Pipeline:
    """Runs prompts through to paper. Needs the archive's lock held around each call."""

    def __init__(
        self, workshop: Workshop, archive: Archive, provider: Provider | None, report: Report
    ) -> None:
        """`provider` None: nothing can be drawn, everything else works."""
        self._workshop = workshop
        self._archive = archive
        self._report = report
        self._publisher = Publisher(workshop, archive)
        self._drawing = Drawing(archive, provider, workshop.images, self._say) if provider else None
        self._pool = ThreadPoolExecutor(os.cpu_count() or 2, thread_name_prefix="publish")
        self._outcome = Outcome()

    async def make(self, tandems: Sequence[Tandem], *, again: Entry | None = None) -> Outcome:
        """Take in dropped files, draw what waits, and bring every document up to date.

        `again` is a prompt that a person wants to be asked for once more, as that person saw it;
        then only that one is drawn, and not if it has moved on since. Without a key, or with a
        budget that cannot be kept, nothing is sent, and everything else is done.
        """
        self._outcome = Outcome()
        with self._publishing():
            self._report_strays()
            entries = {tandem: self._gather(tandem) for tandem in tandems}
            waiting = self._queue_fairly(entries, again)
            self._say(Planned(len(waiting)))
            publishing = self._start_publishing(entries, drawn=True)
            if waiting:
                try:
                    await self._draw_all(waiting, publishing)
                except VisionsError as error:
                    self._trouble(error)
            await _finish(publishing)
            self._outcome.entries = self._read_workshop()
            now = {tandem: self._outcome.entries[tandem] for tandem in tandems}
            await _finish(self._start_publishing(now, drawn=False))
            self._publish_overview()
        return self._outcome

    async def rebuild(self, tandems: Sequence[Tandem], *, anew: bool = True) -> Outcome:
        """Set all documents of `tandems` from the archive, not `anew`: only the stale ones."""
        self._outcome = Outcome()
        with self._publishing():
            self._outcome.entries = self._read_workshop()
            # The longest ones first, so that no processor waits for them at the end.
            tasks = [asyncio.create_task(self._prepare_print(kind)) for kind in KINDS]
            tasks += [
                asyncio.create_task(self._publish(tandem, entry, anew=anew))
                for tandem in tandems
                for entry in self._outcome.entries[tandem]
            ]
            await _finish(tasks)
            self._publish_overview()
        return self._outcome

    def refresh_overview(self) -> Outcome:
        """Bring the gallery and the print files up to date, and nothing else."""
        self._outcome = Outcome()
        self._outcome.entries = self._read_workshop()
        self._publish_overview()
        return self._outcome

    def stop(self) -> None:
        """Ask for no further pictures; what is under way is finished."""
        self._outcome.stopped = True
        if self._drawing is not None:
            self._drawing.stop()

    # Before drawing

    def _report_strays(self) -> None:
        keys = frozenset(tandem.key for tandem in self._workshop.tandems)
        for name in list_strange_folders(self._archive, keys):
            self._trouble(StrangeFolder(name=name))
        for place in list_strays(self._archive, keys):
            self._trouble(NotAPrompt(place=place))
        for place in list_copies(self._archive, keys):
            self._trouble(CopyOfPrompt(place=place))

    def _gather(self, tandem: Tandem) -> list[Entry]:
        intake = take_in(self._archive, tandem.key)
        for file, record in intake.taken:
            self._say(TakenIn(file, record))
        for problem in intake.problems:
            self._trouble(problem)
        records = self._archive.list_records(tandem.key)
        for record in records:
            try:
                if self._archive.is_unfinished(record):
                    self._archive.finish_record(record)
                elif self._drawing is not None:
                    self._drawing.recover(record)
            except VisionsError as error:
                self._trouble(error, record)
        try:
            Manifest(self._archive.layout, tandem.key).complete()
        except VisionsError as error:
            self._trouble(error)
        return self._read_entries(records)

    def _read_entries(self, records: Sequence[RecordId]) -> list[Entry]:
        entries = []
        for record in records:
            try:
                entries.append(self._archive.read_entry(record))
            except VisionsError as error:
                self._trouble(error, record)
        return entries

    def _queue_fairly(
        self, entries: Mapping[Tandem, Sequence[Entry]], again: Entry | None
    ) -> deque[Prompt]:
        """What is to be drawn, one prompt of each tandem in turn."""
        if again is not None:
            seen = (again.id, again.state, again.attempt)
            listed = chain.from_iterable(entries.values())
            return deque(
                entry.prompt
                for entry in listed
                if (entry.id, entry.state, entry.attempt) == seen and entry.state in _RETRIED
            )
        lanes = [
            [entry.prompt for entry in listed if entry.state in _WAITING]
            for listed in entries.values()
        ]
        return deque(
            prompt for turn in zip_longest(*lanes) for prompt in turn if prompt is not None
        )

    def _read_workshop(self) -> dict[Tandem, list[Entry]]:
        """Everything there is; what cannot be read is told, for gallery and print files lack it."""
        return {tandem: self._list_entries(tandem) for tandem in self._workshop.tandems}

    def _list_entries(self, tandem: Tandem) -> list[Entry]:
        try:
            records = self._archive.list_records(tandem.key)
        except VisionsError as error:
            self._trouble(error)
            return []
        return self._read_entries(records)

    # Drawing

    async def _draw_all(self, waiting: deque[Prompt], publishing: list[asyncio.Task[None]]) -> None:
        """Draw what waits, side by side; each picture's documents are added to `publishing`."""
        if self._drawing is None:
            raise NoKey(provider=self._workshop.images.provider)
        self._drawing.open_budget(self._workshop.tandems)
        await self._drawing.get_ready()
        asking: list[asyncio.Task[None]] = []
        while waiting and await self._drawing.wait_for_turn():
            task = self._draw(self._drawing, waiting.popleft(), publishing)
            asking.append(asyncio.create_task(task))
        await _finish(asking)

    async def _draw(
        self,
        drawing: Drawing,
        prompt: Prompt,
        publishing: list[asyncio.Task[None]],
    ) -> None:
        """Draw one prompt. Its turn ends once the answer is here: archive and documents go on
        beside the next call."""
        with _Once(drawing.end_turn) as free:
            arrived = await drawing.ask(prompt, free)
        if arrived is None:
            return
        record = await drawing.archive(arrived)
        tandem = self._workshop.tandem(prompt.id.tandem)
        if record is not None and tandem is not None:
            self._outcome.drawn.append(record.id)
            entry = Entry(prompt, State.DONE, record, record.attempt)
            publishing.append(asyncio.create_task(self._publish(tandem, entry)))

    # After drawing

    @contextmanager
    def _publishing(self) -> Iterator[None]:
        """Wait at the end for all that is being set; a second Ctrl-C inside ends it at once."""
        try:
            with self._pool:
                try:
                    yield
                except (asyncio.CancelledError, KeyboardInterrupt):
                    stop_errands()
                    self._pool.shutdown(wait=False, cancel_futures=True)
                    raise
        finally:
            allow_errands()

    def _start_publishing(
        self, entries: Mapping[Tandem, Sequence[Entry]], *, drawn: bool
    ) -> list[asyncio.Task[None]]:
        """Begin to bring documents up to date: of prompts that have a picture, or of the others."""
        return [
            asyncio.create_task(self._publish(tandem, entry))
            for tandem, listed in entries.items()
            for entry in listed
            if (entry.state is State.DONE) is drawn
        ]

    async def _publish(self, tandem: Tandem, entry: Entry, *, anew: bool = False) -> None:
        loop = asyncio.get_running_loop()
        try:
            publication = await loop.run_in_executor(
                self._pool, lambda: self._publisher.publish_record(tandem, entry, anew=anew)
            )
        except VisionsError as error:
            self._trouble(error, entry.id)
            return
        for problem in publication.problems:
            self._trouble(problem, entry.id)
        for text in publication.notes:
            self._say(Noted(entry.id, text))
        self._outcome.built += publication.built
        self._say(Published(entry.id, publication.built))

    async def _prepare_print(self, kind: Kind) -> None:
        loop, entries = asyncio.get_running_loop(), self._outcome.entries
        await loop.run_in_executor(self._pool, self._publisher.prepare_print, kind, entries)

    def _publish_overview(self) -> None:
        try:
            publication = self._publisher.publish_overview(self._outcome.entries)
        except VisionsError as error:
            self._trouble(error)
            return
        for problem in publication.problems:
            self._trouble(problem)
        self._outcome.built += publication.built

    def _trouble(self, error: VisionsError, record: RecordId | None = None) -> None:
        """Tell of a trouble, once: the archive is read before drawing and again after it, and a
        broken template is one trouble however many documents it is for."""
        if isinstance(error, TemplateFailed):
            record = None
        told = {
            (trouble.record, _name_trouble(trouble.error)) for trouble in self._outcome.troubles
        }
        if (record, _name_trouble(error)) not in told:
            self._say(Trouble(error, record))

    def _say(self, event: Event) -> None:
        if isinstance(event, Trouble):
            self._outcome.troubles.append(event)
        self._report(event)


def _name_trouble(error: VisionsError) -> str:
    return error.template if isinstance(error, TemplateFailed) else str(error)


class _Once:
    """Calls `action` when called, or at the latest when the block ends; never twice."""

    def __init__(self, action: Callable[[], None]) -> None:
        self._action: Callable[[], None] | None = action

    def __enter__(self) -> _Once:
        return self

    def __exit__(self, *error: object) -> None:
        self()

    def __call__(self) -> None:
        if self._action is not None:
            action, self._action = self._action, None
            action()


async def _finish(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait for all `tasks`, those added meanwhile included; pass on the first failure at the end,
    so that no fault of one cuts off another's call."""
    results: list[BaseException | None] = []
    while len(results) < len(tasks):
        batch = list(tasks[len(results) :])
        results += await asyncio.gather(*batch, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
