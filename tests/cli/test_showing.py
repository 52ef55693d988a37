"""`visions status` where there is little and where there is very much."""

from __future__ import annotations

import json

import pytest

from tests.cli.running import CommandLine
from tests.search.searched import OTHER, TANDEM, Room
from visions import overview as overview_module
from visions.answers import Answers, WorksheetAnswers
from visions.archive.revisions import Revisions
from visions.model import RecordId


def test_a_small_workshop_gets_no_index(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "una piazza")
    assert visions("status").code == 0
    assert not (visions.folder / "outputs/index.sqlite").exists()


@pytest.mark.parametrize("few", [0, 10_000])
def test_very_many_prompts_are_summed_up(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("visions.cli.table.MANY", 4)
    monkeypatch.setattr(overview_module, "FEW", few)
    room = Room(visions.folder)
    for n in range(6):
        room.add(f"parola {n}")
    room.add("een plein", OTHER)
    for n in (1, 3, 4, 5):
        room.refuse(RecordId(TANDEM, n))
    room.draw(RecordId(TANDEM, 6))
    Revisions(room.archive).save(RecordId(TANDEM, 6), Answers(WorksheetAnswers(vision="a")))
    ran = visions("status")
    table, _, below = ran.out.partition("arezzo-hamm: ")
    assert "1/6          4   1         decide on 4: see below" in table
    assert below.splitlines()[:7] == [
        "6 prompts: 1 accepted, 1 done, 4 refused",
        "  newest: 0006 done, 0005 refused, 0004 refused, 0003 refused, 0002 accepted",
        "  4 need a decision:",
        "    0001: Put it differently.",
        "    0003: Put it differently.",
        "    0004: Put it differently.",
        "    1 more: visions status arezzo-hamm --json",
    ]
    assert "utrecht-munich: " not in ran.out
    assert (visions.folder / "outputs/index.sqlite").exists() is (few == 0)


def test_programs_get_json_as_it_is_usually_written(visions: CommandLine) -> None:
    for arguments in ((), ("arezzo-hamm",)):
        text = visions("status", *arguments, "--json").out
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    visions("add", "arezzo-hamm", 'una "piazza"\ncon \u2028 tanto\ttempo \U0001f3d9')
    visions("add", "arezzo-hamm", "x")
    text = visions("status", "--json").out
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
