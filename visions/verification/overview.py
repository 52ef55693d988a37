"""What belongs to the whole workshop: gallery, print files and the journal of the live room."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visions.verification.built import BuiltList, read_built
from visions.verification.finding import Finding
from visions.verification.fixity import read_file
from visions.verification.folder import Folder, list_folder
from visions.verification.names import BUILT, is_on_demand

JOURNAL = "session/journal.jsonl"
_LONGEST = 16 * 1024 * 1024
_OWN_FOLDERS = ("assets", "print")
_OWN_FILES = ("index.html",)


@dataclass(slots=True)
class Overview:
    """What came of it."""

    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    bytes: int = 0


def list_outputs(root: Path, is_tandem: Callable[[str], bool]) -> tuple[Folder, BuiltList]:
    """What lies in outputs/ itself, and the list of what was built there."""
    is_link = (root / "outputs").is_symlink()
    built = BuiltList() if is_link else read_built(root / "outputs")
    firsts = {name.partition("/")[0] for name in built.digests if "/" in name}

    def knows(name: str) -> bool:
        return name in (*_OWN_FILES, BUILT) or name in built.digests or is_on_demand(name)

    folder = list_folder(
        root / "outputs",
        "outputs",
        knows_file=knows,
        knows_folder=lambda name: is_tandem(name) or name in _OWN_FOLDERS or name in firsts,
    )
    return folder, built


def judge_overview(
    root: Path, folder: Folder, built: BuiltList, is_tandem: Callable[[str], bool]
) -> Overview:
    """Compare what was built for the whole workshop with the list beside it."""
    overview = Overview(files=int(built.exists), bytes=built.size)

    def tell(code: str, name: str, **told: object) -> None:
        overview.findings.append(Finding(code, f"outputs/{name}", told=told))

    present = {name for name in folder.files if name != BUILT}
    for name in sorted(folder.folders):
        if not is_tandem(name):
            present |= _list_below(root, name, built, overview)
    derived = {name for name in present if not is_on_demand(name)}
    if built.trouble:
        tell(built.trouble, BUILT, **built.told)
    elif derived and not built.exists:
        tell("V072", BUILT)
    for name in built.list_missing(derived):
        tell("V070", name)
    for name in sorted(derived):
        reading = read_file(f"{root}/outputs/{name}", 0)
        overview.files += 1
        overview.bytes += reading.size
        if reading.trouble == "changed":
            tell("V017", name)
        elif reading.trouble:
            tell("V016", name, reason=reading.trouble)
        elif built.is_sound and name not in built.digests:
            tell("V074", name)
        elif built.is_sound and reading.digest != built.digests[name]:
            tell("V071", name)
    return overview


def _list_below(root: Path, name: str, built: BuiltList, overview: Overview) -> set[str]:
    """The files that belong into a folder of outputs/ and those below, by their paths."""

    def knows(file: str) -> bool:
        path = f"{name}/{file}"
        return path in built.digests or is_on_demand(path) or not built.is_sound

    def leads(folder: str) -> bool:
        return any(path.startswith(f"{name}/{folder}/") for path in built.digests)

    path = root.joinpath("outputs", *name.split("/"))
    folder = list_folder(path, f"outputs/{name}", knows_file=knows, knows_folder=leads)
    overview.findings += folder.findings
    found = {f"{name}/{file}" for file in folder.files}
    for below in sorted(folder.folders):
        found |= _list_below(root, f"{name}/{below}", built, overview)
    return found


def judge_journal(root: Path) -> Iterator[Finding]:
    """Lines of the live room that are none. A torn last one was never confirmed to anybody."""
    bad, first, last = 0, 0, b""
    try:
        if (root / JOURNAL).is_symlink():
            yield Finding("V013", JOURNAL, told={"kind": "a link"})
            return
        with (root / JOURNAL).open("rb") as lines:
            for number, line in enumerate(iter(lambda: lines.readline(_LONGEST), b""), 1):
                last = line
                if line.strip() and not _is_entry(line):
                    bad, first = bad + 1, first or number
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield Finding("V016", JOURNAL, told={"reason": (error.strerror or "unknown").lower()})
        return
    if bad and last and not last.endswith(b"\n") and not _is_entry(last):
        bad -= 1
    if bad:
        yield Finding("V004", JOURNAL, told={"count": bad, "line": first})


def _is_entry(line: bytes) -> bool:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(entry, dict) and all(isinstance(entry.get(k), str) for k in ("at", "what"))
