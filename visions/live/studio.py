"""The queue of a live workshop: prompts come in at any time, pictures and sheets go out.

It runs for as long as the server does, on the same archive as the command line. What waits is
read from the files when it starts, so nothing is lost by a stop at any moment.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from visions.archive.intake import take_in
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.drawing import Drawing, Report
from visions.errors import NoKey, QueueFull, VisionsError
from visions.events import Ended, Event, Paused, TakenIn, Trouble
from visions.imaging.provider import Provider
from visions.live.pressroom import Pressroom
from visions.live.queue import FairQueue
from visions.live.roster import Roster
from visions.model import Entry, ImageSettings, Prompt, RecordId, State, Tandem, Workshop

MOST_WAITING = 5
"""Prompts of one tandem that may wait at a time, so that nobody else waits for all of them."""

_LOOK_SECONDS = 2.0
_FIRST_GUESS = {"sketch": 1.0}

Choose = Callable[[ImageSettings], Provider | None]
"""Makes the provider that settings name; None where its key is missing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a prompt is in the queue: how many are before it, and about how many seconds it is."""

    ahead: int
    seconds: int


class Studio:
    """Draws what waits, one tandem after the other, and brings documents up to date.

    Needs the archive's lock held meanwhile. `report` hears every event, on the event loop.
    """

    def __init__(
        self, workshop: Workshop, archive: Archive, choose: Choose, report: Report
    ) -> None:
        self._workshop = workshop
        self._archive = archive
        self._choose = choose
        self._report = report
        self.press = Pressroom(workshop, archive, report)
        self.press.is_busy = lambda: bool(self._running)
        self._queue = FairQueue([tandem.key for tandem in workshop.tandems])
        self._settings = workshop.images
        self._drawing: Drawing | None = None
        self._running: dict[RecordId, asyncio.Task[None]] = {}
        self._roster = Roster()
        self._turns: dict[str, asyncio.Lock] = {}
        self._work = asyncio.Event()
        self._stopped = asyncio.Event()
        self._paused = ""
        self._took = _FIRST_GUESS.get(workshop.images.provider, 40.0)

    # What the room sees

    @property
    def paused(self) -> str:
        """Why nothing is drawn right now; empty while all goes on."""
        return self._paused

    @property
    def provider(self) -> str:
        """Who draws from now on."""
        return self._settings.provider

    def list_waiting(self) -> list[RecordId]:
        """The prompts in the queue, in the order in which they will be drawn."""
        return [prompt.id for prompt in self._queue.list_all()]

    def list_running(self) -> list[RecordId]:
        """The prompts that are being drawn."""
        return list(self._running)

    def find_place(self, record: RecordId) -> Place | None:
        """Where a prompt is; None where it neither waits nor is drawn."""
        if record in self._running:
            return Place(0, math.ceil(self._took))
        waiting = self.list_waiting()
        if record not in waiting:
            return None
        ahead = waiting.index(record)
        rounds = (ahead + len(self._running)) // max(1, self._settings.concurrency) + 1
        seconds = rounds * self._took
        if self._settings.provider != "sketch":
            seconds = max(seconds, ahead / self._settings.per_minute * 60)
        return Place(ahead + len(self._running), math.ceil(seconds))

    # What people do

    async def accept(
        self, tandem: Tandem, words: str, facts: Mapping[str, object], *, sender: str = ""
    ) -> Prompt:
        """Store a prompt and queue it; once this returns it is safe.

        `sender` is the phone's own id of this prompt: sent again, it is the same prompt.
        Raises BadPrompt, QueueFull and DiskFailed; nothing is stored then.
        """
        async with self._turns.setdefault(tandem.key, asyncio.Lock()):
            known = self._roster.find(tandem.key, sender)
            if known is not None:
                return await asyncio.to_thread(self._archive.read_prompt, known)
            waiting = self._queue.count(tandem.key)
            if waiting >= MOST_WAITING:
                raise QueueFull(key=tandem.key, waiting=waiting)
            noted = {**facts, **({"sender": sender} if sender else {})}
            prompt = await asyncio.to_thread(self._archive.accept_prompt, tandem.key, words, noted)
            self._roster.add(prompt)
        self._enqueue(prompt)
        return prompt

    async def ask_again(self, record: RecordId) -> bool:
        """A person wants a failed or lost picture to be asked for once more. False: it is not one.

        A picture that was lost may be billed twice; the person was told so.
        """
        entry = await asyncio.to_thread(self._archive.read_entry, record)
        is_idle = record not in self._running and record not in self.list_waiting()
        if entry.state not in (State.FAILED, State.UNKNOWN, State.ACCEPTED) or not is_idle:
            return False
        self._enqueue(entry.prompt)
        return True

    async def sketch_instead(self, record: RecordId) -> bool:
        """Draw the sketch of a prompt without a picture, as its picture. False: it has one."""
        if record in self._running:
            return False
        entry = await asyncio.to_thread(self._archive.read_entry, record)
        if entry.state is State.DONE:
            return False
        self._queue.remove(record)
        settings = replace(self._workshop.images, provider="sketch")
        provider = self._choose(settings)
        if provider is None:
            return False
        drawing = Drawing(self._archive, provider, settings, self._hear)
        await asyncio.gather(
            self._run(record, self._draw(drawing, entry.prompt)), return_exceptions=True
        )
        return True

    def pause(self, reason: str) -> None:
        """Ask for nothing more; what is under way is finished."""
        self._paused = reason
        self._report(Paused(reason))

    def resume(self) -> None:
        """Go on, with a fresh count of failures."""
        self._paused = ""
        self._drawing = None
        self._work.set()

    def switch(self, provider: str | None) -> None:
        """Let “sketch” draw from now on; None: whoever is configured."""
        images = self._workshop.images
        self._settings = images if provider is None else replace(images, provider=provider)
        self._took = _FIRST_GUESS.get(self._settings.provider, 40.0)
        self.resume()

    # The work

    async def run(self) -> None:
        """Work until `stop`; then calls under way are finished."""
        works = (self._draw_on, self._look_around, self.press.work)
        tasks = [asyncio.create_task(self._keep_going(work)) for work in works]
        try:
            await self._begin()
            await self._stopped.wait()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._running:
                await asyncio.gather(*self._running.values(), return_exceptions=True)
            self.press.close()

    def stop(self) -> None:
        self._stopped.set()
        if self._drawing is not None:
            self._drawing.stop()

    async def _keep_going(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """A fault in one turn of `work` is told, and the next turn comes: the room goes on."""
        while True:
            try:
                await work()
            except Exception as error:
                self._hear(Trouble(_name_fault(error)))
                await asyncio.sleep(1)

    async def _begin(self) -> None:
        """Take up what an earlier run left: answers that were not read, prompts that wait."""
        for tandem in self._workshop.tandems:
            await self._take_in(tandem)
            for entry in await asyncio.to_thread(self._read_tandem, tandem):
                self._roster.add(entry.prompt)
                self.press.renew(entry.id)
                if entry.state is State.ACCEPTED:
                    self._enqueue(entry.prompt)
        self._work.set()

    def _read_tandem(self, tandem: Tandem) -> list[Entry]:
        found = []
        for record in self._archive.list_records(tandem.key):
            with suppress(VisionsError):  # “visions status” tells of what cannot be read
                if self._archive.is_unfinished(record):
                    self._archive.finish_record(record)
                prompt = self._archive.read_prompt(record)
                entry = self._archive.read_entry(record)
                found.append(replace(entry, prompt=prompt))
        with suppress(VisionsError):  # a full disk is told of where something is stored
            Manifest(self._archive.layout, tandem.key).complete()
        return found

    async def _look_around(self) -> None:
        """See what others put into the folder: dropped files, and “visions add”."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            for tandem in self._workshop.tandems:
                await self._take_in(tandem)
                for record in await asyncio.to_thread(self._archive.list_records, tandem.key):
                    if record not in self._roster:
                        await self._welcome(tandem, record)

    async def _welcome(self, tandem: Tandem, record: RecordId) -> None:
        """Queue a prompt that somebody else stored; a phone's own is known by the next look."""
        with suppress(VisionsError):  # “visions status” tells of what cannot be read
            prompt = await asyncio.to_thread(self._archive.read_prompt, record)
            async with self._turns.setdefault(tandem.key, asyncio.Lock()):
                if record not in self._roster:
                    self._roster.add(prompt)
                    self._enqueue(prompt)

    async def _take_in(self, tandem: Tandem) -> None:
        try:
            taken = await asyncio.to_thread(take_in, self._archive, tandem.key)
        except VisionsError as error:
            self._hear(Trouble(error))
            return
        for file, record in taken.taken:
            self._hear(TakenIn(file, record))

    async def _draw_on(self) -> None:
        while True:
            self._work.clear()
            while self._paused or not self._queue.list_all():
                await self._work.wait()
                self._work.clear()
            drawing = await self._open_drawing()
            if drawing is None or not await drawing.wait_for_turn():
                self._drawing = None
                continue
            prompt = None if self._paused else self._queue.take()
            if prompt is None:
                drawing.end_turn()
                continue
            self._run(prompt.id, self._draw(drawing, prompt))

    async def _open_drawing(self) -> Drawing | None:
        """The drawing that goes on, or a new one after a pause or a switch."""
        if self._drawing is not None and not self._drawing.is_over:
            return self._drawing
        if self._running:
            # Its calls count on the old one's budget.
            await asyncio.gather(*self._running.values(), return_exceptions=True)
        try:
            provider = self._choose(self._settings)
            if provider is None:
                raise NoKey(provider=self._settings.provider)
            drawing = Drawing(self._archive, provider, self._settings, self._hear)
            await asyncio.to_thread(drawing.open_budget, self._workshop.tandems)
            await drawing.get_ready()
        except VisionsError as error:
            self.pause(error.message)
            return None
        self._drawing = drawing
        return drawing

    def _run(self, record: RecordId, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._running[record] = task

        def end(ended: asyncio.Task[None]) -> None:
            self._running.pop(record, None)
            self._work.set()
            if not ended.cancelled() and (error := ended.exception()) is not None:
                self._hear(Trouble(_name_fault(error), record))

        task.add_done_callback(end)
        return task

    async def _draw(self, drawing: Drawing, prompt: Prompt) -> None:
        ended = False

        def end() -> None:
            nonlocal ended
            if not ended:
                ended = True
                drawing.end_turn()

        try:
            arrived = await drawing.ask(prompt, end)
        finally:
            end()
        if arrived is not None and await drawing.archive(arrived) is not None:
            await self.press.finish(prompt.id)
            return
        entry = await asyncio.to_thread(self._archive.read_entry, prompt.id)
        if entry.state is not State.ACCEPTED:
            await self.press.finish(prompt.id)  # with an empty frame or a sketch, to go on with
        elif drawing.paused:
            self._queue.put_first(prompt)

    # Bookkeeping

    def _enqueue(self, prompt: Prompt) -> None:
        self._queue.put(prompt)
        self._work.set()

    def _hear(self, event: Event) -> None:
        if isinstance(event, Paused):
            self._paused = event.reason
        if isinstance(event, Ended) and event.state is State.DONE:
            self._took += (max(0.5, event.seconds) - self._took) / 4
        self._report(event)


def _name_fault(error: BaseException) -> VisionsError:
    """An error for people; what is no error of ours is a fault of ours, and named."""
    if isinstance(error, VisionsError):
        return error
    return VisionsError(reason=f"{type(error).__name__} (please report this)")
