"""The room is the sum of its journal."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops import write_workshop
from visions.archive.journal import Journal
from visions.archive.layout import Layout
from visions.config import load_workshop
from visions.errors import NoMoreDots
from visions.live.agenda import Agenda, AgendaStep
from visions.live.room import DOTS, Room
from visions.model import RecordId

FIRST = RecordId("arezzo-hamm", 1)
NOW = dt.datetime(2023, 10, 23, 10, tzinfo=dt.UTC)


def open_room(folder: Path) -> Room:
    return Room(load_workshop(folder), Journal(Layout(folder)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_workshop(tmp_path)


def test_every_tandem_has_a_code_that_outlives_a_restart(folder: Path) -> None:
    room = open_room(folder)
    assert set(room.state.passes) == {"arezzo-hamm", "utrecht-munich"}
    again = open_room(folder)
    assert again.state.passes == room.state.passes
    one = room.state.passes["arezzo-hamm"]
    assert again.find_by_code(one.code) == "arezzo-hamm"
    assert again.find_by_code(f" {one.code[:3].lower()}-{one.code[3:]} ") == "arezzo-hamm"
    assert again.find_by_ticket(one.ticket) == "arezzo-hamm"
    assert again.find_by_ticket(one.code) is None
    for wrong in ("", "AAAAAA", one.code[:5], one.code + "A", "ÄÖÜ", "\ud800"):
        assert again.find_by_code(wrong) is None
        assert again.find_by_ticket(wrong) is None


def test_a_new_code_ends_the_old_one(folder: Path) -> None:
    room = open_room(folder)
    old = room.state.passes["arezzo-hamm"]
    new = room.renew_pass("arezzo-hamm")
    assert (new.revision, old.revision) == (2, 1)
    assert room.find_by_code(old.code) is None
    assert room.find_by_ticket(old.ticket) is None
    assert open_room(folder).find_by_code(new.code) == "arezzo-hamm"


def test_a_phone_has_three_dots(folder: Path) -> None:
    room = open_room(folder)
    for number in (1, 2, 3):
        room.put_dot(RecordId("arezzo-hamm", number), "p", wanted=True)
    room.put_dot(FIRST, "p", wanted=True)  # it has one
    with pytest.raises(NoMoreDots):
        room.put_dot(RecordId("arezzo-hamm", 4), "p", wanted=True)
    room.put_dot(FIRST, "q", wanted=True)
    assert room.count_dots(FIRST) == 2
    room.put_dot(FIRST, "p", wanted=False)
    room.put_dot(RecordId("arezzo-hamm", 4), "p", wanted=True)
    again = open_room(folder)
    assert len(again.list_dots("arezzo-hamm", "p")) == DOTS
    assert again.count_dots(FIRST) == 1


def test_a_restart_finds_the_room_as_it_was(folder: Path) -> None:
    room = open_room(folder)
    room.hide(FIRST, hidden=True)
    room.lock_prompts(["arezzo-hamm"], locked=True)
    room.pause("lunch")
    room.switch_provider("sketch")
    room.change_agenda(room.state.agenda.begin(2, NOW).prolong(5))
    assert open_room(folder).state == room.state
    room.hide(FIRST, hidden=False)
    room.lock_prompts(["arezzo-hamm"], locked=False)
    room.resume()
    room.switch_provider(None)
    room.change_agenda(room.state.agenda.edit([AgendaStep(7, "Our own")]))
    again = open_room(folder)
    assert again.state == room.state
    assert again.state.agenda == Agenda((AgendaStep(7, "Our own"),))


def test_what_changes_nothing_is_not_written(folder: Path) -> None:
    room = open_room(folder)
    before = Layout(folder).journal.read_bytes()
    room.hide(FIRST, hidden=False)
    room.put_dot(FIRST, "p", wanted=False)
    room.lock_prompts(["arezzo-hamm"], locked=False)
    room.resume()
    room.switch_provider(None)
    room.change_agenda(room.state.agenda)
    assert Layout(folder).journal.read_bytes() == before


@given(
    st.lists(
        st.fixed_dictionaries(
            {"what": st.sampled_from(["pass", "hide", "dot", "lock", "pause", "agenda", "new"])},
            optional={
                name: st.none() | st.text(max_size=9) | st.integers() | st.lists(st.integers())
                for name in ("record", "tandem", "phone", "steps", "current", "began", "code")
            },
        ),
        max_size=6,
    )
)
def test_strange_lines_never_keep_the_room_shut(lines: list[dict[str, object]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = write_workshop(Path(name))
        journal = Journal(Layout(folder))
        for line in lines:
            journal.write(str(line["what"]), {k: v for k, v in line.items() if k != "what"})
        assert len(open_room(folder).state.passes) >= 2
