"""What the gallery of a workshop links, as it lies on the disk."""

import re
from pathlib import Path

import pytest

from tests.cli.running import CommandLine
from tests.filled import EXAMPLE
from tests.workshops import write_workshop
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.handover import ROADMAP_FILES
from visions.model import RecordId

RECORD = RecordId("arezzo-hamm", 1)


@pytest.fixture
def visions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    return CommandLine(write_workshop(tmp_path / "room"), capsys, monkeypatch)


def list_links(room: CommandLine, kind: str) -> set[str]:
    page = (room.folder / "outputs/index.html").read_text("utf-8")
    return set(re.findall(rf'href="({RECORD}/{kind}\.[^"]*)"', page))


def test_a_filled_roadmap_is_linked_in_all_its_forms(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    sheets = {f"{RECORD}/roadmap.it.{ending}" for ending in ("pdf", "html")}
    assert list_links(visions, "roadmap") == sheets
    Revisions(Archive(visions.folder)).save(RECORD, EXAMPLE)
    visions("make")
    forms = {f"{RECORD}/roadmap.it.{ending}" for ending in ROADMAP_FILES}
    assert list_links(visions, "roadmap") == sheets | forms
    assert all((visions.folder / "outputs" / link).is_file() for link in sheets | forms)
    assert list_links(visions, "worksheet") == {
        f"{RECORD}/worksheet.it.{ending}" for ending in ("pdf", "html")
    }
