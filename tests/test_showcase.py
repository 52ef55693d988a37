"""What the gallery of a workshop links, as it lies on the disk."""

import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.running import CommandLine
from tests.filled import EXAMPLE
from tests.workshops import write_workshop
from visions.archive.labelled import THUMBNAIL_WIDTH
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.handover import ROADMAP_FILES
from visions.model import RecordId
from visions.showcase import list_pages
from visions.workshop_file import parse_workshop

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


def read_words(page: str) -> dict[str, str]:
    """The words that a search looks into, by the anchor of each piece."""
    found = re.search(r'id="gallery_data">(.*?)</script>', page)
    assert found
    return {anchor: words for anchor, words, _ in json.loads(found[1])["pieces"]}


def test_the_wall_shows_small_pictures_that_carry_their_label(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    outputs = visions.folder / "outputs"
    page = (outputs / "index.html").read_text("utf-8")
    assert f'src="{RECORD}/thumbnail.jpg" srcset="{RECORD}/thumbnail.jpg 480w, ' in page
    small = outputs / str(RECORD) / "thumbnail.jpg"
    with Image.open(io.BytesIO(small.read_bytes())) as picture:
        assert picture.width == THUMBNAIL_WIDTH
        assert b"algorithmicMedia" in picture.info["xmp"]
    moment = small.stat().st_mtime_ns
    visions("documents")
    assert small.stat().st_mtime_ns == moment
    small.unlink()
    assert "Made:   1 file" in visions("make").out
    assert small.exists()


def test_answers_can_be_found_as_soon_as_they_are_there(visions: CommandLine) -> None:
    visions("add", "arezzo-hamm", "a town")
    visions("make")
    index = visions.folder / "outputs/index.html"
    assert " hackathon " not in read_words(index.read_text("utf-8"))["arezzo-hamm-0001"]
    Revisions(Archive(visions.folder)).save(RECORD, EXAMPLE)
    visions("make")
    page = index.read_text("utf-8")
    words = read_words(page)["arezzo-hamm-0001"]
    for word in ("hackathon", "canal", "mayor", "sensors", "air"):
        assert f" {word} " in words
    # What names a field or a square of the picture is no word of theirs.
    assert " b2 " not in words
    assert " a01 " not in words
    assert EXAMPLE.worksheet.headline in page


def make_crowd(folder: Path) -> dict[str, str]:
    """The pages of a workshop of three prompts, by name."""
    workshop = parse_workshop((folder / "workshop.toml").read_bytes())
    archive = Archive(folder, clock=lambda: dt.datetime(2023, 10, 23, tzinfo=dt.UTC))
    for key in ("arezzo-hamm", "arezzo-hamm", "utrecht-munich"):
        archive.accept_prompt(key, f"a town of {key}", {})
    entries = {
        tandem: [archive.read_entry(one) for one in archive.list_records(tandem.key)]
        for tandem in workshop.tandems
    }
    pages = list_pages(
        workshop, archive.layout, entries, {}, kinds=("worksheet",), forms=(), has_prints=True,
        templates=None,
    )  # fmt: skip
    return {page.name: page.set_page().decode() for page in pages}


def test_many_prompts_are_spread_over_a_page_of_each_tandem(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visions.showcase.MOST_ON_A_PAGE", 2)
    pages = make_crowd(visions.folder)
    own = pages["index-arezzo-hamm.html"]
    assert set(pages) == {"index.html", "index-arezzo-hamm.html", "index-utrecht-munich.html"}
    assert list(read_words(own)) == ["arezzo-hamm-0001", "arezzo-hamm-0002"]
    assert 'href="index.html">← All tandems' in own
    assert list(read_words(pages["index.html"])) == ["arezzo-hamm-0002", "utrecht-munich-0001"]
    assert 'href="index-arezzo-hamm.html">All pictures' in pages["index.html"]
    for page in (own, pages["index.html"]):
        assert 'href="arezzo-hamm/0002/worksheet.it.pdf"' in page


def test_pages_of_tandems_go_when_all_fit_on_one_again(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("arezzo-hamm", "utrecht-munich"):
        visions("add", key, "a town")
    outputs = visions.folder / "outputs"
    monkeypatch.setattr("visions.showcase.MOST_ON_A_PAGE", 1)
    visions("make")
    assert (outputs / "index-utrecht-munich.html").exists()
    monkeypatch.setattr("visions.showcase.MOST_ON_A_PAGE", 2)
    visions("make")
    assert not list(outputs.glob("index-*.html"))


def test_as_many_as_fit_are_on_one_page(
    visions: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visions.showcase.MOST_ON_A_PAGE", 3)
    pages = make_crowd(visions.folder)
    assert list(pages) == ["index.html"]
    assert len(read_words(pages["index.html"])) == 3
