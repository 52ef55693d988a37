"""Files that can be rebuilt, and what each was made from.

A small index beside them says from which input each was built and what came of it, so that only
what is stale, missing or altered is built again. The index is derived too: deleting it only
means that everything is built once more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from visions.archive.files import digest_file, replace_file
from visions.archive.notes import FORMAT, dump_note
from visions.errors import DocumentFailed, TemplateFailed, VisionsError

Index = dict[str, dict[str, str]]
"""A file's name → what it was made from, and the SHA-256 of what came of it."""


class DerivedFiles:
    """One folder being brought up to date; `save` ends it.

    `built` counts what was built, `problems` holds what could not be, and `notes` what a
    facilitator should know.
    """

    def __init__(self, folder: Path, index: Path, *, anew: bool = False) -> None:
        """`anew` builds everything, whatever the index says; `bring` can be told to keep a file."""
        self.built = 0
        self.problems: list[VisionsError] = []
        self.notes: list[str] = []
        self._folder = folder
        self._index = index
        self._before = _read_index(index)
        self._known = {} if anew else self._before
        self._now: Index = {}
        self._failed: set[str] = set()

    def bring(
        self, name: str, source: str, build: Callable[[], bytes], *, keep: bool = False
    ) -> bool:
        """Build `name` unless it was made from `source` and is still as it was written.

        `keep` holds to that even where all is built anew: for what takes long and would come out
        the same. Returns whether the file is there and up to date. A DocumentFailed is kept among
        the problems, and what was there before stays; of a TemplateFailed, its stand-in is taken.
        """
        path = self._folder / name
        if self.is_current(name, source, keep=keep):
            self._now[name] = self._before[name]
            return True
        try:
            data = build()
        except TemplateFailed as error:
            self.problems.append(error)
            # Stale from the first: the next run tries the own template again, and tells again.
            data, source = error.stand_in, ""
        except DocumentFailed as error:
            self.problems.append(error)
            self._failed.add(name)
            return False
        digest = hashlib.sha256(data).hexdigest()
        self._now[name] = {"from": source, "sha256": digest}
        if source or digest != digest_file(path):
            replace_file(path, data)
            self.built += 1
        return True

    def retain(self, name: str) -> None:
        """Leave a file as it is that was built at another time, and is not brought now."""
        if name in self._before:
            self._now.setdefault(name, self._before[name])

    def retain_all(self) -> None:
        """Leave everything else as it is."""
        for name in self._before:
            self.retain(name)

    def is_current(self, name: str, source: str, *, keep: bool = False) -> bool:
        """Whether `bring` would leave `name` as it is."""
        known = (self._before if keep else self._known).get(name, {})
        digest = digest_file(self._folder / name) if known.get("from") == source else None
        return digest is not None and known.get("sha256") == digest

    def save(self) -> None:
        """Write the index, and clear away what was built once and is made no more.

        A file that somebody changed since is theirs, and stays.
        """
        for name in self._before.keys() - self._now.keys() - self._failed:
            path = self._folder / name
            if self._before[name].get("sha256") == digest_file(path):
                path.unlink()
        if self._now != self._before:
            replace_file(self._index, dump_note(seal_index(self._now)))


def seal_index(files: Index) -> dict[str, object]:
    """What the index says: its files, and the SHA-256 of what they are as JSON (`dump_note`)."""
    digest = hashlib.sha256(dump_note(files)).hexdigest()
    return {"format": FORMAT, "files": files, "sha256": digest}


def list_built(index: Path) -> Index:
    """What an index says was built, by name; nothing where there is none that is sound."""
    return _read_index(index)


def _read_index(path: Path) -> Index:
    try:
        note = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    index = note.get("files") if isinstance(note, dict) else None
    if not isinstance(index, dict) or note != seal_index(index):
        return {}
    # Only names of our own making lead to a file; an index from elsewhere must not reach out.
    return {
        name: known
        for name, known in index.items()
        if isinstance(known, dict) and ".." not in name and not name.startswith(("/", "\\"))
    }
