"""Small pictures for small screens and slow Wi-Fi, kept in memory; the label goes with them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

WIDTH = 640


def draw_thumbnail(path: Path) -> bytes:
    """The labelled copy at `path` as a JPEG of at most 640 pixels' width, with its metadata."""
    return _draw(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _draw(path: Path, changed: int) -> bytes:
    from visions.archive.labelled import shrink_copy

    return shrink_copy(path.read_bytes(), WIDTH)
