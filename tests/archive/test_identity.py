"""A record's identity: the same for good, and no other workshop's."""

import datetime as dt
import json
import shutil
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.filled import EXAMPLE
from tests.workshops import write_workshop
from visions.archive.identity import identify_record
from visions.archive.layout import Layout
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.cli.main import run
from visions.errors import Damaged
from visions.model import Prompt, RecordId

NOON = dt.datetime(2023, 10, 23, 12, tzinfo=dt.UTC)


def accept(folder: Path, words: str = "a town", moment: dt.datetime = NOON) -> Prompt:
    return Archive(folder, clock=lambda: moment).accept_prompt("arezzo-hamm", words, {})


def identify(folder: Path, prompt: Prompt) -> str:
    return str(identify_record(Layout(folder), prompt.id, prompt.text))


def test_the_same_prompt_accepted_elsewhere_is_another(tmp_path: Path) -> None:
    here, there = accept(tmp_path / "a"), accept(tmp_path / "b", moment=NOON + dt.timedelta(days=1))
    other_words = accept(tmp_path / "c", "a village")
    names = [
        identify(tmp_path / "a", here),
        identify(tmp_path / "b", there),
        identify(tmp_path / "c", other_words),
        identify(tmp_path / "a", accept(tmp_path / "a")),
    ]
    assert len(set(names)) == 4
    assert names[0] == "477074dc-a713-598b-a688-e467efc86fff"


def test_a_copy_of_the_folder_is_the_same(tmp_path: Path) -> None:
    prompt = accept(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "moved")
    assert identify(tmp_path / "a", prompt) == identify(tmp_path / "moved", prompt)


def test_nothing_that_happens_later_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = write_workshop(tmp_path / "room")
    prompt = accept(room)
    before = identify(room, prompt)
    monkeypatch.setattr("sys.argv", ["visions", "-C", str(room), "make"])
    with pytest.raises(SystemExit) as ended:
        run()
    assert not ended.value.code
    Revisions(Archive(room)).save(prompt.id, EXAMPLE)
    toml = room / "workshop.toml"
    toml.write_text(toml.read_text("utf-8").replace("Berlin", "Bonn"), "utf-8")
    drawn = Archive(room).read_entry(prompt.id)
    assert drawn.record is not None
    assert identify(room, drawn.prompt) == before
    Layout(room).prompt(prompt.id).write_text("other words", "utf-8")
    assert identify(room, drawn.prompt) == before


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_a_file_numbered_by_hand_is_known_by_its_words(one: str, other: str) -> None:
    def name(words: str, number: int = 1) -> uuid.UUID:
        return identify_record(Layout(Path("/nowhere")), RecordId("arezzo-hamm", number), words)

    assert name(one) == name(one) != name(one, 2)
    assert (name(one) == name(other)) == (one == other)


def test_a_note_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    prompt = accept(tmp_path)
    Layout(tmp_path).facts(prompt.id).write_text("{")
    with pytest.raises(Damaged):
        identify(tmp_path, prompt)


def test_a_note_by_hand_need_not_say_when(tmp_path: Path) -> None:
    prompt = accept(tmp_path)
    path = Layout(tmp_path).facts(prompt.id)
    path.write_text(json.dumps({"language": "it"}))
    noted = identify(tmp_path, prompt)
    path.unlink()
    assert identify(tmp_path, prompt) == noted
