"""What a redaction changes and removes, worked out before anything is touched.

The truth comes first and the prompt before all else: whenever a removal stops, no prompt is left
that would be drawn again. What is derived goes as a whole and is built anew.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from visions.answers.file import read_answers
from visions.archive.layout import EXTENSIONS, RECORD, Layout, is_truth, parse_redaction_name
from visions.archive.manifest import Manifest
from visions.archive.prompt_text import decode_prompt, digest_words
from visions.archive.revisions import MOST_CITIES
from visions.archive.tombstone import MARK, SHORT_MARK, Tombstone
from visions.errors import BadPrompt, BrokenAnswers, CannotRedact
from visions.model import RecordId
from visions.redaction.picture_texts import cut_picture_texts
from visions.redaction.record_files import list_derived, list_folder, list_record_files, read_bytes
from visions.redaction.rewriting import Rewriting, dump_json
from visions.redaction.sought_text import SoughtText
from visions.redaction.svg_texts import cut_svg_texts

_SCENE = re.compile(rb"(<metadata>[^<>]*</metadata>)")
_TYPES = {ending: kind for kind, ending in EXTENSIONS.items()}


@dataclass(slots=True)
class Plan:
    """What one redaction comes to. `places` counts by path from the workshop folder on.

    `changes` are files of the truth with their new bytes, `removals` those that go, in this order;
    `derived` is made of them and goes, too. `cut` names parts that the original loses.
    """

    record: RecordId
    changes: dict[Path, bytes] = field(default_factory=dict)
    removals: list[Path] = field(default_factory=list)
    derived: list[Path] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    cut: tuple[str, ...] = ()
    is_ai: bool = False
    has_picture: bool = False

    @property
    def count(self) -> int:
        return sum(self.places.values())


def plan_removal(layout: Layout, record: RecordId) -> Plan:
    """All files of a record but its tombstones go."""
    files = [path for path in list_record_files(layout, record) if not _is_tombstone(path)]
    plan = Plan(record, removals=sorted(files, key=_rank))
    _look_at_picture(plan, layout)
    plan.derived = list_derived(layout, record)
    return plan


def plan_text(
    layout: Layout, record: RecordId, sought: SoughtText, resumed: Tombstone | None = None
) -> Plan:
    """Each file of a record without `sought`, and with digests that are right again.

    `resumed` is the tombstone of a redaction that was stopped: what it had changed by then gets
    its digests here. Raises CannotRedact and DiskFailed.
    """
    plan = _plan_with(layout, record, sought, MARK, resumed)
    if not _stays_valid(plan.changes):
        plan = _plan_with(layout, record, sought, SHORT_MARK, resumed)
    return plan


def goes_on(layout: Layout, stopped: Tombstone, sought: SoughtText) -> bool:
    """Whether `sought` can be the text of a stopped redaction: it stands in each file that it had
    not changed yet."""
    listed = Manifest(layout, stopped.record.tandem).read()
    for name in stopped.files:
        path = layout.root / name
        if not path.is_file() or path.name == RECORD or path.name.startswith("result-"):
            continue
        if path == layout.facts(stopped.record) or not is_truth(name):
            continue
        data = read_bytes(path)
        if listed.get(name) != hashlib.sha256(data).hexdigest():
            continue
        single = Plan(stopped.record)
        _rewrite(single, layout, path, sought, MARK)
        if not single.count:
            return False
    return True


# Texts


def _plan_with(
    layout: Layout, record: RecordId, sought: SoughtText, mark: str, resumed: Tombstone | None
) -> Plan:
    plan = Plan(record)
    _look_at_picture(plan, layout)
    before: dict[Path, bytes] = {}
    for path in list_record_files(layout, record):
        before[path] = _rewrite(plan, layout, path, sought, mark)
    if layout.journal.is_file():
        _rewrite_journal(plan, layout, sought)
    done = frozenset(resumed.files) if resumed else frozenset()
    _mend_digests(plan, layout, before, done)
    plan.derived = list_derived(layout, record)
    return plan


def _rewrite(plan: Plan, layout: Layout, path: Path, sought: SoughtText, mark: str) -> bytes:
    """Plan one file and return it as it is."""
    data = read_bytes(path)
    name = path.relative_to(layout.root).as_posix()
    if path.name.startswith("original."):
        changed, parts = _cut_original(plan, path, data, sought)
        plan.cut += parts
        places = len(parts)
    else:
        rewriting = Rewriting(sought, mark)
        changed, places = rewriting.rewrite(path.name, data), rewriting.places
    if changed != data:
        plan.changes[path] = changed
        plan.places[name] = places
    return data


def _rewrite_journal(plan: Plan, layout: Layout, sought: SoughtText) -> None:
    data = read_bytes(layout.journal)
    rewriting = Rewriting(sought, SHORT_MARK)  # what was a title stays short enough for one
    changed = rewriting.rewrite_journal(data)
    if changed != data:
        plan.changes[layout.journal] = changed
        plan.places[layout.journal.relative_to(layout.root).as_posix()] = rewriting.places


def _cut_original(
    plan: Plan, path: Path, data: bytes, sought: SoughtText
) -> tuple[bytes, tuple[str, ...]]:
    kind = _TYPES[path.suffix.removeprefix(".")]
    try:
        if plan.is_ai or kind != "image/svg+xml":
            cut = cut_picture_texts(data, kind, sought)
            return cut.data, cut.parts
        # What the built-in illustrator notes of its scene are codes, and none of a person's words.
        pieces = _SCENE.split(data)
        done = [
            cut_svg_texts(one, sought) if one[:10] != b"<metadata>" else (one, 0) for one in pieces
        ]
        return b"".join(one for one, _ in done), ("text",) * sum(places for _, places in done)
    except ValueError as error:
        if sought.is_in(data):
            raise CannotRedact(file=path.name, reason=error) from None
        return data, ()


def _mend_digests(
    plan: Plan, layout: Layout, before: Mapping[Path, bytes], done: frozenset[str]
) -> None:
    """Make what the notes say of words and picture right for what they are now."""

    def is_concerned(path: Path) -> bool:
        return path in plan.changes or path.relative_to(layout.root).as_posix() in done

    def read_now(path: Path) -> bytes:
        return plan.changes.get(path, before.get(path, b""))

    record, prompt = layout.record(plan.record), layout.prompt(plan.record)
    facts = layout.facts(plan.record)
    kept = _load(read_now(record))
    words = _read_words(read_now(prompt)) if prompt in before else kept.get("prompt")
    if isinstance(words, str) and facts in before and (is_concerned(prompt) or is_concerned(facts)):
        _set(plan, facts, read_now(facts), before[facts], sha256=digest_words(words))
    sent = kept.get("prompt")
    if record in before and is_concerned(record) and isinstance(sent, str):
        _set(plan, record, read_now(record), before[record], prompt_sha256=digest_words(sent))
    for path in before:
        if path.name.startswith("original.") and is_concerned(path):
            _mend_picture(plan, path, read_now, before)


def _mend_picture(
    plan: Plan,
    original: Path,
    read_now: Callable[[Path], bytes],
    before: Mapping[Path, bytes],
) -> None:
    data = read_now(original)
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    for path in before:
        note = _load(read_now(path))
        is_result = path.name.startswith("result-") and note.get("outcome") == "done"
        if is_result or (path.name == RECORD and note.get("original") == original.name):
            _set(plan, path, read_now(path), before[path], **facts)


def _set(plan: Plan, path: Path, now: bytes, before: bytes, **values: object) -> None:
    note = _load(now)
    for key, value in values.items():
        if key in note:
            note[key] = value
    if note != _load(before):
        plan.changes[path] = dump_json(note)


def _stays_valid(changes: Mapping[Path, bytes]) -> bool:
    """Whether nothing has become too long for what it is by the mark."""
    for path, data in changes.items():
        try:
            if path.suffix == ".md":
                decode_prompt(data, path.name)
            elif path.name.startswith("answers-"):
                read_answers(_load(data), MOST_CITIES)
        except (BadPrompt, BrokenAnswers):
            return False
    return True


# What is there


def _look_at_picture(plan: Plan, layout: Layout) -> None:
    with suppress(OSError):
        note = _load(layout.record(plan.record).read_bytes())
        plan.is_ai = note.get("provider") != "sketch"
    folder = list_folder(layout.record_folder(plan.record))
    plan.has_picture = any(path.name.startswith("original.") for path in folder)
    if plan.has_picture and not layout.record(plan.record).exists():
        plan.is_ai = True


def _is_tombstone(path: Path) -> bool:
    return parse_redaction_name(path.name) is not None


def _rank(path: Path) -> int:
    # A request goes before its result: from then on the tombstone says what it cost.
    order = (".md", RECORD, "request-", "result-", "original.", "answer")
    return next((n for n, part in enumerate(order) if part in path.name), len(order))


def _read_words(data: bytes) -> str | None:
    try:
        return decode_prompt(data, "The prompt")
    except BadPrompt:
        return None


def _load(data: bytes) -> dict[str, Any]:
    try:
        note = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return note if isinstance(note, dict) else {}
