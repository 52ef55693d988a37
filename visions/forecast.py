"""Money in words: what was spent and is left, and what the next `make` would ask for and cost.

Looks only: nothing is sent, nothing on disk changes, and no lock is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from visions.archive.intake import look_ahead
from visions.archive.store import Archive
from visions.budget import (
    Budget,
    Budgets,
    BudgetUnclear,
    Spending,
    Survey,
    counts_pictures,
    list_sent,
    open_budgets,
    survey,
)
from visions.errors import VisionsError
from visions.imaging.prices import Prices, estimate_for
from visions.model import ImageSettings, RecordId, State, Tandem, Workshop

_WAITING = (State.ACCEPTED, State.FAILED)
Problems = list[tuple[RecordId | None, VisionsError]]


def say_usd(amount: float) -> str:
    """An amount in USD with two digits after the point, three where there is a third."""
    text = f"{amount:.3f}"
    return text.removesuffix("0")


@dataclass(slots=True)
class Wanted:
    """What one tandem would ask for: words in their order, and how many its budgets allow.

    `estimate` is in USD; `held` counts prompts that are not asked for again by themselves.
    """

    tandem: Tandem
    words: list[str] = field(default_factory=list)
    estimate: float = 0.0
    allowed: int = 0
    held: int = 0


@dataclass(slots=True)
class Forecast:
    """What a `make` would ask for now. `unclear` is the error it would end with instead."""

    settings: ImageSettings
    tandems: list[Wanted]
    spent: Survey
    whole: Budget
    unclear: BudgetUnclear | None
    problems: Problems

    @property
    def asked(self) -> int:
        return sum(len(wanted.words) for wanted in self.tandems)

    @property
    def allowed(self) -> int:
        """How many of them the budgets allow."""
        return sum(wanted.allowed for wanted in self.tandems)

    @property
    def estimate(self) -> float | None:
        """USD for all that would be asked for; None where a picture's cost is not known."""
        if estimate_for(self.settings, "") is None:
            return None
        return sum(wanted.estimate for wanted in self.tandems)

    @property
    def is_limited(self) -> bool:
        """Whether there is any budget or limit."""
        own = any(wanted.tandem.budget is not None for wanted in self.tandems)
        return own or self.settings.budget is not None or self.settings.most_pictures is not None


def is_paid(settings: ImageSettings) -> bool:
    """Whether pictures can cost money."""
    return settings.provider != "sketch"


def look_forward(archive: Archive, workshop: Workshop, tandems: Sequence[Tandem]) -> Forecast:
    """What “visions make” would ask for now, for these tandems, in its order."""
    settings, problems = workshop.images, Problems()
    unread: list[tuple[RecordId, VisionsError]] = []
    spent = survey(list_sent(archive, unread), settings)
    listed = [_list_wanted(archive, tandem, settings, problems) for tandem in tandems]
    told = {record for record, _ in problems}
    problems += [problem for problem in unread if problem[0] not in told]
    unclear, budgets = None, Budgets(Budget(None))
    if is_paid(settings):
        try:
            budgets = open_budgets(spent, settings, workshop.tandems)
        except BudgetUnclear as error:
            unclear = error
    whole = Budget(budgets.whole.limit, budgets.whole.spent)
    found = Forecast(settings, listed, spent, whole, unclear, problems)
    _allot(found, budgets)
    return found


def _list_wanted(
    archive: Archive, tandem: Tandem, settings: ImageSettings, problems: Problems
) -> Wanted:
    wanted = Wanted(tandem)
    for record in archive.list_records(tandem.key):
        try:
            entry = archive.read_entry(record)
            if _has_answer(archive, record, settings):
                continue
            if entry.state in _WAITING:
                wanted.words.append(entry.prompt.text)
            wanted.held += entry.state in (State.REFUSED, State.UNKNOWN)
        except VisionsError as error:
            problems.append((record, error))
    dropped = look_ahead(archive, tandem.key)
    wanted.words += dropped.words
    problems += [(None, error) for error in dropped.problems]
    return wanted


def _has_answer(archive: Archive, record: RecordId, settings: ImageSettings) -> bool:
    """Whether an earlier run left an answer that only needs to be read."""
    kept = archive.find_answer(record)
    return archive.is_unfinished(record) or (
        kept is not None and kept[0].provider == settings.provider
    )


def _allot(found: Forecast, budgets: Budgets) -> None:
    """Go through the queue as `make` does, one prompt of each tandem in turn."""
    paid, paused = is_paid(found.settings), found.unclear is not None
    for turn in zip_longest(*(wanted.words for wanted in found.tandems)):
        for wanted, words in zip(found.tandems, turn, strict=True):
            if words is None:
                continue
            amount = budgets.plan(estimate_for(found.settings, words) if paid else None)
            wanted.estimate += amount
            refused = None if paused else budgets.reserve(wanted.tandem.key, amount)
            paused = paused or refused is budgets.whole
            wanted.allowed += not paused and refused is None


