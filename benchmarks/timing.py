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


def report(what: str, value: str, target: str, holds: bool) -> None:
    print(f"{'ok  ' if holds else 'MISS'}  {what:<58} {value:>16}   target {target}", flush=True)


def _time_command(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
