"""Revisions of the answers: each save a new file, none overwritten, the newest counts."""

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.filled import EXAMPLE
from tests.workshops import list_files, open_archive, tick
from visions.answers import Answers
from visions.archive.revisions import Revision, Revisions
from visions.archive.store import Archive
from visions.errors import (
    Damaged,
    DiskFailed,
    NoAnswers,
    NoSuchRecord,
    NoSuchRevision,
    VisionsError,
)
from visions.model import RecordId

FIRST = RecordId("arezzo-hamm", 1)
FOLDER = "outputs/arezzo-hamm/0001"
OTHER = replace(EXAMPLE, worksheet=replace(EXAMPLE.worksheet, missing="children"))


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    archive = open_archive(tmp_path)
    archive.accept_prompt("arezzo-hamm", "a town", {})
    clock = tick()
    return Revisions(archive, clock=lambda: next(clock))


def write(tmp_path: Path, number: int, **changes: object) -> Path:
    """A revision as saved, then changed by hand."""
    path = tmp_path / FOLDER / f"answers-{number:04d}.json"
    note = json.loads((tmp_path / FOLDER / "answers-0001.json").read_text("utf-8"))
    path.write_text(json.dumps({**note, **changes}), "utf-8")
    return path


def test_answers_come_before_the_picture(revisions: Revisions, tmp_path: Path) -> None:
    saved = revisions.save(FIRST, EXAMPLE, source="sheet.json")
    assert saved.is_new
    assert list(list_files(tmp_path / FOLDER)) == ["answers-0001.json"]
    note = json.loads((tmp_path / FOLDER / "answers-0001.json").read_text("utf-8"))
    assert list(note) == ["format", "record", "saved_at", "source", "worksheet", "roadmap"]
    assert note["record"] == "arezzo-hamm/0001"
    assert note["saved_at"] == "2023-10-23T10:00:00+00:00"
    assert note["source"] == "sheet.json"
    assert revisions.read(FIRST) == saved.revision


def test_each_save_is_a_new_file_and_the_newest_counts(
    revisions: Revisions, tmp_path: Path
) -> None:
    revisions.save(FIRST, EXAMPLE)
    before = list_files(tmp_path / FOLDER)
    assert revisions.save(FIRST, OTHER).revision.number == 2
    assert revisions.save(FIRST, EXAMPLE).revision.number == 3
    after = list_files(tmp_path / FOLDER)
    assert {name: after[name] for name in before} == before
    assert revisions.read(FIRST).number == 3
    assert revisions.read(FIRST, 2).answers == OTHER
    assert [one.number for one in revisions.list_revisions(FIRST)] == [1, 2, 3]
    moments = [one.saved_at for one in revisions.list_revisions(FIRST)]
    assert moments == sorted(moments)


def test_saving_the_same_twice_stores_nothing_new(revisions: Revisions, tmp_path: Path) -> None:
    first = revisions.save(FIRST, EXAMPLE, source="a.json")
    before = list_files(tmp_path / FOLDER)
    again = revisions.save(FIRST, EXAMPLE, source="b.json")
    assert not again.is_new
    assert again.revision == first.revision
    assert list_files(tmp_path / FOLDER) == before


def test_only_what_exists_can_be_filled_or_read(revisions: Revisions, tmp_path: Path) -> None:
    before = list_files(tmp_path)
    nowhere = RecordId("arezzo-hamm", 2)
    for attempt in (
        lambda: revisions.save(nowhere, EXAMPLE),
        lambda: revisions.read(nowhere),
        lambda: revisions.list_revisions(nowhere),
    ):
        with pytest.raises(NoSuchRecord):
            attempt()
    with pytest.raises(NoAnswers, match="visions fill arezzo-hamm 0001 FILE"):
        revisions.read(FIRST)
    assert revisions.find_newest(FIRST) is None
    assert list_files(tmp_path) == before
    revisions.save(FIRST, EXAMPLE)
    with pytest.raises(NoSuchRevision, match="no revision 2"):
        revisions.read(FIRST, 2)


