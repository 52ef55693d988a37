"""Where a picture comes from: what is known of it, and whether it is unchanged."""

from pathlib import Path

import pytest

from tests.archive.test_credentials import sign
from tests.workshops import drop_prompt, open_archive, write_workshop
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.model import GeneratedImage, ImageRequest, RecordId
from visions.provenance import Provenance, trace_record

RECORD = RecordId("arezzo-hamm", 1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return open_archive(write_workshop(tmp_path / "w"))


def draw(archive: Archive, data: bytes = b"<svg/>", media_type: str = "image/svg+xml") -> None:
    request = ImageRequest("openai", "gpt-image-2", "a square", 8, 8, {"prompt": "a square"})
    attempt = archive.open_attempt(RECORD, request, None)
    image = GeneratedImage(data, media_type, 8, 8, "OpenAI", "gpt-image-2")
    archive.keep_image(RECORD, attempt, image, None)


def trace(archive: Archive) -> Provenance:
    tandem = load_workshop(archive.layout.root).tandem(RECORD.tandem)
    assert tandem is not None
    return trace_record(archive, tandem, RECORD)


def test_a_picture_that_is_unchanged(archive: Archive) -> None:
    archive.accept_prompt(RECORD.tandem, "a square", {})
    draw(archive)
    found = trace(archive)
    assert (found.checked, found.altered, found.unlisted) == (6, (), ())
    assert found.label == "AI-generated picture"
    assert not found.has_credentials
    assert found.facts["accepted_at"]
    assert (found.is_chosen, found.redactions, found.stopped) == (False, (), None)
    archive.choose(RECORD)
    assert trace(archive).is_chosen


def test_everything_that_was_altered_or_taken_away_is_named(archive: Archive) -> None:
    archive.accept_prompt(RECORD.tandem, "a square", {})
    draw(archive)
    original = archive.layout.original(RECORD, "image/svg+xml")
    original.chmod(0o644)
    original.write_bytes(b"<svg></svg>")
    archive.layout.facts(RECORD).unlink()
    assert trace(archive).altered == (
        "outputs/arezzo-hamm/0001/original.svg",
        "prompts/arezzo-hamm/0001.json",
    )


def test_a_prompt_by_hand_is_noted_once_it_is_drawn(archive: Archive) -> None:
    drop_prompt(archive.layout.root, RECORD.tandem, "0001.md", "a square\n")
    drop_prompt(archive.layout.root, RECORD.tandem, "0001.json", '{"language": "it"}')
    waiting = trace(archive)
    assert (waiting.record, waiting.label, waiting.checked) == (None, "", 0)
    assert waiting.unlisted == ("prompts/arezzo-hamm/0001.json", "prompts/arezzo-hamm/0001.md")
    draw(archive)
    assert (trace(archive).checked, trace(archive).unlisted) == (6, ())


def test_what_was_never_noted_is_told(archive: Archive) -> None:
    archive.accept_prompt(RECORD.tandem, "a square", {})
    draw(archive)
    archive.layout.manifest(RECORD.tandem).unlink()
    assert len(trace(archive).unlisted) == 6
    Manifest(archive.layout, RECORD.tandem).complete()
    assert trace(archive).unlisted == ()


def test_the_credentials_of_a_service_are_shown(archive: Archive) -> None:
    archive.accept_prompt(RECORD.tandem, "a square", {})
    draw(archive, sign("image/png"), "image/png")
    found = trace(archive)
    assert found.has_credentials
    assert found.credentials is not None
    assert found.credentials.intact
    assert found.credentials.source_types == ("trainedAlgorithmicMedia",)
