"""The manifest of a tandem, read line by line: what each file was when it was stored."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from visions.verification.finding import Finding
from visions.verification.names import MANIFEST, read_truth_path

_LONGEST = 4096
_LINE = re.compile(rb"([0-9a-f]{64})  (\S[^\n]*)\n")


@dataclass(slots=True)
class Manifest:
    """SHA-256s by path (from the workshop folder on), kept by the number of their record.

    Under 0 is what belongs to the tandem. `exists` is False where there is none or it cannot be
    read.
    """

    path: Path
    exists: bool = False
    digests: dict[int, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stamp: tuple[int, int] | None = None

    def of(self, number: int) -> Mapping[str, str]:
        return self.digests.get(number, {})

    @property
    def has_changed(self) -> bool:
        """Whether somebody wrote to it since it was read."""
        return self.exists and _stamp(self.path) != self.stamp


def read_manifest(outputs: Path, tandem: str) -> Manifest:
    """The manifest in `outputs`/`tandem`. Of two lines about one path, the later counts."""
    manifest = Manifest(outputs / tandem / MANIFEST)
    place = f"outputs/{tandem}/{MANIFEST}"
    if manifest.path.is_symlink():
        return manifest  # told of where the folder is listed
    bad, first = 0, 0
    try:
        manifest.stamp = _stamp(manifest.path)
        with manifest.path.open("rb") as lines:
            # A line has an end to its length, whatever somebody put there.
            for number, line in enumerate(iter(lambda: lines.readline(_LONGEST), b""), 1):
                if not _take(manifest, tandem, line):
                    bad, first = bad + 1, first or number
        manifest.exists = True
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return manifest
    except OSError as error:
        told = {"reason": (error.strerror or "unknown reason").lower()}
        manifest.findings.append(Finding("V016", place, tandem, told))
        return manifest
    if bad:
        told_lines = {"count": bad, "line": first}
        manifest.findings.append(Finding("V021", place, tandem, told_lines))
    return manifest


def _take(manifest: Manifest, tandem: str, line: bytes) -> bool:
    """Keep what one line says. Whether it is a line about a file of this tandem.

    A last line without its end still counts, and is told of as torn.
    """
    match = _LINE.fullmatch(line if line.endswith(b"\n") else line + b"\n")
    if match is None:
        return False
    name = match[2].decode("utf-8", "replace")
    number = read_truth_path(name, tandem)
    if number is None:
        return False
    manifest.digests.setdefault(number, {})[name] = match[1].decode()
    return line.endswith(b"\n")


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        facts = os.lstat(path)
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns
