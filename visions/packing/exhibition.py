"""What the page on top of a bag shows, kept until everything is packed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator

from visions.archive.layout import OUTPUTS, PROMPTS
from visions.documents.bag_cover import Exhibit
from visions.model import Entry, RecordId, Tandem


class Exhibition:
    """The prompts that were packed, in the order in which they came. They wait in a temporary file,
    so that ten thousand need no more memory than one; `close` lets go of it."""

    def __init__(self) -> None:
        self._lines = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def close(self) -> None:
        self._lines.close()

    def add(self, record: RecordId, is_chosen: bool, paths: Iterable[str]) -> None:
        """Note a prompt with its files."""
        here, words = f"{OUTPUTS}/{record}/", f"{PROMPTS}/{record}.md"
        listed = list(paths)
        names = [path.removeprefix(here) for path in listed if path.startswith(here)]
        line = [record.tandem, record.number, is_chosen, words in listed, names]
        self._lines.write(json.dumps(line) + "\n")

    def list_rooms(
        self, tandems: Iterable[Tandem], read: Callable[[RecordId], Entry | None]
    ) -> Iterator[tuple[Tandem, Iterator[Exhibit]]]:
        """Each tandem with what to show of it, to be gone through in this order."""
        self._lines.seek(0)
        line = self._lines.readline()

        def list_exhibits(key: str) -> Iterator[Exhibit]:
            nonlocal line
            while line and (told := json.loads(line))[0] == key:
                line = self._lines.readline()
                record = RecordId(key, told[1])
                entry = read(record)
                if entry is not None:
                    words = f"data/{PROMPTS}/{record}.md" if told[3] else ""
                    folder = f"data/{OUTPUTS}/{record}/"
                    yield Exhibit(entry, told[2], folder, words, tuple(told[4]))

        for tandem in tandems:
            yield tandem, list_exhibits(tandem.key)
