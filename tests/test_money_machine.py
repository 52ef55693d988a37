"""No budget is ever exceeded and nothing is paid twice, whatever happens in whatever order.

A random workshop over the real archive and pipeline, with crashes. Each planted fault shows that
the machine can fail.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import visions.archive.store
import visions.drawing
import visions.pipeline
from tests.money_machine import MoneyMachine, NoPaper, Violation
from visions.budget import Budget, Budgets, Sent, Spending, Survey, open_budgets
from visions.imaging.prices import Prices
from visions.model import State


@pytest.fixture(autouse=True)
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No paper, no disk that has to be waited for, no words about tasks that a crash cut off."""
    monkeypatch.setattr(visions.pipeline, "Publisher", NoPaper)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    logging.getLogger("asyncio").disabled = True
    yield
    logging.getLogger("asyncio").disabled = False


@pytest.fixture
def in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same play each time: what would go to a thread is done in between."""

    async def run_in_between(function: Callable[..., Any], *arguments: Any) -> Any:
        await asyncio.sleep(0)
        return function(*arguments)

    monkeypatch.setattr(asyncio, "to_thread", run_in_between)


def run(examples: int, steps: int, *, seeded: bool = True) -> type[MoneyMachine]:
    """Play so many workshops of so many steps; raises Violation."""

    class Machine(MoneyMachine):
        pass

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=seeded,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Machine


@pytest.mark.usefixtures("in_one_thread")
def test_budget_and_words_are_kept_in_a_short_play() -> None:
    played = run(examples=12, steps=25)
    assert played.sent > 60
    assert played.crashes > 10
    assert played.refusals > 5


def forget_unknown_ends(patch: pytest.MonkeyPatch) -> None:
    add = Spending.add

    def add_answered(self: Spending, sent: Sent, prices: Prices) -> None:
        if sent.ended is State.DONE:
            add(self, sent, prices)

    patch.setattr(Spending, "add", add_answered)


def look_without_setting_aside(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Budget, "reserve", lambda self, amount: not self.refuses(amount))
    patch.setattr(Budget, "settle", _spend)


def _spend(self: Budget, amount: float, spent: float | None) -> None:
    if spent is not None:
        self.spent += spent
        self.pictures += 1


def begin_each_run_anew(patch: pytest.MonkeyPatch) -> None:
    def forget(found: Survey, *rest: Any) -> Budgets:
        return open_budgets(Survey(), *rest)

    patch.setattr(visions.drawing, "open_budgets", forget)


def take_an_unknown_end_for_free(patch: pytest.MonkeyPatch) -> None:
    settle = Budget.settle

    def settle_gladly(self: Budget, amount: float, spent: float | None) -> None:
        settle(self, amount, None if spent == amount else spent)

    patch.setattr(Budget, "settle", settle_gladly)


def overlook_the_tandems(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Budgets, "_find", lambda self, tandem: [self.whole])


def ask_again_after_unknown(patch: pytest.MonkeyPatch) -> None:
    waiting = (State.ACCEPTED, State.FAILED, State.UNKNOWN)
    patch.setattr(visions.pipeline, "_WAITING", waiting)


def lose_the_end_of_prompts(patch: pytest.MonkeyPatch) -> None:
    encode = visions.archive.store.encode_prompt
    patch.setattr(visions.archive.store, "encode_prompt", lambda text: encode(text.rstrip()))


@pytest.mark.usefixtures("in_one_thread")
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (forget_unknown_ends, "more was charged than is counted"),
        (look_without_setting_aside, "of at most"),
        (begin_each_run_anew, "of at most"),
        (take_an_unknown_end_for_free, "of at most"),
        (overlook_the_tandems, "millionths of a USD"),
        (ask_again_after_unknown, "sent again after"),
        (lose_the_end_of_prompts, "has other words now"),
    ],
)
def test_a_planted_fault_is_caught(
    fault: Callable[[pytest.MonkeyPatch], None], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    with pytest.raises(Violation, match=told):
        run(examples=60, steps=25)


@pytest.mark.proof
def test_budget_and_words_are_kept_for_ten_thousand_steps() -> None:
    played = run(examples=260, steps=50, seeded=False)
    assert played.steps >= 10_000
    assert played.sent > 5_000
    assert played.crashes > 500
