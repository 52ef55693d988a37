"""A bag brought into a workshop, new or existing: verified first, then stored file by file.

Only what cannot be rebuilt is stored; sheets and gallery are set anew from it. Nothing that is
there is overwritten, and a stop in between is made good by running it again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from visions.archive.files import digest_file, make_folder, publish_file
from visions.archive.layout import OUTPUTS, RECORD
from visions.archive.lock import hold_lock
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.arrivals import Arrivals, order_files
from visions.bag_errors import BadBag, CannotImport
from visions.bags.reader import Bag, open_bag
from visions.command_line import write_command
from visions.config import load_workshop
from visions.conflicts import Conflicts, find_conflicts, is_there
from visions.errors import BrokenConfig, DiskFailed, Problem
from visions.model import ImageSettings, RecordId, Workshop
from visions.public_copy import write_tandem
from visions.theme_file import FILE_NAME as THEME_FILE
from visions.theme_file import read_theme
from visions.theme_logo import LARGEST as LARGEST_LOGO
from visions.workshop_file import FILE_NAME as WORKSHOP_FILE
from visions.workshop_file import parse_workshop

LARGEST_SETTINGS = 1_000_000
_MOST_TOLD = 50
_COMPARED = (
    "title", "organiser", "place", "date", "horizon", "languages", "retention", "usage_terms",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import came to: prompts and pictures in the bag, files stored now and those that were
    there already; `is_new` for a workshop that began with it."""

    prompts: int
    pictures: int
    stored: int
    known: int
    is_new: bool
    notes: tuple[str, ...] = ()


def import_bag(
    file: Path, folder: Path, tandems: Collection[str] = (), *, dry_run: bool = False
) -> Brought:
    """Store what the bag `file` holds in the workshop `folder`, or make one of it there; of these
    `tandems` only, or of all where none is named.

    Raises BadBag where the file is no bag or does not verify, BadPick, CannotImport with every
    conflict, BrokenConfig, Busy and DiskFailed. Nothing was changed after the first three.
    """
    try:
        opened = file.open("rb")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = Problem(file.name, f"it cannot be read ({reason}).")
        raise BadBag([problem], file=file.name, count=1) from None
    with opened, open_bag(opened, file.name) as bag, Arrivals(bag) as arrivals:
        if tandems:
            arrivals.pick(tandems)
        is_new = not (folder / WORKSHOP_FILE).exists()
        settings, workshop = _read_settings(bag, folder, file.name, is_new)
        problems = [*_find_strangers(arrivals, bag, workshop), *arrivals.check()]
        _stop_at(problems, file.name)
        archive = Archive(folder)
        notes = [] if is_new else _compare_settings(bag, workshop, arrivals)
        if dry_run:
            notes += _stop_at_conflicts(archive, arrivals, settings, file)
            known = sum(is_there(folder / path) for path in _list_all(arrivals, settings))
            return _count(arrivals, settings, known, is_new, notes)
        try:
            make_folder(folder.resolve())
        except OSError as error:
            reason, advice = error.strerror or "unknown reason", "Choose another place."
            raise DiskFailed(file=folder, reason=reason, advice=advice) from None
        with hold_lock(archive.layout):
            notes += _stop_at_conflicts(archive, arrivals, settings, file)
            known = sum(is_there(folder / path) for path in _list_all(arrivals, settings))
            _store_settings(folder, settings)
            _store_arrivals(archive, arrivals)
        return _count(arrivals, settings, known, is_new, notes)


def _stop_at(problems: Sequence[Problem], name: str, next_steps: str = "") -> None:
    if not problems:
        return
    told = list(problems[:_MOST_TOLD])
    if more := len(problems) - len(told):
        told.append(Problem("and", f"{more} more."))
    raise CannotImport(told, file=name, count=len(problems), next_steps=next_steps)


