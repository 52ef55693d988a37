"""Worksheet and roadmap of one tandem with a new picture, warm: on one thread, and on two."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from benchmarks.samples import TANDEM, WORKSHOP, draw_jpeg, make_entry
from benchmarks.timing import compare, measure, measure_in_turn, report, tell
from visions.documents.pdf import Page, set_pdf
from visions.documents.sheets import view_roadmap, view_worksheet

PAIR_MS, PER_SECOND, LEAST_GAIN = 25, 60, 1.6
BATCH = 24
BLOCK = bytes(16 << 20)


def run() -> None:
    pictures = [draw_jpeg(seed) for seed in range(4)]
    numbers = count()

    def set_pair() -> None:
        number = next(numbers)
        for view in (view_worksheet, view_roadmap):
            page = Page(view(WORKSHOP, TANDEM, make_entry(number), "it", "1"), pictures[number % 4])
            set_pdf([page])

    seconds = measure(set_pair, runs=41)
    report(
        "worksheet + roadmap PDF with a new JPEG, one thread",
        f"{seconds * 1000:.1f} ms",
        f"<= {PAIR_MS} ms",
        seconds * 1000 <= PAIR_MS,
    )
    report(
        "documents a second, one thread",
        f"{2 / seconds:.0f} /s",
        f">= {PER_SECOND} /s",
        2 / seconds >= PER_SECOND,
    )
    _report_two_threads(set_pair)


def _report_two_threads(set_pair: Callable[[], None]) -> None:
    """Beside what two threads give for work that needs nothing but processors, in turn with it."""
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(2) as two:

        def repeat(pool: ThreadPoolExecutor, action: Callable[[], object]) -> Callable[[], object]:
            return lambda: list(pool.map(lambda _: action(), range(BATCH)))

        def digest() -> bytes:
            return hashlib.sha256(BLOCK).digest()

        times = measure_in_turn(
            [repeat(pool, action) for action in (set_pair, digest) for pool in (one, two)], runs=9
        )
    gain, most = compare(times[0], times[1]), compare(times[2], times[3])
    report(
        "documents: two threads over one",
        f"{gain:.2f} x",
        f">= {LEAST_GAIN} x",
        gain >= LEAST_GAIN,
    )
    tell("what this machine gave two threads in the same minute", f"{most:.2f} x")
