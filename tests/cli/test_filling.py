"""`visions fill` and `visions answers`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CommandLine, Ran
from tests.filled import EXAMPLE
from tests.workshops import list_files
from visions.answers.file import LARGEST_FILE, dump_answers, load_answers

FOLDER = "outputs/arezzo-hamm/0001"


@pytest.fixture
def room(visions: CommandLine) -> CommandLine:
    visions("add", "arezzo-hamm", "a town")
    return visions


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return write(tmp_path / "sheet.json")


def write(path: Path, **changes: object) -> Path:
    """The example as a file; `changes` are of its worksheet."""
    note = dump_answers(EXAMPLE)
    note["worksheet"].update(changes)
    path.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
    return path


def list_outputs(room: CommandLine) -> list[str]:
    listed = list_files(room.folder / "outputs")
    return [name for name in listed if not name.endswith("manifest-sha256.txt")]


def test_answers_are_stored_before_there_is_a_picture(room: CommandLine, sheet: Path) -> None:
    ran = room("fill", "arezzo-hamm", "1", str(sheet))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "arezzo-hamm/0001: the answers are stored as revision 1 (17 fields of the worksheet, "
        "2 actions). “visions make” or “visions documents” sets them on the sheets.\n"
    )
    assert list_outputs(room) == ["arezzo-hamm/0001/answers-0001.json"]
    data = (room.folder / FOLDER / "answers-0001.json").read_bytes()
    assert load_answers(data, 2) == EXAMPLE
    assert room("make").code == 0
    assert room("status").code == 0


def test_twice_does_nothing_twice(room: CommandLine, sheet: Path) -> None:
    room("fill", "arezzo-hamm", "1", str(sheet))
    before = list_files(room.folder)
    ran = room("fill", "arezzo-hamm", "1", str(sheet))
    assert ran.code == 0
    assert "stored already, as revision 1. Nothing was changed." in ran.out
    assert list_files(room.folder) == before


def test_answers_are_read_in_the_tandems_language_or_another(
    room: CommandLine, sheet: Path
) -> None:
    room("fill", "arezzo-hamm", "1", str(sheet))
    ran = room("answers", "arezzo-hamm", "1")
    assert ran.code == 0
    assert ran.out.startswith("arezzo-hamm/0001, revision 1 (")
    assert "from sheet.json)" in ran.out
    assert "\nVisione realistica\n" in ran.out
    assert "\n  Chi o che cosa manca? older people\n" in ran.out
    german = room("answers", "arezzo-hamm", "1", "--language", "de").out
    assert "\n  Wer oder was fehlt? older people\n" in german
    assert room("answers", "arezzo-hamm", "1", "--language", "fr").code == 2


def test_json_can_be_filled_in_again(room: CommandLine, sheet: Path, tmp_path: Path) -> None:
    room("fill", "arezzo-hamm", "1", str(sheet))
    ran = room("answers", "arezzo-hamm", "1", "--json")
    note = json.loads(ran.out)
    assert (note["record"], note["revision"], note["source"]) == (
        "arezzo-hamm/0001", 1, "sheet.json",
    )  # fmt: skip
    (tmp_path / "again.json").write_text(ran.out, "utf-8")
    again = room("fill", "arezzo-hamm", "1", str(tmp_path / "again.json"))
    assert "stored already, as revision 1" in again.out


def test_a_given_revision(room: CommandLine, sheet: Path, tmp_path: Path) -> None:
    room("fill", "arezzo-hamm", "1", str(sheet))
    room("fill", "arezzo-hamm", "1", str(write(tmp_path / "b.JSON", missing="children")))
    assert "children" in room("answers", "arezzo-hamm", "1").out
    assert "older people" in room("answers", "arezzo-hamm", "1", "--revision", "1").out
    ran = room("answers", "arezzo-hamm", "1", "--revision", "3")
    assert ran.code == 4
    assert "no revision 3. There is: 1, 2." in ran.err


def test_differences(room: CommandLine, sheet: Path, tmp_path: Path) -> None:
    room("fill", "arezzo-hamm", "1", str(sheet))
    only = room("answers", "arezzo-hamm", "1", "--diff")
    assert only.code == 0
    assert "only one revision" in only.out
    room("fill", "arezzo-hamm", "1", str(write(tmp_path / "b.json", missing="children")))
    room("fill", "arezzo-hamm", "1", str(write(tmp_path / "c.json", missing="a\nb", vision="")))
    assert room("answers", "arezzo-hamm", "1", "--diff").out == (
        "arezzo-hamm/0001, from revision 2 to 3:\n"
        "  worksheet › missing: children → a / b\n"
        "  worksheet › vision: By 31 December 2024 everybody can look up the air. → –\n"
    )
    assert (
        "from revision 2 to 1:\n  worksheet › missing: children → older people\n"
        in room("answers", "arezzo-hamm", "1", "--diff", "2", "1").out
    )
    same = room("answers", "arezzo-hamm", "1", "--diff", "2", "2")
    assert "Nothing is different." in same.out
    report = json.loads(room("answers", "arezzo-hamm", "1", "--diff", "1", "2", "--json").out)
    assert report == {
        "record": "arezzo-hamm/0001",
        "from": 1,
        "to": 2,
        "changes": [
            {
                "kind": "changed",
                "place": ["worksheet", "missing"],
                "old": "older people",
                "new": "children",
            }
        ],
    }


@pytest.mark.parametrize(
    "arguments",
    [["1", "2"], ["--diff", "1"], ["--diff", "1", "2", "3"], ["--diff", "--revision", "1"],
     ["--diff", "x", "y"], ["--revision", "0"]],
)  # fmt: skip
def test_what_does_not_belong_together(room: CommandLine, arguments: list[str]) -> None:
    assert room("answers", "arezzo-hamm", "1", *arguments).code == 2


def test_mistakes_are_told_together_and_nothing_is_stored(
    room: CommandLine, tmp_path: Path
) -> None:
    path = write(tmp_path / "bad.json", headline="a\nb", keep=[{"ref": "Z9"}], mising="x")
    before = list_files(room.folder)
    ran = room("fill", "arezzo-hamm", "1", str(path))
    assert (ran.code, ran.out) == (4, "")
    assert "visions: bad.json cannot be filled in yet (3 to mend). Nothing was stored:" in ran.err
    assert "worksheet › mising: this key is not known. Did you mean “missing”?" in ran.err
    assert str(tmp_path) not in ran.err
    assert list_files(room.folder) == before


def test_the_number_of_cities_is_the_tandems(room: CommandLine, tmp_path: Path) -> None:
    path = write(tmp_path / "three.json", cities=[{}, {}, {}])
    assert "Write at most 2, one a city." in room("fill", "arezzo-hamm", "1", str(path)).err


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["fill", "arezzo-ham", "1", "sheet.json"], 4, "Did you mean “arezzo-hamm”?"),
        (["fill", "arezzo-hamm", "2", "sheet.json"], 4, "has no prompt number 0002"),
        (["fill", "arezzo-hamm", "0", "sheet.json"], 2, "greater than or equal to 1"),
        (["fill", "arezzo-hamm", "1", "nowhere.json"], 4, "cannot be read (no such"),
        (
            ["fill", "arezzo-hamm", "1", "folder.json"],
            4,
            "this is a folder. Name the file inside it.",
        ),
        (["fill", "arezzo-hamm", "1", "sheet.txt"], 2, "must end in .json"),
        (["answers", "arezzo-hamm", "2"], 4, "has no prompt number 0002"),
        (["answers", "arezzo-hamm", "1"], 4, "has no answers yet"),
        (["answers", "arezzo-hamm", "1", "--diff"], 4, "has no answers yet"),
        (["answers", "arezzo-hamm", "1", "--json"], 4, "has no answers yet"),
    ],
)
def test_errors_say_what_to_do(
    room: CommandLine,
    sheet: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    expected: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.json").mkdir()
    before = list_files(room.folder)
    ran = room(*arguments)
    assert ran.code == code
    assert expected in ran.err
    assert list_files(room.folder) == before


def test_a_huge_file_is_refused(room: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_FILE * 4)
    assert "larger than 32 MB" in room("fill", "arezzo-hamm", "1", str(path)).err


def test_answers_of_another_record_are_refused(
    room: CommandLine, sheet: Path, tmp_path: Path
) -> None:
    room("add", "arezzo-hamm", "a village")
    room("fill", "arezzo-hamm", "1", str(sheet))
    path = tmp_path / "first.json"
    path.write_text(room("answers", "arezzo-hamm", "1", "--json").out, "utf-8")
    ran = room("fill", "arezzo-hamm", "2", str(path))
    assert ran.code == 4
    assert "these are the answers of “arezzo-hamm/0001”" in ran.err


def test_a_damaged_revision_is_told(room: CommandLine, sheet: Path) -> None:
    room("fill", "arezzo-hamm", "1", str(sheet))
    (room.folder / FOLDER / "answers-0001.json").write_text("{")
    ran = room("answers", "arezzo-hamm", "1")
    assert ran.code == 9
    assert "arezzo-hamm/0001/answers-0001.json" in ran.err
    assert "stored as revision 2" in room("fill", "arezzo-hamm", "1", str(sheet)).out
    assert room("answers", "arezzo-hamm", "1").code == 0


def test_text_cannot_steer_the_terminal(room: CommandLine, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", missing="a\u202eb\tc")
    room("fill", "arezzo-hamm", "1", str(path))
    out = room("answers", "arezzo-hamm", "1", "--language", "en").out
    assert "missing? a·b" in out
    assert "\u202e" not in out


def test_filling_does_not_wait_for_the_lock(room: CommandLine, sheet: Path) -> None:
    from visions.archive.layout import Layout
    from visions.archive.lock import hold_lock

    with hold_lock(Layout(room.folder)):
        assert room("fill", "arezzo-hamm", "1", str(sheet)).code == 0


def test_two_people_filling_at_once_are_both_kept(room: CommandLine, tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "visions", "-C", str(room.folder), "fill", "arezzo-hamm", "1",
             str(write(tmp_path / f"{name}.json", missing=name))],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)},
            stdout=subprocess.PIPE,
        )
        for name in ("one", "two", "three")
    ]  # fmt: skip
    for process in running:
        process.communicate(timeout=120)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert list_outputs(room) == [f"arezzo-hamm/0001/answers-000{n}.json" for n in (1, 2, 3)]
    told = set()
    for number in ("1", "2", "3"):
        out = room("answers", "arezzo-hamm", "1", "--json", "--revision", number).out
        told.add(json.loads(out)["worksheet"]["missing"])
    assert told == {"one", "two", "three"}


WORKSHEET_ONLY = b'{"format": 1, "worksheet": {"headline": "A new day"}}'
ROADMAP_ONLY = b'{"format": 1, "roadmap": {"actions": [{"id": "A01", "title": "Meet"}]}}'


def fill(visions: CommandLine, name: str, data: bytes) -> Ran:
    (visions.folder / name).write_bytes(data)
    return visions("fill", "arezzo-hamm", "1", str(visions.folder / name))


def test_a_part_that_a_file_leaves_out_is_kept(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    assert fill(visions, "one.json", WORKSHEET_ONLY).code == 0
    assert fill(visions, "two.json", ROADMAP_ONLY).code == 0
    out = visions("answers", "arezzo-hamm", "1").out
    assert "A new day" in out
    assert "Meet" in out


def test_a_workbook_goes_out_and_comes_back(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    fill(visions, "one.json", WORKSHEET_ONLY)
    fill(visions, "two.json", ROADMAP_ONLY)
    book = visions.folder / "plan.xlsx"
    assert visions("answers", "arezzo-hamm", "1", "--to", str(book)).code == 0
    ran = visions("fill", "arezzo-hamm", "1", str(book))
    assert "stored already, as revision 2" in ran.out
    fill(visions, "three.json", b'{"format": 1, "roadmap": {"actions": []}}')
    ran = visions("fill", "arezzo-hamm", "1", str(book))
    assert "written from revision 2" in ran.err
    assert "revision 4" in ran.out
    assert "Meet" in visions("answers", "arezzo-hamm", "1").out


def test_a_workbook_of_another_tandem_is_refused(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("add", "utrecht-munich", "a canal")
    book = visions.folder / "plan.xlsx"
    visions("answers", "utrecht-munich", "1", "--to", str(book))
    ran = visions("fill", "arezzo-hamm", "1", str(book))
    assert ran.code == 4
    assert "utrecht-munich" in ran.err
    assert "no answers yet" in visions("answers", "arezzo-hamm", "1").err


def test_a_blank_form_is_not_stored(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    book = visions.folder / "plan.xlsx"
    assert "a blank form" in visions("answers", "arezzo-hamm", "1", "--to", str(book)).out
    assert "nothing was stored" in visions("fill", "arezzo-hamm", "1", str(book)).out
    assert visions("answers", "arezzo-hamm", "1").code == 4


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("plan.xlsx", b"PK"),
        ("plan.ics", b"BEGIN:VCALENDAR"),
        ("plan.csv", b"\xef\xbb\xbf"),
        ("plan.md", b"# "),
        ("sheet.docx", b"PK"),
    ],
)
def test_every_form_is_written_once(visions: CommandLine, name: str, start: bytes) -> None:
    visions("add", "arezzo-hamm", "a town")
    fill(visions, "two.json", ROADMAP_ONLY)
    path = visions.folder / name
    assert visions("answers", "arezzo-hamm", "1", "--to", str(path)).code == 0
    data = path.read_bytes()
    assert data.startswith(start)
    again = visions("answers", "arezzo-hamm", "1", "--to", str(path))
    assert again.code == 2
    assert "there already" in again.err
    assert path.read_bytes() == data


def test_an_unknown_form_is_a_wrong_option(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    ran = visions("answers", "arezzo-hamm", "1", "--to", str(visions.folder / "plan.pdf"))
    assert ran.code == 2
    assert ".xlsx, .ics, .csv, .md or .docx" in ran.err
