"""Where a picture comes from, as facts that a stranger can read and check."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visions.documents.plain_text import clean_text
from visions.i18n import Language
from visions.labels import describe_system, label_picture
from visions.model import City, Entry, Record, State, Tandem

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the origin. `kind` is “digest” or “file” where `value` is to be copied as it
    stands, else empty."""

    label: str
    value: str
    kind: str = ""


def trace_origin(
    tandem: Tandem, entry: Entry, say: Language, *, original: str = ""
) -> tuple[Fact, ...]:
    """Who asked for a picture, when, and who drew it when and how; the words stand beside it.

    `original` is where the file as received lies, if not where the workshop keeps it.
    Only what is archived has its file and digest: a stand-in is drawn anew whenever it is needed.
    """
    record = entry.record
    facts = [
        Fact(say.text("Peer-learning tandem"), _name_cities(tandem, say)),
        Fact(say.text("Archive number"), str(entry.id), "file"),
        Fact(say.text("Prompt received"), _tell_moment(entry.prompt.facts.get("accepted_at"), say)),
        Fact(say.text("Goes on from"), _name_parent(entry.prompt.facts.get("parent")), "file"),
    ]
    if record is not None:
        facts += _tell_maker(record, say)
    if record is not None and entry.state is State.DONE:
        facts += _tell_file(record, original, say)
    return tuple(fact for fact in facts if fact.value)


def _name_cities(tandem: Tandem, say: Language) -> str:
    return " – ".join(_name_city(city, say) for city in tandem.cities)


def _name_city(city: City, say: Language) -> str:
    notes = [say.country(city.country)] if city.country else []
    notes += [say.text("not present")] if city.absent else []
    name = clean_text(city.name)
    return f"{name} ({', '.join(notes)})" if notes else name


def _name_parent(parent: object) -> str:
    return clean_text(parent) if isinstance(parent, str) else ""


def _tell_maker(record: Record, say: Language) -> list[Fact]:
    label = Fact(say.text("Label"), say.text(label_picture(record)))
    if not record.is_ai:
        maker = f"{describe_system(record, say)} {record.model}"
        return [label, Fact(say.text("Drawn by"), clean_text(maker))]
    service = record.system
    if record.provider != service.casefold():
        service = f"{service} ({record.provider})".strip()
    answered = record.reported.get("model")
    model = record.model
    if isinstance(answered, str) and answered and answered != model:
        model = f"{model} ({answered})"
    return [
        label,
        Fact(say.text("Image service"), clean_text(service)),
        Fact(say.text("Model"), clean_text(model)),
    ]


def _tell_file(record: Record, original: str, say: Language) -> list[Fact]:
    size = say.text("{width} × {height} pixels", width=record.width, height=record.height)
    kept = f"outputs/{record.id}/{record.original}"
    megabytes = f"{say.number(max(0.01, round(record.bytes / MEGABYTE, 2)))} MB"
    return [
        Fact(say.text("Picture received"), _tell_moment(record.created_at, say)),
        Fact(say.text("Attempt"), say.number(record.attempt)),
        Fact(say.text("Size"), f"{size}, {clean_text(record.media_type)}, {megabytes}"),
        Fact(say.text("Original file"), original or kept, "file"),
        Fact("SHA-256", record.sha256, "digest"),
    ]


def _tell_moment(moment: object, say: Language) -> str:
    """A moment with its zone: “23 Oct 2023, 14:05 (UTC+02:00)”; “” where it is none."""
    if isinstance(moment, str):
        try:
            moment = dt.datetime.fromisoformat(moment)
        except ValueError:
            return ""
    if not isinstance(moment, dt.datetime):
        return ""
    zone = dt.timezone(offset) if (offset := moment.utcoffset()) is not None else None
    return f"{say.moment(moment)} ({zone})" if zone else say.moment(moment)
