"""A workshop that is worked with at random, and an image service that keeps its own accounts.

The service judges: it knows what each call may have cost, by figures written down here once more,
and looks at the moment of sending whether that call should ever have been sent.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import visions.archive.store as store
from tests.workshops import open_archive
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.budget import list_sent, survey
from visions.errors import CallFailed
from visions.events import Event, Noted, Paused
from visions.imaging.provider import Keep
from visions.model import (
    City,
    Entry,
    GeneratedImage,
    ImageRequest,
    ImageSettings,
    RecordId,
    State,
    Tandem,
    Workshop,
)
from visions.pipeline import Pipeline
from visions.publishing import Publication

TANDEMS = ("arezzo-hamm", "utrecht-munich", "vari-geestland")
MODEL = "gpt-image-2"
PICTURE = 41_000
"""Millionths of a USD: 1536x1024 in medium, as prices.toml says."""

ENDS = ("usage", "dear", "silent", "refused", "failed", "unknown", "lost", "kept")
"""How the service can end a call; with “lost” and “kept” the program dies, the answer unread."""


class Crash(BaseException):
    """The program is gone, as after kill -9."""


class Violation(AssertionError):
    """The money or the words of somebody were not kept."""


@dataclass
class Call:
    """One request as the service saw it; amounts in millionths of a USD."""

    tandem: str
    words: str
    reserved: int
    charge: int = 0
    """The most it can have cost."""
    may_cost: bool = True
    end: str = "lost"


@dataclass
class Service:
    """A paid provider. `script` says how the next calls end; the last one stays."""

    limits: Callable[[str], tuple[int | None, int | None, int | None]]
    """The limits now for one tandem: workshop and tandem in millionths of a USD, pictures."""
    name: str = "openai"
    paid: bool = True
    script: list[str] = field(default_factory=lambda: ["usage"])
    calls: list[Call] = field(default_factory=list)
    retrying: str = ""
    retries: Counter[str] = field(default_factory=Counter)
    is_dead: bool = False
    kill: Callable[[], None] = lambda: None
    owner: dict[str, str] = field(default_factory=dict)
    _first: int = 0
    _side_by_side: int = 1

    def prepare(self, prompt: str, *, seed: int = 0, language: str | None = None) -> ImageRequest:
        parameters = {"prompt": prompt, "quality": "medium"}
        return ImageRequest(self.name, MODEL, prompt, 1536, 1024, parameters, paid=True)

    async def get_ready(self) -> None:
        pass

    async def generate(self, request: ImageRequest, keep: Keep) -> GeneratedImage:
        if self.is_dead:
            raise Crash
        end = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        call = self._judge(request.prompt)
        for _ in range(20 + 7 * (len(self.calls) % 4)):
            await asyncio.sleep(0)
        usage: dict[str, object] = {}
        if end in ("usage", "kept", "dear"):
            output = 2_500 if end == "dear" else 900 + 37 * (len(self.calls) % 12)
            details = {"text_tokens": len(request.prompt), "image_tokens": 0}
            usage = {"output_tokens": output, "input_tokens_details": details}
            call.charge = 5 * len(request.prompt) + 30 * output
        elif end == "silent":
            usage = {"output_tokens": 0, "input_tokens": 0}
        if end == "lost":
            self.kill()
            raise Crash
        call.end = end
        if end in ("refused", "failed", "unknown"):
            call.may_cost = end == "unknown"
            raise CallFailed("x", end, "It broke.", "Mend it.")
        raw = json.dumps({"usage": usage}).encode()
        await keep(raw)
        if end == "kept":
            self.kill()
            raise Crash
        return self.read_answer(request, raw)

    def read_answer(self, request: ImageRequest, raw: bytes) -> GeneratedImage:
        usage = json.loads(raw)["usage"]
        return GeneratedImage(raw, "image/png", 1536, 1024, "service", MODEL, usage)

    async def check(self) -> str:
        return "there"

    async def close(self) -> None:
        pass

    def begin(self, script: list[str], concurrency: int, retrying: str = "") -> None:
        """A command begins that may have so many calls under way."""
        self.script = script or ["usage"]
        self.retrying = retrying
        self.is_dead = False
        self._first = len(self.calls)
        self._side_by_side = concurrency

    def _judge(self, words: str) -> Call:
        """Note a call, and see that it was right to send it."""
        tandem = self.owner[words]
        before = [c for c in self.calls if c.words == words]
        if words == self.retrying:
            self.retries[words] += 1
        elif before and before[-1].end != "failed":
            raise Violation(f"sent again after {before[-1].end}: {words!r}")
        if sum(c.may_cost for c in before) > self.retries[words]:
            raise Violation(f"paid for more often than anybody asked: {words!r}")
        call = Call(tandem, words, PICTURE + 5 * len(words.encode()))
        call.charge = call.reserved
        self.calls.append(call)
        whole, own, pictures = self.limits(tandem)
        charged = [c for c in self.calls if c.may_cost]
        theirs = [c for c in charged if c.tandem == tandem]
        # A charge above what was set aside is news: calls on their way could not know of it.
        young = self.calls[max(self._first, len(self.calls) - 2 * self._side_by_side - 1) :]
        news = sum(max(0, c.charge - c.reserved) for c in young)
        for limit, concerned in ((whole, charged), (own, theirs)):
            total = sum(c.charge for c in concerned)
            if limit is not None and total > limit + news:
                raise Violation(f"{total} of at most {limit} millionths of a USD")
        if pictures is not None and len(charged) > pictures:
            raise Violation(f"{len(charged)} of at most {pictures} pictures")
        return call


class NoPaper:
    """In place of the documents, which cost no money."""

    def __init__(self, *_: Any) -> None:
        pass

    def publish_record(self, *_: Any, **__: Any) -> Publication:
        return Publication(0)

    def publish_overview(self, *_: Any) -> Publication:
        return Publication(0)


WORDS = st.text("ab äß€🌊\n", max_size=12)
ROOM = st.sampled_from([None, -50_000, 0, 60_000, 130_000, 300_000, 1_000_000])
"""What a new budget leaves, in millionths of a USD; None for no budget."""
COUNTS = st.integers(1, 4)
SCRIPTS = st.lists(st.sampled_from(ENDS[:-2]), min_size=1, max_size=8)
DEADLY = st.lists(st.sampled_from([end for end in ENDS if end != "dear"]), min_size=1, max_size=8)
SOME = st.lists(st.sampled_from(TANDEMS), min_size=1, unique=True)


class MoneyMachine(RuleBasedStateMachine):
    """Rules are what people, services and crashes do; the service and the invariants judge."""

    steps: ClassVar[int] = 0
    sent: ClassVar[int] = 0
    crashes: ClassVar[int] = 0
    refusals: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="money-"))
        self.archive = open_archive(self.folder)
        self.limit: int | None = None
        self.own: dict[str, int | None] = {}
        self.most: int | None = None
        self.words: dict[RecordId, str] = {}
        self.done: set[RecordId] = set()
        self.vague: set[str] = set()
        self.service = Service(lambda tandem: (self.limit, self.own.get(tandem), self.most))
        self.service.kill = self._die
        self._writes_left: int | None = None
        self._after_writing = False
        self._publish = store.publish_file
        store.publish_file = self._publish_or_die

    def teardown(self) -> None:
        store.publish_file = self._publish
        shutil.rmtree(self.folder)

    # What happens

    @initialize(count=st.integers(0, 6))
    def a_few_prompts(self, count: int) -> None:
        for number in range(count):
            self._accept(TANDEMS[number % 3], "")

    @rule(tandem=st.sampled_from(TANDEMS), words=WORDS)
    def accept(self, tandem: str, words: str) -> None:
        self._accept(tandem, words)

    @rule(who=st.sampled_from(["", *TANDEMS]), room=st.sampled_from([0, 60_000]), count=COUNTS)
    def draw_with_little_left(self, who: str, room: int, count: int) -> None:
        """More prompts than the workshop, or one tandem of it, has money for."""
        left = self._charged(who) + room
        self.most = None
        self.limit = None if who else left
        self.own = {who: left} if who else {}
        for _ in range(count):
            self._accept(who or TANDEMS[0], "")
        self._make(["silent", "unknown"] * count, list(TANDEMS), count)

    @rule(script=SCRIPTS, tandems=SOME, concurrency=st.integers(1, 6))
    def draw(self, script: list[str], tandems: list[str], concurrency: int) -> None:
        for _ in range(2):
            self._accept(tandems[0], "")
        self._make(script, tandems, concurrency)

    @rule(
        script=DEADLY,
        writes=st.integers(0, 12),
        after=st.booleans(),
        concurrency=st.integers(1, 6),
    )
    def draw_and_die(self, script: list[str], writes: int, after: bool, concurrency: int) -> None:
        """The program dies at one write of the archive, before it or just after it."""
        self._accept(TANDEMS[writes % 3], "")
        self._writes_left, self._after_writing = writes, after
        self._make(script, list(TANDEMS), concurrency)

    @rule(script=DEADLY, pick=st.integers(0, 1_000))
    def retry(self, script: list[str], pick: int) -> None:
        """A person asks once more, which the command allows for these states."""
        allowed = (State.UNKNOWN, State.FAILED)
        entries = [self.archive.read_entry(record) for record in self.words]
        open_ones = [entry for entry in entries if entry.state in allowed]
        if open_ones:
            entry = open_ones[pick % len(open_ones)]
            self._make(script, [entry.id.tandem], 1, again=entry)

    @rule(room=ROOM)
    def change_budget(self, room: int | None) -> None:
        self.limit = None if room is None else max(0, self._charged() + room)

    @rule(tandem=st.sampled_from(TANDEMS), room=ROOM)
    def change_budget_of_a_tandem(self, tandem: str, room: int | None) -> None:
        self.own[tandem] = None if room is None else max(0, self._charged(tandem) + room)

    @rule(room=st.sampled_from([None, None, 0, 1, 3, 20]))
    def change_most_pictures(self, room: int | None) -> None:
        count = sum(call.may_cost for call in self.service.calls)
        self.most = None if room is None else count + room

    def _charged(self, tandem: str = "") -> int:
        calls = [c for c in self.service.calls if c.may_cost and tandem in ("", c.tandem)]
        return sum(call.charge for call in calls)

    # What must be true

    @invariant()
    def every_prompt_is_there_word_for_word(self) -> None:
        for record, words in self.words.items():
            if self.archive.layout.prompt(record).read_bytes() != f"{words}\n".encode():
                raise Violation(f"{record} has other words now")

    @invariant()
    def states_follow_from_files(self) -> None:
        type(self).steps += 1
        last = {call.words: call.end for call in self.service.calls}
        for record, words in self.words.items():
            state = Archive(self.folder).read_entry(record).state
            if record in self.done and state is not State.DONE:
                raise Violation(f"{record} was done and is {state}")
            if state is State.DONE:
                self.done.add(record)
            elif state is State.SENDING:
                raise Violation(f"{record} is being sent by nobody")
            if words not in self.vague and state is not _STATES[last.get(words, "")]:
                raise Violation(f"{record} is {state} after {last.get(words)}")

    @invariant()
    def the_archive_counts_all_that_was_charged(self) -> None:
        found = survey(list_sent(self.archive), self._settings(1))
        charged = [call for call in self.service.calls if call.may_cost]
        if found.whole.counted * 1e6 + 1 < sum(call.charge for call in charged):
            raise Violation("more was charged than is counted")
        if found.whole.pictures < len(charged):
            raise Violation("more pictures were asked for than are counted")

    # How

    def _accept(self, tandem: str, words: str) -> None:
        unlike = f"{len(self.words)}: {words}"
        record = self.archive.accept_prompt(tandem, unlike, {}).id
        self.words[record] = unlike
        self.service.owner[unlike] = tandem

    def _settings(self, concurrency: int) -> ImageSettings:
        return ImageSettings(
            provider="openai",
            model=MODEL,
            concurrency=concurrency,
            per_minute=1_000_000,
            budget=None if self.limit is None else self.limit / 1e6,
            most_pictures=self.most,
        )

    def _make(
        self, script: list[str], keys: list[str], concurrency: int, again: Entry | None = None
    ) -> None:
        """`visions make` or `retry`, from the lock to the end or the crash."""
        tandems = []
        for key in TANDEMS:
            own = self.own.get(key)
            budget = None if own is None else own / 1e6
            tandems.append(Tandem(key, (City("A"),), budget=budget))
        day = _DAY
        workshop = Workshop(
            "W", "", "", day, day, ("en",), tuple(tandems), self._settings(concurrency)
        )
        archive = open_archive(self.folder)
        retrying = again.prompt.text if again else ""
        self.service.begin(list(script), concurrency, retrying)
        before = len(self.service.calls)
        crashed = False
        pipeline = Pipeline(workshop, archive, self.service, self._note)
        try:
            with hold_lock(archive.layout):
                chosen = [tandem for tandem in tandems if tandem.key in keys]
                asyncio.run(pipeline.make(chosen, again=again))
        except Crash:
            crashed = True
        sent = self.service.calls[before:]
        type(self).sent += len(sent)
        type(self).crashes += crashed
        self.vague -= {call.words for call in sent}
        if crashed:
            # A note may have been made of what was never sent, so any of them may be in doubt.
            self.vague |= {w for r, w in self.words.items() if r not in self.done}
        self._writes_left, self.service.is_dead = None, False

    def _note(self, event: Event) -> None:
        told = event.reason if isinstance(event, Paused) else ""
        told += event.text if isinstance(event, Noted) else ""
        type(self).refusals += "budget" in told

    def _die(self) -> None:
        self.service.is_dead = True

    def _publish_or_die(self, path: Path, data: bytes, *, read_only: bool = False) -> None:
        if self.service.is_dead:
            raise Crash
        if self._writes_left is not None:
            self._writes_left -= 1
            if self._writes_left < 0:
                self._die()
                if self._after_writing:
                    self._publish(path, data, read_only=read_only)
                raise Crash
        self._publish(path, data, read_only=read_only)


_DAY = dt.date(2023, 10, 23)
_STATES = {
    "": State.ACCEPTED,
    "usage": State.DONE,
    "dear": State.DONE,
    "silent": State.DONE,
    "refused": State.REFUSED,
    "failed": State.FAILED,
    "unknown": State.UNKNOWN,
}
