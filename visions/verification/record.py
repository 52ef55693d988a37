"""One record and its prompt: whether everything that is as it was stored fits together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from visions.verification.credentials import carries_credentials
from visions.verification.derived import judge_derived
from visions.verification.finding import Finding
from visions.verification.holding import Holding, Slot
from visions.verification.names import RECORD
from visions.verification.notes import MEDIA_TYPES
from visions.verification.picture import sniff
from visions.verification.words import digest_words, read_words

_REVISED = (("answers", "revisions of the answers"), ("redaction", "redactions"))


@dataclass(slots=True)
class Judged:
    """What came of one number.

    `is_used`: whether anything is or was stored under it. `unlisted` counts the files that a
    manifest would list if there were one.
    """

    number: int
    findings: list[Finding] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    unlisted: int = 0
    is_used: bool = False
    has_picture: bool = False
    is_erased: bool = False
    is_signed: bool = False
    """Whether its original carries Content Credentials."""


def judge_record(slot: Slot) -> Judged:
    """Read and judge everything of one number. Never raises for what lies on the disk."""
    holding = Holding(slot)
    if not _is_half_redacted(holding):
        _judge_words(holding)
        _judge_attempts(holding)
        _judge_record(holding)
        _judge_revisions(holding)
        judge_derived(holding)
    return Judged(
        slot.number,
        holding.findings,
        holding.files,
        holding.bytes,
        unlisted=len(holding.unlisted) if slot.listed is None else 0,
        is_used=bool(holding.truth or slot.listed),
        has_picture=RECORD in holding.known,
        is_erased=holding.is_erased,
        is_signed=_is_signed(holding),
    )


def _is_signed(holding: Holding) -> bool:
    record = holding.record
    place = f"{holding.here}/{record['original']}" if record else ""
    if record is None or place not in holding.sound:
        return False
    return carries_credentials(f"{holding.slot.root}/{place}", record["media_type"])


def _is_half_redacted(holding: Holding) -> bool:
    """Whether a redaction was stopped: its tombstone is stored first and listed last.

    The record is in between then, and not judged.
    """
    tombstones = holding.tombstones
    unlisted = [place for place in tombstones if place in holding.unlisted]
    left = set(holding.truth) - set(tombstones) if holding.is_erased else set()
    if not left and (not unlisted or holding.slot.listed is None):
        return False
    holding.drop_digests()
    holding.tell("V060", max(unlisted or tombstones))
    return True


def _judge_words(holding: Holding) -> None:
    place = holding.words_place
    inside = [name for name in holding.truth if name.startswith("outputs/")]
    if not holding.slot.has_words and not holding.is_erased and place not in holding.missing:
        if inside:
            what = "a picture" if RECORD in holding.known else "something"
            holding.tell("V033", holding.here, what=what)
        elif holding.slot.has_facts:
            holding.tell("V034", holding.facts_place)
    if place not in holding.sound:
        return
    words, reason = read_words(holding.sound[place].data)
    if reason:
        holding.tell("V030", place, reason=reason)
        return
    accepted = holding.notes.get(holding.facts_place, {}).get("sha256")
    if accepted is not None and accepted != digest_words(words):
        holding.tell("V031", place)
    elif holding.record is not None and holding.record["prompt"] != words:
        holding.tell("V032", place)


def _judge_attempts(holding: Holding) -> None:
    attempts = holding.attempts
    found = [
        *attempts.find_gaps(lambda name: f"{holding.here}/{name}" in holding.missing),
        *attempts.find_bodies(RECORD in holding.known),
        *attempts.find_strangers(),
    ]
    for name, code, told in found:
        holding.tell(code, f"{holding.here}/{name}", **told)


def _judge_record(holding: Holding) -> None:
    place, record = f"{holding.here}/{RECORD}", holding.record
    if RECORD not in holding.known and place not in holding.missing:
        _judge_unfinished(holding)
    if record is None:
        return
    if record["prompt_sha256"] != digest_words(record["prompt"]):
        holding.tell("V044", place, key="prompt_sha256", other="the prompt in it")
    attempt = record["attempt"]
    gone = {f"request-{attempt}.json", f"result-{attempt}.json"} - holding.known.keys()
    # A copy for the public has none, and says so.
    is_copy = record.get("copy") == "public"
    if not is_copy and any(f"{holding.here}/{name}" not in holding.missing for name in gone):
        holding.tell("V051", place, attempt=attempt)
    for code, told in holding.attempts.contradict(record):
        holding.tell(code, place, **told)
    _judge_original(holding, record, record["original"], RECORD)


def _judge_unfinished(holding: Holding) -> None:
    """A picture that arrived before its record, or even its result, could be written."""
    done = holding.attempts.done
    if done:
        note, name = holding.attempts.ended[done], f"result-{done}.json"
        holding.tell("V052", f"{holding.here}/{name}")
        _judge_original(holding, note, MEDIA_TYPES[note["media_type"]], name)
        return
    for name, (kind, _) in sorted(holding.known.items()):
        if kind == "original":
            holding.tell("V055", f"{holding.here}/{name}")


def _judge_original(holding: Holding, note: Mapping[str, Any], expected: str, other: str) -> None:
    """Whether the picture is the one that was received, and the only one."""
    place = f"{holding.here}/{expected}"
    for name, (kind, _) in sorted(holding.known.items()):
        if kind == "original" and name != expected:
            holding.tell("V054", f"{holding.here}/{name}", other=expected)
    if expected not in holding.known and place not in holding.missing:
        holding.tell("V053", place)
    reading = holding.sound.get(place)
    if reading is None:
        return
    if (reading.digest, reading.size) != (note["sha256"], note["bytes"]):
        holding.tell("V056", place, other=other)
        return
    media_type, size = sniff(reading.data)
    said = note["media_type"], (note["width"], note["height"])
    if media_type != said[0] or (size is not None and size != said[1]):
        found = f"{media_type or 'of no known type'}{_show(size)}"
        holding.tell("V057", place, found=found, said=f"{said[0]}{_show(said[1])}")


def _judge_revisions(holding: Holding) -> None:
    for kind, called in _REVISED:
        numbers = {number for known, number in holding.known.values() if known == kind}
        last = max(numbers, default=0)
        for number in sorted(set(range(1, last)) - numbers):
            place = f"{holding.here}/{kind}-{number:04d}.json"
            if place not in holding.missing:
                holding.tell("V045", place, kind=called, last=last, number=number)


def _show(size: tuple[int, int] | None) -> str:
    return f", {size[0]} × {size[1]}" if size else ""
