"""The labelled copy: a JPEG with its packet inside, from any picture, never from a bomb."""

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from visions.archive.labelled import label_copy

PACKET = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}">'
    '<rect width="{w}" height="{h}" fill="#cc2200"/></svg>'
)
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}


def paint(
    mode: str = "RGB", size: tuple[int, int] = (60, 40), form: str = "PNG", **options: object
) -> bytes:
    file = io.BytesIO()
    gradient = Image.linear_gradient("L").resize(size)
    gradient.convert(mode).save(file, form, **options)
    return file.getvalue()


def look(copy: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(copy), formats=["JPEG"])
    picture.load()
    return picture


def claim_size(width: int, height: int) -> bytes:
    """A PNG whose header claims a size and which holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("media_type", FORMATS)
def test_the_copy_is_a_progressive_jpeg_with_the_packet(media_type: str) -> None:
    copy = look(label_copy(paint(form=FORMATS[media_type]), media_type, PACKET))
    assert copy.info["xmp"] == PACKET
    assert copy.info["progressive"]
    assert (copy.mode, copy.size) == ("RGB", (60, 40))


def test_a_wide_picture_shrinks_and_a_small_one_never_grows() -> None:
    assert look(label_copy(paint(size=(1536, 1024)), "image/png", PACKET)).size == (1344, 896)
    large = paint(size=(3000, 2000), form="JPEG")
    assert look(label_copy(large, "image/jpeg", PACKET, widest=500)).size == (500, 333)
    assert look(label_copy(paint(), "image/png", PACKET, widest=1000)).size == (60, 40)


def test_a_drawing_is_rasterised() -> None:
    copy = look(label_copy(SVG.format(w=1536, h=1024).encode(), "image/svg+xml", PACKET))
    assert copy.size == (1344, 896)
    red, green, blue = copy.getpixel((600, 400))
    assert abs(red - 0xCC) < 4
    assert abs(green - 0x22) < 4
    assert blue < 4
    small = SVG.format(w=30, h=20).encode()
    assert look(label_copy(small, "image/svg+xml", PACKET)).size == (30, 20)


def test_transparent_parts_become_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(file, "PNG")
    assert look(label_copy(file.getvalue(), "image/png", PACKET)).getpixel((4, 4)) == (255,) * 3
    file = io.BytesIO()
    Image.new("P", (8, 8), 0).save(file, "PNG", transparency=0)
    assert look(label_copy(file.getvalue(), "image/png", PACKET)).getpixel((4, 4)) == (255,) * 3


def test_the_orientation_is_applied_and_not_repeated() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = paint(size=(3000, 2000), form="JPEG", exif=exif)
    copy = look(label_copy(turned, "image/jpeg", PACKET, widest=1000))
    assert copy.size == (1000, 1500)
    assert copy.getexif().get(0x0112) is None


@pytest.mark.parametrize(
    ("mode", "form"), [("1", "PNG"), ("L", "PNG"), ("P", "PNG"), ("LA", "PNG")]
)
def test_every_kind_of_pixel_becomes_rgb(mode: str, form: str) -> None:
    assert look(label_copy(paint(mode, form=form), "image/png", PACKET)).mode == "RGB"


def test_sixteen_bit_grey_keeps_its_brightness() -> None:
    file = io.BytesIO()
    Image.new("I;16", (8, 8), 0x8000).save(file, "PNG")
    value = look(label_copy(file.getvalue(), "image/png", PACKET)).getpixel((4, 4))[0]
    assert abs(value - 0x80) <= 2


def test_cmyk_becomes_srgb() -> None:
    file = io.BytesIO()
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(file, "JPEG")
    red, green, blue = look(label_copy(file.getvalue(), "image/jpeg", PACKET)).getpixel((8, 8))
    assert red > 200
    assert green < 60
    assert blue < 60


def test_an_embedded_profile_is_converted_and_a_broken_one_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for profile in (lab, b"broken"):
        copy = look(label_copy(paint(icc_profile=profile), "image/png", PACKET))
        assert copy.mode == "RGB"
        assert "icc_profile" not in copy.info


def test_the_copy_says_nothing_else_that_the_original_said() -> None:
    original = paint(form="JPEG", comment=b"somebody", xmp=b"<old/>")
    copy = label_copy(original, "image/jpeg", PACKET)
    assert b"somebody" not in copy
    assert b"<old/>" not in copy


@pytest.mark.parametrize("media_type", [*FORMATS, "image/svg+xml"])
def test_equal_input_gives_equal_bytes(media_type: str) -> None:
    original = (
        paint(form=FORMATS[media_type])
        if media_type in FORMATS
        else SVG.format(w=60, h=40).encode()
    )
    assert label_copy(original, media_type, PACKET) == label_copy(original, media_type, PACKET)


@pytest.mark.parametrize("size", [(5001, 5000), (13_000, 13_000), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="25 megapixels"):
        label_copy(claim_size(*size), "image/png", PACKET)


def test_a_bomb_of_34_bytes_is_refused_by_its_header() -> None:
    black_webp_of_16383_squared = bytes.fromhex(
        "524946461a000000574542505650384c0e0000002ffebfff0f071011fd0f4444ff03"
    )
    with pytest.raises(ValueError, match="25 megapixels"):
        label_copy(black_webp_of_16383_squared, "image/webp", PACKET)


@pytest.mark.parametrize(
    ("original", "media_type", "reason"),
    [
        (b"", "image/png", "not the PNG"),
        (b"<html>", "image/jpeg", "not the JPEG"),
        (paint(form="JPEG"), "image/png", "not the PNG"),
        (paint(size=(400, 400))[:-300], "image/png", "damaged or incomplete"),
        (b"x", "text/html", "text/html"),
        (b"<svg", "image/svg+xml", "cannot be read as SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "cannot be read as SVG"),
        (SVG.format(w=0, h=5).encode(), "image/svg+xml", "cannot be read as SVG"),
        (SVG.format(w=5, h=9e9).encode(), "image/svg+xml", "cannot be read as SVG"),
        (SVG.format(w="inf", h=5).encode(), "image/svg+xml", "cannot be read as SVG"),
        (SVG.format(w=5, h=5).encode() + b"\0", "image/svg+xml", "cannot be read as SVG"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(
    original: bytes, media_type: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        label_copy(original, media_type, PACKET)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(list(FORMATS)))
def test_a_damaged_file_gives_a_picture_or_a_reason(data: st.DataObject, media_type: str) -> None:
    original = bytearray(paint(size=(64, 48), form=FORMATS[media_type]))
    for _ in range(data.draw(st.integers(1, 4))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(original[: data.draw(st.integers(0, len(original)))])
    with contextlib.suppress(ValueError):
        look(label_copy(damaged, media_type, PACKET))
