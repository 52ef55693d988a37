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
from visions.budget import Budget, Budgets, counts_pictures, list_sent, open_budgets, survey
from visions.errors import AlreadyExists, CallFailed, DiskFailed, VisionsError
from visions.events import Ended, Event, Noted, Paused, Started, Trouble, Waiting
from visions.imaging.prices import Prices, estimate_for
from visions.imaging.provider import Provider
from visions.model import GeneratedImage, ImageSettings, Prompt, Record, RecordId, State, Tandem
from visions.pacing import Pace, Retries

Report = Callable[[Event], None]

FAILURES_IN_A_ROW = 5

_COUNTED = (
    "What a picture of “{model}” costs is not known, so the limit counts pictures and not USD. "
    "[images.prices] in workshop.toml can say what one costs."
)


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
        self._pace = Pace(settings.concurrency, settings.per_minute if provider.paid else None)
        self._settings = settings
        self._prices = Prices(settings.prices)
        self._budgets = Budgets(Budget(None))
        self._told: set[str] = set()

    def open_budget(self, tandems: Iterable[Tandem]) -> None:
        """Count what the archive's requests have spent. Raises BudgetUnclear and Damaged."""
        if self._provider.paid:
            tandems = tuple(tandems)
            found = survey(list_sent(self._archive), self._settings)
            self._budgets = open_budgets(found, self._settings, tandems)
            if counts_pictures(self._settings, tandems):
                self._report(Noted(None, _COUNTED.format(model=self._settings.model)))

    @property
    def is_over(self) -> bool:
        """Whether no further picture should be asked for in this run."""
        return bool(self.paused) or self._stopped.is_set()

    def stop(self) -> None:
        """Ask for nothing more; calls under way are finished, waits between tries are not."""
        self._stopped.set()

    async def wait_for_turn(self) -> bool:
        """Return True when the provider may be asked for one more picture, False when all is over.

        Every turn is to be given back with `end_turn`.
        """
        turn, stop = (
            asyncio.create_task(self._pace.begin()),
            asyncio.create_task(self._stopped.wait()),
        )
        await asyncio.wait((turn, stop), return_when=asyncio.FIRST_COMPLETED)
        turn.cancel()
        stop.cancel()
        return not self.is_over

    def end_turn(self) -> None:
        """The provider has nothing more to do for one prompt."""
        self._pace.end()

    async def get_ready(self) -> None:
        """Load what the first call needs; nothing is noted or sent yet."""
        await self._provider.get_ready()

    async def ask(self, prompt: Prompt, answered: Callable[[], None]) -> Arrived | None:
        """Ask for one picture and keep its answer, or archive how the attempt ended.

        `answered` is called as soon as the provider has nothing more to do for this prompt.
        """
        budgets, key = self._budgets, prompt.id.tandem
        estimate = estimate_for(self._settings, prompt.text) if self._provider.paid else None
        reserved = budgets.plan(estimate)
        if (empty := budgets.reserve(key, reserved)) is not None:
            self._tell_empty(budgets, empty, reserved, prompt.id)
            return None
        began = time.monotonic()
        spent: float | None = reserved  # unless something better is known below
        try:
            noted = None if estimate is None else reserved
            arrived = await self._ask_until_taken(prompt, answered, began, noted)
            spent = reserved if arrived.cost is None else arrived.cost
            budgets.learn(estimate, arrived.cost)
            self._failures = 0
            return arrived
        except CallFailed as error:
            spent = reserved if error.outcome == State.UNKNOWN else None
            self._count_failure(error)
            self._report(Ended(prompt.id, State(error.outcome), time.monotonic() - began, error))
        except VisionsError as error:
            # A disk that failed between the request and its answer leaves it open.
            spent = reserved if isinstance(error, DiskFailed | AlreadyExists) else None
            self._fail(error, prompt.id)
        finally:
            budgets.settle(key, reserved, spent)
        return None

    async def _ask_until_taken(
        self,
        prompt: Prompt,
        answered: Callable[[], None],
        began: float,
        reserved: float | None,
    ) -> Arrived:
        """Send, and send again a few times where the service took nothing."""
        for tries in count(1):
            try:
                return await self._send(prompt, answered, began, reserved)
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

    async def _send(
        self, prompt: Prompt, answered: Callable[[], None], began: float, reserved: float | None
    ) -> Arrived:
        """One attempt: note it, send it, keep the answer, or note how it ended."""
        request = self._provider.prepare(prompt.text, seed=prompt.seed, language=prompt.language)
        attempt = await asyncio.to_thread(self._archive.open_attempt, prompt.id, request, reserved)
        self._report(Started(prompt.id))

        async def keep(raw: bytes) -> None:
            answered()
            await asyncio.to_thread(self._archive.keep_answer, prompt.id, attempt, raw)

        try:
            image = await self._provider.generate(request, keep)
        except CallFailed as error:
            self._archive.close_attempt(prompt.id, attempt, error)
            raise
        cost = self._prices.count(request.model, image.usage) if request.paid else None
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

    def _tell_empty(self, budgets: Budgets, empty: Budget, amount: float, record: RecordId) -> None:
        """The workshop's budget pauses the queue; a tandem's own stops nobody else."""
        refusal = empty.refuses(amount)
        if empty is budgets.whole:
            self._pause(f"The workshop's {refusal} The prompts are kept and wait.")
        elif record.tandem not in self._told:
            self._told.add(record.tandem)
            self._report(Noted(record, f"This tandem's {refusal} The others go on."))

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
        cost = self._prices.count(request.model, image.usage) if request.paid else None
        self._archive.keep_image(record, attempt, image, cost)
