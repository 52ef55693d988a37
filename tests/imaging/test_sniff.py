"""What the bytes are, told without decoding them; Pillow is the second opinion."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.servers.image_api import PAGE, SVG, draw, draw_bomb
from visions.imaging.sniff import (
    BrokenPicture,
    NotAPicture,
    Sniffed,
    sniff_image,
    sniff_sketch,
)

KINDS = ["PNG", "JPEG", "WEBP"]


def encode(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.open(io.BytesIO(draw("PNG", 70, 50))).save(stream, kind, **options)
    return stream.getvalue()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(KINDS), st.integers(1, 90), st.integers(1, 90))
def test_type_and_size_are_those_that_pillow_finds(kind: str, width: int, height: int) -> None:
    data = draw(kind, width, height)
    with Image.open(io.BytesIO(data)) as picture:
        expected = Sniffed(f"image/{kind.lower()}", *picture.size)
    assert sniff_image(data) == expected


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"icc_profile": b"x" * 70_000}),
        ("PNG", {"dpi": (300, 300)}),
    ],
)
def test_all_flavours_of_a_kind_are_read(kind: str, options: dict[str, object]) -> None:
    data = encode(kind, **options)
    assert sniff_image(data) == Sniffed(f"image/{kind.lower()}", 70, 50)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_picture_is_never_taken(kind: str) -> None:
    data = draw(kind, 40, 30)
    for end in range(len(data)):
        with pytest.raises(NotAPicture):
            sniff_image(data[:end])


def test_a_flipped_bit_in_a_png_is_noticed() -> None:
    data = bytearray(draw("PNG", 40, 30))
    data[len(data) // 2] ^= 1
    with pytest.raises(BrokenPicture, match="damaged"):
        sniff_image(bytes(data))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xc0", b"RIFF"]),
    st.binary(max_size=80),
)
def test_no_bytes_lead_to_any_other_error(start: bytes, rest: bytes) -> None:
    with suppress(NotAPicture):
        sniff_image(start + rest)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (PAGE, "it is a web page"),
        (b"\xef\xbb\xbf  <HTML>", "it is a web page"),
        (SVG, "it is an SVG drawing"),
        (b'<?xml version="1.0"?>\n<svg/>', "it is an SVG drawing"),
        ("Ein Bild für Köln".encode(), "it is text"),
        (b"GIF89a\x01\x00", "of a kind other than"),
        (b"\x00\x00\x00\x1cftypavif", "of a kind other than"),
        (b"\x00\x01\x02\x03", "neither PNG, JPEG nor WebP"),
    ],
)
def test_a_stranger_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(NotAPicture, match=reason):
        sniff_image(data)


def test_a_pixel_bomb_is_stopped_by_its_header() -> None:
    bomb = draw_bomb()
    assert len(bomb) < 1_000_000
    with pytest.raises(NotAPicture, match="30000 × 30000"):
        sniff_image(bomb)


def test_a_sketch_is_read_only_by_its_own_door() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" viewBox="0"></svg>'
    assert sniff_sketch(drawing) == Sniffed("image/svg+xml", 30, 20)
    with pytest.raises(NotAPicture):
        sniff_image(drawing)
    with pytest.raises(BrokenPicture):
        sniff_sketch(drawing[:-3])
    with pytest.raises(NotAPicture):
        sniff_sketch(draw("PNG", 30, 20))
    with pytest.raises(NotAPicture):
        sniff_sketch(drawing.replace(b'"30"', b'"99999"').replace(b'"20"', b'"99999"'))
