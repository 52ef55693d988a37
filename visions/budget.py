"""Money: what was spent or may have been, by the archive's requests, and what may still be.

There is no book beside the archive. What a request counts for follows from its two notes: what
was reserved before it was sent, and how it ended.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from visions.archive.store import Archive
from visions.errors import VisionsError
from visions.imaging.prices import Prices, estimate_for
from visions.imaging.profiles import find_profile
from visions.model import ImageSettings, RecordId, State, Tandem

_GRAIN = 1e-9
"""USD; less than this is rounding."""


class BudgetUnclear(VisionsError):
    exit_code = 5
    what = "workshop.toml sets a budget, but what a picture of “{model}” costs is not known."
    safe = "Nothing was sent and nothing was spent."
    todo = (
        "Write what one costs in USD: picture = 0.05 under [images.prices] (0 where it is free); "
        "or how many may be asked for in all: most_pictures = 40 under [images]."
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of the archive: its note, how it ended and what it cost; None: not known."""

    record: RecordId
    note: Mapping[str, object]
    ended: State | None
    cost: float | None


def list_sent(
    archive: Archive, problems: list[tuple[RecordId, VisionsError]] | None = None
) -> Iterator[Sent]:
    """All requests in the archive, those of tandems that left workshop.toml included.

    Notes that cannot be read are added to `problems`; raises Damaged without such a list.
    """
    for record in _list_folders(archive):
        try:
            for note, ended, cost in archive.read_requests(record):
                yield Sent(record, note, ended, cost)
        except VisionsError as error:
            if problems is None:
                raise
            problems.append((record, error))


def _list_folders(archive: Archive) -> Iterator[RecordId]:
    outputs = archive.layout.outputs
    if outputs.is_dir():
        for folder in sorted(outputs.glob("*/[0-9][0-9][0-9][0-9]")):
            yield RecordId(folder.parent.name, int(folder.name))


@dataclass(slots=True)
class Spending:
    """What some requests came to, in USD.

    `spent` is for answered ones, `estimated` the part of it that no service reported; `reserved`
    is for the `unsettled` ones, whose end is not known. `pictures` counts all that were or may
    have been charged, `unpriced` those of them whose cost nobody knows; `unpriced_model` is one
    of their models.
    """

    spent: float = 0.0
    estimated: float = 0.0
    reserved: float = 0.0
    unsettled: int = 0
    pictures: int = 0
    unpriced: int = 0
    unpriced_model: str = ""

    @property
    def counted(self) -> float:
        """What a budget has to reckon with."""
        return self.spent + self.reserved

    def add(self, sent: Sent, prices: Prices) -> None:
        """Count one request: nothing where it was refused or failed, for it was not accepted."""
        if sent.ended in (State.REFUSED, State.FAILED) or not sent.note.get("paid"):
            return
        self.pictures += 1
        cost = _read_amount(sent.cost) if sent.ended is State.DONE else None
        amount = cost if cost is not None else _read_amount(sent.note.get("reserved_usd"))
        if amount is None:
            amount = _estimate_again(sent, prices)
        if amount is None:
            self.unpriced += 1
            self.unpriced_model = str(sent.note.get("model"))
        if sent.ended is State.DONE:
            self.spent += amount or 0.0
            self.estimated += amount or 0.0 if cost is None else 0.0
        else:
            self.reserved += amount or 0.0
            self.unsettled += 1


@dataclass(slots=True)
class Survey:
    """What a workshop and each of its tandems spent so far."""

    whole: Spending = field(default_factory=Spending)
    tandems: dict[str, Spending] = field(default_factory=dict)
    excess: float = 0.0
    """USD by which the dearest picture of the present kind went over its estimate."""

    def of(self, tandem: str) -> Spending:
        return self.tandems.setdefault(tandem, Spending())


def survey(sents: Iterable[Sent], settings: ImageSettings, *, with_excess: bool = True) -> Survey:
    """Count what these requests spent or may have spent.

    The excess takes longest to find, and is for those who open budgets: others can leave it out.
    """
    found, prices = Survey(), Prices(settings.prices)
    for sent in sents:
        found.whole.add(sent, prices)
        found.of(sent.record.tandem).add(sent, prices)
        if with_excess:
            found.excess = max(found.excess, _find_excess(sent, settings))
    return found


