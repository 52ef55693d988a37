"""Files that are not what `visions fill` takes, and what a person is told to do instead."""

import os
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import CommandLine
from tests.filled import EXAMPLE
from tests.workshops import list_files
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.model import RecordId

FORM = "visions answers arezzo-hamm 1 --to plan.xlsx"


@pytest.fixture
def room(visions: CommandLine) -> CommandLine:
    visions("add", "arezzo-hamm", "a town")
    return visions


def check_refused(room: CommandLine, path: Path, code: int, *told: str) -> None:
    before = list_files(room.folder)
    ran = room("fill", "arezzo-hamm", "1", str(path))
    assert (ran.code, ran.out) == (code, "")
    for words in told:
        assert words in ran.err
    assert list_files(room.folder) == before


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sheet.html", "A .html is the sheet itself. Open it in a browser"),
        ("sheet.PDF", "A .pdf is like paper. Type what it says into the HTML sheet"),
        ("photo.jpeg", FORM),
        ("sheet.docx", FORM),
        ("plan.csv", FORM),
        ("plan.ods", "A .ods is another kind of workbook. Save it as “Excel workbook (.xlsx)”"),
        ("plan.xlsm", "Save it as “Excel workbook (.xlsx)”"),
        ("plan", "the name must end in .json or .xlsx"),
        ("plan.py", "the name must end in .json or .xlsx"),
    ],
)
def test_other_endings_say_the_way(room: CommandLine, tmp_path: Path, name: str, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"{}")
    check_refused(room, path, 2, told)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", b"", "this file is empty"),
        ("a.xlsx", b" \r\n", "this file is empty"),
        ("a.json", b"\xef\xbb\xbf", "this file is empty"),
        ("a.json", b"<!DOCTYPE html>\n<html>", "this is an HTML page. Open it in a browser"),
        ("a.json", b"\xef\xbb\xbf\n<HTML>", "this is an HTML page"),
        ("a.xlsx", b"<html>", "this is an HTML page"),
        ("a.xlsx", b"%PDF-1.7", "this is a PDF. Type what it says"),
        ("a.json", b"%PDF-1.7", FORM),
        ("a.json", b"\xff\xd8\xff\xe0", "this is a photograph"),
        ("a.json", b"PK\x03\x04", "Does its name end in .xlsx?"),
        ("a.xlsx", b'{"format": 1}', "this is JSON and no workbook. Let its name end in .json."),
        ("a.xlsx", b"Title;Date", "a.xlsx cannot be taken over yet"),
    ],
)
def test_a_file_under_a_wrong_name_is_known(
    room: CommandLine, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    check_refused(room, path, 4, told)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever may read everything is here"
)
def test_a_file_that_may_not_be_read(room: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    path.chmod(0)
    check_refused(room, path, 4, "cannot be read (permission denied). Check its permissions")


def write_form(room: CommandLine, path: Path, title: str) -> Path:
    """The workbook as it goes out now, with one title more."""
    assert room("answers", "arezzo-hamm", "1", "--to", str(path)).code == 0
    book = load_workbook(path)
    sheet = book.worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == "action.title")
    sheet.cell(3, place).value = title
    book.save(path)
    return path


def test_the_age_of_a_workbook_is_told_once_it_changed_something(
    room: CommandLine, tmp_path: Path
) -> None:
    blank = write_form(room, tmp_path / "blank.xlsx", "Meet")
    first = room("fill", "arezzo-hamm", "1", str(blank))
    assert (first.code, first.err) == (0, "")
    again = room("fill", "arezzo-hamm", "1", str(blank))
    assert (again.code, again.err) == (0, "")
    assert "stored already" in again.out
    later = write_form(room, tmp_path / "later.xlsx", "Meet again")
    assert room("fill", "arezzo-hamm", "1", str(later)).err == ""
    old = room("fill", "arezzo-hamm", "1", str(blank))
    assert "blank.xlsx began as a blank form, and its roadmap now takes the place" in old.err
    assert "revision 2, which is kept" in old.err
    older = room("fill", "arezzo-hamm", "1", str(later))
    assert "later.xlsx was written from revision 1" in older.err


def test_a_roadmap_goes_on_from_the_newest_sound_worksheet(
    room: CommandLine, tmp_path: Path
) -> None:
    revisions = Revisions(Archive(room.folder))
    record = RecordId("arezzo-hamm", 1)
    revisions.save(record, EXAMPLE)
    book = write_form(room, tmp_path / "plan.xlsx", "Meet")
    (room.folder / "outputs/arezzo-hamm/0001/answers-0002.json").write_text("{")
    ran = room("fill", "arezzo-hamm", "1", str(book))
    assert "answers-0002.json" in ran.err
    assert "stored as revision 3" in ran.out
    assert revisions.read(record).answers.worksheet == EXAMPLE.worksheet