def describe_forecast(found: Forecast) -> Iterator[str]:
    """The forecast, line by line, for people."""
    settings, paid = found.settings, is_paid(found.settings)
    how = f"{settings.size}, quality {settings.quality}" if paid else settings.size
    who = f"{settings.provider}, model {settings.model}" if paid else "the built-in illustrator"
    yield f"{_say_count(found.asked)} would be asked for ({who}, {how})."
    cost_known = found.estimate is not None
    for wanted in found.tandems:
        line = f"  {wanted.tandem.key}: {len(wanted.words)}"
        if paid and cost_known and wanted.words:
            line += f", about {say_usd(wanted.estimate)} USD"
        if wanted.allowed < len(wanted.words):
            line += f"; the budget allows {wanted.allowed}"
        if wanted.held:
            line += f"; {wanted.held} more wait for you (refused, or may be billed)"
        yield line
    yield f"Cost:   {describe_cost(found)}"
    if paid:
        yield f"Budget: {describe_budget(found)}"


def describe_cost(found: Forecast) -> str:
    """What all that would be asked for costs, and by which prices."""
    settings, prices = found.settings, Prices(found.settings.prices)
    if not is_paid(settings):
        return "nothing; it draws on this computer."
    if found.estimate is None:
        return f"not known for “{settings.model}”: write [images.prices] into workshop.toml."
    kind = prices.source if prices.are_exact else f"estimate, {prices.source}"
    return f"about {say_usd(found.estimate)} USD ({kind})."


def describe_budget(found: Forecast) -> str:
    """Whether the budgets are enough for what waits."""
    settings = found.settings
    limits = []
    if found.whole.limit is not None:
        left = max(0.0, found.whole.limit - found.whole.spent)
        limits.append(f"{say_usd(left)} of {say_usd(found.whole.limit)} USD left")
    if settings.most_pictures is not None:
        left_pictures = max(0, settings.most_pictures - found.spent.whole.pictures)
        limits.append(f"{left_pictures} of {settings.most_pictures} pictures left")
    if found.unclear is not None:
        return found.unclear.message
    if not found.is_limited:
        return "none is set in workshop.toml, so nothing limits the cost."
    said = "; ".join(limits) or "tandems have their own"
    if counts_pictures(settings, [wanted.tandem for wanted in found.tandems]):
        said += " (the cost is not known, so pictures are counted and not USD)"
    if found.allowed < found.asked:
        return f"{said}: enough for {found.allowed} of {_say_count(found.asked)} waiting."
    return f"{said}: enough for all that waits ({_say_count(found.asked)})."


def describe_spending(
    found: Survey, settings: ImageSettings, tandems: Sequence[Tandem]
) -> Iterator[str]:
    """What was spent, set aside and is left: the workshop's line, and one a tandem with a budget.

    Nothing at all where no money is concerned.
    """
    whole = found.whole
    if not is_paid(settings) and not whole.pictures:
        return
    yield _say_spending(whole, settings.budget)
    if settings.most_pictures is not None:
        yield f"{whole.pictures} of at most {settings.most_pictures} pictures were asked for."
    if whole.unpriced:
        yield (
            f"What {whole.unpriced} of them cost is not known (“{whole.unpriced_model}”): "
            "write [images.prices] into workshop.toml."
        )
    for tandem in tandems:
        if tandem.budget is not None:
            yield f"{tandem.key}: {_say_spending(found.of(tandem.key), tandem.budget)}"


def _say_spending(spending: Spending, budget: float | None) -> str:
    text = f"{say_usd(spending.spent)} USD spent"
    if spending.estimated:
        text += f" ({say_usd(spending.estimated)} of it by estimate)"
    text += f", {say_usd(spending.reserved)} reserved"
    if spending.unsettled:
        text += f" for {spending.unsettled} whose end is not known"
    if budget is None:
        return text + "; no budget is set."
    return text + f", {say_usd(_count_left(spending, budget) or 0.0)} of {say_usd(budget)} left."


def dump_spending(
    found: Survey, settings: ImageSettings, tandems: Sequence[Tandem]
) -> dict[str, object]:
    """The same for programs. Amounts in USD; null where there is no limit."""
    prices = Prices(settings.prices)
    return {
        "currency": "USD",
        "prices": prices.source,
        "estimate_per_picture": estimate_for(settings, "") if is_paid(settings) else 0.0,
        **_dump(found.whole, settings.budget),
        "pictures": found.whole.pictures,
        "most_pictures": settings.most_pictures,
        "pictures_of_unknown_cost": found.whole.unpriced,
        "tandems": [
            {"key": tandem.key, **_dump(found.of(tandem.key), tandem.budget)} for tandem in tandems
        ],
    }


def _dump(spending: Spending, budget: float | None) -> dict[str, object]:
    return {
        "budget": budget,
        "spent": round(spending.spent, 6),
        "spent_by_estimate": round(spending.estimated, 6),
        "reserved": round(spending.reserved, 6),
        "left": _count_left(spending, budget),
    }


def _count_left(spending: Spending, budget: float | None) -> float | None:
    return None if budget is None else max(0.0, round(budget - spending.counted, 6))


def _say_count(prompts: int) -> str:
    return f"{prompts} prompt{'s' * (prompts != 1)}"
