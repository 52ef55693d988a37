"""The Gantt chart of a web page: where bars, words and connecting lines stand.

Pages carry no script and no inline style, so everything is an attribute of SVG: across in
percent of the chart, down in rows of `ROW` rem. Periods are columns of equal width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from visions.documents.bilingual import strip_marks
from visions.documents.filled import Bar, FilledAction, FilledRoadmap
from visions.documents.view import RoadmapView

ROW = 2.5
"""The height of a row in rem; the style sheet knows it, too."""

_BAR = 0.85
_POINT = 0.9
_CHARACTER = 0.85
_FEW = 12


@dataclass(frozen=True, slots=True)
class Stroke:
    """One straight line: across in percent, down in rem from the top of its row."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One line of the chart; `action` is None for a row that is left for the pen.

    `number` counts the actions as the table has them. `words_at` and `anchor` place the words
    beside the bar, or on it.
    """

    action: FilledAction | None
    number: int = 0
    left: float = 0.0
    width: float = 0.0
    words_at: float = 0.0
    anchor: str = "start"
    strokes: tuple[Stroke, ...] = ()
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class ChartLane:
    name: str
    rows: tuple[ChartRow, ...]


def draw_gantt(view: RoadmapView, filled: FilledRoadmap) -> tuple[ChartLane, ...]:
    """Return the lanes of the chart with their rows; each lane has one at least."""
    spare = sum(one.bar is not None for one in filled.actions) <= _FEW
    lanes: list[list[int | None]] = [
        [*numbers, *([None] if spare or not numbers else [])] for numbers in filled.lanes
    ]
    order = [number for lane in lanes for number in lane]
    strokes = _connect_all(filled.actions, order, len(view.periods))
    rows = iter(
        ChartRow(None)
        if number is None
        else _draw_row(number, filled.actions[number], tuple(strokes[row]), len(view.periods))
        for row, number in enumerate(order)
    )
    return tuple(
        ChartLane(name, tuple(next(rows) for _ in lane))
        for name, lane in zip(view.lanes, lanes, strict=True)
    )


def _draw_row(
    number: int, action: FilledAction, strokes: tuple[Stroke, ...], periods: int
) -> ChartRow:
    assert action.bar is not None
    left, right = _span(action.bar, periods)
    wide = len(strip_marks(action.bar_label)) * _CHARACTER
    words_at, anchor = left - 0.6, "end"
    if right + 0.6 + wide <= 100:
        words_at, anchor = right + 0.6, "start"
    elif right - left >= wide + 3 or left - wide < 0:
        words_at, anchor = (left + right) / 2, "middle"
    is_target = bool(action.waits_for)
    return ChartRow(action, number, left, right - left, words_at, anchor, strokes, is_target)


def _connect_all(
    actions: tuple[FilledAction, ...], order: Sequence[int | None], periods: int
) -> list[list[Stroke]]:
    """The lines that each row draws: those to a row below it, so that its words cover them."""
    rows = {number: row for row, number in enumerate(order) if number is not None}
    strokes: list[list[Stroke]] = [[] for _ in order]
    for number, row in rows.items():
        target = actions[number].bar
        for other in actions[number].waits_for:
            bar = actions[other].bar
            if target is not None and bar is not None and other != number:
                upper = min(row, rows[other])
                left = _span(target, periods)[0]
                strokes[upper] += _connect(bar, rows[other] - upper, left, row - upper, periods)
    return strokes


def _connect(bar: Bar, row: int, target: float, at: int, periods: int) -> list[Stroke]:
    """The elbow from `bar`, `row` rows below, to the left end of a bar at `target`, `at` rows."""
    left, right = _span(bar, periods)
    trunk = max(left + 0.2, right - 0.4) if bar.shape == "span" else (left + right) / 2
    way = 1 if row > at else -1
    middle = (at + 0.5) * ROW
    start = (row + 0.5) * ROW - way * _BAR / 2
    if target - 0.8 >= trunk:
        corners = [(trunk, start), (trunk, middle), (target, middle)]
    else:
        near, between = max(0.2, target - 1.2), middle + way * 0.9
        corners = [
            (trunk, start),
            (trunk, between),
            (near, between),
            (near, middle),
            (target, middle),
        ]
    return [
        Stroke(round(one[0], 2), round(one[1], 3), round(two[0], 2), round(two[1], 3))
        for one, two in pairwise(corners)
    ]


def _span(bar: Bar, periods: int) -> tuple[float, float]:
    """Left and right end in percent of the chart."""
    left = (bar.first + bar.first_within) / periods * 100
    right = (bar.last + bar.last_within) / periods * 100
    if bar.shape == "due":
        return max(0.0, left - _POINT), left + _POINT
    if bar.shape == "start":
        return left, left + 2 * _POINT
    left = min(left, 99.2)
    return left, max(right, left + 0.8)
