"""A bag brought into a workshop, new or existing: verified first, then stored file by file.

Only what cannot be rebuilt is stored; sheets and gallery are set anew from it. Nothing that is
there is overwritten, and a stop in between is made good by running it again.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from visions.archive.files import make_folder, publish_file
from visions.archive.layout import OUTPUTS, PROMPTS, RECORD, is_truth, parse_redaction_name
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.arrivals import Arrivals, order_files
from visions.bags.reader import Bag, open_bag
from visions.config import load_workshop
from visions.errors import BadBag, BrokenConfig, CannotImport, DiskFailed, Problem
from visions.model import RecordId, Workshop
from visions.public_copy import write_tandem
from visions.theme_file import FILE_NAME as THEME_FILE
from visions.theme_file import read_theme
from visions.theme_logo import LARGEST as LARGEST_LOGO
from visions.workshop_file import FILE_NAME as WORKSHOP_FILE
from visions.workshop_file import parse_workshop

LARGEST_SETTINGS = 1_000_000
_MOST_TOLD = 50


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


def import_bag(file: Path, folder: Path, *, dry_run: bool = False) -> Brought:
    """Store what the bag `file` holds in the workshop `folder`, or make one of it there.

    Raises BadBag where the file is no bag or does not verify, CannotImport with every conflict,
    BrokenConfig, Busy and DiskFailed. After BadBag and CannotImport nothing was changed.
    """
    try:
        opened = file.open("rb")
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = Problem(file.name, f"it cannot be read ({reason}).")
        raise BadBag([problem], file=file.name, count=1) from None
    with opened, open_bag(opened, file.name) as bag, Arrivals(bag) as arrivals:
        is_new = not (folder / WORKSHOP_FILE).exists()
        settings, workshop = _read_settings(bag, folder, file.name, is_new)
        problems = [*_find_strangers(arrivals, bag, workshop), *arrivals.check()]
        _stop_at(problems, file.name)
        archive = Archive(folder)
        if dry_run:
            _stop_at(_find_conflicts(archive, arrivals, settings), file.name)
            known = sum(_is_there(folder / path) for path in _list_all(arrivals, settings))
            return _count(arrivals, settings, known, is_new)
        try:
            make_folder(folder.resolve())
        except OSError as error:
            reason, advice = error.strerror or "unknown reason", "Choose another place."
            raise DiskFailed(file=folder, reason=reason, advice=advice) from None
        with hold_lock(archive.layout):
            _stop_at(_find_conflicts(archive, arrivals, settings), file.name)
            known = sum(_is_there(folder / path) for path in _list_all(arrivals, settings))
            _store_settings(folder, settings)
            _store_arrivals(archive, arrivals)
        return _count(arrivals, settings, known, is_new)


def _stop_at(problems: Sequence[Problem], name: str) -> None:
    if not problems:
        return
    told = list(problems[:_MOST_TOLD])
    if more := len(problems) - len(told):
        told.append(Problem("and", f"{more} more."))
    raise CannotImport(told, file=name, count=len(problems))


def _count(arrivals: Arrivals, settings: dict[str, bytes], known: int, is_new: bool) -> Brought:
    paths = _list_all(arrivals, settings)
    pictures = sum(path.endswith(f"/{RECORD}") for path in paths)
    notes = []
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
        if not _is_there(folder / path):
            publish_file(folder.resolve() / path, data)


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


def _find_conflicts(
    archive: Archive, arrivals: Arrivals, settings: dict[str, bytes]
) -> list[Problem]:
    """Whatever is there already and is something else."""
    root = archive.layout.root
    problems = []
    for path, data in settings.items():
        if _is_there(root / path) and _digest_file(root / path) != hashlib.sha256(data).hexdigest():
            problems.append(Problem(path, "there is another one in this folder."))
    for path in _list_truth(arrivals):
        if _is_there(root / path) and _digest_file(root / path) != arrivals.bag.files[path]:
            what = "there is something else of this name and number already."
            problems.append(Problem(path, what))
    if not problems:
        problems = [*_find_redacted(archive, arrivals)]
    return problems


def _find_redacted(archive: Archive, arrivals: Arrivals) -> Iterator[Problem]:
    """Prompts of which something was taken out, here or there: bringing it back must not be an
    accident."""
    for record, paths in arrivals.records.items():
        here, folder = f"{OUTPUTS}/{record}", archive.layout.record_folder(record)
        names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        mine = {name for name in names if parse_redaction_name(name)}
        theirs = {path.rpartition("/")[2] for path in paths if path.startswith(here)}
        theirs = {name for name in theirs if parse_redaction_name(name)}
        if mine - theirs:
            what = "something was taken out of this prompt here, and the bag is from before."
            yield Problem(here, what, "Export it anew after “visions redact” there, too.")
        elif theirs - mine and _list_more(archive, record, names, paths):
            what = "something was taken out of this prompt in the bag, and is still here."
            yield Problem(here, what, "Run “visions redact” here first.")


def _list_more(
    archive: Archive, record: RecordId, names: set[str], paths: Sequence[str]
) -> list[str]:
    """What this workshop still has of a prompt and the bag has no more."""
    here = [f"{OUTPUTS}/{record}/{name}" for name in names]
    both = (archive.layout.prompt(record), archive.layout.facts(record))
    here += [f"{PROMPTS}/{record}{path.suffix}" for path in both if path.exists()]
    return [path for path in here if is_truth(path) and path not in paths]


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


def _store(archive: Archive, arrivals: Arrivals, root: Path, path: str, record: RecordId) -> None:
    if _is_there(root / path):
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


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _digest_file(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
