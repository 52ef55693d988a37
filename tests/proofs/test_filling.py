"""Promise: answers are stored wholly or not at all, and none that were stored are ever lost.

`kill -9` and failing calls at each point of `visions fill`, two at once, and the same again.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.proofs import mutants
from tests.proofs.filling_in import RECORD, Desk, Sitting, answer
from tests.proofs.rooms import BROKEN
from tests.proofs.strace import STRACE, Point, read_log, watch
from tests.proofs.test_kill import pick
from tests.proofs.test_order import find_disorder
from visions.answers.file import dump_answers

FULL = Path("/dev/full")
needs_strace = pytest.mark.skipif(STRACE is None, reason="there is no strace on this computer")
ERRORS = ("ENOSPC", "EIO", "EMFILE")


@needs_strace
def test_answers_are_whole_or_not_there_at_some_points(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, revisions=1)
    toll = sitting.kill_at_each(pick(sitting.list_points(), 7))
    assert toll.faults == []
    assert toll.stopped == 7, str(toll)


@needs_strace
@pytest.mark.parametrize(
    ("error", "point"),
    [
        ("ENOSPC", Point("write", 1)),
        ("EIO", Point("fsync", 1)),
        ("ENOSPC", Point("link", 1)),
        ("EIO", Point("fsync", 2)),
    ],
    ids=str,
)
def test_a_failing_disk_is_loud_at_some_points(tmp_path: Path, error: str, point: Point) -> None:
    toll = Sitting(tmp_path, revisions=1).fail_at_each([point], error)
    assert toll.faults == []
    assert toll.stopped == 1, str(toll)


@needs_strace
@pytest.mark.parametrize("revisions", [0, 1])
def test_answers_are_safe_before_their_thanks(tmp_path: Path, revisions: int) -> None:
    desk = Desk.make(tmp_path, revisions=revisions)
    assert find_unsafe(desk) == []


def find_unsafe(desk: Desk) -> list[str]:
    """What was not yet on the disk when the answers were said to be stored."""
    log = desk.folder / "calls.log"
    assert desk.fill(answer("now"), watch(log)).code == 0
    calls = read_log(log)
    said = (call for call in calls if call.name == "write" and call.arguments.startswith("1<"))
    thanks = next(call for call in said if "are stored" in call.arguments)
    name = max((desk.room / "outputs" / str(RECORD)).glob("answers-*.json"))
    return find_disorder(calls, thanks, [name])


@needs_strace
@pytest.mark.parametrize(
    ("mutant", "found"),
    [
        (mutants.FILES_NOT_SYNCED, "the data of answers-0002.json was not synced"),
        (mutants.FOLDERS_NOT_SYNCED, "the name answers-0002.json was not synced"),
        (mutants.SYNCED_TOO_LATE, "the data of answers-0002.json was not synced before"),
        (mutants.ANSWERS_THANKED_TOO_EARLY, "answers-0002.json had no name yet"),
    ],
    ids=["files", "folders", "too late", "thanked too early"],
)
def test_answers_that_are_not_safe_are_found(tmp_path: Path, mutant: str, found: str) -> None:
    wrong = find_unsafe(Desk.make(tmp_path, revisions=1, mutant=mutant))
    assert any(found in text for text in wrong), wrong


@needs_strace
@pytest.mark.parametrize(
    ("mutant", "error", "point", "fault"),
    [
        (mutants.ANSWERS_THANKED_TOO_EARLY, "", Point("link", 1), "lost"),
        (mutants.ANSWERS_WRITTEN_IN_PLACE, "", Point("write", 2), "by halves"),
        (mutants.ANSWERS_OVERWRITTEN, "", Point("write", 2), "lost"),
        (mutants.ANSWERS_NOT_ASKED, "ENOSPC", Point("write", 1), "lost"),
    ],
    ids=["thanked too early", "written in place", "overwritten", "disk not asked"],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, mutant: str, error: str, point: Point, fault: str
) -> None:
    sitting = Sitting(tmp_path, revisions=1, mutant=mutant)
    toll = sitting.fail_at_each([point], error) if error else sitting.kill_at_each([point])
    assert any(fault in found for found in toll.faults), (toll.faults, str(toll))


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full on this computer")
def test_thanks_that_cannot_be_printed_are_told(tmp_path: Path) -> None:
    desk = Desk.make(tmp_path, revisions=1)
    with FULL.open("w") as out:
        ended = subprocess.run(
            desk.command(desk.write(answer("now"))), stdout=out, stderr=subprocess.PIPE, text=True
        )
    assert ended.returncode == 8
    assert "No space left" in ended.stderr
    assert BROKEN not in ended.stderr
    assert desk.go_on(answer("now")) == []


@pytest.mark.parametrize(
    "times", [1, pytest.param(25, marks=pytest.mark.proof)], ids=["once", "often"]
)
def test_several_at_once_each_get_a_number(tmp_path: Path, times: int) -> None:
    desk = Desk.make(tmp_path, revisions=1)
    for time in range(times):
        given = [answer(f"{time}: {name}") for name in ("one", "two", "three")]
        running = [
            subprocess.Popen(
                desk.command(desk.write(answers, f"{number}.json")),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number, answers in enumerate(given)
        ]
        for process, answers in zip(running, given, strict=True):
            desk.hear(*process.communicate(timeout=120), answers)
            assert process.returncode == 0
    assert sorted(desk.promised) == list(range(1, 3 * times + 2))
    assert desk.find_faults() == []


@pytest.mark.parametrize(
    "times", [3, pytest.param(40, marks=pytest.mark.proof)], ids=["some", "often"]
)
def test_worksheet_and_roadmap_at_once_are_both_in_the_newest(tmp_path: Path, times: int) -> None:
    """Each file leaves the other's part out, which stays as it is when it is stored."""
    desk = Desk.make(tmp_path, revisions=1)
    for time in range(times):
        given = answer(f"{time}")
        actions = tuple(replace(one, notes=f"{time}") for one in given.roadmap.actions)
        given = replace(given, roadmap=replace(given.roadmap, actions=actions))
        running = []
        for part in ("worksheet", "roadmap"):
            note = dump_answers(given)
            file = desk.folder / f"{part}.json"
            file.write_text(json.dumps({"format": note["format"], part: note[part]}), "utf-8")
            running.append(subprocess.Popen(desk.command(file), stdout=subprocess.DEVNULL))
        assert [process.wait(120) for process in running] == [0, 0]
        assert desk.revisions.read(RECORD).answers == given
    assert desk.find_faults() == []


@needs_strace
@pytest.mark.proof
@pytest.mark.parametrize("revisions", [0, 2])
def test_answers_are_whole_or_not_there_at_any_point(tmp_path: Path, revisions: int) -> None:
    sitting = Sitting(tmp_path, revisions)
    points = sitting.list_points()
    toll = sitting.kill_at_each(points)
    print(f"\nfill after {revisions}: {len(points)} points, {toll}")
    assert toll.faults == []
    assert toll.stopped == len(points), str(toll)


@needs_strace
@pytest.mark.proof
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("revisions", [0, 2])
def test_a_failing_disk_is_loud_at_any_point(tmp_path: Path, revisions: int, error: str) -> None:
    sitting = Sitting(tmp_path, revisions)
    points = sitting.list_points(error)
    toll = sitting.fail_at_each(points, error)
    print(f"\nfill after {revisions}, {error}: {len(points)} points, {toll}")
    assert toll.faults == []
    assert toll.stopped == len(points), str(toll)
