"""Whether an original carries Content Credentials (C2PA), by the marks that hold them."""

from __future__ import annotations

import struct
from collections.abc import Callable

Peek = Callable[[int, int], bytes]

_MOST_PARTS = 10_000


def carries_credentials(path: str, media_type: str) -> bool:
    """Whether the picture at `path` holds a C2PA manifest. Reads little, and never raises."""
    look = {"image/png": _look_png, "image/jpeg": _look_jpeg, "image/webp": _look_webp}
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 – called for each picture
            if media_type == "image/svg+xml":
                return b"<c2pa:manifest" in file.read()

            def peek(at: int, length: int) -> bytes:
                file.seek(at)
                return file.read(length)

            return media_type in look and look[media_type](peek)
    except (OSError, struct.error):
        return False


def _look_png(peek: Peek) -> bool:
    at = 8
    for _ in range(_MOST_PARTS):
        length, kind = struct.unpack(">I4s", peek(at, 8))
        if kind in (b"caBX", b"IDAT", b"IEND"):
            return bool(kind == b"caBX")
        at += 12 + length
    return False


def _look_jpeg(peek: Peek) -> bool:
    at = 2
    for _ in range(_MOST_PARTS):
        marker, length = struct.unpack(">HH", peek(at, 4))
        if marker == 0xFFEB and b"jumb" in peek(at + 4, 64):
            return True
        if marker >> 8 != 0xFF or marker == 0xFFDA:
            return False
        at += 2 + length
    return False


def _look_webp(peek: Peek) -> bool:
    at, end = 12, 8 + struct.unpack("<I", peek(4, 4))[0]
    for _ in range(_MOST_PARTS):
        if at >= end:
            return False
        kind, length = struct.unpack("<4sI", peek(at, 8))
        if kind == b"C2PA":
            return True
        at += 8 + length + length % 2
    return False
