"""Taking a text, or a whole record, out of a workshop: plan, tombstone, truth, what is made of it.

The order makes a stop at any moment harmless. A tombstone is published first; while the manifest
does not list it, the same command goes on from there. The truth is changed next, then everything
made of it is removed, then the manifest is brought up to date in one piece. Only then is anything
set anew: where that fails, words are missing, and none is left.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from visions.archive.files import (
    digest_file,
    find_temporaries,
    publish_file,
    remove_files,
    replace_for_good,
)
from visions.archive.layout import PROMPTS, Layout
from visions.archive.lock import hold_lock
from visions.archive.manifest import Manifest
from visions.archive.notes import dump_note
from visions.archive.prompt_text import decode_prompt
from visions.archive.store import Archive, Clock, tell_time
from visions.archive.tombstone import (
    MARK,
    Tombstone,
    describe_tombstone,
    find_stopped,
    list_tombstones,
    note_requests,
    note_tombstone,
)
from visions.errors import (
    BadPrompt,
    BadRedaction,
    DiskFailed,
    NoSuchRecord,
    NothingToRedact,
    RedactionOpen,
    VisionsError,
)
from visions.model import Entry, RecordId, Tandem, Workshop
from visions.publishing import Publisher
from visions.redaction.advice import describe_remains
from visions.redaction.plan import Plan, goes_on, plan_removal, plan_text
from visions.redaction.record_files import list_record_files, list_strays
from visions.redaction.remains import Remains, find_remains
from visions.redaction.sought_text import SoughtText

LONGEST_REASON = 500
"""Characters of `why` and `by`."""

_SETTLED = 60.0
"""Seconds after which a temporary file is no running command's any more."""
_ROUNDS = 5
"""How often is looked again for what others stored meanwhile; answers need no lock."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to go, and what is kept of that. `text` None: the whole record."""

    record: RecordId
    text: SoughtText | None = None
    by: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        """Raises BadRedaction where the reason says what is to be taken out, and so on."""
        for name, said in (("--why", self.why), ("--by", self.by)):
            if len(said) > LONGEST_REASON:
                _refuse(f"{name} is longer than {LONGEST_REASON} characters", "Say it shorter.")
            if self.text is not None and self.text.is_in_prose(said):
                _refuse(f"{name} says it, and what {name} says is kept", "Say it without that.")
        # The mark must not be found again, neither alone nor beside another.
        if self.text is not None and self.text.find(MARK * 3):
            _refuse("it is part of the mark that stands in its place", "Give some of its words.")


