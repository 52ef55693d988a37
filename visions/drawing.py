"""One picture at a time, wholly: reserve, note, send, keep, record, or note how it ended.

A paid request is noted on disk before it is sent and is never sent again by itself.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from visions.archive.store import Archive
from visions.budget import Budget, BudgetUnclear, Sent, count_spent
from visions.errors import CallFailed, DiskFailed, VisionsError
from visions.events import Ended, Event, Paused, Started, Trouble, Waiting
from visions.imaging.prices import PRICES, count_cost, estimate_cost
from visions.imaging.provider import Provider
from visions.model import GeneratedImage, ImageSettings, Prompt, Record, RecordId, State
from visions.pacing import Pace, Retries

Report = Callable[[Event], None]

FAILURES_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Arrived:
    """A picture whose raw answer is safe on disk. `cost` in USD, `began` on the monotonic clock."""

    prompt: Prompt
    attempt: int
    image: GeneratedImage
    cost: float | None
    began: float


class Drawing:
    """Asks one provider for pictures and keeps pace, budget and the run of failures.

    `paused` says why no further picture should be asked for; empty while all is well.
    """

    def __init__(
        self,
        archive: Archive,
        provider: Provider,
        settings: ImageSettings,
        report: Report,
        chance: random.Random | None = None,
    ) -> None:
        """`chance` decides the jitter between tries; a test gives its own."""
        self.paused = ""
        self._stopped = asyncio.Event()
        self._retries = Retries(chance or random.Random())
        self._archive = archive
        self._provider = provider
        self._report = report
        self._failures = 0
        self._pace = Pace(settings.per_minute if provider.paid else None)
        self._estimate = _estimate(settings) if provider.paid else None
        self._settings = settings
        self._budget = Budget(None)

    def open_budget(self, sent: Iterable[Sent]) -> None:
        """Count what the workshop's requests so far have spent. Raises BudgetUnclear."""
        limit = self._settings.budget if self._provider.paid else None
        if limit is not None:
            if self._estimate is None:
                raise BudgetUnclear(model=self._settings.model, models=", ".join(PRICES))
            self._budget = Budget(limit, count_spent(sent))

    @property
    def is_over(self) -> bool:
        """Whether no further picture should be asked for in this run."""
        return bool(self.paused) or self._stopped.is_set()

    def stop(self) -> None:
        """Ask for nothing more; calls under way are finished, waits between tries are not."""
        self._stopped.set()

    async def wait_for_turn(self) -> None:
        """Return when the provider may be asked for one more picture."""
        await self._pace.wait()

    async def get_ready(self) -> None:
        """Load what the first call needs; nothing is noted or sent yet."""
        await self._provider.get_ready()

    async def ask(self, prompt: Prompt, answered: Callable[[], None]) -> Arrived | None:
        """Ask for one picture and keep its answer, or archive how the attempt ended.

        `answered` is called as soon as the provider has nothing more to do for this prompt.
        """
        reserved = self._estimate or 0.0
        if not self._budget.reserve(reserved):
            self._pause(f"The budget of {self._budget.limit:.2f} USD does not allow another one.")
            return None
        began = time.monotonic()
        spent = 0.0
        try:
            arrived = await self._ask_until_taken(prompt, answered, began)
            spent = reserved if arrived.cost is None else arrived.cost
            self._failures = 0
            return arrived
        except CallFailed as error:
            spent = reserved if error.outcome == State.UNKNOWN else 0.0
            self._count_failure(error)
            self._report(Ended(prompt.id, State(error.outcome), time.monotonic() - began, error))
        except VisionsError as error:
            # A disk that failed between the request and its answer leaves it open.
            spent = reserved if isinstance(error, DiskFailed) else 0.0
            self._fail(error, prompt.id)
        finally:
            self._budget.settle(reserved, spent)
        return None

    async def _ask_until_taken(
        self, prompt: Prompt, answered: Callable[[], None], began: float
    ) -> Arrived:
        """Send, and send again a few times where the service took nothing."""
        for tries in count(1):
            try:
                return await self._send(prompt, answered, began)
            except CallFailed as error:
                wait = self._retries.choose_wait(error, tries)
                if error.kind == "rate-limited":
                    self._pace.slow_down(wait or 0.0)
                if wait is None or self.is_over:
                    raise
                self._report(Waiting(prompt.id, wait, error))
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopped.wait(), wait)
                if self.is_over:
                    raise
        raise AssertionError("unreachable")

    async def _send(self, prompt: Prompt, answered: Callable[[], None], began: float) -> Arrived:
        """One attempt: note it, send it, keep the answer, or note how it ended."""
        request = self._provider.prepare(
            prompt.text, seed=_read_seed(prompt), language=_read_language(prompt)
        )
        attempt = await asyncio.to_thread(
            self._archive.open_attempt, prompt.id, request, self._estimate
        )
        self._report(Started(prompt.id))

        async def keep(raw: bytes) -> None:
            answered()
            await asyncio.to_thread(self._archive.keep_answer, prompt.id, attempt, raw)

        try:
            image = await self._provider.generate(request, keep)
        except CallFailed as error:
            self._archive.close_attempt(prompt.id, attempt, error)
            raise
        cost = count_cost(request.model, image.usage) if request.paid else None
        return Arrived(prompt, attempt, image, cost, began)

    async def archive(self, arrived: Arrived) -> Record | None:
        """Put a picture that arrived into the archive for good."""
        prompt = arrived.prompt
        try:
            record = await asyncio.to_thread(
                self._archive.keep_image, prompt.id, arrived.attempt, arrived.image, arrived.cost
            )
        except VisionsError as error:
            self._fail(error, prompt.id)
            return None
        self._report(Ended(prompt.id, State.DONE, time.monotonic() - arrived.began))
        return record

    def _fail(self, error: VisionsError, record: RecordId) -> None:
        if isinstance(error, DiskFailed):
            self._pause(error.message)
        self._report(Trouble(error, record))

    def _count_failure(self, error: CallFailed) -> None:
        if error.stops_queue:
            self._pause(error.message)
        elif error.outcome != State.REFUSED:
            self._failures += 1
            if self._failures >= FAILURES_IN_A_ROW:
                self._pause(f"{FAILURES_IN_A_ROW} calls in a row failed. The last: {error.message}")

    def _pause(self, reason: str) -> None:
        if not self.paused:
            self.paused = reason
            self._report(Paused(reason))

    def recover(self, record: RecordId) -> None:
        """Read the answer that an earlier run kept and could not read any more. Sends nothing.

        Raises CallFailed where there is no picture in it.
        """
        kept = self._archive.find_answer(record)
        if kept is None:
            return
        request, raw = kept
        attempt = self._archive.count_attempts(record)
        if request.provider != self._provider.name:
            return
        try:
            image = self._provider.read_answer(request, raw)
        except CallFailed as error:
            self._archive.close_attempt(record, attempt, error)
            raise
        cost = count_cost(request.model, image.usage) if request.paid else None
        self._archive.keep_image(record, attempt, image, cost)


def _estimate(settings: ImageSettings) -> float | None:
    width, height = settings.pixels
    return estimate_cost(settings.model, width, height, settings.quality)


def _read_seed(prompt: Prompt) -> int:
    seed = prompt.facts.get("seed", 0)
    return seed if isinstance(seed, int) else 0


def _read_language(prompt: Prompt) -> str | None:
    language = prompt.facts.get("language")
    return language if isinstance(language, str) else None
