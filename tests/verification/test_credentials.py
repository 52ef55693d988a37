"""Content Credentials in originals are seen by verify's own eyes, as the archive sees them."""

from pathlib import Path

import pytest

from tests.archive.test_credentials import KINDS, draw, sign
from tests.workshops import open_archive, write_workshop
from visions.model import GeneratedImage, ImageRequest
from visions.verification.credentials import carries_credentials
from visions.verification.workshop import Tally, verify_workshop


@pytest.mark.parametrize("media_type", KINDS)
def test_signed_pictures_are_told_from_others(tmp_path: Path, media_type: str) -> None:
    picture = tmp_path / "picture"
    for data, is_signed in ((sign(media_type), True), (draw(media_type), False)):
        picture.write_bytes(data)
        assert carries_credentials(str(picture), media_type) is is_signed


@pytest.mark.parametrize("media_type", [*KINDS, "image/svg+xml", "text/plain"])
def test_broken_pictures_are_no_crash(tmp_path: Path, media_type: str) -> None:
    picture = tmp_path / "picture"
    whole = sign(media_type) if media_type in KINDS else b"<svg><c2pa:mani"
    for cut in (0, 3, 9, 14, 19):
        picture.write_bytes(whole[:cut])
        assert not carries_credentials(str(picture), media_type)
    assert not carries_credentials(str(tmp_path / "none"), media_type)


def test_a_drawing_is_searched_whole(tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    picture.write_bytes(b"<svg>" + b" " * 2_000_000 + b"<metadata><c2pa:manifest>AA==")
    assert carries_credentials(str(picture), "image/svg+xml")


def test_a_workshop_tells_how_many_there_are(tmp_path: Path) -> None:
    archive = open_archive(write_workshop(tmp_path / "w"))
    for data in (sign("image/png"), draw("image/png")):
        record = archive.accept_prompt("arezzo-hamm", "a square", {}).id
        request = ImageRequest("openai", "gpt-image-2", "a square", 64, 48, {"prompt": "a square"})
        attempt = archive.open_attempt(record, request, None)
        image = GeneratedImage(data, "image/png", 64, 48, "OpenAI", "gpt-image-2")
        archive.keep_image(record, attempt, image, None)
    tally = Tally()
    for step in verify_workshop(tmp_path / "w"):
        tally.add(step)
    assert (tally.pictures, tally.signed) == (2, 1)
