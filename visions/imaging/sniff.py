"""What a picture's bytes really are, read from its header; nothing is decoded."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MAX_PIXELS = 25_000_000
"""More than any service draws; a few hundred kB can claim far more and fill the memory."""

PNG = b"\x89PNG\r\n\x1a\n"
JPEG_SIZE_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The type and the size in pixels that the bytes themselves tell."""

    media_type: str
    width: int
    height: int


class NotAPicture(ValueError):
    """The bytes cannot be used as a picture; its text is the reason, as the end of a sentence."""


class BrokenPicture(NotAPicture):
    """It was a picture once: a part is missing or damaged."""


def sniff_image(data: bytes) -> Sniffed:
    """Return the type and size of a complete PNG, JPEG or WebP picture of at most 25 megapixels.

    Raises NotAPicture for anything else.
    """
    if not data:
        raise NotAPicture("it is empty")
    try:
        if data.startswith(PNG):
            return _within_limits("image/png", *_png_size(data))
        if data.startswith(b"\xff\xd8"):
            return _within_limits("image/jpeg", *_jpeg_size(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _within_limits("image/webp", *_webp_size(data))
    except (struct.error, IndexError):
        raise BrokenPicture("its end is missing") from None
    raise NotAPicture(_name_stranger(data))


def sniff_sketch(data: bytes) -> Sniffed:
    """Return the size of an SVG of the built-in illustrator. Raises NotAPicture.

    Only for what we drew ourselves: an SVG from elsewhere can carry scripts.
    """
    head = re.match(rb'<svg xmlns="http://www\.w3\.org/2000/svg" ([^<>]*)>', data)
    if head is None:
        raise NotAPicture("it is no drawing of the built-in illustrator")
    if not data.rstrip().endswith(b"</svg>"):
        raise BrokenPicture("its end is missing")
    width, height = (
        re.search(rb'\b%s="(\d{1,5})"' % name, head[1]) for name in (b"width", b"height")
    )
    if width is None or height is None:
        raise BrokenPicture("it does not tell its size")
    return _within_limits("image/svg+xml", int(width[1]), int(height[1]))


def _within_limits(media_type: str, width: int, height: int) -> Sniffed:
    if width < 1 or height < 1:
        raise NotAPicture("it has no surface")
    if width * height > MAX_PIXELS:
        raise NotAPicture(f"it claims {width} × {height} pixels, more than can be safely opened")
    return Sniffed(media_type, width, height)


def _png_size(data: bytes) -> tuple[int, int]:
    chunks = _png_chunks(data)
    kind, header = next(chunks)
    if kind != b"IHDR":
        raise BrokenPicture("its beginning is damaged")
    width, height = struct.unpack(">II", header[:8])
    if width * height > MAX_PIXELS:
        return width, height
    if b"IDAT" not in [kind for kind, _ in chunks]:
        raise BrokenPicture("it has no pixels")
    return width, height


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield type and content of each chunk up to IEND, checksums compared (PNG 3, 5.3)."""
    view, at, kind = memoryview(data), len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        content = view[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(content, zlib.crc32(kind)) != checksum:
            raise BrokenPicture("it is damaged")
        yield kind, content
        at += 12 + length


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header, then on to the scan, which has to end (T.81, B)."""
    at, size = 2, None
    while True:
        if data[at] != 0xFF:
            raise BrokenPicture("it is damaged")
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == 0xD9:
            raise BrokenPicture("it has no pixels")
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in JPEG_SIZE_MARKERS:
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = width, height
        at += 2 + length
        if marker == 0xDA:
            break
    if size is None:
        raise BrokenPicture("it does not tell its size")
    if data.rfind(b"\xff\xd9", at) < 0:
        raise BrokenPicture("its end is missing")
    return size


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read the first chunk: lossy, lossless or extended (RFC 9649, 2.4 to 2.7)."""
    (length,) = struct.unpack_from("<I", data, 4)
    if len(data) < length + 8:
        raise BrokenPicture("its end is missing")
    kind = data[12:16]
    if kind == b"VP8 ":
        if data[23:26] != b"\x9d\x01\x2a":
            raise BrokenPicture("its beginning is damaged")
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        if data[20] != 0x2F:
            raise BrokenPicture("its beginning is damaged")
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
        if len(data) < 30:
            raise BrokenPicture("its end is missing")
        return width, height
    raise NotAPicture("it is of an unknown kind of WebP")


def _name_stranger(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "it is a web page"
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "it is an SVG drawing, which can carry scripts"
    if start.startswith((b"gif8", b"bm")) or start[4:8] == b"ftyp":
        return "it is a picture of a kind other than PNG, JPEG or WebP"
    if start and all(byte >= 0x20 or byte in b"\t\r\n" for byte in start):
        return "it is text"
    return "it is neither PNG, JPEG nor WebP"
