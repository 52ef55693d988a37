"""A whole workshop folder, record by record, without holding it in memory. Writes nothing."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from visions.errors import NoWorkshop, UnknownTandem
from visions.verification.finding import Finding
from visions.verification.folder import list_folder
from visions.verification.holding import Slot
from visions.verification.names import is_slug
from visions.verification.overview import judge_journal, judge_overview, list_outputs
from visions.verification.record import Judged, judge_record
from visions.verification.settings import Settings, read_settings
from visions.verification.tandem import TandemCheck, TandemFolders, list_tandem


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a verification: what it found, and what it went through.

    `records` counts numbers that are in use, `pictures` those with a picture, `signed` those whose
    original carries Content Credentials; `total` is how many numbers there will be in all, as far
    as is known.
    """

    findings: Sequence[Finding] = ()
    records: int = 0
    pictures: int = 0
    signed: int = 0
    files: int = 0
    bytes: int = 0
    total: int = 0


@dataclass(slots=True)
class Tally:
    """The sum of all steps so far."""

    findings: list[Finding] = field(default_factory=list)
    records: int = 0
    pictures: int = 0
    signed: int = 0
    files: int = 0
    bytes: int = 0

    def add(self, step: Step) -> None:
        self.findings += step.findings
        self.records += step.records
        self.pictures += step.pictures
        self.signed += step.signed
        self.files += step.files
        self.bytes += step.bytes


def verify_workshop(
    root: Path, keys: Sequence[str] = (), *, threads: int | None = None
) -> Iterator[Step]:
    """Look at everything in `root`, or at the tandems `keys` alone, step by step.

    `threads` read side by side, one a processor if not told. Raises NoWorkshop where the folder
    is none at all, and UnknownTandem for a key of which there is neither settings nor a folder.
    """
    settings = read_settings(root)
    if settings.keys is None and not _has_folders(root):
        raise NoWorkshop(folder=root.resolve().name)
    verification = _Verification(root, settings, keys)
    yield Step(verification.findings, total=verification.total)
    workers = threads or _count_processors()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="verify")
    try:
        yield from verification.run(pool, most=workers * 4)
    finally:
        verification.stopped.set()
        pool.shutdown(cancel_futures=True)


class _Verification:
    def __init__(self, root: Path, settings: Settings, keys: Sequence[str]) -> None:
        self._root = root
        self.stopped = threading.Event()
        self._is_whole = not keys
        self._keys = settings.keys
        prompts = list_folder(
            root / "prompts",
            "prompts",
            knows_file=lambda name: False,
            knows_folder=is_slug,
        )
        self._outputs, self._built = list_outputs(root, self._is_tandem)
        there = prompts.folders | {name for name in self._outputs.folders if self._is_tandem(name)}
        self._tandems = self._pick([*(settings.keys or ()), *sorted(there)], keys)
        self._listed = [list_tandem(root, key) for key in self._tandems]
        self.findings = [*settings.findings]
        for folder in (prompts, self._outputs):
            self.findings += (
                one for one in folder.findings if self._is_whole or one.place == folder.place
            )
        if self._is_whole:
            self.findings += self._find_strangers()
        self.total = sum(len(listed.numbers) for listed in self._listed)

    def run(self, pool: ThreadPoolExecutor, most: int) -> Iterator[Step]:
        for listed in self._listed:
            yield from _check_tandem(listed, pool, most, self.stopped)
        if self._is_whole:
            done = judge_overview(self._root, self._outputs, self._built, self._is_tandem)
            yield Step(done.findings, files=done.files, bytes=done.bytes)
            yield Step(list(judge_journal(self._root)))

    def _pick(self, there: Sequence[str], wanted: Sequence[str]) -> list[str]:
        every = list(dict.fromkeys(there))
        for key in wanted:
            if key not in every:
                raise UnknownTandem(key=key, suggestion=f"There are: {', '.join(every)}.")
        return list(dict.fromkeys(wanted)) or every

    def _is_tandem(self, name: str) -> bool:
        """Whether a folder of outputs/ is a tandem's, be it one that workshop.toml knows or not."""
        if self._keys is not None and name in self._keys:
            return True
        if not is_slug(name) or name in ("assets", "print"):
            return False
        here = self._root / "outputs" / name
        return (self._root / "prompts" / name).is_dir() or any(
            (here / sign).exists() for sign in ("manifest-sha256.txt", "0001", "choice-0001.json")
        )

    def _find_strangers(self) -> Iterator[Finding]:
        if self._keys is None:
            return
        for key in self._tandems:
            if key not in self._keys:
                parts = ("prompts", "outputs")
                part = next(part for part in parts if (self._root / part / key).exists())
                yield Finding("V003", f"{part}/{key}", key)


def _check_tandem(
    listed: TandemFolders, pool: ThreadPoolExecutor, most: int, stopped: threading.Event
) -> Iterator[Step]:
    check = TandemCheck(listed)
    yield Step(check.findings)
    for judged in _judge_all(pool, check.list_slots(stopped), most):
        check.take(judged)
        yield Step(
            judged.findings,
            records=int(judged.is_used),
            pictures=int(judged.has_picture),
            signed=int(judged.is_signed),
            files=judged.files,
            bytes=judged.bytes,
        )
    closing = check.close()
    yield Step(closing, files=check.files, bytes=check.bytes)


def _judge_all(pool: ThreadPoolExecutor, slots: Iterable[Slot], most: int) -> Iterator[Judged]:
    """Judge side by side, in order, with at most so many under way."""
    running: deque[Future[Judged]] = deque()
    for slot in slots:
        running.append(pool.submit(judge_record, slot))
        if len(running) >= most:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


def _has_folders(root: Path) -> bool:
    return any((root / name).is_dir() for name in ("prompts", "outputs"))


def _count_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 2