def test_a_picture_without_its_prompt_file_can_be_filled(tmp_path: Path) -> None:
    archive = open_archive(tmp_path)
    path = archive.layout.record(FIRST)
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    assert Revisions(archive).save(FIRST, EXAMPLE).is_new


def test_taken_numbers_are_passed_by(revisions: Revisions, tmp_path: Path) -> None:
    """As if somebody else had taken the number between the look and the writing."""
    revisions.save(FIRST, EXAMPLE)
    write(tmp_path, 2)
    numbers = iter([[1], [1, 2]])
    revisions.list_numbers = lambda record: next(numbers)  # type: ignore[method-assign]
    assert revisions.save(FIRST, OTHER).revision.number == 3
    assert len(list_files(tmp_path / FOLDER)) == 3


def test_the_same_answers_taken_meanwhile_are_not_stored_again(
    revisions: Revisions, tmp_path: Path
) -> None:
    revisions.save(FIRST, EXAMPLE)
    revisions.save(FIRST, OTHER)
    numbers = iter([[1], [1, 2]])
    revisions.list_numbers = lambda record: next(numbers)  # type: ignore[method-assign]
    assert not revisions.save(FIRST, OTHER).is_new
    assert len(list_files(tmp_path / FOLDER)) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b"null", b'{"format": 1}', b'{"a":' * 5_000],
)
def test_unreadable_revisions_are_damaged(
    revisions: Revisions, tmp_path: Path, content: bytes
) -> None:
    revisions.save(FIRST, EXAMPLE)
    (tmp_path / FOLDER / "answers-0001.json").write_bytes(content)
    for attempt in (revisions.read, revisions.find_newest, revisions.list_revisions):
        with pytest.raises(Damaged, match=r"arezzo-hamm/0001/answers-0001\.json"):
            attempt(FIRST)
    assert revisions.save(FIRST, EXAMPLE).revision.number == 2
    assert revisions.read(FIRST).answers == EXAMPLE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"record": "arezzo-hamm/0002"}, "these are the answers of another record"),
        ({"record": 1}, "“record” is missing or no longer what it was"),
        ({"saved_at": "yesterday"}, "“saved_at” is no longer what it was"),
        ({"source": None}, "“source” is missing"),
        ({"format": 2}, "written by a newer version of visions (format 2)"),
        ({"worksheet": 3}, "worksheet: this must be a block, not 3"),
        ({"roadmap": {"actions": [{"id": "A01"}] * 2}}, "A01 › id: 2 actions have this id"),
    ],
)
def test_altered_revisions_are_damaged(
    revisions: Revisions, tmp_path: Path, changes: dict[str, object], expected: str
) -> None:
    revisions.save(FIRST, EXAMPLE)
    write(tmp_path, 1, **changes)
    with pytest.raises(Damaged, match="1 file") as caught:
        revisions.read(FIRST)
    assert expected in caught.value.message


def test_other_names_are_no_revisions(revisions: Revisions, tmp_path: Path) -> None:
    revisions.save(FIRST, EXAMPLE)
    for name in ("answers-2.json", "answers-0000.json", "answers-٠٠٠٢.json", "answers-0003.txt",
                 "answer-4.body", ".tmp-answers-0005.json-1-2"):  # fmt: skip
        (tmp_path / FOLDER / name).write_text("x")
    assert revisions.list_numbers(FIRST) == [1]


def test_the_last_number_is_the_end(revisions: Revisions, tmp_path: Path) -> None:
    revisions.save(FIRST, EXAMPLE)
    write(tmp_path, 9999)
    with pytest.raises(DiskFailed, match="all 9999 revisions are used"):
        revisions.save(FIRST, OTHER)


def test_a_name_that_is_no_text_is_kept_as_far_as_it_goes(revisions: Revisions) -> None:
    saved = revisions.save(FIRST, EXAMPLE, source="caf\udce9.json")
    assert revisions.read(FIRST).source == saved.revision.source == "caf?.json"


