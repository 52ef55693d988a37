"""The labelled copy of a record: what people and workshop.toml add to its label."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workshops import open_archive, write_workshop
from visions.answers import Answers, WorksheetAnswers
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.labelling import LabelledCopy
from visions.model import GeneratedImage, ImageRequest, RecordId

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" width="8" height="8">'
    b'<rect width="8" height="8"/></svg>'
)
RECORD = RecordId("arezzo-hamm", 1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    folder = write_workshop(tmp_path / "w")
    text = (folder / "workshop.toml").read_text("utf-8")
    (folder / "workshop.toml").write_text(f'usage_terms = "CC BY 4.0"\n{text}', "utf-8")
    archive = open_archive(folder)
    archive.accept_prompt(RECORD.tandem, "a square", {})
    request = ImageRequest("openai", "gpt-image-2", "a square", 8, 8, {"prompt": "a square"})
    attempt = archive.open_attempt(RECORD, request, None)
    image = GeneratedImage(SVG, "image/svg+xml", 8, 8, "OpenAI", "gpt-image-2")
    archive.keep_image(RECORD, attempt, image, None)
    return archive


def label(archive: Archive) -> LabelledCopy:
    workshop = load_workshop(archive.layout.root)
    entry, tandem = archive.read_entry(RECORD), workshop.tandem(RECORD.tandem)
    assert entry.record is not None
    assert tandem is not None
    return LabelledCopy(workshop, archive, tandem, entry, entry.record)


def describe(archive: Archive, words: str) -> None:
    answers = Answers(worksheet=WorksheetAnswers(alt_text=words))
    Revisions(archive).save(RECORD, answers)


def test_new_words_about_the_picture_make_its_label_stale(archive: Archive) -> None:
    before = label(archive).digest
    assert label(archive).digest == before
    describe(archive, "A square with two trams.")
    assert label(archive).digest != before


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_reads_the_terms_and_a_persons_words(archive: Archive, tmp_path: Path) -> None:
    describe(archive, "A square\nwith two trams.")
    copy = tmp_path / "image.jpg"
    copy.write_bytes(label(archive).make())
    command = ["exiftool", "-json", "-XMP:all", str(copy)]
    (tags,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert tags["UsageTerms"] == "CC BY 4.0"
    assert tags["AltTextAccessibility"] == "A square with two trams."
    assert tags["AltTextAccessibility-it"] == "A square with two trams."
    assert tags["AIPromptInformation"] == "a square"
