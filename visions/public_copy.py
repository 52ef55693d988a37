"""What a copy for the public says of each note: the work, and nothing about money or people.

Prompts, pictures, answers and sheets stay. What goes are costs and usage, what was sent to the
service and what it answered besides the picture, who sent a prompt from which device or file, and
every setting of workshop.toml that is about drawing and paying.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from visions.archive.layout import RECORD, parse_answers_name, parse_redaction_name
from visions.archive.notes import dump_note
from visions.model import City, Tandem, Workshop

PUBLIC = "public"
PARAMETERS = (
    "model", "prompt", "size", "quality", "width", "height", "seed", "language", "style",
    "background", "output_format", "aspect_ratio", "n", "steps", "negative_prompt",
)  # fmt: skip
"""What describes the picture among what was sent; all else could name an account or a person."""
FACTS = ("format", "accepted_at", "language", "parent", "sha256")
REPORTED = ("model", "scene")
"""`scene` is what the built-in illustrator drew, from which its pictures are described in words."""


def is_left_out(name: str) -> bool:
    """Whether a file of a record is not for the public at all: its requests and their results."""
    return name.startswith(("request-", "result-"))


def reduce_note(name: str, data: bytes) -> bytes:
    """What the public gets of the note `name` (record.json, answers-0001.json …); other files as
    they are. Raises ValueError where it is no JSON object."""
    base = name.rpartition("/")[2]
    if not base.endswith(".json"):
        return data
    note = json.loads(data)
    if not isinstance(note, dict):
        raise ValueError("no JSON object")
    if base == RECORD:
        return dump_note(_reduce_record(note))
    if parse_answers_name(base):
        # The reader of answers needs the key; what it said was the name of somebody's file.
        return dump_note({**note, "source": ""})
    if parse_redaction_name(base):
        hidden = ("redacted_by", "spent_usd", "requests")
        return dump_note({key: value for key, value in note.items() if key not in hidden})
    if name.startswith("prompts/"):
        return dump_note(_pick(note, FACTS))
    return data


def _reduce_record(note: Mapping[str, Any]) -> dict[str, Any]:
    # The keys stay, for those who read records expect them; “copy” tells why its notes are missing.
    kept = {**note, "usage": {}, "cost_usd": None, "copy": PUBLIC}
    kept["parameters"] = _pick(note.get("parameters"), PARAMETERS)
    kept["reported"] = _pick(note.get("reported"), REPORTED)
    return kept


def _pick(values: object, keys: Sequence[str]) -> dict[str, Any]:
    found = values if isinstance(values, Mapping) else {}
    return {key: found[key] for key in keys if key in found}


def write_public_workshop(workshop: Workshop) -> bytes:
    """A workshop.toml with what the sheets say of the workshop, and no settings of the service."""
    lines = [
        f"title = {_text(workshop.title)}",
        f"organiser = {_text(workshop.organiser)}",
        f"place = {_text(workshop.place)}",
        f"date = {workshop.date.isoformat()}",
        f"horizon = {workshop.horizon.isoformat()}",
        f"languages = {_list(workshop.languages)}",
    ]
    if workshop.retention:
        lines.append(f"retention = {workshop.retention.isoformat()}")
    if workshop.usage_terms:
        lines.append(f"usage_terms = {_text(workshop.usage_terms)}")
    for tandem in workshop.tandems:
        lines += ["", *write_tandem(tandem)]
    return ("\n".join(lines) + "\n").encode()


def write_tandem(tandem: Tandem) -> list[str]:
    """The lines of a [[tandems]] block, without a budget."""
    return [
        "[[tandems]]",
        f"key = {_text(tandem.key)}",
        *([f"theme = {_text(tandem.theme)}"] if tandem.theme else []),
        f"languages = {_list(tandem.languages)}",
        *(["bilingual = true"] if tandem.bilingual else []),
        f"cities = [{', '.join(_write_city(city) for city in tandem.cities)}]",
    ]


def _write_city(city: City) -> str:
    parts = [f"name = {_text(city.name)}"]
    if city.country:
        parts.append(f"country = {_text(city.country)}")
    if city.absent:
        parts.append("absent = true")
    return f"{{ {', '.join(parts)} }}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(_text(one) for one in texts)}]"


def _text(text: str) -> str:
    """A basic string of TOML 1.0, which escapes as JSON does, and DEL too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
