"""The manifest: each stored file is listed, and what was not is listed later."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workshops import drop_prompt, open_archive, write_workshop
from visions.answers import Answers, WorksheetAnswers
from visions.archive.layout import is_truth
from visions.archive.manifest import Manifest
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.errors import CallFailed
from visions.model import GeneratedImage, ImageRequest, RecordId

TANDEM = "arezzo-hamm"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return open_archive(write_workshop(tmp_path / "w"))


def draw(archive: Archive, record: RecordId, *, fails: bool = False) -> None:
    request = ImageRequest("sketch", "sketch", "a square", 8, 8, {"prompt": "a square"})
    attempt = archive.open_attempt(record, request, None)
    if fails:
        archive.close_attempt(record, attempt, CallFailed("refused", "refused", "No.", "Ask."))
        return
    image = GeneratedImage(b"<svg/>", "image/svg+xml", 8, 8, "visions", "sketch")
    archive.keep_image(record, attempt, image, None)


def list_truth(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file())
    named = {path.relative_to(root).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in named.items()
        if is_truth(name)
    }


def test_everything_that_is_stored_is_listed(archive: Archive) -> None:
    first = archive.accept_prompt(TANDEM, "a square", {}).id
    draw(archive, first)
    draw(archive, archive.accept_prompt(TANDEM, "a garden", {}).id, fails=True)
    archive.choose(first)
    Revisions(archive).save(first, Answers(worksheet=WorksheetAnswers(vision="We plant.")))
    listed = Manifest(archive.layout, TANDEM).read()
    assert listed == list_truth(archive.layout.root)
    assert len(listed) == 12
    assert Manifest(archive.layout, TANDEM).complete() == 0


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_anybody_can_check_it(archive: Archive) -> None:
    draw(archive, archive.accept_prompt(TANDEM, "a square", {}).id)
    path = archive.layout.manifest(TANDEM)
    command = ["sha256sum", "--check", "--strict", "--quiet", str(path)]
    assert subprocess.run(command, cwd=archive.layout.root, check=False).returncode == 0
    archive.layout.prompt(RecordId(TANDEM, 1)).write_text("another")
    done = subprocess.run(command, cwd=archive.layout.root, check=False, capture_output=True)
    assert done.returncode == 1


def test_a_prompt_by_hand_is_listed_once_it_is_drawn(archive: Archive) -> None:
    path = drop_prompt(archive.layout.root, TANDEM, "0001.md", "a draft\n")
    manifest = Manifest(archive.layout, TANDEM)
    assert manifest.complete() == 0
    path.write_text("a square\n")
    draw(archive, RecordId(TANDEM, 1))
    assert manifest.read() == list_truth(archive.layout.root)


def test_a_prompt_by_hand_that_waits_with_its_sheets_may_still_be_edited(archive: Archive) -> None:
    drop_prompt(archive.layout.root, TANDEM, "0001.md", "a draft\n")
    (archive.layout.record_folder(RecordId(TANDEM, 1))).mkdir(parents=True)
    manifest = Manifest(archive.layout, TANDEM)
    assert manifest.complete() == 0
    draw(archive, RecordId(TANDEM, 1))
    assert manifest.read() == list_truth(archive.layout.root)


def test_what_was_stored_without_its_line_is_listed_later(archive: Archive) -> None:
    draw(archive, archive.accept_prompt(TANDEM, "a square", {}).id)
    whole = Manifest(archive.layout, TANDEM).read()
    archive.layout.manifest(TANDEM).unlink()
    assert Manifest(archive.layout, TANDEM).read() == {}
    assert Manifest(archive.layout, TANDEM).complete() == len(whole)
    assert Manifest(archive.layout, TANDEM).read() == whole


def test_a_torn_line_takes_nothing_with_it(archive: Archive) -> None:
    archive.accept_prompt(TANDEM, "a square", {})
    path = archive.layout.manifest(TANDEM)
    path.write_bytes(path.read_bytes()[:-20])
    archive.accept_prompt(TANDEM, "a garden", {})
    manifest = Manifest(archive.layout, TANDEM)
    assert len(manifest.read()) == 3
    assert manifest.complete() == 1
    assert manifest.read() == list_truth(archive.layout.root)
    assert path.read_bytes().count(b"\n") == 4


def test_a_prompt_is_safe_even_if_it_cannot_be_listed(archive: Archive) -> None:
    path = archive.layout.manifest(TANDEM)
    path.mkdir(parents=True)
    prompt = archive.accept_prompt(TANDEM, "a square", {})
    assert archive.read_prompt(prompt.id).text == "a square"
    path.rmdir()
    assert Manifest(archive.layout, TANDEM).complete() == 2


def test_lines_can_be_changed_and_taken_out(archive: Archive) -> None:
    archive.accept_prompt(TANDEM, "a square", {})
    manifest = Manifest(archive.layout, TANDEM)
    first, second = manifest.read()
    manifest.change({first: None, second: "0" * 64})
    assert manifest.read() == {second: "0" * 64}