def _count(
    arrivals: Arrivals, settings: dict[str, bytes], known: int, is_new: bool, notes: list[str]
) -> Brought:
    paths = _list_all(arrivals, settings)
    pictures = sum(path.endswith(f"/{RECORD}") for path in paths)
    notes = list(notes)
    if any(path.startswith("templates/") for path in arrivals.bag.files):
        notes.append(
            "The bag has templates of its own. They stay in it: look at them first, then copy them "
            "into the folder templates/ yourself."
        )
    return Brought(len(arrivals.records), pictures, len(paths) - known, known, is_new, tuple(notes))


# Settings


def _read_settings(
    bag: Bag, folder: Path, name: str, is_new: bool
) -> tuple[dict[str, bytes], Workshop]:
    """The files that a new workshop begins with, in the order to store them, and the workshop
    that it is or will be."""
    if not is_new:
        return {}, load_workshop(folder)
    raw = _read_small(bag, WORKSHOP_FILE, name)
    if raw is None:
        what = "the bag has no workshop, and there is none in this folder."
        raise CannotImport([Problem(WORKSHOP_FILE, what)], file=name, count=1)
    workshop = parse_workshop(raw)
    settings: dict[str, bytes] = {}
    design = _read_small(bag, THEME_FILE, name)
    if design is not None:
        with tempfile.TemporaryDirectory(prefix="visions-import-") as room:
            for path in bag.files:
                if "/" not in path and bag.measure(path) <= LARGEST_LOGO:
                    (Path(room) / path).write_bytes(bag.read(path))
            (Path(room) / THEME_FILE).write_bytes(design)
            theme = read_theme(Path(room))
        if theme.logo is not None:
            settings[theme.logo.file] = theme.logo.data
        settings[THEME_FILE] = design
    # Last: as long as it is missing, this is a workshop that is only beginning.
    return {**settings, WORKSHOP_FILE: raw}, workshop


def _read_small(bag: Bag, path: str, name: str) -> bytes | None:
    if path not in bag.files:
        return None
    if bag.measure(path) > LARGEST_SETTINGS:
        problem = Problem(path, "it is larger than 1 MB.")
        raise CannotImport([problem], file=name, count=1)
    return bag.read(path)


def _store_settings(folder: Path, settings: dict[str, bytes]) -> None:
    for path, data in settings.items():
        if not is_there(folder / path):
            publish_file(folder.resolve() / path, data)


def _compare_settings(bag: Bag, mine: Workshop, arrivals: Arrivals) -> list[str]:
    """A line on what of the bag's workshop.toml is otherwise here, where it stays as it is."""
    try:
        theirs = parse_workshop(bag.read(WORKSHOP_FILE)) if WORKSHOP_FILE in bag.files else mine
    except BrokenConfig:
        return []
    other = [key for key in _COMPARED if getattr(mine, key) != getattr(theirs, key)]
    # A copy for the public says nothing about the service.
    if theirs.images not in (mine.images, ImageSettings()):
        other.append("images")
    other += [
        f"tandem {key}"
        for key in arrivals.tandems
        if (tandem := theirs.tandem(key)) is not None and tandem != mine.tandem(key)
    ]
    if not other:
        return []
    return [f"workshop.toml here stays as it is. The bag's is another in: {', '.join(other)}."]


# What does not fit


def _find_strangers(arrivals: Arrivals, bag: Bag, workshop: Workshop) -> Iterator[Problem]:
    """Tandems that the workshop does not have, each with the block to add."""
    theirs = None
    for key in arrivals.tandems:
        if workshop.tandem(key) is not None:
            continue
        if theirs is None and WORKSHOP_FILE in bag.files:
            try:
                theirs = parse_workshop(bag.read(WORKSHOP_FILE))
            except BrokenConfig:
                theirs = None
        tandem = theirs.tandem(key) if theirs else None
        block = "\n".join(f"      {line}" for line in write_tandem(tandem)) if tandem else ""
        yield Problem(
            f"tandem “{key}”",
            "workshop.toml has no tandem of this key.",
            f"Add its block there, then import again:\n{block}" if block else "Add it there.",
        )


