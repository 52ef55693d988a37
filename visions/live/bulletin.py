"""What is new in the room, numbered, for everybody who listens.

A notice only says that something changed; what it is now, the archive and the room know. So
nothing is lost by a listener that slept: it asks for what came after the last number it has, or
looks at everything again where that is too long ago.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from visions.model import RecordId


class Topic(StrEnum):
    """What a notice is about."""

    RECORD = "record"
    """A prompt was stored, moved on in the queue, was drawn, refused, failed or hidden."""
    QUEUE = "queue"
    """How long the queue is, or that it is paused."""
    ANSWERS = "answers"
    """Somebody saved what was filled in."""
    CHOICE = "choice"
    """A tandem chose a picture, or dots moved."""
    SESSION = "session"
    """The step of the workshop, its timer, locks, codes."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something changed. `tandem` None: it concerns everybody."""

    number: int
    topic: Topic
    tandem: str | None = None
    record: RecordId | None = None


class Bulletin:
    """Numbers notices and wakes those who wait. For one event loop; not for several threads."""

    KEPT = 4096

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(4)
        """Differs with each start, since the numbers begin anew."""
        self._notices: deque[Notice] = deque(maxlen=self.KEPT)
        self._last = 0
        self._news: asyncio.Future[None] | None = None

    @property
    def last(self) -> int:
        """The number of the newest notice, 0 before the first."""
        return self._last

    def post(
        self, topic: Topic, tandem: str | None = None, record: RecordId | None = None
    ) -> Notice:
        """Tell everybody who listens."""
        self._last += 1
        notice = Notice(self._last, topic, tandem, record)
        self._notices.append(notice)
        news, self._news = self._news, None
        if news is not None and not news.done():
            news.set_result(None)
        return notice

    def list_since(self, number: int) -> list[Notice] | None:
        """The notices after `number`; None where some of them are not kept any more."""
        if number > self._last or number < self._last - len(self._notices):
            return None
        missed = self._last - number
        return [self._notices[place] for place in range(-missed, 0)]

    async def wait(self, number: int, seconds: float) -> bool:
        """Return True as soon as there is something after `number`, False after `seconds`."""
        if self._last > number:
            return True
        if self._news is None:
            self._news = asyncio.get_running_loop().create_future()
        await asyncio.wait((self._news,), timeout=seconds)
        return self._last > number
