"""Everything of a workshop in one ZIP file, to be carried away from the room."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from visions.archive.files import TEMPORARY_PREFIX
from visions.archive.layout import OUTPUTS, PROMPTS, Layout
from visions.workshop_file import FILE_NAME


def pack_workshop(layout: Layout, target: IO[bytes]) -> int:
    """Write prompts, pictures, answers and documents into `target`; return how many files.

    The session's journal, which holds the codes, stays behind, and so do links and temporaries.
    """
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for path in _list_files(layout.root):
            package.write(path, path.relative_to(layout.root).as_posix())
            count += 1
    return count


def _list_files(root: Path) -> Iterator[Path]:
    yield from (path for path in (root / FILE_NAME,) if path.is_file())
    for folder in (PROMPTS, OUTPUTS):
        for path in sorted((root / folder).rglob("*")):
            is_ours = path.is_file() and not path.is_symlink()
            if is_ours and not path.name.startswith(TEMPORARY_PREFIX):
                yield path
