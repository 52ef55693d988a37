"""The answers' nouns: spans of time, and actions that wait for each other."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.filled import dates
from visions.answers import Action, find_cycle, list_lanes, parse_when


@given(dates)
def test_a_day_is_itself(day: dt.date) -> None:
    when = parse_when(day.isoformat())
    assert (when.first, when.last, when.text, when.is_day) == (day, day, str(day), True)


@given(dates)
def test_spans_hold_their_days_and_end_before_the_next(day: dt.date) -> None:
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    spans = [f"{day:%Y-%m}", f"{day:%Y}-Q{quarter}", f"{day:%Y}-H{half}", f"{day:%Y}"]
    for text, months in zip(spans, (1, 3, 6, 12), strict=True):
        when = parse_when(text)
        assert when.first <= day <= when.last
        assert not when.is_day
        assert when.first.day == 1
        after = when.last + dt.timedelta(days=1)
        assert after.day == 1
        assert (after.year - when.first.year) * 12 + after.month - when.first.month == months


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-13", "2024-00", "2024-02-30", "2024-Q5", "2024-Q0", "2024-H3", "2024-1",
     "2024-W01", "1899", "2201", "0000", "2024-03-15 ", " 2024", "2024\n", "20240315", "March",
     "2024-03-15T10:00", "-2024", "2024-q1"],
)  # fmt: skip
def test_nothing_else_is_a_when(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_when(text)


@given(st.text(max_size=12))
def test_any_text_is_a_when_or_refused(text: str) -> None:
    try:
        when = parse_when(text)
    except ValueError:
        return
    assert when.first <= when.last
    assert when.text == text


def test_lanes_follow_the_cities() -> None:
    assert list_lanes(2) == ("joint", "city-1", "city-2", "citizens", "resources")


graphs = st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 8), max_size=3), max_size=8)


def reaches_itself(graph: dict[int, list[int]], start: int) -> bool:
    """The plain reference: everything that can be reached, again and again."""
    reached: set[int] = set(graph[start])
    for _ in graph:
        reached |= {other for one in reached for other in graph.get(one, [])}
    return start in reached


@given(graphs)
def test_a_cycle_is_found_if_and_only_if_there_is_one(graph: dict[int, list[int]]) -> None:
    actions = [
        Action(f"A{key:02d}", depends_on=tuple(f"A{other:02d}" for other in others))
        for key, others in graph.items()
    ]
    cycle = find_cycle(actions)
    assert bool(cycle) == any(reaches_itself(graph, key) for key in graph)
    needed = {action.id: action.depends_on for action in actions}
    for one, other in zip(cycle, (*cycle[1:], *cycle[:1]), strict=True):
        assert other in needed[one]
    assert len(set(cycle)) == len(cycle)


def test_a_long_chain_is_no_cycle() -> None:
    chain = [Action(f"A{n}", depends_on=(f"A{n + 1}",)) for n in range(5_000)]
    assert find_cycle(chain) == ()
    assert len(find_cycle([*chain, Action("A5000", depends_on=("A0",))])) == 5_001
