"""One command's view of its workshop: folder, configuration and archive, opened once."""

from __future__ import annotations

import shutil
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visions.errors import UnknownTandem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from visions.archive.store import Archive
    from visions.model import RecordId, Tandem, Workshop


@dataclass(frozen=True, slots=True)
class Session:
    """An opened workshop."""

    folder: Path
    workshop: Workshop
    archive: Archive

    @classmethod
    def open(cls, folder: Path) -> Session:
        """Read the configuration of `folder`. Raises NoWorkshop and BrokenConfig."""
        from visions.archive.store import Archive
        from visions.config import load_workshop

        return cls(folder, load_workshop(folder), Archive(folder))

    def pick_tandem(self, key: str) -> Tandem:
        """The tandem with this key. Raises UnknownTandem with the nearest right key."""
        tandem = self.workshop.tandem(key)
        if tandem is not None:
            return tandem
        import difflib

        keys = [tandem.key for tandem in self.workshop.tandems]
        near = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
        hint = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(keys)}."
        raise UnknownTandem(key=key, suggestion=hint)

    def pick_tandems(self, keys: Sequence[str]) -> list[Tandem]:
        """These tandems, or all of them where none is named."""
        return [self.pick_tandem(key) for key in keys] or list(self.workshop.tandems)

    def pick_record(self, key: str, number: int) -> RecordId:
        """The prompt of this number. Raises NoSuchRecord."""
        from visions.errors import NoSuchRecord
        from visions.model import RecordId

        record = RecordId(self.pick_tandem(key).key, number)
        if record not in self.archive.list_records(key):
            raise NoSuchRecord(key=key, number=record.digits)
        return record


def open_console(*, stderr: bool = False) -> Console:
    """A terminal that takes text as it is: no markup, no highlighting, controls made harmless."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, soft_wrap=True, emoji=False)


def say(text: str, *, stderr: bool = False) -> None:
    """Print one text for a person: other people's controls removed, wrapped to a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    text = make_harmless(text)
    if stream.isatty():
        width = max(40, shutil.get_terminal_size().columns)
        text = "\n".join(_wrap(line, width) for line in text.split("\n"))
    print(text, file=stream, flush=True)


def _wrap(line: str, width: int) -> str:
    """Break a line between words; what follows hangs below where its words began."""
    if len(line) <= width:
        return line
    begin = len(line) - len(line.lstrip(" -•✓✗"))
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * begin,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )


def make_harmless(text: str) -> str:
    """Text that cannot steer a terminal: escape sequences and other controls become “·”."""
    return "".join(
        character if character == "\n" or character.isprintable() else "·" for character in text
    )
