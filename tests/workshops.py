"""Small workshops for tests, made in a folder of the test's own."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from visions.archive.store import Archive

TOML = """
title = "A workshop"
organiser = "The organisers"
place = "Berlin"
date = 2023-10-23
horizon = "2024-12"

[images]
{images}

[[tandems]]
key = "arezzo-hamm"
theme = "Urban data platform"
languages = ["it"]
cities = [{{ name = "Arezzo", country = "IT" }}, {{ name = "Hamm", country = "DE" }}]

[[tandems]]
key = "utrecht-munich"
languages = ["nl"]
cities = [{{ name = "Utrecht" }}, {{ name = "Munich" }}]
"""


def write_workshop(folder: Path, images: str = 'provider = "sketch"\nsize = "512x512"') -> Path:
    """A workshop of two tandems, one language each, without prompts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "workshop.toml").write_text(TOML.format(images=images), "utf-8")
    return folder


def drop_prompt(folder: Path, tandem: str, name: str, text: str) -> Path:
    """Write a file by hand, as a facilitator would."""
    path = folder / "prompts" / tandem / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    os.utime(path, (1_700_000_000, 1_700_000_000))  # it has lain there for a while
    return path


def tick() -> Iterator[dt.datetime]:
    """A clock that moves a second at each look."""
    start = dt.datetime(2023, 10, 23, 10, tzinfo=dt.UTC)
    return (start + dt.timedelta(seconds=n) for n in count())


def open_archive(folder: Path) -> Archive:
    """An archive with a clock and ids of its own, the same in every run."""
    clock, numbers = tick(), count(1)
    return Archive(
        folder,
        clock=lambda: next(clock),
        make_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}",
    )


def list_files(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes, by its path with slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
