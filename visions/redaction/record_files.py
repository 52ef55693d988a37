"""Which files belong to one record: its truth, what was made of it, and what stopped runs left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from visions.archive.files import TEMPORARY_PREFIX
from visions.archive.layout import (
    ASSETS,
    BUILT,
    GALLERY,
    INDEX,
    LABELLED,
    OUTPUTS,
    PRINT,
    STAND_IN,
    THUMBNAIL,
    Layout,
    is_truth,
    parse_attempt_name,
)
from visions.errors import DiskFailed
from visions.model import RecordId

_DERIVED = re.compile(r"(?:worksheet|roadmap)\.[a-z]{2}(?:-[a-z]{2})?\.[a-z0-9]+")
_REPORT = re.compile(r"report\.[a-z]{2}\.(?:pdf|html)")
_PAPER = re.compile(r"(?:selected-)?(?:worksheets|roadmaps|cards|posters|contact-sheet)[^/]*\.pdf")


def list_record_files(layout: Layout, record: RecordId) -> list[Path]:
    """The files of a record that are truth, and raw answers that were not read yet."""
    folder = layout.record_folder(record)
    found = [path for path in (layout.prompt(record), layout.facts(record)) if path.is_file()]
    for path in list_folder(folder):
        name = path.relative_to(layout.root).as_posix()
        if is_truth(name) or parse_attempt_name(path.name):
            found.append(path)
    return found


def list_derived(layout: Layout, record: RecordId) -> list[Path]:
    """What is there and was made of a record: its copies and sheets, gallery, papers and index."""
    folder = layout.record_folder(record)
    known = {LABELLED, STAND_IN, THUMBNAIL, BUILT, *_read_built(folder / BUILT)}
    of_record = [
        path for path in list_folder(folder) if path.name in known or _DERIVED.fullmatch(path.name)
    ]
    return [*of_record, *_list_overview(layout)]


def list_strays(layout: Layout, record: RecordId) -> list[Path]:
    """Temporary files that a stopped run left of this record."""
    beginning = f"{TEMPORARY_PREFIX}{record.digits}."
    prompts = list_folder(layout.prompts_of(record.tandem))
    own = [path for path in prompts if path.name.startswith(beginning)]
    folder = list_folder(layout.record_folder(record))
    return [*own, *(path for path in folder if path.name.startswith(TEMPORARY_PREFIX))]


def is_derived(name: str) -> bool:
    """Whether a path from the workshop folder on, with slashes, is one that is built anew."""
    parts = name.split("/")
    if parts[0] != OUTPUTS or len(parts) < 2:
        return False
    if len(parts) == 4:
        return parts[3] in (LABELLED, STAND_IN, THUMBNAIL, BUILT) or bool(
            _DERIVED.fullmatch(parts[3])
        )
    if len(parts) == 2:
        is_index = parts[1].startswith(INDEX)
        return parts[1] in (GALLERY, BUILT) or is_index or bool(_REPORT.fullmatch(parts[1]))
    is_paper = parts[1] == PRINT and _PAPER.fullmatch(parts[-1]) is not None
    return len(parts) == 3 and (parts[1] == ASSETS or is_paper)


def read_bytes(path: Path) -> bytes:
    """Raises DiskFailed."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _cannot_read(path, error) from None


def _list_overview(layout: Layout) -> Iterator[Path]:
    """What shows all records together. Own files of people, by other names, are not among it."""
    listed = _read_built(layout.outputs / BUILT)
    for name in sorted({GALLERY, BUILT, *listed}):
        path = layout.outputs / name
        # Fonts, styles and scripts say nothing of any record.
        if not name.startswith(f"{ASSETS}/") and path.is_file():
            yield path
    for path in list_folder(layout.outputs):
        if _REPORT.fullmatch(path.name) or path.name.startswith(INDEX):
            yield path
    for path in list_folder(layout.outputs / PRINT):
        if _PAPER.fullmatch(path.name) and f"{PRINT}/{path.name}" not in listed:
            yield path


def _read_built(path: Path) -> list[str]:
    try:
        note = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    files = note.get("files") if isinstance(note, dict) else None
    names = files if isinstance(files, dict) else {}
    return [name for name in names if ".." not in name and not name.startswith(("/", "\\"))]


def list_folder(folder: Path) -> list[Path]:
    """The files in a folder, none where it is missing. Raises DiskFailed."""
    try:
        found = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _cannot_read(folder, error) from None
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _cannot_read(path: Path, error: OSError) -> DiskFailed:
    reason = error.strerror or "unknown reason"
    return DiskFailed(
        file="/".join(path.parts[-3:]), reason=reason, advice="Check its permissions."
    )
