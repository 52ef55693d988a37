"""When the next call may begin: images per minute, and politeness after “too often”."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque

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
    """Lets at most `per_minute` calls begin in any 60 seconds; None lets all begin."""

    def __init__(self, per_minute: int | None) -> None:
        self._per_minute = per_minute
        self._held_until = 0.0
        self._begun: deque[float] = deque()

    def slow_down(self, seconds: float) -> None:
        """The service is asked too often: begin nothing for `seconds`, then at half the rate."""
        if self._per_minute is not None:
            now = time.monotonic()
            if now >= self._held_until:
                self._per_minute = max(1, self._per_minute // 2)
            self._held_until = max(self._held_until, now + seconds)

    async def wait(self) -> None:
        """Return when one more call may begin, and count it."""
        if self._per_minute is None:
            return
        while True:
            now = time.monotonic()
            while self._begun and now - self._begun[0] >= 60:
                self._begun.popleft()
            if now < self._held_until:
                await asyncio.sleep(self._held_until - now)
            elif len(self._begun) < self._per_minute:
                self._begun.append(now)
                return
            else:
                await asyncio.sleep(60 - (now - self._begun[0]))
