"""What a picture says is cut out, and not one pixel is touched."""

import io
import struct
import subprocess
import zlib
from pathlib import Path
from shutil import which

import pytest
from PIL import Image, ImageCms, ImageOps

from tests.everywhere import find_in, list_needles
from tests.private import (
    NAME,
    WORDS,
    draw_jpeg,
    draw_plain,
    draw_png,
    draw_webp,
    make_chunk,
    say_exif,
    say_xmp,
)
from visions.redaction.picture_texts import cut_picture_texts, list_picture_texts
from visions.redaction.sought_text import SoughtText
from visions.redaction.svg_texts import cut_svg_texts

SOUGHT = SoughtText(NAME)
NEEDLES = list_needles(NAME)


def see(data: bytes) -> tuple[str, tuple[int, int], bytes]:
    """The pixels as people see them, the right way up."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        shown = ImageOps.exif_transpose(image)
        return shown.mode, shown.size, shown.tobytes()


@pytest.mark.parametrize(
    ("draw", "kind"),
    [(draw_png, "image/png"), (draw_jpeg, "image/jpeg"), (draw_webp, "image/webp")],
)
def test_every_part_with_the_text_goes_and_the_pixels_stay(draw: object, kind: str) -> None:
    assert callable(draw)
    data = draw(WORDS)
    assert find_in(data, NEEDLES, "before")
    cut = cut_picture_texts(data, kind, SOUGHT)
    assert find_in(cut.data, NEEDLES, "after") == []
    assert see(cut.data) == see(data)
    assert cut.parts
    assert cut_picture_texts(cut.data, kind, SOUGHT) == type(cut)(cut.data, ())


@pytest.mark.parametrize(
    ("draw", "kind"),
    [(draw_png, "image/png"), (draw_jpeg, "image/jpeg"), (draw_webp, "image/webp")],
)
def test_a_picture_without_the_text_stays_bit_by_bit(draw: object, kind: str) -> None:
    assert callable(draw)
    data = draw("a market square")
    assert cut_picture_texts(data, kind, SOUGHT).data == data


def test_other_parts_of_the_same_picture_stay() -> None:
    data = draw_png(WORDS)
    with Image.open(io.BytesIO(cut_picture_texts(data, "image/png", SOUGHT).data)) as image:
        image.load()
        assert image.text == {"Title": "a picture"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_which_way_up_it_is_is_kept(kind: str, order: str) -> None:
    exif = Image.Exif()
    exif.endian = order
    exif[0x0112] = 8
    exif[0x010E] = NAME
    data = draw_plain(
        kind, exif=exif.tobytes(), size=16, **({"lossless": True} if kind == "WEBP" else {})
    )
    cut = cut_picture_texts(data, f"image/{kind.lower()}", SOUGHT)
    assert cut.parts
    assert see(cut.data) == see(data)
    with Image.open(io.BytesIO(cut.data)) as image:
        assert dict(image.getexif()) == {0x0112: 8}


def test_colours_are_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("PNG", "JPEG", "WEBP"):
        data = draw_plain(kind, icc_profile=profile, exif=say_exif(NAME))
        cut = cut_picture_texts(data, f"image/{kind.lower()}", SOUGHT)
        with Image.open(io.BytesIO(cut.data)) as image:
            assert image.info["icc_profile"] == profile


@pytest.mark.parametrize(
    "chunk",
    [
        make_chunk(b"tEXt", b"k\0" + NAME.encode()),
        make_chunk(b"tEXt", NAME.encode() + b"\0v"),
        make_chunk(b"zTXt", b"k\0\0" + zlib.compress(NAME.encode("utf-16-le"))),
        make_chunk(b"iTXt", b"k\0\0\0en\0" + NAME.encode() + b"\0text"),
        make_chunk(b"iTXt", b"k\0\1\0en\0t\0" + zlib.compress(say_xmp(NAME))),
        make_chunk(b"eXIf", say_exif(NAME)),
        make_chunk(b"caBX", NAME.encode()),
        make_chunk(b"prVt", NAME.encode()),
    ],
    ids=lambda chunk: chunk[4:8].decode(),
)
@pytest.mark.parametrize("behind", [False, True])
def test_each_kind_of_chunk_is_looked_into(chunk: bytes, behind: bool) -> None:
    plain = draw_plain("PNG", size=8)
    data = plain[:-12] + chunk + plain[-12:] if behind else plain[:33] + chunk + plain[33:]
    assert find_in(data, NEEDLES, "before")
    assert cut_picture_texts(data, "image/png", SOUGHT).data == plain


@pytest.mark.parametrize("progressive", [False, True])
def test_what_follows_a_jpeg_is_looked_into(progressive: bool) -> None:
    """Phones put a second picture there."""
    plain = draw_plain("JPEG", progressive=progressive)
    assert cut_picture_texts(plain + draw_jpeg(WORDS), "image/jpeg", SOUGHT).data == plain
    assert cut_picture_texts(plain + plain, "image/jpeg", SOUGHT).data == plain + plain


def test_webp_says_again_how_long_it_is() -> None:
    cut = cut_picture_texts(draw_webp(WORDS), "image/webp", SOUGHT).data
    assert struct.unpack("<I", cut[4:8])[0] == len(cut) - 8
    assert cut[20] & 0x0C == 0


@pytest.mark.parametrize("end", [20, 40, 60])
@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_broken_picture_is_refused(kind: str, end: int) -> None:
    with pytest.raises(ValueError, match="picture"):
        cut_picture_texts(draw_plain(kind.upper())[:end], f"image/{kind}", SOUGHT)
    with pytest.raises(ValueError, match="claims to be"):
        cut_picture_texts(b"<html>", f"image/{kind}", SOUGHT)


def test_a_bomb_is_refused() -> None:
    bomb = make_chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(70_000_000)))
    data = draw_plain("PNG", size=8)
    with pytest.raises(ValueError, match="too long"):
        cut_picture_texts(data[:33] + bomb + data[33:], "image/png", SOUGHT)


@pytest.mark.skipif(which("exiftool") is None, reason="there is no exiftool on this computer")
@pytest.mark.parametrize(
    ("draw", "kind"),
    [(draw_png, "image/png"), (draw_jpeg, "image/jpeg"), (draw_webp, "image/webp")],
)
def test_exiftool_finds_nothing_and_no_fault(tmp_path: Path, draw: object, kind: str) -> None:
    assert callable(draw)
    path = tmp_path / f"picture.{kind[6:]}"
    path.write_bytes(cut_picture_texts(draw(WORDS), kind, SOUGHT).data)
    ran = subprocess.run(
        ["exiftool", "-a", "-u", "-G1", "-validate", "-warning", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert NAME not in ran.stdout
    assert "Error" not in ran.stdout


def test_a_drawing_loses_its_words_and_nothing_else() -> None:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg"><!-- by {NAME} --><title>{NAME}</title>'
        f'<path aria-label="{NAME} &amp; co" d="M1 1L2 2"/>'
        "<text>Zo&#235; Ștefănescu-Qvark</text></svg>"
    )
    drawing, places = cut_svg_texts(svg.encode(), SOUGHT)
    assert places == 4
    assert find_in(drawing, NEEDLES, "after") == []
    assert b'aria-label="\xe2\x80\xa6 &amp; co" d="M1 1L2 2"' in drawing
    assert cut_svg_texts(svg.encode(), SoughtText("M1 1")) == (svg.encode(), 0)


def test_a_drawing_that_says_it_in_pieces_is_refused() -> None:
    svg = b"<svg><text>Zo\xc3\xab <tspan>\xc8\x98tef\xc4\x83nescu</tspan>-Qvark</text></svg>"
    with pytest.raises(ValueError, match="several pieces"):
        cut_svg_texts(svg, SOUGHT)


def test_what_a_picture_says_is_listed() -> None:
    said = dict(list_picture_texts(draw_webp(WORDS), "image/webp"))
    assert say_xmp(WORDS) in said["XMP"]
