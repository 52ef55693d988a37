"""A live workshop: one object that the pages ask and tell, and that tells everybody what is new."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

from visions.answers import Answers
from visions.archive.journal import Journal
from visions.archive.revisions import Revision, Revisions
from visions.archive.store import Archive, Clock, tell_time
from visions.budget import Survey
from visions.errors import NoSuchRecord, PromptsLocked, UnknownTandem, VisionsError
from visions.events import Ended, Event, Paused, Published, Started, TakenIn, Trouble, Waiting
from visions.i18n import mark
from visions.live.agenda import Agenda
from visions.live.bulletin import Bulletin, Topic
from visions.live.ledger import Ledger
from visions.live.merging import Change, Merge, merge_changes
from visions.live.room import Pass, Room
from visions.live.sheets import LiveSheets
from visions.live.studio import Choose, Place, Studio
from visions.model import Entry, Prompt, RecordId, State, Tandem, Workshop
from visions.standin import draw_stand_in

P = ParamSpec("P")
T = TypeVar("T")

_TROUBLES_KEPT = 50
BY_HAND = mark("The facilitator has paused the drawing.")


@dataclass(frozen=True, slots=True)
class LivePrompt:
    """One prompt as the room sees it now."""

    entry: Entry
    place: Place | None
    is_running: bool
    is_chosen: bool
    is_hidden: bool
    dots: int

    @property
    def id(self) -> RecordId:
        return self.entry.id


class LiveWorkshop:
    """Needs the archive's lock held, and `run` running, meanwhile. For one event loop."""

    def __init__(
        self, workshop: Workshop, archive: Archive, choose: Choose, *, clock: Clock = tell_time
    ) -> None:
        self.workshop = workshop
        self.archive = archive
        self.bulletin = Bulletin()
        self.revisions = Revisions(archive, clock=clock)
        self.sheets = LiveSheets(workshop, archive)
        self.room = Room(workshop, Journal(archive.layout, clock=clock))
        self.studio = Studio(workshop, archive, choose, self._hear)
        self.troubles: deque[tuple[dt.datetime, Trouble]] = deque(maxlen=_TROUBLES_KEPT)
        self._clock = clock
        self._entries: dict[RecordId, Entry] = {}
        self._stand_ins: dict[RecordId, Entry] = {}
        self._ledger = Ledger(archive)
        self._saving: dict[RecordId, asyncio.Lock] = {}
        self._turn = asyncio.Lock()
        if self.room.state.provider is not None:
            self.studio.switch(self.room.state.provider)
        if self.room.state.pause is not None:
            self.studio.pause(self.room.state.pause)

    async def run(self) -> None:
        """Draw and set what is asked for until `stop`."""
        await self.studio.run()

    def stop(self) -> None:
        self.studio.stop()

    @property
    def now(self) -> dt.datetime:
        return self._clock()

    # What there is

    def pick_tandem(self, key: str) -> Tandem:
        """The tandem with this key. Raises UnknownTandem."""
        tandem = self.workshop.tandem(key)
        if tandem is None:
            raise UnknownTandem(key=key, suggestion="")
        return tandem

    def list_prompts(self, tandem: str) -> list[LivePrompt]:
        """All prompts of a tandem, oldest first."""
        choice = self._read_choice(tandem)
        found = []
        for record in self.archive.list_records(tandem):
            with suppress(VisionsError):  # the studio has told of what cannot be read
                found.append(self._look_at(record, choice))
        return found

    def find_prompt(self, record: RecordId) -> LivePrompt:
        """One prompt. Raises NoSuchRecord, and Damaged where it cannot be read."""
        if self.workshop.tandem(record.tandem) is None:
            raise NoSuchRecord(key=record.tandem, number=record.digits)
        return self._look_at(record, self._read_choice(record.tandem))

    def _look_at(self, record: RecordId, choice: int | None) -> LivePrompt:
        entry = self._entries.get(record)
        if entry is None:
            entry = self.archive.read_entry(record)
            if entry.record is not None:
                with suppress(VisionsError):  # a picture without its prompt's file has its words
                    entry = replace(entry, prompt=self.archive.read_prompt(record))
            self._entries[record] = entry
        return LivePrompt(
            entry,
            self.studio.find_place(record),
            record in self.studio.list_running(),
            entry.state is State.DONE and choice == record.number,
            record in self.room.state.hidden,
            self.room.count_dots(record),
        )

    def stand_in(self, entry: Entry) -> Entry:
        """A prompt without a picture, with the sketch that stands in for it meanwhile."""
        known = self._stand_ins.get(entry.id)
        if known is None:
            known = replace(entry, record=draw_stand_in(entry, self.workshop).record)
            self._stand_ins[entry.id] = known
        return known

    def count_money(self) -> Survey:
        """What was spent so far, in USD."""
        return self._ledger.count(self.workshop.images)

    def list_released(self) -> list[LivePrompt]:
        """The pictures that the wall shows, oldest first."""
        shown = [
            one
            for tandem in self.workshop.tandems
            for one in self.list_prompts(tandem.key)
            if one.entry.record is not None and not one.is_hidden
        ]
        return sorted(shown, key=_tell_age)

    def _read_choice(self, tandem: str) -> int | None:
        with suppress(VisionsError):
            return self.archive.read_choice(tandem)
        return None

    # What phones do

    async def accept(
        self,
        tandem: Tandem,
        words: str,
        *,
        sender: str = "",
        language: str | None = None,
        parent: RecordId | None = None,
    ) -> Prompt:
        """Store a prompt and queue it; once this returns it is safe.

        `parent` is the prompt it goes on from. Raises PromptsLocked, QueueFull, BadPrompt, and
        DiskFailed.
        """
        if tandem.key in self.room.state.locked:
            raise PromptsLocked(key=tandem.key)
        facts: dict[str, object] = {"source": "live workshop"}
        if language is not None:
            facts["language"] = language
        if parent is not None and parent.tandem == tandem.key:
            facts["parent"] = str(parent)
        prompt = await self.studio.accept(tandem, words, facts, sender=sender)
        self.studio.press.renew_overview()
        self.post(Topic.RECORD, prompt.id)
        return prompt

    async def choose(self, record: RecordId) -> None:
        """Mark a picture as the one the tandem goes on with. Raises NoPicture, NoSuchRecord."""
        self.find_prompt(record)
        await self._take_turn(self.archive.choose, record)
        self.studio.press.renew_overview()
        self.bulletin.post(Topic.CHOICE, record.tandem, record)

    async def put_dot(self, record: RecordId, phone: str, *, wanted: bool) -> None:
        """Put or take a phone's dot. Raises NoMoreDots, NoSuchRecord."""
        self.find_prompt(record)
        await self._take_turn(self.room.put_dot, record, phone, wanted=wanted)
        self.bulletin.post(Topic.CHOICE, record.tandem, record)

    async def read_answers(self, record: RecordId) -> Revision | None:
        """The newest answers; None before the first. Raises Damaged."""
        return await asyncio.to_thread(self.revisions.find_newest, record)

    def count_answers(self, tandem: str) -> int:
        """How many prompts of a tandem have answers."""
        records = self.archive.list_records(tandem)
        return sum(bool(self.revisions.list_numbers(record)) for record in records)

    async def change_answers(
        self, record: RecordId, changes: Sequence[Change], *, phone: str = ""
    ) -> tuple[int, Merge]:
        """Apply what a phone typed, as a new revision; return its number and what came of it.

        Raises NoSuchRecord, BadChange, BrokenAnswers, and DiskFailed; nothing is stored then.
        """
        self.find_prompt(record)
        cities = len(self.pick_tandem(record.tandem).cities)
        merges: list[Merge] = []

        def fill(newest: Revision | None) -> Answers:
            # Asked again where “visions fill” stored answers meanwhile: the last one counts.
            known = newest.answers if newest else Answers()
            merges.append(merge_changes(known, changes, cities))
            return merges[-1].answers

        async with self._saving.setdefault(record, asyncio.Lock()):
            source = f"phone {phone}".strip()
            saved = await asyncio.to_thread(self.revisions.merge, record, fill, source=source)
        if saved.is_new:
            self.studio.press.renew(record)
            self.bulletin.post(Topic.ANSWERS, record.tandem, record)
        return saved.revision.number, merges[-1]

    # What the facilitator does

    async def hide(self, record: RecordId, *, hidden: bool) -> None:
        self.find_prompt(record)
        await self._take_turn(self.room.hide, record, hidden=hidden)
        self.post(Topic.RECORD, record)

    async def lock_prompts(self, tandems: Sequence[str], *, locked: bool) -> None:
        await self._take_turn(self.room.lock_prompts, tandems, locked=locked)
        self.bulletin.post(Topic.SESSION)

    async def renew_pass(self, tandem: str) -> Pass:
        """Give a tandem a new code; its phones have to come in again."""
        self.pick_tandem(tandem)
        made = await self._take_turn(self.room.renew_pass, tandem)
        self.bulletin.post(Topic.SESSION)
        return made

    async def change_agenda(self, change: Callable[[Agenda], Agenda]) -> None:
        """Begin, end, move or edit steps. Raises what `change` raises."""

        def work() -> None:
            self.room.change_agenda(change(self.room.state.agenda))

        await self._take_turn(work)
        self.bulletin.post(Topic.SESSION)

    async def pause(self, reason: str = BY_HAND) -> None:
        await self._take_turn(self.room.pause, reason)
        self.studio.pause(reason)

    async def resume(self) -> None:
        await self._take_turn(self.room.resume)
        self.studio.resume()
        self.bulletin.post(Topic.QUEUE)

    async def switch_provider(self, name: str | None) -> None:
        await self._take_turn(self.room.switch_provider, name)
        await self._take_turn(self.room.resume)
        self.studio.switch(name)
        self.bulletin.post(Topic.QUEUE)

    async def ask_again(self, record: RecordId) -> bool:
        self.find_prompt(record)
        began = await self.studio.ask_again(record)
        self.post(Topic.RECORD, record)
        return began

    async def sketch_instead(self, record: RecordId) -> bool:
        self.find_prompt(record)
        return await self.studio.sketch_instead(record)

    async def _take_turn(self, work: Callable[P, T], *args: P.args, **facts: P.kwargs) -> T:
        """Room and choices look first and write then, so one change waits for the other."""
        async with self._turn:
            return await asyncio.to_thread(work, *args, **facts)

    # News

    def post(self, topic: Topic, record: RecordId) -> None:
        """Something about a record is new."""
        self._entries.pop(record, None)
        self._stand_ins.pop(record, None)
        self._ledger.forget(record)
        self.bulletin.post(topic, record.tandem, record)

    def _hear(self, event: Event) -> None:
        match event:
            case Started(record) | Waiting(record) | Ended(record) | TakenIn(record=record):
                self.post(Topic.RECORD, record)
                self.bulletin.post(Topic.QUEUE)
            case Published(record):
                self.post(Topic.RECORD, record)
            case Trouble(_, record):
                self.troubles.append((self.now, event))
                if record is not None:
                    self.post(Topic.RECORD, record)
                self.bulletin.post(Topic.QUEUE)
            case Paused():
                self.bulletin.post(Topic.QUEUE)


def _tell_age(one: LivePrompt) -> tuple[dt.datetime, RecordId]:
    record = one.entry.record
    return (record.created_at if record else dt.datetime.min.replace(tzinfo=dt.UTC), one.id)