@dataclass(slots=True)
class Redacted:
    """What came of it. `problems` tell what could not be set anew; `remains` where else it is."""

    plan: Plan
    files: tuple[str, ...] = ()
    problems: list[VisionsError] = field(default_factory=list)
    remains: Remains | None = None
    resumed: bool = False
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Papers that were removed, by the command that makes them again."""


class Redaction:
    """One order on one workshop."""

    def __init__(
        self, workshop: Workshop, archive: Archive, order: Order, *, clock: Clock = tell_time
    ) -> None:
        self._workshop = workshop
        self._archive = archive
        self._layout: Layout = archive.layout
        self._order = order
        self._clock = clock
        self._begun: Redacted | None = None

    def look(self) -> Redacted:
        """What carrying it out would come to. Changes nothing and needs no lock.

        Raises NoSuchRecord, NothingToRedact, RedactionOpen, CannotRedact and DiskFailed.
        """
        stopped = self._find_stopped()
        plan = self._plan(stopped)
        remains = self._find_remains()
        self._check(plan, stopped, remains)
        return Redacted(plan, self._name(plan), remains=remains, resumed=stopped is not None)

    def is_new(self) -> bool:
        """Whether carrying it out begins a redaction, whose note says who and why. Raises as
        `look` does."""
        stopped = self._find_stopped()
        plan = self._plan(stopped)
        return stopped is None and bool(plan.changes or plan.removals)

    def carry_out(self, tell: Callable[[str], None] = lambda text: None) -> Redacted:
        """Do it. Raises as `look` does, and Busy; nothing is changed then.

        Where it raises DiskFailed, or is stopped, the same order finishes it. `tell` is told what
        takes a while.
        """
        with hold_lock(self._layout):
            stopped = self._find_stopped()
            plan = self._plan(stopped)
            wanted = self._find_words()
            if not plan.changes and not plan.removals and stopped is None:
                self._check(plan, None, self._find_remains())
            tombstone = self._publish_tombstone(plan, stopped)
            done = Redacted(plan, resumed=stopped is not None)
            done.missing = self._list_papers(plan.derived)
            self._begun = done
            tombstone = self._change_truth(plan, tombstone)
            done.files = tombstone.files
            self._list_all(tombstone)
            tell("Setting anew what was made of it …")
            self._rebuild(done)
            tell("Looking through the folder …")
            done.remains = (
                find_remains(self._layout, wanted, self._order.record) if wanted else None
            )
            return done

    def find_gone(self) -> Redacted | None:
        """After a stop: what came of it where all that was to go is gone, and only what was made of
        it may not be set anew. None where the same order has to finish it."""
        is_open = find_stopped(self._layout, self._order.record) is not None
        return None if is_open else self._begun

    # What is there

    def _find_stopped(self) -> Tombstone | None:
        record, text = self._order.record, self._order.text
        if not self._layout.record_folder(record).is_dir() and not self._is_there():
            raise NoSuchRecord(key=record.tandem, number=record.digits)
        stopped = find_stopped(self._layout, record)
        if stopped is None or text is None:
            # To remove all of it finishes whatever was begun.
            return stopped if stopped is None or stopped.what == "record" else None
        if stopped.what == "record" or not goes_on(self._layout, stopped, text):
            raise RedactionOpen(record=record)
        return stopped

    def _is_there(self) -> bool:
        record = self._order.record
        return self._layout.prompt(record).exists() or self._layout.facts(record).exists()

    def _plan(self, stopped: Tombstone | None) -> Plan:
        record, text = self._order.record, self._order.text
        if text is None:
            return plan_removal(self._layout, record)
        return plan_text(self._layout, record, text, stopped)

    def _check(self, plan: Plan, stopped: Tombstone | None, remains: Remains | None) -> None:
        if plan.changes or plan.removals or stopped is not None:
            return
        record = self._order.record
        before = list_tombstones(self._layout, record)
        gone = [one for one in before if one.what == "record"]
        if gone:
            what = f"{record} was removed on {describe_tombstone(gone[-1])}: nothing of it is left."
        elif self._order.text is None:
            raise NoSuchRecord(key=record.tandem, number=record.digits)
        else:
            what = f"The text does not stand in {record}."
            if before:
                what += (
                    f" Something was taken out on {before[-1].redacted_at:%Y-%m-%d}; where sheets "
                    "are missing since, “visions documents” sets them."
                )
        where = describe_remains(remains) if remains else []
        advice = " ".join(where) or "It was found nowhere else in this folder, either."
        if not self._order.text:
            advice = "“visions status” lists what there is."
        raise NothingToRedact(what=what, advice=advice)

    def _find_words(self) -> SoughtText | None:
        """What is looked for in the rest of the folder: the text, or all words of the prompt."""
        if self._order.text is not None:
            return self._order.text
        try:
            data = self._layout.prompt(self._order.record).read_bytes()
            return SoughtText(decode_prompt(data, PROMPTS))
        except (OSError, BadPrompt, BadRedaction):
            return None

    def _find_remains(self) -> Remains | None:
        wanted = self._find_words()
        return find_remains(self._layout, wanted, self._order.record) if wanted else None

    def _name(self, plan: Plan) -> tuple[str, ...]:
        paths = [*plan.changes, *plan.removals]
        return tuple(sorted(path.relative_to(self._layout.root).as_posix() for path in paths))

    def _list_papers(self, derived: Iterable[Path]) -> dict[str, tuple[str, ...]]:
        """Which of these no rebuilding brings back: reports and papers, made by commands."""
        papers = {"report": "visions report", "cards": "visions paper cards"}
        papers |= {
            "posters": "visions paper posters",
            "contact-sheet": "visions paper contact-sheet",
        }
        missing: dict[str, tuple[str, ...]] = {}
        for path in sorted(derived):
            name = path.relative_to(self._layout.root).as_posix()
            for begin, command in papers.items():
                if path.name.removeprefix("selected-").startswith(begin):
                    missing[command] = (*missing.get(command, ()), name)
        return missing

    # Doing it

    def _publish_tombstone(self, plan: Plan, stopped: Tombstone | None) -> Tombstone:
        """Say on disk that it was begun, before anything is changed."""
        record = self._order.record
        manifest = Manifest(self._layout, record.tandem)
        manifest.complete()
        if not self._layout.manifest(record.tandem).exists():
            manifest.change({})
        if stopped is not None:
            return self._extend(stopped, plan)
        number = max((one.number for one in list_tombstones(self._layout, record)), default=0) + 1
        is_whole = self._order.text is None
        tombstone = Tombstone(
            record,
            number,
            self._clock(),
            self._order.by,
            self._order.why,
            "record" if is_whole else "text",
            self._name(plan),
            0 if is_whole else plan.count,
            bool(plan.cut),
            note_requests(self._layout, record) if is_whole else (),
        )
        path = self._layout.redaction(record, number)
        publish_file(path, dump_note(note_tombstone(tombstone)))
        return tombstone

    def _extend(self, tombstone: Tombstone, plan: Plan) -> Tombstone:
        """Say on disk, too, what was found only now."""
        fresh = [name for name in self._name(plan) if name not in tombstone.files]
        if not fresh and tombstone.original_altered >= bool(plan.cut):
            return tombstone
        more = tombstone.add_files(fresh, sum(plan.places.get(name, 0) for name in fresh))
        more = replace(more, original_altered=tombstone.original_altered or bool(plan.cut))
        path = self._layout.redaction(tombstone.record, tombstone.number)
        replace_for_good(path, dump_note(note_tombstone(more)))
        return more

    def _change_truth(self, plan: Plan, tombstone: Tombstone) -> Tombstone:
        """Change, remove, and look again, for answers are stored without the lock."""
        for _ in range(_ROUNDS):
            tombstone = self._extend(tombstone, plan)
            for path, data in plan.changes.items():
                replace_for_good(path, data, read_only=path.name.startswith("original."))
            # The prompt first and for certain: without its record it would be drawn again.
            remove_files(plan.removals[:1])
            remove_files(plan.removals[1:])
            remove_files(plan.derived)
            plan = self._plan(tombstone)
            if not plan.changes and not plan.removals:
                self._sweep()
                return tombstone
        raise DiskFailed(
            file=f"outputs/{self._order.record}",
            reason="something was stored in it again and again meanwhile",
            advice="Wait until that has ended, then run the same command again; it finishes.",
        )

    def _sweep(self) -> None:
        """Remove what stopped runs left of this record, and of others where it holds the text."""
        text, now = self._order.text, time.time()
        own = list_strays(self._layout, self._order.record)
        folders = (self._layout.root / PROMPTS, self._layout.outputs)
        for path in {*own, *(one for folder in folders for one in find_temporaries(folder))}:
            try:
                is_old = now - path.stat().st_mtime > _SETTLED
                holds = text is not None and text.is_in(path.read_bytes())
            except OSError:
                continue
            if (path in own and (text is None or holds)) or (holds and is_old):
                remove_files([path])

    def _list_all(self, tombstone: Tombstone) -> None:
        """Bring the manifest up to date in one piece: what was changed, what is gone, and last of
        all what says so."""
        manifest = Manifest(self._layout, self._order.record.tandem)
        listed = manifest.read()
        digests: dict[str, str | None] = {}
        for name in tombstone.files:
            if name in listed:
                digests[name] = digest_file(self._layout.root / name)
        there = {path.relative_to(self._layout.root).as_posix() for path in self._list_files()}
        digests |= {name: None for name in listed if self._is_own(name) and name not in there}
        for one in list_tombstones(self._layout, self._order.record):
            path = self._layout.redaction(self._order.record, one.number)
            digests[path.relative_to(self._layout.root).as_posix()] = digest_file(path)
        manifest.change(digests)

    def _list_files(self) -> list[Path]:
        return list_record_files(self._layout, self._order.record)

    def _is_own(self, name: str) -> bool:
        record = self._order.record
        return name.startswith((f"{PROMPTS}/{record}.", f"outputs/{record}/"))

    # What people see

    def _rebuild(self, done: Redacted) -> None:
        """Set anew what was removed, from what is left."""
        record = self._order.record
        try:
            publisher = Publisher(self._workshop, self._archive)
            entries = {tandem: self._read_entries(tandem) for tandem in self._workshop.tandems}
            for tandem, listed in entries.items():
                for entry in listed:
                    if entry.id == record:
                        done.problems += publisher.publish_record(tandem, entry).problems
            if any(entries.values()) or self._layout.outputs.is_dir():
                done.problems += publisher.publish_overview(entries).problems
        except VisionsError as error:
            done.problems.append(error)

    def _read_entries(self, tandem: Tandem) -> list[Entry]:
        """What can be read; what cannot is told by `make` and `status`."""
        entries = []
        for record in self._archive.list_records(tandem.key):
            try:
                entries.append(self._archive.read_entry(record))
            except VisionsError:
                continue
        return entries


def _refuse(reason: str, advice: str) -> None:
    raise BadRedaction(reason=reason, advice=advice)
