"""What was built for one record and can be rebuilt: as it was built, and labelled truthfully."""

from __future__ import annotations

from visions.verification.holding import Holding
from visions.verification.label import NoLabel, find_lies, read_label
from visions.verification.names import BUILT, LABELLED, RECORD, STAND_IN, THUMBNAIL
from visions.verification.notes import LARGEST


def judge_derived(holding: Holding) -> None:
    """Compare each file with the list beside it, and each label with the record."""
    built = holding.built
    derived = {name for name, (kind, _) in holding.known.items() if kind == "derived"}
    place = f"{holding.here}/{BUILT}"
    if built.trouble:
        holding.tell(built.trouble, place, **built.told)
    elif derived and not built.exists:
        holding.tell("V072", place)
    holding.files += int(built.exists)
    holding.bytes += built.size
    for name in built.list_missing(derived):
        holding.tell("V070", f"{holding.here}/{name}")
    for name in sorted(derived):
        _judge_file(holding, name)
    has_copy = LABELLED in derived or LABELLED in built.digests
    if holding.record is not None and not has_copy:
        holding.tell("V080", f"{holding.here}/{LABELLED}")


def _judge_file(holding: Holding, name: str) -> None:
    place = f"{holding.here}/{name}"
    built = holding.built
    is_label = name in (LABELLED, THUMBNAIL, STAND_IN)
    reading = holding.read(place, LARGEST if is_label else 0)
    if reading is None:
        return
    if built.is_sound and name not in built.digests:
        holding.tell("V074", place)
    elif built.is_sound and reading.digest != built.digests[name]:
        holding.tell("V071", place)
    elif is_label:
        _judge_label(holding, name, reading.data)


def _judge_label(holding: Holding, name: str, copy: bytes) -> None:
    place = f"{holding.here}/{name}"
    is_real = RECORD in holding.known and name != STAND_IN
    if is_real and holding.record is None:
        return  # nothing is left to compare it with
    try:
        lies = list(find_lies(read_label(copy), holding.record if is_real else None))
    except NoLabel as reason:
        holding.tell("V081", place, reason=str(reason))
        return
    if lies:
        holding.tell("V082", place, key=", ".join(lies))