def test_a_full_disk_stores_nothing_and_says_so(
    revisions: Revisions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revisions.save(FIRST, EXAMPLE)
    before = list_files(tmp_path)

    def fail(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(DiskFailed, match="The disk is full"):
            revisions.save(FIRST, OTHER)
    assert list_files(tmp_path) == before
    assert revisions.read(FIRST).answers == EXAMPLE
    assert revisions.save(FIRST, OTHER).is_new


SAVE_TEN = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.filled import EXAMPLE
from visions.archive.revisions import Revision, Revisions
from visions.archive.store import Archive
from visions.model import RecordId
revisions = Revisions(Archive(Path(sys.argv[1])))
for n in range(10):
    sheet = replace(EXAMPLE.worksheet, missing=f"{sys.argv[2]} {n}")
    saved = revisions.save(RecordId("arezzo-hamm", 1), replace(EXAMPLE, worksheet=sheet))
    assert saved.is_new
    print(saved.revision.number)
"""


def test_two_at_once_are_both_kept(revisions: Revisions, tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SAVE_TEN, str(tmp_path), name],
            cwd=Path(__file__).parent.parent.parent,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    told = [
        int(line) for process in running for line in process.communicate(timeout=120)[0].split()
    ]
    assert [process.returncode for process in running] == [0, 0]
    assert sorted(told) == list(range(1, 21))
    kept = [one.answers.worksheet.missing for one in revisions.list_revisions(FIRST)]
    assert sorted(kept) == sorted(f"{name} {n}" for name in ("one", "two") for n in range(10))


def test_every_error_is_one_of_ours(revisions: Revisions, tmp_path: Path) -> None:
    revisions.save(FIRST, Answers())
    (tmp_path / FOLDER / "answers-0002.json").mkdir()
    with pytest.raises(VisionsError):
        revisions.read(FIRST)
    assert revisions.save(FIRST, EXAMPLE).revision.number == 3


def test_the_archive_goes_on_beside_them(revisions: Revisions, tmp_path: Path) -> None:
    revisions.save(FIRST, EXAMPLE)
    archive = Archive(tmp_path)
    assert archive.list_records("arezzo-hamm") == [FIRST]
    assert archive.count_attempts(FIRST) == 0
    assert archive.read_entry(FIRST).state == "accepted"


def test_a_part_goes_on_from_what_was_stored_meanwhile(revisions: Revisions) -> None:
    """Somebody else stores another part between the look and the writing."""
    theirs = replace(OTHER, roadmap=Answers().roadmap)
    revisions.save(FIRST, replace(EXAMPLE, roadmap=Answers().roadmap))
    seen = []

    def fill(newest: Revision | None) -> Answers:
        assert newest is not None
        seen.append(newest.number)
        if len(seen) == 1:
            revisions.save(FIRST, theirs)
        return replace(newest.answers, roadmap=EXAMPLE.roadmap)

    saved = revisions.merge(FIRST, fill)
    assert seen == [1, 2]
    assert (saved.revision.number, saved.is_new) == (3, True)
    assert revisions.read(FIRST).answers == replace(OTHER, roadmap=EXAMPLE.roadmap)


def test_a_part_goes_on_from_the_newest_that_can_be_read(
    revisions: Revisions, tmp_path: Path
) -> None:
    revisions.save(FIRST, OTHER)
    write(tmp_path, 2).write_text("{")
    saved = revisions.merge(FIRST, lambda newest: newest.answers if newest else Answers())
    assert (saved.revision.number, saved.is_new) == (3, True)
    assert revisions.read(FIRST).answers == OTHER


def test_what_filling_raises_stores_nothing(revisions: Revisions, tmp_path: Path) -> None:
    revisions.save(FIRST, EXAMPLE)
    before = list_files(tmp_path)

    def fill(newest: Revision | None) -> Answers:
        raise KeyError("x")

    with pytest.raises(KeyError):
        revisions.merge(FIRST, fill)
    assert list_files(tmp_path) == before
