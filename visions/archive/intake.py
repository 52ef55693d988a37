"""Files dropped into prompts/<tandem>/ by hand: each counts as much as a prompt typed in.

A file named like a prompt (0002.md) is one already. Any other text file is stored as the next
prompt, with its name kept among the facts, and then removed: its words live on under the number.
"""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from visions.archive.files import TEMPORARY_PREFIX, remove_file
from visions.archive.layout import DROPPED_ENDINGS, PROMPTS, parse_prompt_name
from visions.archive.prompt_text import LARGEST_FILE, decode_prompt, digest_words
from visions.archive.store import Archive
from visions.errors import BadPrompt, VisionsError
from visions.model import RecordId

_COPY = re.compile(r"([0-9]{4})(?!\.\w+$)\W")
_SETTLING = 1.0
"""Seconds that a dropped file must lie still before it is taken in."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What taking in one tandem's dropped files came to."""

    taken: tuple[tuple[str, RecordId], ...]
    problems: tuple[VisionsError, ...]


def take_in(archive: Archive, tandem: str) -> Intake:
    """Store each dropped text file of `tandem` as a prompt; needs the lock.

    Files that cannot be prompts stay where they are and are reported. A stop in between is
    made good by the next call, without storing anything twice.
    """
    taken: list[tuple[str, RecordId]] = []
    problems: list[VisionsError] = []
    for path in list_dropped(archive, tandem):
        place = f"{PROMPTS}/{tandem}/{path.name}"
        try:
            before = _wait_until_settled(path)
            words = decode_prompt(_read_bounded(path), place)
            record = _find_taken(archive, tandem, path.name, words)
            if record is None:
                facts = {"source": "dropped file", "dropped_as": path.name}
                record = archive.accept_prompt(tandem, words, facts).id
            if _stamp(path) == before:
                remove_file(path)
            taken.append((path.name, record))
        except OSError as error:
            problems.append(_cannot_read(place, error))
        except VisionsError as error:
            problems.append(error)
    return Intake(tuple(taken), tuple(problems))


@dataclass(frozen=True, slots=True)
class Outlook:
    """What taking in one tandem's dropped files would come to."""

    words: tuple[str, ...]
    problems: tuple[VisionsError, ...]


def look_ahead(archive: Archive, tandem: str) -> Outlook:
    """The words of the dropped files that `take_in` would store now. Changes nothing."""
    words: list[str] = []
    problems: list[VisionsError] = []
    for path in list_dropped(archive, tandem):
        place = f"{PROMPTS}/{tandem}/{path.name}"
        try:
            text = decode_prompt(_read_bounded(path), place)
            if _find_taken(archive, tandem, path.name, text) is None:
                words.append(text)
        except OSError as error:
            problems.append(_cannot_read(place, error))
        except VisionsError as error:
            problems.append(error)
    return Outlook(tuple(words), tuple(problems))


def list_dropped(archive: Archive, tandem: str) -> list[Path]:
    """The text files of `tandem` that are not yet prompts, by name. Links are not followed."""
    folder = archive.layout.prompts_of(tandem)
    if not folder.is_dir():
        return []
    # By the names first: of ten thousand, nearly all are prompts already.
    names = (name for name in os.listdir(folder) if not name.endswith(".json"))  # noqa: PTH208
    paths = (folder / name for name in names if parse_prompt_name(name) is None)
    return sorted(
        path
        for path in paths
        if path.suffix.lower() in DROPPED_ENDINGS
        and not path.name.startswith((".", TEMPORARY_PREFIX))
        and not _is_readme(path)
        and not _is_copy(path)
        and path.is_file()
        and not path.is_symlink()
    )


def list_copies(archive: Archive, tandems: frozenset[str]) -> list[str]:
    """Text files named after a prompt that is there (“0001 (1).md”), by their places.

    Cloud drives make such copies; they are no prompts of their own, and nothing is drawn of them.
    """
    root = archive.layout.root
    return [
        path.relative_to(root).as_posix()
        for tandem in sorted(tandems)
        for path in _list_visible(archive.layout.prompts_of(tandem))
        if path.suffix.lower() in DROPPED_ENDINGS and _is_copy(path)
    ]


def list_strange_folders(archive: Archive, tandems: frozenset[str]) -> list[str]:
    """Folders in prompts/ that no tandem of workshop.toml owns."""
    return [
        path.name
        for path in _list_visible(archive.layout.root / PROMPTS)
        if path.is_dir() and path.name not in tandems
    ]


def list_strays(archive: Archive, tandems: frozenset[str]) -> list[str]:
    """What lies in prompts/ and can be no prompt, by its place in the workshop folder.

    Loose files, folders within a tandem's folder, and files that are not text by their ending.
    """
    root = archive.layout.root / PROMPTS
    loose = [path for path in _list_visible(root) if not path.is_dir() and not _is_readme(path)]
    inside = [
        path
        for tandem in sorted(tandems)
        for path in _list_visible(root / tandem)
        if path.is_dir() or path.suffix.lower() not in (*DROPPED_ENDINGS, ".json")
    ]
    return [path.relative_to(archive.layout.root).as_posix() for path in (*loose, *inside)]


def _list_visible(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _is_copy(path: Path) -> bool:
    named = _COPY.match(path.name)
    return named is not None and path.with_name(f"{named[1]}.md").exists()


def _is_readme(path: Path) -> bool:
    return path.stem.lower() == "readme"


def _stamp(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns


def _wait_until_settled(path: Path) -> tuple[int, int]:
    """Give a file that is just being written a moment to become whole; return its stamp."""
    until = time.monotonic() + _SETTLING
    while (stamp := _stamp(path)) and time.time() - stamp[1] / 1e9 < _SETTLING:
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return stamp


def _cannot_read(place: str, error: OSError) -> BadPrompt:
    reason = (error.strerror or "it cannot be read").lower()
    return BadPrompt(place=place, reason=reason, advice="Check the file's permissions.")


def _read_bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _find_taken(archive: Archive, tandem: str, name: str, words: str) -> RecordId | None:
    """The prompt that this very file became before an earlier run was stopped."""
    digest = digest_words(words)
    for record in archive.list_records(tandem):
        try:
            facts = json.loads(archive.layout.facts(record).read_bytes())
        except (OSError, ValueError):
            continue
        if (facts.get("dropped_as"), facts.get("sha256")) == (name, digest):
            return record
    return None
