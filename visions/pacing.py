"""When the next call may begin: side by side, a minute, and politely after “too often”."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from contextlib import suppress

from visions.errors import CallFailed
from visions.model import State


class Retries:
    """When to ask again by ourselves: only where nothing was accepted, a few times, and politely.

    The wait is what the service asks for, or a random part of a span that doubles each time
    (“full jitter”), so that a room full of calls does not come back all at once.
    """

    KINDS = frozenset({"rate-limited", "no-connection", "no-name"})
    MOST_TRIES = 4
    FIRST_SPAN = 2.0
    LONGEST_WAIT = 60.0

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def choose_wait(self, error: CallFailed, tries: int) -> float | None:
        """Seconds to wait before the next try, or None where there should be none."""
        if error.kind not in self.KINDS or error.outcome != State.FAILED:
            return None
        asked = error.retry_after
        if tries >= self.MOST_TRIES or (asked is not None and asked > self.LONGEST_WAIT):
            return None
        jitter = self._chance.uniform(0, min(self.LONGEST_WAIT, self.FIRST_SPAN * 2**tries))
        return jitter if asked is None else max(0.0, asked) + jitter / 10


class Pace:
    """Lets at most `lanes` calls run side by side and `per_minute` begin in any 60 seconds.

    `per_minute` None sets no such limit. A service that is asked too often gets a rest, then
    half as many calls side by side and a minute, for as long as this pace is used.
    """

    def __init__(self, lanes: int, per_minute: int | None = None) -> None:
        self._lanes = lanes
        self._per_minute = per_minute
        self._running = 0
        self._freed = asyncio.Event()
        self._held_until = 0.0
        self._begun: deque[float] = deque()

    def slow_down(self, seconds: float) -> None:
        """The service is asked too often: begin nothing for `seconds`, then half as much."""
        now = time.monotonic()
        if now >= self._held_until:
            self._lanes = max(1, self._lanes // 2)
            if self._per_minute is not None:
                self._per_minute = max(1, self._per_minute // 2)
        self._held_until = max(self._held_until, now + seconds)

    async def begin(self) -> None:
        """Return when one more call may begin, and count it; `end` it once it is answered."""
        while (rest := self._count_rest()) != 0:
            self._freed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._freed.wait(), rest)
        self._running += 1
        if self._per_minute is not None:
            self._begun.append(time.monotonic())

    def end(self) -> None:
        """A call is answered: its lane is free."""
        self._running -= 1
        self._freed.set()

    def _count_rest(self) -> float | None:
        """Seconds until it is worth looking again; 0: begin; None: when a lane is free."""
        now = time.monotonic()
        if now < self._held_until:
            return self._held_until - now
        if self._running >= self._lanes:
            return None
        while self._begun and now - self._begun[0] >= 60:
            self._begun.popleft()
        if self._per_minute is None or len(self._begun) < self._per_minute:
            return 0
        return 60 - (now - self._begun[0])
