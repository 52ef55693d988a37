"""What the bytes of an original are: type and size, from its beginning alone."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<svg\b([^<>]*)>")


def sniff(head: bytes) -> tuple[str, tuple[int, int] | None]:
    """The media type, empty where it is none of ours, and width and height in pixels.

    None for a size that does not stand in `head`.
    """
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png", struct.unpack_from(">II", head, 16)
        if head.startswith(b"\xff\xd8\xff"):
            return "image/jpeg", next(_list_frames(head), None)
        if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
            return "image/webp", _measure_webp(head)
    except (struct.error, IndexError):
        return "", None
    if svg := _SVG.match(head[:4096]):
        found = (re.search(rb'\s%s="(\d{1,6})"' % name, svg[1]) for name in (b"width", b"height"))
        width, height = (int(match[1]) if match else 0 for match in found)
        return "image/svg+xml", (width, height) if width and height else None
    return "", None


def _list_frames(head: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", head, at + 5)
            yield width, height
        if marker == 0xDA:
            return
        at += 2 + struct.unpack_from(">H", head, at + 2)[0]


def _measure_webp(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", head, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        width = int.from_bytes(head[24:27], "little") + 1
        return width, int.from_bytes(head[27:30], "little") + 1
    return None
