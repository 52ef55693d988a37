"""`visions report` and `visions paper`, as a facilitator runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest

from tests.cli.running import CommandLine
from tests.documents.filled import FULL
from tests.workshops import open_archive, write_workshop
from visions.archive.revisions import Revisions
from visions.model import RecordId

PAPERS = {
    "cards": "cards.pdf",
    "posters": "posters-a3.pdf",
    "contact-sheet": "contact-sheet.en.pdf",
    "session-plan": "session-plan.en.pdf",
}


@pytest.fixture
def drawn(visions: CommandLine) -> CommandLine:
    """Two tandems; one has a picture and answers."""
    visions("add", "arezzo-hamm", "una piazza con un sensore")
    visions("make")
    archive = open_archive(visions.folder)
    Revisions(archive).save(RecordId("arezzo-hamm", 1), FULL)
    return visions


def test_the_report_is_a_pdf_and_a_page(drawn: CommandLine) -> None:
    ran = drawn("report")
    outputs = drawn.folder / "outputs"
    assert ran.code == 0
    assert ran.out.splitlines() == [
        str(outputs / "report.en.pdf"),
        str(outputs / "report.en.html"),
    ]
    assert (outputs / "report.en.pdf").read_bytes().startswith(b"%PDF")
    page = (outputs / "report.en.html").read_text("utf-8")
    assert FULL.worksheet.headline in page
    links = [link for link in re.findall(r'(?:src|href)="([^"#][^"]*)"', page) if link]
    assert 'src="arezzo-hamm/0001/image.jpg"' in page
    assert [link for link in links if not (outputs / link).is_file()] == []


def test_the_report_goes_where_it_is_asked_to(drawn: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "mayor's office" / "report.html"
    assert drawn("report", "--to", str(target), "--language", "de").code == 0
    page = target.read_text("utf-8")
    assert '<html lang="de">' in page
    links = re.findall(r'src="([^"]+)"', page)
    assert links
    assert all((target.parent / link).is_file() for link in links)
    assert drawn("report", "--to", str(tmp_path / "r.PDF")).code == 0
    assert (tmp_path / "r.PDF").read_bytes().startswith(b"%PDF")
    assert not (drawn.folder / "outputs/report.en.pdf").exists()


def test_a_report_needs_no_prompt(visions: CommandLine) -> None:
    assert visions("report").code == 0
    assert "No prompts yet." in (visions.folder / "outputs/report.en.html").read_text("utf-8")


def test_running_twice_gives_the_same(drawn: CommandLine) -> None:
    drawn("report")
    files = [drawn.folder / "outputs" / f"report.en.{ending}" for ending in ("pdf", "html")]
    before = [file.read_bytes() for file in files]
    drawn("report")
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize(("kind", "name"), PAPERS.items())
def test_every_paper_is_set(drawn: CommandLine, kind: str, name: str) -> None:
    ran = drawn("paper", kind)
    file = drawn.folder / "outputs/print" / name
    assert (ran.code, ran.out.strip()) == (0, str(file))
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["posters", "--size", "a2"], "posters-a2.pdf"),
        (["posters", "arezzo-hamm", "--language", "it"], "selected-posters-a3.it.pdf"),
        (["cards", "arezzo-hamm"], "selected-cards.pdf"),
        (["session-plan", "--start", "9:00", "--language", "el"], "session-plan.el.pdf"),
        (["contact-sheet", "arezzo-hamm"], "selected-contact-sheet.en.pdf"),
    ],
)
def test_papers_can_be_told_apart(drawn: CommandLine, arguments: list[str], name: str) -> None:
    assert drawn("paper", *arguments).code == 0
    assert (drawn.folder / "outputs/print" / name).is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["report", "--to", "report.docx"], 2, "ends in .pdf or .html"),
        (["report", "--language", "xx"], 2, "is none of en, de, it, ro, nl, el"),
        (["paper", "tickets"], 2, "tickets"),
        (["paper", "session-plan", "--start", "noon"], 2, "no time such as 13:30"),
        (["paper", "posters", "--size", "a1"], 2, "a1"),
        (["paper", "cards", "nowhere"], 4, "There are: arezzo-hamm, utrecht-munich."),
        (["paper", "cards"], 4, "There is no sheet to print yet."),
        (["paper", "posters", "utrecht-munich"], 4, "There is no sheet to print yet."),
    ],
)
def test_a_wrong_word_is_explained(
    visions: CommandLine, arguments: list[str], code: int, expected: str
) -> None:
    ran = visions(*arguments)
    assert ran.code == code
    assert expected in ran.err
    assert not (visions.folder / "outputs/print").exists()


def test_a_plan_needs_no_prompt(visions: CommandLine) -> None:
    assert visions("paper", "session-plan").code == 0


def test_a_missing_picture_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_workshop(tmp_path / "room", 'provider = "openai"\nsize = "1024x1024"')
    visions = CommandLine(folder, capsys, monkeypatch)
    visions("add", "arezzo-hamm", "una piazza")
    for command in (["report"], *(["paper", kind] for kind in PAPERS)):
        assert visions(*command).code == 0
    page = (folder / "outputs/report.en.html").read_text("utf-8")
    assert "The picture is still to come." in page


def test_a_stand_in_is_hung_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    images = 'provider = "openai"\nsize = "1024x1024"\nfallback = "sketch"'
    visions = CommandLine(write_workshop(tmp_path / "room", images), capsys, monkeypatch)
    visions("add", "arezzo-hamm", "una piazza")
    assert visions("paper", "posters", "--language", "en").code == 0
    file = visions.folder / "outputs/print/posters-a3.en.pdf"
    with pdfplumber.open(file) as pdf:
        words = " ".join((pdf.pages[0].extract_text() or "").split())
        assert len(pdf.pages[0].images) == 1
    assert "Sketch drawn by fixed rules" in words
    # The report documents what the archive holds, and a stand-in is not in it.
    visions("report")
    assert "<img" not in (visions.folder / "outputs/report.en.html").read_text("utf-8")


def test_damaged_answers_are_told_and_stop_nothing(drawn: CommandLine) -> None:
    file = drawn.folder / "outputs/arezzo-hamm/0001/answers-0001.json"
    file.chmod(0o644)
    file.write_text("{")
    ran = drawn("report")
    assert ran.code == 9
    assert "answers-0001.json" in ran.err
    assert (drawn.folder / "outputs/report.en.pdf").is_file()


def test_the_library_of_a_paper_is_loaded_only_when_used(visions: CommandLine) -> None:
    import subprocess
    import sys

    code = "import sys, visions.cli.main; print('visions.press' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"
