"""The calendar as another library reads it (`ical`), and as its bytes must be (RFC 5545)."""

import datetime as dt
import re
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from tests.exchange.samples import IDENTITY, START, make_hostile_plan, make_plan, roadmaps
from visions.answers import Action, RoadmapAnswers, parse_when
from visions.exchange.ics import write_ics
from visions.exchange.plan import Plan
from visions.model import LANGUAGES


def read(plan: Plan) -> Calendar:
    (calendar,) = IcsCalendarStream.from_ics(write_ics(plan).decode("utf-8")).calendars
    return calendar


def find(plan: Plan, key: str) -> Event:
    return next(event for event in read(plan).events if event.summary.split()[0] == key)


@pytest.mark.parametrize("code", LANGUAGES)
def test_whatever_has_a_date_is_an_all_day_event(code: str) -> None:
    calendar = read(make_plan(language=code))
    spans = {event.summary.split()[0]: (event.dtstart, event.dtend) for event in calendar.events}
    assert spans == {
        "M0": (START, START + dt.timedelta(days=1)),
        "M1": (dt.date(2023, 11, 6), dt.date(2023, 11, 7)),
        "M2": (dt.date(2024, 3, 1), dt.date(2024, 3, 2)),
        "M5": (dt.date(2024, 12, 3), dt.date(2024, 12, 4)),
        "M6": (dt.date(2024, 12, 31), dt.date(2025, 1, 1)),
        "A01": (dt.date(2024, 1, 1), dt.date(2024, 7, 1)),
        "A02": (dt.date(2024, 1, 1), dt.date(2025, 1, 1)),
        "A08": (dt.date(2024, 2, 1), dt.date(2024, 3, 1)),
    }
    assert all(not event.attendees and event.organizer is None for event in calendar.events)


def test_an_update_keeps_the_uid_and_counts_on() -> None:
    old, new = find(make_plan(), "A01"), find(make_plan(revision=4), "A01")
    assert old.uid == new.uid == str(uuid.uuid5(IDENTITY, "A01"))
    assert (old.sequence, new.sequence) == (3, 4)
    assert new.dtstamp == dt.datetime(2023, 10, 23, 13, 4, 5, tzinfo=dt.UTC)


@given(st.uuids(), st.uuids(), roadmaps(2), st.sampled_from(LANGUAGES), st.integers(1, 9999))
@settings(max_examples=25, deadline=None)
def test_a_uid_hangs_on_the_record_and_the_action_alone(
    one: uuid.UUID, other: uuid.UUID, roadmap: RoadmapAnswers, code: str, revision: int
) -> None:
    def list_uids(identity: uuid.UUID, **changes: object) -> dict[str, str]:
        plan = make_plan(roadmap, identity=identity, **changes)
        return {event.summary.split()[0]: event.uid for event in read(plan).events}

    uids = list_uids(one)
    assert len(set(uids.values())) == len(uids)
    later = list_uids(one, language=code, revision=revision, workshop="Renamed", theme="Water")
    assert later == uids
    elsewhere = list_uids(other)
    assert elsewhere.keys() == uids.keys()
    assert (elsewhere == uids) == (one == other)
    if one != other:
        assert not set(elsewhere.values()) & set(uids.values())


def test_states_are_those_of_a_calendar() -> None:
    states = {key: find(make_plan(), key).status for key in ("A01", "A02", "A08", "M0")}
    assert states == {
        "A01": "CONFIRMED", "A02": "CONFIRMED", "A08": "CANCELLED", "M0": "CONFIRMED",
    }  # fmt: skip


def test_the_words_are_those_of_the_plan() -> None:
    event = find(make_plan(language="de"), "A01")
    assert event.summary == "A01 Sensoren aufstellen"
    assert event.description is not None
    assert "Verantwortlich in Hamm: Umweltamt" in event.description
    assert "Notizen: zwei\nZeilen" in event.description
    assert event.categories == ["Hamm"]
    assert "X-WR-CALNAME:Roadmap: Arezzo – Hamm" in write_ics(make_plan()).decode()


def test_a_start_after_the_due_date_is_not_believed() -> None:
    action = Action("A01", start=parse_when("2024-06"), due=parse_when("2024-02-02"))
    event = find(make_plan(RoadmapAnswers((), (action,))), "A01")
    assert (event.dtstart, event.dtend) == (dt.date(2024, 2, 2), dt.date(2024, 2, 3))
    only = Action("A01", start=parse_when("2024-06"))
    assert find(make_plan(RoadmapAnswers((), (only,))), "A01").dtend == dt.date(2024, 7, 1)


def check_lines(data: bytes) -> None:
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data)
    unfolded = data.replace(b"\r\n ", b"")
    unfolded.decode("utf-8")
    names = {line.split(b":")[0].split(b";")[0] for line in unfolded.split(b"\r\n") if line}
    assert names <= {
        b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"NAME", b"X-WR-CALNAME", b"SUMMARY",
        b"DTSTART", b"DTEND", b"DTSTAMP", b"UID", b"SEQUENCE", b"CATEGORIES", b"DESCRIPTION",
        b"LAST-MODIFIED", b"STATUS", b"TRANSP",
    }  # fmt: skip


def test_hostile_words_stay_inside_their_property() -> None:
    plan = make_hostile_plan()
    check_lines(write_ics(plan))
    events = read(plan).events
    assert len(events) == 5 + len(plan.roadmap.actions)
    assert any("END:VEVENT" in (event.description or "") for event in events)


@settings(max_examples=25, deadline=None)
@given(roadmaps(2))
def test_any_roadmap_is_a_valid_calendar(roadmap: RoadmapAnswers) -> None:
    plan = make_plan(roadmap)
    data = write_ics(plan)
    check_lines(data)
    assert data == write_ics(plan)
    dated = [action for action in roadmap.actions if action.start or action.due]
    events = read(plan).events
    assert len(events) >= len(dated) + 4
    assert all(event.dtend > event.dtstart for event in events)
