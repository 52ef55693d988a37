"""What keeps a bag's tandems from being brought into a workshop that is there already.

A tandem fits or does not fit as a whole. Whatever was chosen here stays chosen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from visions.archive.files import digest_file
from visions.archive.layout import OUTPUTS, PROMPTS, is_truth, parse_redaction_name
from visions.archive.links import find_linked_folders
from visions.archive.store import Archive
from visions.arrivals import Arrivals
from visions.errors import Problem
from visions.model import RecordId

_TAKEN = "there is something else of this name and number already."
_LINK = (
    "it is a link here, and nothing is stored through a link.",
    "Put the folder itself in its place.",
)


@dataclass(slots=True)
class Conflicts:
    """`problems` by tandem; `settings` of a workshop that was to begin with the bag.

    `taken` are the tandems with other prompts under the same numbers, `choices` those of which
    another picture is chosen here.
    """

    problems: dict[str, list[Problem]] = field(default_factory=dict)
    settings: list[Problem] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    def list_all(self) -> list[Problem]:
        return [*self.settings, *(one for listed in self.problems.values() for one in listed)]


def find_conflicts(
    archive: Archive, arrivals: Arrivals, settings: Mapping[str, bytes]
) -> Conflicts:
    """Whatever is there already and is something else."""
    root, found = archive.layout.root, Conflicts()
    for path, data in settings.items():
        if is_there(root / path) and digest_file(root / path) != hashlib.sha256(data).hexdigest():
            found.settings.append(Problem(path, "there is another one in this folder."))
    linked = set()
    for tandem in arrivals.tandems:
        problems = [Problem(name, *_LINK) for name in find_linked_folders(archive.layout, tandem)]
        if problems:
            found.problems[tandem] = problems
            linked.add(tandem)
        elif any(_is_other(root, arrivals, path) for path in arrivals.choices.get(tandem, [])):
            found.choices.append(tandem)
    for record, paths in arrivals.records.items():
        if record.tandem in linked:
            continue
        redacted = _find_redacted(archive, arrivals, record, paths)
        if redacted is not None:
            found.problems.setdefault(record.tandem, []).append(redacted)
            continue
        # Of two notes about one redaction the one here stays.
        other = [path for path in paths if _is_other(root, arrivals, path) and not _is_note(path)]
        if other:
            problems = [Problem(path, _TAKEN) for path in other]
            found.problems.setdefault(record.tandem, []).extend(problems)
            if record.tandem not in found.taken:
                found.taken.append(record.tandem)
    return found


def _find_redacted(
    archive: Archive, arrivals: Arrivals, record: RecordId, paths: list[str]
) -> Problem | None:
    """Something was taken out of this prompt, here or there: bringing it back, or keeping it, must
    not be an accident."""
    root, place = archive.layout.root, f"{OUTPUTS}/{record}"
    here = set(_list_here(archive, record))
    mine, theirs = ({path for path in some if _is_note(path)} for some in (here, set(paths)))
    differ = any(_is_other(root, arrivals, path) for path in mine & theirs)
    lacking = any(path not in here for path in paths if not _is_note(path))
    if mine - theirs or (differ and lacking):
        what = "something was taken out of this prompt here, and the bag is from before."
        return Problem(place, what, "Export it anew after “visions redact” there, too.")
    more = any(path not in paths for path in here if not _is_note(path))
    other = any(_is_other(root, arrivals, path) for path in paths if not _is_note(path))
    is_still_here = more or other if theirs - mine else differ and more
    if is_still_here and (mine or _may_be_same(archive, arrivals, record)):
        what = "something was taken out of this prompt in the bag, and is still here."
        return Problem(place, what, "Run “visions redact” here first.")
    return None


def _may_be_same(archive: Archive, arrivals: Arrivals, record: RecordId) -> bool:
    """Whether both can be of one prompt, and are not two that got the same number by accident."""
    paths, root = arrivals.records[record], archive.layout.root
    pictures = [path for path in paths if "/original." in path]
    return all(_is_note(path) for path in paths) or any(
        is_there(root / path) and not _is_other(root, arrivals, path) for path in pictures
    )


def _list_here(archive: Archive, record: RecordId) -> Iterator[str]:
    """What this workshop has of a prompt."""
    layout = archive.layout
    folder = layout.record_folder(record)
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    yield from (path for name in names if is_truth(path := f"{OUTPUTS}/{record}/{name}"))
    for place in (layout.prompt(record), layout.facts(record)):
        if place.exists():
            yield f"{PROMPTS}/{record}{place.suffix}"


def _is_note(path: str) -> bool:
    """Whether this is what a redaction left behind."""
    return parse_redaction_name(path.rpartition("/")[2]) is not None


def _is_other(root: Path, arrivals: Arrivals, path: str) -> bool:
    """Whether there is something of this name that is not what the bag has; a link never is."""
    place = root / path
    if place.is_symlink():
        return True
    return place.exists() and digest_file(place) != arrivals.bag.files[path]


def is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()
