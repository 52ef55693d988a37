"""What a picture says beside its pixels, and how a part of that is cut out without touching them.

PNG: chunks (PNG, third edition, § 5 and § 11). JPEG: APPn and COM segments (ITU-T T.81, B.2.4; XMP
part 3, § 1.1.3). WebP: RIFF chunks (RFC 9649). SVG: texts, comments and attributes. Parts that
decide about colour, size or movement are never cut. Of Exif, the way up of the picture is kept.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from visions.redaction.sought_text import SoughtText
from visions.redaction.svg_texts import cut_svg_texts, list_svg_words

LARGEST = 64 * 1024 * 1024
"""Bytes that a compressed text may become; a larger one is refused."""

_PNG = b"\x89PNG\r\n\x1a\n"
_NEEDED = {b"acTL", b"fcTL", b"fdAT", b"cHRM", b"cICP", b"gAMA", b"iCCP", b"mDCV", b"cLLI", b"sBIT"}
_NEEDED |= {b"sRGB", b"bKGD", b"hIST", b"tRNS", b"pHYs", b"sPLT", b"tIME", b"oFFs", b"sTER"}
_WEBP_NEEDED = {b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"}
_WEBP_FLAGS = {b"EXIF": 0x08, b"XMP ": 0x04}
_EXIF = b"Exif\0\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""In a JPEG's pixels: what is no byte of theirs."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A picture without what was looked for; `parts` names what was cut, such as “tEXt”."""

    data: bytes
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a file. `says` is what is in it, unpacked; None: it is no text and stays."""

    raw: bytes
    name: str = ""
    says: bytes | None = None
    group: int = -1
    """Parts of one group hold one text, and go together."""
    instead: bytes = b""


def cut_picture_texts(data: bytes, media_type: str, sought: SoughtText) -> Cut:
    """Cut each part that holds `sought`; the pixels stay as they are, bit by bit.

    Raises ValueError with a plain reason where the bytes are not what their type says.
    """
    if media_type == "image/svg+xml":
        drawing, places = cut_svg_texts(data, sought)
        return Cut(drawing, ("text",) * places)
    read = {"image/png": _read_png, "image/jpeg": _read_jpeg, "image/webp": _read_webp}
    if media_type not in read:
        raise ValueError(f"the type {media_type} is not a picture")
    parts = list(read[media_type](data))
    groups = {part.group for part in parts}
    found = {group for group in groups if group >= 0 and _holds(parts, group, sought)}
    if not found:
        return Cut(data, ())
    kept = b"".join(part.instead if part.group in found else part.raw for part in parts)
    if media_type == "image/webp":
        kept = _mend_webp(kept)
    names = tuple(part.name for part in parts if part.group in found)
    return Cut(kept, names)


def list_picture_texts(data: bytes, media_type: str) -> list[tuple[str, bytes]]:
    """What each part says that is no pixel: its name and its bytes, unpacked. Raises ValueError."""
    if media_type == "image/svg+xml":
        return [("text", list_svg_words(data))]
    read = {"image/png": _read_png, "image/jpeg": _read_jpeg, "image/webp": _read_webp}
    return [(part.name, part.says) for part in read[media_type](data) if part.says is not None]


def _holds(parts: list[_Part], group: int, sought: SoughtText) -> bool:
    said = [part.says or b"" for part in parts if part.group == group]
    # One by one as well: a cut in the midst of a packet must not hide it, nor a join make one.
    return any(sought.is_in(one) for one in said) or (
        len(said) > 1 and sought.is_in(b"".join(said))
    )


# PNG


def _read_png(data: bytes) -> Iterator[_Part]:
    if not data.startswith(_PNG):
        raise ValueError("the picture is not the PNG file it claims to be")
    yield _Part(_PNG)
    at, number = len(_PNG), 0
    while at < len(data):
        if at + 12 > len(data):
            raise ValueError("the PNG picture is damaged or incomplete")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            raise ValueError("the PNG picture is damaged or incomplete")
        raw, body = data[at:end], data[at + 8 : end - 4]
        number += 1
        # A capital first letter: without this chunk there is no picture.
        if kind[:1].isupper() or kind in _NEEDED:
            yield _Part(raw)
        else:
            instead = b""
            if kind == b"eXIf" and (upright := _keep_orientation(body)):
                instead = _make_chunk(kind, upright)
            says = _unpack_chunk(kind, body)
            yield _Part(raw, kind.decode("latin-1"), says, number, instead)
        at = end
        if kind == b"IEND":
            break
    else:
        raise ValueError("the PNG picture is damaged or incomplete")
    if at < len(data):
        yield _Part(data[at:], "what follows the picture", data[at:], number + 1)


def _make_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _unpack_chunk(kind: bytes, body: bytes) -> bytes:
    """What a chunk says: its key and its text, inflated where it is compressed."""
    key, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        return key + b"\n" + _inflate(rest[1:])
    if kind == b"iTXt" and len(rest) >= 2:
        language, _, tail = rest[2:].partition(b"\0")
        title, _, text = tail.partition(b"\0")
        return b"\n".join((key, language, title, _inflate(text) if rest[0] else text))
    if kind == b"tEXt":
        return key + b"\n" + rest
    return body


def _inflate(data: bytes) -> bytes:
    """What was compressed, or `data` where it is broken. Raises ValueError for a bomb."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, LARGEST)
    except zlib.error:
        return data
    if unpacking.unconsumed_tail:
        raise ValueError("a compressed text in the picture is far too long")
    return text


