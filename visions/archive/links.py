"""Folders of the archive that are links: what they lead to may lie anywhere, and be gone soon."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from visions.archive.layout import Layout, parse_record_folder


def find_linked_folders(layout: Layout, tandem: str) -> Iterator[str]:
    """The folders of a tandem that are links, by their path from the workshop folder on.

    What lies below such a folder is not looked at.
    """
    outputs = layout.outputs / tandem
    for folder in (layout.prompts_of(tandem), outputs):
        linked = next((one for one in (folder.parent, folder) if one.is_symlink()), None)
        if linked is not None:
            yield _name(layout, linked)
        elif folder == outputs:
            with suppress(OSError):
                for path in sorted(folder.iterdir()):
                    if path.is_symlink() and parse_record_folder(path.name):
                        yield _name(layout, path)


def _name(layout: Layout, path: Path) -> str:
    return path.relative_to(layout.root).as_posix()
