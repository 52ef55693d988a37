"""The workshop's budget: what was spent or may have been, and whether one more picture fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from visions.errors import VisionsError
from visions.model import State


class BudgetUnclear(VisionsError):
    exit_code = 5
    what = "workshop.toml sets a budget, but no price is known for the model “{model}”."
    safe = "Nothing was sent and nothing was spent."
    todo = "Take the budget line out, or choose a model with a known price: {models}."


Sent = tuple[Mapping[str, object], State | None, float | None]
"""A request's note, how it ended, and what it cost; None where that is not known."""


def count_spent(requests: Iterable[Sent]) -> float:
    """USD spent or possibly spent by these requests.

    A request whose end is not known, or that was answered without a cost, counts with what was
    reserved for it; a refused or failed one was not accepted and counts nothing.
    """
    total = 0.0
    for request, ended, cost in requests:
        reserved = request.get("reserved_usd")
        if ended in (State.REFUSED, State.FAILED) or not isinstance(reserved, (int, float)):
            continue
        total += cost if cost is not None else reserved
    return total


class Budget:
    """Reserves money before a call; never hands out more than the limit. Amounts in USD."""

    def __init__(self, limit: float | None, spent: float = 0.0) -> None:
        self.limit = limit
        self.spent = spent
        self.reserved = 0.0

    def reserve(self, amount: float) -> bool:
        """Set `amount` aside; False, and nothing set aside, where it does not fit."""
        if self.limit is not None and self.spent + self.reserved + amount > self.limit + 1e-9:
            return False
        self.reserved += amount
        return True

    def settle(self, amount: float, spent: float) -> None:
        """Turn a reservation of `amount` into `spent`."""
        self.reserved -= amount
        self.spent += spent
