"""The plan of the session and its timer."""

import datetime as dt

import pytest

from visions.live.agenda import Agenda, AgendaStep, read_steps

NOW = dt.datetime(2023, 10, 23, 10, tzinfo=dt.UTC)


def test_the_plan_takes_105_minutes() -> None:
    assert sum(step.minutes for step in Agenda().steps) == 105
    assert Agenda().count_left(NOW) is None


def test_the_timer_counts_down_and_over() -> None:
    running = Agenda().begin(1, NOW)
    assert running.count_left(NOW) == 15 * 60
    assert running.count_left(NOW + dt.timedelta(minutes=16)) == -60
    assert running.prolong(5).count_left(NOW + dt.timedelta(minutes=16)) == 4 * 60
    assert running.prolong(-999).count_left(NOW) == 0
    assert running.begin(None, NOW).count_left(NOW) is None
    with pytest.raises(IndexError):
        running.begin(8, NOW)


def test_an_edited_plan_goes_on_where_it_was() -> None:
    running = Agenda().begin(1, NOW)
    shorter = running.edit([AgendaStep(3, "A"), AgendaStep(4, "B")])
    assert (shorter.current, shorter.began) == (1, NOW)
    assert running.edit([AgendaStep(3, "A")]).current is None
    for wrong in ([], [AgendaStep(0, "A")], [AgendaStep(241, "A")], [AgendaStep(1, " ")]):
        with pytest.raises(ValueError, match="steps"):
            running.edit(wrong)
    with pytest.raises(ValueError, match="steps"):
        running.edit([AgendaStep(1, "A")] * 21)


def test_steps_are_read_as_they_were_written() -> None:
    facts = Agenda().as_facts()
    assert read_steps(facts["steps"]) == Agenda().steps  # type: ignore[arg-type]
    for wrong in ([["5", "A"]], [[True, "A"]], [[1]], [1]):
        with pytest.raises((ValueError, TypeError)):
            read_steps(wrong)  # type: ignore[arg-type]
