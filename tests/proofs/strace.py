"""strace as a saboteur: count the calls of a command, then stop it or fail it at any of them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

STRACE = shutil.which("strace")

WRITING = (
    "write", "fsync", "link", "linkat", "rename", "renameat2", "unlink", "mkdir", "connect",
)  # fmt: skip
OPENING = ("openat", "socket")

_STARTED = re.compile(r"(?P<thread>\d+) +(?P<name>\w+)\((?P<rest>.*)$")
_RESUMED = re.compile(r"(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")
_RESULT = re.compile(r"\) += (?P<result>-?\d+|\?)")
_TEMPORARY = re.compile(r"\.tmp-(.+?)-\d+-[0-9a-f]{8}")


@dataclass(slots=True)
class Call:
    """One call as it was logged. `began` and `ended` are places in the log."""

    thread: int
    name: str
    arguments: str
    nth: int
    """Counted a thread and a name, from 1, as strace counts them."""
    began: int
    ended: int = -1
    result: str = "?"

    @property
    def worked(self) -> bool:
        return self.result not in ("?", "") and not self.result.startswith("-")

    def place(self, folder: Path) -> str:
        """What it touches, without what differs from run to run."""
        text = _TEMPORARY.sub(r".tmp-\1", self.arguments.replace(str(folder), "…"))
        names = re.findall(r'<…[^>]*>|"…[^"]*"', text)
        return f"{self.name} {' '.join(names)}" if names else self.name


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """The nth call of this name, in whichever thread gets there first."""

    name: str
    nth: int

    def __str__(self) -> str:
        return f"{self.name} {self.nth}"


def watch(log: Path, names: Iterable[str] = WRITING) -> list[str]:
    """The words in front of a command that log its calls."""
    assert STRACE is not None
    traced = ",".join(f"?{name}" for name in names)
    options = ["-f", "-qq", "-y", "-s", "64", "-e", "signal=none"]
    return [STRACE, *options, "-o", str(log), "-e", f"trace={traced}"]


def kill_at(point: Point, log: Path) -> list[str]:
    """The words in front of a command that is to be killed as it enters `point`."""
    return [*watch(log, [point.name]), "-e", f"inject={point.name}:signal=KILL:when={point.nth}"]


def fail_at(point: Point, error: str, log: Path) -> list[str]:
    """The words in front of a command whose call at `point` is to fail, in every thread."""
    return [*watch(log, [point.name]), "-e", f"inject={point.name}:error={error}:when={point.nth}"]


def read_log(log: Path) -> list[Call]:
    """The calls of a log in the order in which they began."""
    return list(_parse(log.read_text("utf-8", "replace").splitlines()))


def _parse(lines: list[str]) -> Iterator[Call]:
    counts: Counter[tuple[int, str]] = Counter()
    running: dict[int, Call] = {}
    calls = []
    for place, line in enumerate(lines):
        if match := _STARTED.match(line):
            thread, name, rest = int(match["thread"]), match["name"], match["rest"]
            counts[thread, name] += 1
            call = Call(thread, name, rest, counts[thread, name], place)
            calls.append(call)
            running[thread] = call
        elif match := _RESUMED.match(line):
            call = running[int(match["thread"])]
            rest = match["rest"]
        else:
            continue
        # The last match: what was written may look like a result itself.
        if results := _RESULT.findall(rest):
            call.ended, call.result = place, results[-1]
    yield from calls


def list_points(calls: Iterable[Call], folder: Path) -> list[Point]:
    """Where a command can be stopped: calls on the folder, to the network, and what it says."""
    return sorted(
        {
            Point(call.name, call.nth)
            for call in calls
            if str(folder) in call.arguments
            or call.name in ("connect", "socket")
            or (call.name == "write" and call.arguments.startswith(("1<", "2<")))
        }
    )


def find_place(log: Path, point: Point, folder: Path) -> str | None:
    """What the call at `point` touched; None where the command never got there."""
    hit = (call for call in read_log(log) if call.name == point.name and call.nth == point.nth)
    first = next(hit, None)
    return None if first is None else first.place(folder)