def _stop_at_conflicts(
    archive: Archive, arrivals: Arrivals, settings: dict[str, bytes], file: Path
) -> list[str]:
    """Raise CannotImport with every conflict and what to do about it. Leave out choices of
    tandems that chose another picture here, and say which."""
    found = find_conflicts(archive, arrivals, settings)
    steps = "" if found.settings else _write_next_steps(found, arrivals, archive, file)
    _stop_at(found.list_all(), file.name, steps)
    for tandem in found.choices:
        del arrivals.choices[tandem]
    return [
        f"{tandem}: another picture is chosen here than in the bag; the choice here stays."
        for tandem in found.choices
    ]


def _write_next_steps(found: Conflicts, arrivals: Arrivals, archive: Archive, file: Path) -> str:
    fitting = [tandem for tandem in arrivals.tandems if tandem not in found.problems]
    root = archive.layout.root
    place = () if root == Path() else ("-C", root)
    steps = []
    if fitting:
        steps += [
            f"Nothing is in the way of {', '.join(fitting)}. To bring in only that:",
            f"  {write_command(*place, 'import', file, *fitting)}",
        ]
    if found.taken:
        steps += [
            f"Something else has the same numbers here: {', '.join(found.taken)}. So that nothing "
            "is lost, bring it into a new folder of its own:",
            f"  {write_command('-C', 'NEW-FOLDER', 'import', file)}",
            "Or store its words here once more, under new numbers, with “visions add”.",
        ]
    return "\n".join(steps)


# Storing


def _store_arrivals(archive: Archive, arrivals: Arrivals) -> None:
    root = archive.layout.root.resolve()
    archive = Archive(root)
    # With its folder a number is taken: a prompt that is typed in meanwhile gets another one.
    for record, paths in arrivals.records.items():
        if any(path.startswith(OUTPUTS) for path in paths):
            make_folder(archive.layout.record_folder(record))
    for record, paths in arrivals.records.items():
        for path in order_files(paths):
            _store(archive, arrivals, root, path, record)
    for tandem, paths in arrivals.choices.items():
        for path in paths:
            _store(archive, arrivals, root, path, RecordId(tandem, 1))
    for tandem in arrivals.tandems:
        _list_known(archive, arrivals, tandem)


def _list_known(archive: Archive, arrivals: Arrivals, tandem: str) -> None:
    """List in the tandem's manifest what was there already and is what the bag has; it may lack
    them, as where prompts were typed in and the outputs were lost."""
    manifest = Manifest(archive.layout, tandem)
    listed, lines = manifest.read(), {}
    records = {one: paths for one, paths in arrivals.records.items() if one.tandem == tandem}
    some = [path for paths in records.values() for path in paths]
    for path in (*some, *arrivals.choices.get(tandem, [])):
        digest = arrivals.bag.files[path]
        is_kept = path.startswith(OUTPUTS) or path in arrivals.listed
        if path not in listed and is_kept and digest_file(archive.layout.root / path) == digest:
            lines[path] = digest
    if lines:
        manifest.change(lines)


def _store(archive: Archive, arrivals: Arrivals, root: Path, path: str, record: RecordId) -> None:
    if is_there(root / path):
        return
    data = arrivals.bag.read(path)
    if path.startswith(OUTPUTS) or path in arrivals.listed:
        is_picture = path.rpartition("/")[2].startswith("original.")
        archive.publish(root / path, data, record.tandem, read_only=is_picture)
    else:
        publish_file(root / path, data)


def _list_truth(arrivals: Arrivals) -> list[str]:
    paths = [path for listed in arrivals.records.values() for path in listed]
    return paths + [path for listed in arrivals.choices.values() for path in listed]


def _list_all(arrivals: Arrivals, settings: dict[str, bytes]) -> list[str]:
    return [*settings, *_list_truth(arrivals)]
