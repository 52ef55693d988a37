"""What a bag holds, told to machines: an RO-Crate, in JSON-LD.

Pinned to RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): what reads a later version reads this one,
and nothing here needs more. Two terms of schema.org are younger than its context and are declared
beside it. Each picture is a CreateAction: a tandem (agent) had a system (instrument) draw a prompt
(object), and a picture came of it (result).

Entities go to a temporary file as they come, so that ten thousand pictures need no more memory
than one.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

from visions.model import City, Record, RecordId, Workshop

PROFILE = "https://w3id.org/ro/crate/1.1"
FILE_NAME = "ro-crate-metadata.json"

_TERMS = {
    "sha256": "https://schema.org/sha256",
    "digitalSourceType": "https://schema.org/digitalSourceType",
}
_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_MEDIA_TYPES = {
    "md": "text/plain",
    "txt": "text/plain",
    "json": "application/json",
    "toml": "application/toml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "woff2": "font/woff2",
    "ics": "text/calendar",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Entity = dict[str, object]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the bag: its path from `data/`, what came of it, and what it is, in words."""

    path: str
    sha256: str
    size: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The words of one prompt and when they were accepted, an ISO 8601 moment; empty if unknown."""

    words: str
    accepted_at: str = ""
    language: str = ""


class Crate:
    """One crate being written. A context manager, for it keeps what it has in a temporary file."""

    def __init__(self) -> None:
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 (closed with this object)
        self._tandems: list[str] = []
        self._known: set[str] = set()
        self._parts: list[str] = []
        self._folders: list[str] = []

    def __enter__(self) -> Crate:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._spool.close()

    def add_tandem(self, key: str, title: str, theme: str, cities: Sequence[City]) -> None:
        """The cities that work together; what is added next is theirs, until `end_tandem`."""
        members = []
        for city in cities:
            # Two countries have a city of the same name; two tandems may share a city.
            name = f"#city-{_shorten(f'{city.name} {city.country}')}"
            members.append(name)
            self._put_once(
                {
                    "@id": name,
                    "@type": "City",
                    "name": city.name,
                    **({"address": city.country} if city.country else {}),
                }
            )
        self._tandems.append(key)
        self._folders = []
        self._put(
            {
                "@id": f"#tandem-{key}",
                "@type": "Organization",
                "name": title,
                **({"description": theme} if theme else {}),
                "location": _refer(members),
            }
        )

    def end_tandem(self, parts: Sequence[Part]) -> None:
        """Its own folder, with the `parts` that belong to no single prompt."""
        key = self._tandems[-1]
        if not parts and not self._folders:
            self._tandems.pop()
            return
        self._put_parts(parts)
        self._put(
            {
                "@id": f"outputs/{key}/",
                "@type": "Dataset",
                "name": f"Prompts and pictures of {key}",
                "creator": {"@id": f"#tandem-{key}"},
                "hasPart": _refer([*self._folders, *(part.path for part in parts)]),
            }
        )

    def add_prompt(
        self,
        record_id: RecordId,
        told: Told,
        record: Record | None,
        parts: Sequence[Part],
        label: str,
    ) -> None:
        """One prompt with all its files, and how its picture was made if there is one.

        `label` is what the picture must be called wherever it is seen.
        """
        folder = f"outputs/{record_id}/"
        by_name = {part.path.rpartition("/")[2]: part for part in parts}
        words, agent = f"prompts/{record_id}.md", {"@id": f"#tandem-{record_id.tandem}"}
        has_words = any(part.path == words for part in parts)
        source = {"@id": words if has_words else f"#prompt-{_name(record_id)}"}
        prompt: Entity = {
            "@type": "File" if has_words else "CreativeWork",
            "name": f"Prompt {record_id.number} of {record_id.tandem}",
            "description": told.words,
            "text": told.words,
            "creator": agent,
            **({"dateCreated": told.accepted_at} if told.accepted_at else {}),
            **({"inLanguage": told.language} if told.language else {}),
        }
        special = {words: prompt}
        if not has_words:
            self._put({**source, **prompt})
        if record is not None and record.original in by_name:
            original = by_name[record.original]
            result = [original.path]
            special[original.path] = _describe_original(record, label)
            if (copy := by_name.get("image.jpg")) is not None:
                result.append(copy.path)
                special[copy.path] = {
                    **_describe_original(record, label),
                    "name": f"{label}, labelled copy of {original.path}",
                    "encodingFormat": "image/jpeg",
                    "isBasedOn": {"@id": original.path},
                }
            self._put_action(record, source, result, agent, label)
        self._put_parts(parts, special)
        if not any(part.path.startswith(folder) for part in parts):
            self._folders += [part.path for part in parts]
            return
        self._folders.append(folder)
        self._put(
            {
                "@id": folder,
                "@type": "Dataset",
                "name": f"{record_id.tandem}, prompt {record_id.number}",
                "creator": agent,
                "hasPart": _refer([part.path for part in parts]),
            }
        )

    def add_parts(self, parts: Sequence[Part]) -> None:
        """Files of the whole workshop."""
        self._put_parts(parts)
        self._parts.extend(part.path for part in parts)

    def write(self, workshop: Workshop, published: str, note: str) -> Iterator[bytes]:
        """The file, in pieces. `published` is an ISO 8601 moment, `note` says what it is a copy of.

        To be called once, at the end.
        """
        about = ", ".join(part for part in (workshop.place, workshop.date.isoformat()) if part)
        root: Entity = {
            "@id": "./",
            "@type": "Dataset",
            "name": workshop.title,
            "description": f"Prompts, pictures and sheets of a workshop ({about}). {note}",
            "datePublished": published,
            "temporalCoverage": f"{workshop.date.isoformat()}/{workshop.horizon.isoformat()}",
            "hasPart": _refer([*(f"outputs/{key}/" for key in self._tandems), *self._parts]),
        }
        if workshop.place:
            root["contentLocation"] = {"@id": "#place"}
            self._put({"@id": "#place", "@type": "Place", "name": workshop.place})
        if workshop.organiser:
            root["author"] = root["publisher"] = {"@id": "#organiser"}
            self._put({"@id": "#organiser", "@type": "Organization", "name": workshop.organiser})
        root["license"] = {"@id": "#terms"}
        terms = workshop.usage_terms
        self._put(
            {
                "@id": "#terms",
                "@type": "CreativeWork",
                "name": terms or "No terms of use were named",
                "description": terms or "Ask the organiser under which terms this may be used.",
            }
        )
        context = json.dumps([f"{PROFILE}/context", _TERMS])
        head: Entity = {
            "@id": FILE_NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": PROFILE},
            "about": {"@id": "./"},
        }
        yield f'{{"@context": {context},\n"@graph": [\n{_dump(head)},\n{_dump(root)}'.encode()
        self._spool.seek(0)
        yield from iter(lambda: self._spool.read(1 << 20), b"")
        yield b"\n]}\n"

    def _put_action(
        self,
        record: Record,
        source: Mapping[str, object],
        result: Sequence[str],
        agent: Mapping[str, object],
        label: str,
    ) -> None:
        system = f"#system-{_shorten(f'{record.provider} {record.system} {record.model}')}"
        self._put_once(
            {
                "@id": system,
                "@type": "SoftwareApplication",
                "name": f"{record.system} {record.model}".strip(),
                "softwareVersion": record.model,
                "description": (
                    f"AI image service (provider “{record.provider}”)"
                    if record.is_ai
                    else "The built-in illustrator of visions, which draws by fixed rules, not AI"
                ),
            }
        )
        self._put(
            {
                "@id": f"#drawing-{_name(record.id)}",
                "@type": "CreateAction",
                "name": f"Picture {record.id.number} of {record.id.tandem}",
                "description": f"{label}. {record.system} {record.model} drew the prompt as it is.",
                "agent": agent,
                "instrument": {"@id": system},
                "object": source,
                "result": _refer(result),
                "startTime": record.requested_at.isoformat(),
                "endTime": record.created_at.isoformat(),
                "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
            }
        )

    def _put_parts(
        self, parts: Sequence[Part], special: Mapping[str, Entity] | None = None
    ) -> None:
        for part in parts:
            name = part.path.rpartition("/")[2]
            media_type = _MEDIA_TYPES.get(name.rpartition(".")[2].lower())
            self._put(
                {
                    "@id": _quote(part.path),
                    "@type": "File",
                    "name": part.title or name,
                    **({"encodingFormat": media_type} if media_type else {}),
                    **((special or {}).get(part.path, {})),
                    "contentSize": str(part.size),
                    "sha256": part.sha256,
                }
            )

    def _put_once(self, entity: Entity) -> None:
        if entity["@id"] not in self._known:
            self._known.add(str(entity["@id"]))
            self._put(entity)

    def _put(self, entity: Entity) -> None:
        self._spool.write(f",\n{_dump(entity)}".encode())


def _describe_original(record: Record, label: str) -> Entity:
    kind = "trainedAlgorithmicMedia" if record.is_ai else "algorithmicMedia"
    return {
        "@type": ["File", "ImageObject"],
        "name": f"{label}, as it was received",
        "description": f"{label}. Prompt: {record.prompt}",
        "encodingFormat": record.media_type,
        "width": f"{record.width} px",
        "height": f"{record.height} px",
        "dateCreated": record.created_at.isoformat(),
        "identifier": f"urn:uuid:{record.uuid.removeprefix('urn:uuid:')}",
        "keywords": "AI-generated" if record.is_ai else "drawn by rules, not AI",
        "digitalSourceType": {"@id": _SOURCE_TYPES + kind},
    }


def _name(record: RecordId) -> str:
    return f"{record.tandem}-{record.digits}"


def _shorten(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _quote(path: str) -> str:
    """A path as a URI reference, which is what an @id is."""
    from urllib.parse import quote

    return quote(path, safe="/-_.~()")


def _refer(ids: Sequence[str]) -> list[Entity]:
    return [{"@id": _quote(one) if not one.startswith("#") else one} for one in ids]


def _dump(entity: Entity) -> str:
    # Lone surrogates in somebody's notes must not break the one file that describes all.
    text = json.dumps(entity, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode()
