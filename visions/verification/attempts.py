"""The attempts of one record: requests, how they ended, and the record that came of the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from visions.verification.notes import Told, read_moment

Note = Mapping[str, Any]
Place = tuple[str, str, Mapping[str, object]]
"""A file's name, a code, and what its finding tells."""

_FROM_REQUEST = ("provider", "parameters")
_FROM_RESULT = (
    *("system", "model", "media_type", "width", "height"),
    *("bytes", "sha256", "usage", "reported", "cost_usd"),
)


@dataclass(slots=True)
class Attempts:
    """Numbers of the files that are there, and their notes as far as they can be judged."""

    requests: set[int] = field(default_factory=set)
    results: set[int] = field(default_factory=set)
    bodies: set[int] = field(default_factory=set)
    asked: dict[int, Note] = field(default_factory=dict)
    ended: dict[int, Note] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """The last attempt that brought a picture, 0 where none did."""
        return max((n for n, note in self.ended.items() if note["outcome"] == "done"), default=0)

    def find_gaps(self, is_told: Callable[[str], bool]) -> Iterator[Place]:
        """Requests that are missing. `is_told`: whether a file was told of as missing already."""
        last = max(self.requests | self.results | self.bodies, default=0)
        for number in range(1, last + 1):
            name = f"request-{number}.json"
            if number in self.requests or is_told(name):
                continue
            if number in self.results:
                yield f"result-{number}.json", "V050", {}
            elif number in self.bodies:
                yield f"answer-{number}.body", "V050", {}
            else:
                told = {"kind": "requests", "last": last, "number": number}
                yield name, "V045", told

    def find_bodies(self, has_record: bool) -> Iterator[Place]:
        """Raw answers that nobody read yet, or that were left over."""
        for number in sorted(self.bodies):
            name = f"answer-{number}.body"
            if number in self.requests and number not in self.results:
                yield name, "V058", {"why": "it was not read yet"}
            elif number in self.results and (has_record or number == self.done):
                yield name, "V058", {"why": "the run that read it was stopped"}

    def find_strangers(self) -> Iterator[Place]:
        """Notes that are about another attempt than their name says."""
        for kind, notes in (("request", self.asked), ("result", self.ended)):
            for number, note in sorted(notes.items()):
                if note["attempt"] != number:
                    name = f"{kind}-{number}.json"
                    yield name, "V043", {"other": f"attempt {note['attempt']}"}

    def contradict(self, record: Note) -> Iterator[Told]:
        """Where a record says something else than the notes on its attempt."""
        number = record["attempt"]
        if asked := self.asked.get(number):
            name = f"request-{number}.json"
            yield from _compare(record, asked, _FROM_REQUEST, name)
            if record["prompt"] != asked["parameters"]["prompt"]:
                yield "V044", {"key": "prompt", "other": name}
            if read_moment(record["requested_at"]) != read_moment(asked["requested_at"]):
                yield "V044", {"key": "requested_at", "other": name}
        if ended := self.ended.get(number):
            name = f"result-{number}.json"
            if ended["outcome"] != "done":
                yield "V044", {"key": "attempt", "other": name}
                return
            yield from _compare(record, ended, _FROM_RESULT, name)
            if read_moment(record["created_at"]) != read_moment(ended["ended_at"]):
                yield "V044", {"key": "created_at", "other": name}


def _compare(record: Note, other: Note, keys: tuple[str, ...], name: str) -> Iterator[Told]:
    for key in keys:
        if record.get(key) != other.get(key):
            yield "V044", {"key": key, "other": name}
