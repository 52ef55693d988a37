"""A workshop's own templates: what lies in its folder `templates`, and which documents that is for.

Files in it win over the built-in ones of the same name. A link could lead out of the folder, so
it is left out, as is what is too large for a template.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from visions.errors import TemplateFailed

BUILT_IN = Path(__file__).parent / "templates"
FOLDER = "templates"
OWN_TEMPLATE_SECONDS = 20.0
"""What a template of the workshop's own may take for one document, before it is stopped."""
LARGEST_FILE = 20_000_000
"""Bytes of one file, such as a picture."""
PAGE_FILES = (".j2", ".html", ".svg", ".css", ".txt")
"""How the names of files end that a template of a page can include."""
PAPER_FILES = (".typ", ".svg", ".png", ".jpg", ".jpeg")
"""How the names of files end that a Typst template can use."""

_NEEDS = re.compile(
    r'^#import "([^"]+)"|\{%[-+]?\s*(?:extends|include|import|from)\s+"([^"]+)"', re.MULTILINE
)


class Fault(Exception):
    """What is wrong in a template. `file` is its name in the folder, `line` 0 where unknown.

    `is_late`: it took too long.
    """

    def __init__(self, file: str, line: int, reason: str, *, is_late: bool = False) -> None:
        self.file = file
        self.line = line
        self.reason = reason
        self.is_late = is_late
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """The folder as it was read: files by their name in it, with slashes.

    `left_out` are the names of files that are not used, each with the reason.
    """

    folder: Path | None
    files: Mapping[str, bytes]
    left_out: Sequence[tuple[str, str]] = ()

    @property
    def digest(self) -> str:
        """Changes with every file, so that a changed template makes documents stale."""
        total = hashlib.sha256(str(len(self.files)).encode())
        for name, data in self.files.items():
            total.update(hashlib.sha256(name.encode()).digest())
            total.update(hashlib.sha256(data).digest())
        return total.hexdigest()

    def serve(self, template: str) -> bool:
        """Whether `template`, or anything that the built-in one needs, is the workshop's own."""
        return any(name in self.files for name in read_parts(template))

    def check_time(self, template: str) -> None:
        """Raise Fault where `template` has taken too long before: it would again."""
        if fault := _late.get((self.folder, self.digest, template)):
            raise fault

    def remember(self, template: str, fault: Fault) -> None:
        """Keep in mind, until a file changes, that `template` takes too long."""
        if fault.is_late:
            _late[self.folder, self.digest, template] = fault

    def blame(
        self, template: str, fault: Fault, stand_in: bytes, notes: Sequence[str] = ()
    ) -> TemplateFailed:
        """The error to tell, with the document as the built-in template made it."""
        parts = [name for name in read_parts(template) if name in self.files]
        file, line, reason = fault.file, fault.line, fault.reason
        if file not in self.files:
            # Told where it shows: a built-in template misses what an own one should bring.
            reason += f" ({file}, line {line})" if file and line else ""
            file, line = (parts or [template])[0], 0
        return TemplateFailed(f"{FOLDER}/{file}", line, reason, stand_in=stand_in, notes=notes)


_late: dict[tuple[Path | None, str, str], Fault] = {}


def find_templates(folder: Path) -> Path | None:
    """The folder of the workshop's own templates; None without any."""
    own = folder / FOLDER
    return own if own.is_dir() else None


def read_own_templates(folder: Path | None) -> OwnTemplates:
    """What is in the templates `folder`; nothing where it is None or not there."""
    if folder is None or not folder.is_dir():
        return OwnTemplates(folder, {})
    files: dict[str, bytes] = {}
    left_out: list[tuple[str, str]] = []
    root, waiting = folder.resolve(), [folder]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            name = path.relative_to(folder).as_posix()
            if path.name.startswith("."):
                continue
            if path.is_symlink() or not path.resolve().is_relative_to(root):
                left_out.append((name, "it is a link, and links could lead out of the folder"))
            elif path.is_dir():
                waiting.append(path)
            elif path.is_file() and name.lower().endswith((*PAGE_FILES, *PAPER_FILES)):
                try:
                    is_large = path.stat().st_size > LARGEST_FILE
                    files |= {} if is_large else {name: path.read_bytes()}
                except OSError as error:
                    left_out.append((name, f"it cannot be read ({error.strerror})"))
                    continue
                if is_large:
                    left_out.append((name, f"it is larger than {LARGEST_FILE / 1e6:.0f} MB"))
    return OwnTemplates(folder, dict(sorted(files.items())), tuple(left_out))


def digest_templates(folder: Path | None) -> str:
    """All templates that documents are made with: the built-in ones and the workshop's own."""
    built_in, own = (read_own_templates(one).digest for one in (BUILT_IN, folder))
    return f"{built_in}-{own}"


@cache
def read_parts(template: str) -> Mapping[str, bytes]:
    """The built-in `template` first, then all that it needs, each once; empty where there is
    none of that name."""
    parts: dict[str, bytes] = {}
    waiting = [template]
    while waiting:
        name = waiting.pop(0)
        if name not in parts and (BUILT_IN / name).is_file():
            parts[name] = (BUILT_IN / name).read_bytes()
            waiting += ["".join(found) for found in _NEEDS.findall(parts[name].decode())]
    return parts
