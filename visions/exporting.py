"""A workshop or some of its tandems as one ZIP: a BagIt bag, an RO-Crate and a gallery in one.

Equal content gives equal bytes, wherever and whenever it is packed. Nothing of the workshop is
changed but its sheets, which are brought up to date first where they are not.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from visions.archive.derived import list_built
from visions.archive.files import create_file
from visions.archive.layout import BUILT, OUTPUTS, is_truth
from visions.archive.links import find_linked_folders
from visions.archive.lock import hold_lock
from visions.archive.store import Archive
from visions.bag_errors import BadTarget, ExportTaken, NothingToExport
from visions.bags.writer import BagWriter
from visions.documents.own_templates import FOLDER as TEMPLATES
from visions.errors import AlreadyExists, Damaged, DiskFailed, Problem, VisionsError
from visions.events import Event, Trouble
from visions.model import Entry, RecordId, Tandem, Workshop
from visions.packing.packing import Packing
from visions.packing.scope import Scope
from visions.publishing import Publisher
from visions.theme_file import FILE_NAME as THEME_FILE
from visions.theme_file import read_theme
from visions.workshop_file import FILE_NAME as WORKSHOP_FILE

if TYPE_CHECKING:
    from typing_extensions import Buffer

Report = Callable[[Event], None]

_FULL = "Free some space or name another disk; no half file was left."
_NOT_THERE = "Name another place, where you may write; the workshop stays as it is."
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _NOT_THERE,
    errno.EACCES: _NOT_THERE,
    errno.EPERM: _NOT_THERE,
}


@dataclass(frozen=True, slots=True)
class Packed:
    """What is in a bag: how many prompts and pictures, files and bytes; `notes` for people."""

    prompts: int
    pictures: int
    files: int
    size: int
    notes: tuple[str, ...] = ()


def name_bag(workshop: Workshop, scope: Scope) -> str:
    """The folder that the bag is; of nothing that a person wrote."""
    return f"visions-{workshop.date.isoformat()}{'-public' * scope.public}"


def write_bag(workshop: Workshop, archive: Archive, target: IO[bytes], scope: Scope) -> Packed:
    """Write the bag into `target`, which must be seekable; needs no lock, changes nothing.

    Raises Damaged with every file that is missing or not as it was stored, and where a folder is
    a link: what is in `target`
    then must not be kept. Raises DiskFailed where something cannot be read, and OSError where
    `target` does not take it.
    """
    _stop_at_links(archive, scope)
    name = name_bag(workshop, scope)
    with (
        BagWriter(target, name) as writer,
        Packing(workshop, archive, writer, scope) as packing,
    ):
        packing.pack_settings()
        for tandem in scope.tandems:
            packing.pack_tandem(tandem)
        packing.pack_overview()
        packing.finish(name)
        if packing.problems:
            raise Damaged(packing.problems, count=len(packing.problems))
        return Packed(
            packing.prompts, packing.pictures, writer.count, target.tell(), tuple(packing.notes)
        )


def export_workshop(
    workshop: Workshop, archive: Archive, target: Path, scope: Scope, report: Report
) -> Packed:
    """Bring the sheets up to date and pack them with all the rest into the new file `target`.

    It is there whole and synced, or not at all. Raises BadTarget, ExportTaken where there is a file
    of that name, NothingToExport, Damaged, Busy and DiskFailed. In a folder that cannot be written
    to, the sheets are taken as they are.
    """
    _check_target(target)
    _stop_at_links(archive, scope)
    with contextlib.ExitStack() as stack:
        notes: tuple[str, ...] = ()
        try:
            stack.enter_context(hold_lock(archive.layout))
        except DiskFailed:
            notes = ("The folder cannot be written to, so the sheets are in it as they are.",)
        else:
            bring_up_to_date(workshop, archive, scope.tandems, report)
        packed = _write_file(workshop, archive, target, scope)
    return Packed(
        packed.prompts, packed.pictures, packed.files, packed.size, (*notes, *packed.notes)
    )


def foretell_export(workshop: Workshop, archive: Archive, target: Path, scope: Scope) -> Packed:
    """What `export_workshop` would pack now, with the same errors. Writes nothing."""
    _check_target(target)
    packed = write_bag(workshop, archive, cast(IO[bytes], _Nowhere()), scope)
    _stop_at_nothing(packed, scope)
    return packed


def bring_up_to_date(
    workshop: Workshop, archive: Archive, tandems: Sequence[Tandem], report: Report
) -> None:
    """Set the sheets that are older than what they say, then gallery and print files if need be.

    Goes by the files' times, as `make` does: looking into each of ten thousand pictures would take
    longer than packing them. Needs the lock. What cannot be set is reported.
    """
    layout = archive.layout
    publisher = Publisher(workshop, archive)
    settings = _find_newest(_list_settings(layout.root))
    overview, newest = _tell_age(layout.outputs / BUILT), settings
    for tandem in tandems:
        newest = max(newest, _find_newest((layout.outputs / tandem.key).glob("choice-*.json")))
        for record in archive.list_records(tandem.key):
            folder = layout.record_folder(record)
            truth = [layout.prompt(record), layout.facts(record), *_list_truth(folder, record)]
            if not _is_current(folder, max(settings, _find_newest(truth))):
                _publish(publisher, archive, tandem, record, report)
            newest = max(newest, _tell_age(folder / BUILT))
    if overview < newest:
        entries = {one: _read_entries(archive, one) for one in workshop.tandems}
        try:
            problems = publisher.publish_overview(entries).problems
        except VisionsError as error:
            problems = (error,)
        for problem in problems:
            report(Trouble(problem))
        if not problems:
            _note_time(layout.outputs / BUILT)


def _publish(
    publisher: Publisher, archive: Archive, tandem: Tandem, record: RecordId, report: Report
) -> None:
    try:
        problems = publisher.publish_record(tandem, archive.read_entry(record)).problems
    except VisionsError as error:
        problems = (error,)
    for problem in problems:
        report(Trouble(problem, record))
    if not problems:
        _note_time(archive.layout.record_folder(record) / BUILT)


def _is_current(folder: Path, since: int) -> bool:
    built = list_built(folder / BUILT)
    return (
        bool(built)
        and _tell_age(folder / BUILT) >= since
        and all((folder / name).is_file() for name in built)
    )


def _list_truth(folder: Path, record: RecordId) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if is_truth(f"{OUTPUTS}/{record}/{path.name}")]
    except OSError:
        return []


def _list_settings(root: Path) -> list[Path]:
    own = [root / TEMPLATES, *(root / TEMPLATES).rglob("*")]
    theme = read_theme(root)
    logo = [root / theme.logo.file] if theme.logo else []
    return [root / WORKSHOP_FILE, root / THEME_FILE, *own, *logo]


def _read_entries(archive: Archive, tandem: Tandem) -> list[Entry]:
    found = []
    for record in archive.list_records(tandem.key):
        with contextlib.suppress(VisionsError):  # packing tells of what cannot be read
            found.append(archive.read_entry(record))
    return found


def _find_newest(paths: Iterable[Path]) -> int:
    return max((_tell_age(path) for path in paths), default=0)


def _tell_age(path: Path) -> int:
    """When a file was last written, in nanoseconds; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _note_time(path: Path) -> None:
    """Note that what was built is up to date now, though nothing in it had to change."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _stop_at_links(archive: Archive, scope: Scope) -> None:
    """Neither set sheets through a link nor pack what it leads to."""
    linked = [
        name for one in scope.tandems for name in find_linked_folders(archive.layout, one.key)
    ]
    what, todo = "it is a link, not a folder.", "Put the folder itself in its place."
    if problems := [Problem(name, what, todo) for name in dict.fromkeys(linked)]:
        raise Damaged(problems, count=len(problems))


def _stop_at_nothing(packed: Packed, scope: Scope) -> None:
    if packed.prompts or (scope.is_whole and not scope.only_chosen):
        return
    keys = ", ".join(tandem.key for tandem in scope.tandems)
    if scope.only_chosen:
        reason = f"no picture is chosen yet for {keys}"
        advice = "Choose one with “visions choose TANDEM NNNN”, or leave out --only-chosen."
    else:
        reason = f"there is no prompt yet for {keys}"
        advice = "Name another tandem, or store a prompt with “visions add”."
    raise NothingToExport(reason=reason, advice=advice)


def _check_target(target: Path) -> None:
    if target.suffix.lower() != ".zip":
        raise BadTarget(file="" if target == Path() else target)
    if target.exists() or target.is_symlink():
        raise ExportTaken(file=target.name)
    if not target.parent.is_dir():
        advice = "Make the folder first, or name another place."
        raise DiskFailed(file=target.name, reason="there is no such folder", advice=advice)


def _write_file(workshop: Workshop, archive: Archive, target: Path, scope: Scope) -> Packed:
    try:
        with create_file(target) as file:
            packed = write_bag(workshop, archive, file, scope)
            _stop_at_nothing(packed, scope)
            return packed
    except AlreadyExists:
        raise ExportTaken(file=target.name) from None
    except DiskFailed as failed:
        cause = failed.__cause__
        if not isinstance(cause, OSError):  # something of the workshop cannot be read
            raise
        number = cause.errno or 0
        reason = os.strerror(number) if number else "unknown reason"
        advice = _ADVICE.get(number, "Name another place.")
        raise DiskFailed(file=target, reason=reason, advice=advice) from cause


class _Nowhere(io.RawIOBase):
    """Takes what is written to it and keeps only where it was."""

    def __init__(self) -> None:
        self._place = 0
        self._size = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = start + offset
        return self._place

    def write(self, data: Buffer) -> int:
        count = memoryview(data).nbytes
        self._place += count
        self._size = max(self._size, self._place)
        return count
