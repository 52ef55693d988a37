"""Where a picture comes from: who asked for it, with which words, when, from whom, and whether
what the archive holds of it is still what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from visions.archive.credentials import Credentials, has_credentials, read_credentials
from visions.archive.files import digest_file
from visions.archive.layout import is_truth
from visions.archive.manifest import Manifest
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.archive.tombstone import Tombstone, find_stopped, list_tombstones
from visions.errors import VisionsError
from visions.labels import label_picture
from visions.model import Entry, Record, RecordId, Tandem


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known of one prompt and its picture.

    `credentials` is None without Content Credentials in the original or without the library that
    reads them; `has_credentials` tells which. `altered` are the files, from the workshop folder
    on, that are gone or no longer as they were stored; `unlisted` those of which nothing was noted.
    `facts` is what stands beside the prompt, as far as it can be read. `redactions` tell what was
    taken out, the oldest first; `stopped` is the one that has yet to be finished.
    """

    tandem: Tandem
    entry: Entry
    label: str
    has_credentials: bool
    credentials: Credentials | None
    revisions: int
    checked: int
    altered: tuple[str, ...]
    unlisted: tuple[str, ...]
    facts: Mapping[str, object]
    is_chosen: bool
    redactions: tuple[Tombstone, ...]
    stopped: Tombstone | None

    @property
    def id(self) -> RecordId:
        return self.entry.id

    @property
    def record(self) -> Record | None:
        return self.entry.record


def trace_record(archive: Archive, tandem: Tandem, record: RecordId) -> Provenance:
    """Look one prompt up, and read all its files once.

    Raises as `Archive.read_entry`, and Damaged for a broken choice or tombstone.
    """
    entry = archive.read_entry(record)
    original = _read_original(archive, entry.record)
    is_signed = bool(
        entry.record and original and has_credentials(original, entry.record.media_type)
    )
    credentials = None
    if is_signed and entry.record and original:
        credentials = read_credentials(original, entry.record.media_type)
    checked, altered, unlisted = _check_files(archive, record)
    return Provenance(
        tandem=tandem,
        entry=entry,
        label=label_picture(entry.record) if entry.record else "",
        has_credentials=is_signed,
        credentials=credentials,
        revisions=len(Revisions(archive).list_numbers(record)),
        checked=checked,
        altered=tuple(altered),
        unlisted=tuple(unlisted),
        facts=entry.prompt.facts or _read_facts(archive, record),
        is_chosen=archive.read_choice(record.tandem) == record.number,
        redactions=tuple(list_tombstones(archive.layout, record)),
        stopped=find_stopped(archive.layout, record),
    )


def _read_facts(archive: Archive, record: RecordId) -> Mapping[str, object]:
    """An entry with its picture says only what was sent; when it came stands beside the prompt."""
    try:
        return archive.read_prompt(record).facts
    except VisionsError:
        return {}


def _read_original(archive: Archive, record: Record | None) -> bytes | None:
    try:
        return archive.read_original(record) if record else None
    except OSError:
        return None


def _check_files(archive: Archive, record: RecordId) -> tuple[int, list[str], list[str]]:
    """How many files were compared with the manifest, which differ, and which are not in it."""
    layout = archive.layout
    prompt = layout.prompt(record).relative_to(layout.root).as_posix().removesuffix(".md")
    folder = layout.record_folder(record).relative_to(layout.root).as_posix()
    listed = {
        name: digest
        for name, digest in Manifest(layout, record.tandem).read().items()
        if name.startswith((f"{prompt}.", f"{folder}/"))
    }
    altered = [name for name, digest in listed.items() if digest_file(layout.root / name) != digest]
    there = [layout.prompt(record), layout.facts(record), *_list_folder(layout.root / folder)]
    names = [path.relative_to(layout.root).as_posix() for path in there if path.is_file()]
    unlisted = [name for name in names if is_truth(name) and name not in listed]
    return len(listed), sorted(altered), sorted(unlisted)


def _list_folder(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