# JPEG


def _read_jpeg(data: bytes) -> Iterator[_Part]:
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("the picture is not the JPEG file it claims to be")
    yield _Part(data[:2])
    at = 2
    groups: dict[tuple[int, bytes], int] = {}
    while True:
        begin = at
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or at + 1 >= len(data):
            raise ValueError("the JPEG picture is damaged or incomplete")
        marker = data[at + 1]
        if marker == 0xD9:
            yield _Part(data[begin : at + 2])
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("the JPEG picture is damaged or incomplete")
        if marker == 0xDA:
            pixels = _MARKER.search(data, end)
            if pixels is None:
                raise ValueError("the JPEG picture is damaged or incomplete")
            end = pixels.start()
        raw, body = data[begin:end], data[at + 4 : end]
        if _is_jpeg_text(marker, body):
            signature, says = _part_segment(marker, body)
            group = groups.setdefault((marker, signature), len(groups))
            yield _Part(raw, _name_segment(marker), says, group, _keep_upright(marker, body))
        else:
            yield _Part(raw)
        at = end
    if at + 2 < len(data):
        yield _Part(data[at + 2 :], "what follows the picture", data[at + 2 :], len(groups))


def _is_jpeg_text(marker: int, body: bytes) -> bool:
    if marker == 0xFE:
        return True
    if not 0xE0 <= marker <= 0xEF:
        return False
    return not body.startswith((b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"Adobe\0", b"Adobe"))


def _part_segment(marker: int, body: bytes) -> tuple[bytes, bytes]:
    """What tells which segments belong together, and what this one says without its headers."""
    if body.startswith(_XMP_MORE):
        return _XMP_MORE, body[len(_XMP_MORE) + 40 :]
    if marker == 0xEB and body.startswith(b"JP"):
        # JUMBF (ISO 19566-5, D.2): each segment repeats the box's header.
        first = body[4:8] == b"\0\0\0\1"
        return b"JP" + body[2:4], body[8:] if first else body[16:]
    return body.split(b"\0", 1)[0][:64] if marker != 0xFE else b"", body


def _name_segment(marker: int) -> str:
    return "COM" if marker == 0xFE else f"APP{marker - 0xE0}"


def _keep_upright(marker: int, body: bytes) -> bytes:
    if marker != 0xE1 or not body.startswith(_EXIF):
        return b""
    upright = _keep_orientation(body[len(_EXIF) :])
    if not upright:
        return b""
    kept = _EXIF + upright
    return b"\xff\xe1" + struct.pack(">H", len(kept) + 2) + kept


# WebP


def _read_webp(data: bytes) -> Iterator[_Part]:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("the picture is not the WebP file it claims to be")
    size = int.from_bytes(data[4:8], "little") + 8
    if size > len(data):
        raise ValueError("the WebP picture is damaged or incomplete")
    yield _Part(data[:12])
    at, number = 12, 0
    while at + 8 <= size:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = min(at + 8 + length + length % 2, len(data))
        if at + 8 + length > len(data):
            raise ValueError("the WebP picture is damaged or incomplete")
        body = data[at + 8 : at + 8 + length]
        number += 1
        if kind in _WEBP_NEEDED:
            yield _Part(data[at:end])
        else:
            instead = b""
            bare = body.removeprefix(_EXIF)
            if kind == b"EXIF" and (upright := _keep_orientation(bare)):
                instead = kind + struct.pack("<I", len(upright)) + upright
            yield _Part(data[at:end], kind.decode("latin-1").strip(), body, number, instead)
        at = end
    if at < len(data):
        yield _Part(data[at:], "what follows the picture", data[at:], number + 1)


def _mend_webp(data: bytes) -> bytes:
    """Make the file's length and the flags of its header say again what is in it."""
    size = int.from_bytes(data[4:8], "little") + 8
    mended = bytearray(data)
    kinds = set()
    at, flags = 12, -1
    while at + 8 <= min(size, len(data)):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        kinds.add(kind)
        if kind == b"VP8X":
            flags = at + 8
        at += 8 + length + length % 2
    mended[4:8] = struct.pack("<I", min(at, len(data)) - 8)
    if flags >= 0:
        for kind, flag in _WEBP_FLAGS.items():
            if kind not in kinds:
                mended[flags] &= ~flag
    return bytes(mended)


def _keep_orientation(exif: bytes) -> bytes:
    """An Exif block that only says which way up the picture is; empty where it is upright."""
    orders: dict[bytes, str] = {b"II*\0": "<", b"MM\0*": ">"}
    order = orders.get(exif[:4])
    if order is None or len(exif) < 8:
        return b""
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        entries = [struct.unpack_from(f"{order}HHIHH", exif, at + 2 + 12 * n) for n in range(count)]
    except struct.error:
        return b""
    turned = next((entry[3] for entry in entries if entry[0] == _ORIENTATION), 1)
    if not 1 < turned <= 8:
        return b""
    entry = struct.pack(f"{order}HHIHH", _ORIENTATION, 3, 1, turned, 0)
    return exif[:4] + struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 0)
