"""What lies in one folder: the names that belong there, and findings about all the others."""

from __future__ import annotations

import os
from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visions.verification.finding import Finding
from visions.verification.names import CLOUD_ONLY, DROPPED, TEMPORARY, find_source, find_twin

MOST_STRAYS = 10
"""Files of a folder that are told one by one; of the others, how many there are."""

Known = Callable[[str], bool]


@dataclass(slots=True)
class Folder:
    """One folder, listed. Links are never followed; names that begin with “.” do not count.

    `files` and `folders` are the names that belong there.
    """

    path: Path
    place: str
    group: str = ""
    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    exists: bool = False

    def tell(self, code: str, name: str = "", **told: object) -> None:
        place = f"{self.place}/{name}".lstrip("/") if name else self.place
        self.findings.append(Finding(code, place, self.group, told))


def list_folder(
    path: Path,
    place: str,
    group: str = "",
    *,
    knows_file: Known,
    knows_folder: Known = lambda name: False,
    takes_texts: bool = False,
) -> Folder:
    """List `path`, which messages call `place`. `takes_texts`: prompts may be dropped there.

    A folder that is missing is empty; one that cannot be read is a finding.
    """
    folder = Folder(path, place, group)
    strays: list[str] = []
    count = 0
    if path.is_symlink():
        folder.tell("V013", kind="a link")
        return folder
    try:
        for entry in _scan(path):
            name = entry.name
            if name.startswith("."):
                if name.startswith(TEMPORARY):
                    folder.tell("V015", name)
                elif name.endswith(CLOUD_ONLY):
                    folder.tell("V019", name)
            elif entry.is_symlink():
                if knows_folder(name):
                    folder.folders.add(name)  # whoever opens it tells of the link
                else:
                    folder.tell("V013", name, kind="a link")
            elif entry.is_dir(follow_symlinks=False):
                if knows_folder(name):
                    folder.folders.add(name)
                elif not _sort_out(folder, name, knows_folder):
                    count += 1
                    _keep_first(strays, f"{name}/")
            elif not entry.is_file(follow_symlinks=False):
                folder.tell("V013", name, kind="a pipe or a device")
            elif knows_file(name):
                folder.files.add(name)
            elif _is_readme(name) or _sort_out(folder, name, knows_file):
                pass
            elif takes_texts and name.lower().endswith(DROPPED):
                folder.tell("V018", name)
            else:
                count += 1
                _keep_first(strays, name)
        folder.exists = True
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        folder.tell("V016", reason=(error.strerror or "unknown reason").lower())
    for name in strays:
        folder.tell("V010", name)
    if count > len(strays):
        folder.tell("V011", count=f"{count - len(strays):,}")
    return folder


def _scan(path: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        yield from entries


def _keep_first(names: list[str], name: str) -> None:
    """Keep the first few names of however many there are."""
    insort(names, name)
    del names[MOST_STRAYS:]


def _sort_out(folder: Folder, name: str, is_known: Known) -> bool:
    """Whether this is a copy or another spelling of something that belongs there."""
    if twin := find_twin(name, is_known):
        folder.tell("V014", name, twin=twin)
    elif source := find_source(name, is_known):
        folder.tell("V012", name, twin=source)
    else:
        return False
    return True


def _is_readme(name: str) -> bool:
    return name.rpartition(".")[0].lower() == "readme" or name.lower() == "readme"