class Budget:
    """Reserves money and pictures before a call; never hands out more than its limits (in USD)."""

    def __init__(
        self,
        limit: float | None,
        spent: float = 0.0,
        *,
        most_pictures: int | None = None,
        pictures: int = 0,
    ) -> None:
        """`spent` and `pictures` are what is gone already. A limit of None is none."""
        self.limit = limit
        self.spent = spent
        self.reserved = 0.0
        self.most_pictures = most_pictures
        self.pictures = pictures

    def refuses(self, amount: float) -> str:
        """Why `amount` for one more picture does not fit; empty where it does."""
        if self.most_pictures is not None and self.pictures >= self.most_pictures:
            return f"limit of {self.most_pictures} pictures (most_pictures) is reached."
        gone = self.spent + self.reserved
        if self.limit is not None and gone + amount > self.limit + _GRAIN:
            return (
                f"budget of {self.limit:.2f} USD does not allow another picture: {gone:.3f} are "
                f"spent or set aside, and one more may cost {amount:.3f}."
            )
        return ""

    def reserve(self, amount: float) -> bool:
        """Set `amount` aside for one picture; False, and nothing set aside, where it does not fit.

        Every reservation is settled once.
        """
        if self.refuses(amount):
            return False
        self.reserved += amount
        self.pictures += 1
        return True

    def settle(self, amount: float, spent: float | None) -> None:
        """Turn a reservation of `amount` into `spent`; None: nothing was accepted or charged."""
        self.reserved -= amount
        if spent is None:
            self.pictures -= 1
        else:
            self.spent += spent


class Budgets:
    """The workshop's budget and those of its tandems, each kept for every call."""

    def __init__(
        self, whole: Budget, tandems: Mapping[str, Budget] | None = None, excess: float = 0.0
    ) -> None:
        self.whole = whole
        self.tandems = dict(tandems or {})
        self._excess = excess

    def plan(self, estimate: float | None) -> float:
        """What to set aside for a picture of this estimate: more where estimates were too low."""
        return 0.0 if estimate is None else round(estimate + self._excess, 6)

    def learn(self, estimate: float | None, cost: float | None) -> None:
        """A picture of this estimate came to `cost`."""
        if estimate is not None and cost is not None:
            self._excess = max(self._excess, cost - estimate)

    def reserve(self, tandem: str, amount: float) -> Budget | None:
        """Set `amount` aside, or nothing at all and return the budget that does not allow it."""
        concerned = self._find(tandem)
        for budget in concerned:
            if budget.refuses(amount):
                return budget
        for budget in concerned:
            budget.reserve(amount)
        return None

    def settle(self, tandem: str, amount: float, spent: float | None) -> None:
        """As Budget.settle, for all budgets that the reservation was made in."""
        for budget in self._find(tandem):
            budget.settle(amount, spent)

    def _find(self, tandem: str) -> list[Budget]:
        own = self.tandems.get(tandem)
        return [self.whole] if own is None else [self.whole, own]


def counts_pictures(settings: ImageSettings, tandems: Iterable[Tandem]) -> bool:
    """Whether there is a budget in USD that pictures must stand for, their cost not being known."""
    limited = settings.budget is not None or any(one.budget is not None for one in tandems)
    return limited and estimate_for(settings, "") is None


def open_budgets(found: Survey, settings: ImageSettings, tandems: Iterable[Tandem]) -> Budgets:
    """The budgets of a workshop as far as `found` has left them.

    Where the cost of a picture is not known, pictures are counted and not USD. Raises
    BudgetUnclear where there is a budget in USD then, and no most_pictures.
    """
    limited = [tandem for tandem in tandems if tandem.budget is not None]
    in_money = estimate_for(settings, "") is not None
    unknown = found.whole.unpriced_model if in_money else settings.model
    wanted = settings.budget is not None or bool(limited)
    if unknown and wanted and settings.most_pictures is None:
        raise BudgetUnclear(model=unknown)
    whole = Budget(
        settings.budget if in_money else None,
        found.whole.counted,
        most_pictures=settings.most_pictures,
        pictures=found.whole.pictures,
    )
    own = {
        tandem.key: Budget(tandem.budget, found.of(tandem.key).counted)
        for tandem in limited
        if in_money
    }
    return Budgets(whole, own, found.excess)


def _read_amount(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) and value >= 0 else None


def _estimate_again(sent: Sent, prices: Prices) -> float | None:
    """A request that was sent before its price was known counts by the price known now."""
    note = sent.note
    width, height, quality = note.get("width"), note.get("height"), _read(note, "quality")
    if not isinstance(width, int) or not isinstance(height, int):
        return None
    quality = quality if quality in ("low", "medium", "high", "xhigh", "max") else "auto"
    words = _read(note, "prompt")
    return prices.estimate(str(note.get("model")), width, height, quality, words)


def _find_excess(sent: Sent, settings: ImageSettings) -> float:
    note, cost = sent.note, _read_amount(sent.cost)
    quality = settings.quality if find_profile(settings).quality else ""
    now = (settings.model, *settings.pixels, quality)
    kind = (note.get("model"), note.get("width"), note.get("height"), _read(note, "quality"))
    if cost is None or kind != now:
        return 0.0
    return max(0.0, cost - (estimate_for(settings, _read(note, "prompt")) or cost))


def _read(note: Mapping[str, object], name: str) -> str:
    parameters = note.get("parameters")
    value = parameters.get(name) if isinstance(parameters, Mapping) else None
    return value if isinstance(value, str) else ""
