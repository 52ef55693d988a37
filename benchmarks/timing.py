"""Repeat, take the median, print one line."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def measure(action: Callable[[], object], *, runs: int = 9, warm: int = 2) -> float:
    """The median seconds of `action` over `runs`, after `warm` runs that do not count."""
    for _ in range(warm):
        action()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def measure_pair(first: Sequence[str], second: Sequence[str], *, runs: int = 15) -> float:
    """The median ratio of two commands' times, run in turn so that a drifting machine cancels."""
    ratios = []
    for _ in range(runs):
        one, two = (_time_command(command) for command in (first, second))
        ratios.append(one / two)
    return statistics.median(ratios)


def measure_in_turn(
    actions: Sequence[Callable[[], object]], *, runs: int, warm: int = 1
) -> list[list[float]]:
    """The seconds of each of `actions` in each of `runs` rounds, all of them in turn."""
    for action in actions:
        for _ in range(warm):
            action()
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for action, taken in zip(actions, times, strict=True):
            began = time.perf_counter()
            action()
            taken.append(time.perf_counter() - began)
    return times


def compare(first: Sequence[float], second: Sequence[float]) -> float:
    """How many times as long `first` takes: the median of the rounds, whose machine was one."""
    return statistics.median(one / two for one, two in zip(first, second, strict=True))


def report(what: str, value: str, target: str, holds: bool) -> None:
    print(f"{'ok  ' if holds else 'MISS'}  {what:<58} {value:>16}   target {target}", flush=True)


def tell(what: str, value: str) -> None:
    """A figure, or a gap, that has no target."""
    print(f"      {what:<58} {value:>16}", flush=True)


def _time_command(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
