"""A workshop with something of everything, to be packed; and what can be found in a bag."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
from PIL import Image

from tests.filled import EXAMPLE
from tests.workshops import open_archive, write_workshop
from visions.archive.lock import hold_lock
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.errors import CallFailed
from visions.exporting import Packed, export_workshop
from visions.model import GeneratedImage, ImageRequest, RecordId, Workshop
from visions.packing.scope import Scope
from visions.publishing import Publisher

PAID = 'provider = "openai"\nmodel = "secret-deployment"\nsize = "512x512"\nbudget = 7.77'
CANARIES = {
    "cost": "0.0417",
    "reserved": "0.0533",
    "budget": "7.77",
    "deployment": "secret-deployment",
    "sender": "canary-sender-5d1f",
    "user": "canary-user-77ac",
    "file": "canary-file-of-jane",
    "source": "canary-source-19",
    "reported": "canary-reported-3b",
    "usage": "987654321",
    "endpoint": "canary-endpoint.example",
    "template": "canary-template",
    "code": "canary-journal",
    "refusal": "canary-detail",
}
"""What is not for everybody, by what it is; each is planted once."""
CHOSEN = RecordId("arezzo-hamm", 2)
REFUSED = RecordId("utrecht-munich", 1)


def draw_png(colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (96, 64), colour).save(file, "PNG")
    return file.getvalue()


def keep_picture(archive: Archive, words: str, colour: tuple[int, int, int]) -> RecordId:
    facts = {
        "language": "en",
        "sender": CANARIES["sender"],
        "dropped_as": CANARIES["file"] + ".txt",
        "source": CANARIES["source"],
    }
    record = archive.accept_prompt("arezzo-hamm", words, facts).id
    parameters = {"prompt": words, "size": "96x64", "user": CANARIES["user"]}
    request = ImageRequest(
        "openai", "gpt-image-2", words, 96, 64, parameters, f"https://{CANARIES['endpoint']}/", True
    )
    attempt = archive.open_attempt(record, request, float(CANARIES["reserved"]))
    image = GeneratedImage(
        draw_png(colour),
        "image/png",
        96,
        64,
        "OpenAI",
        "gpt-image-2",
        {"total_tokens": int(CANARIES["usage"])},
        {"model": "gpt-image-2-2026-05", "note": CANARIES["reported"]},
    )
    archive.keep_image(record, attempt, image, float(CANARIES["cost"]))
    return record


def write_packed_workshop(folder: Path, *, built: bool = True) -> Archive:
    """Two pictures, one of them chosen, with answers; a refused prompt; a draft; and strays."""
    write_workshop(folder, PAID)
    archive = open_archive(folder)
    keep_picture(archive, "a square with trees", (10, 120, 200))
    assert keep_picture(archive, "the same square, later", (200, 120, 10)) == CHOSEN
    archive.choose(RecordId("arezzo-hamm", 1))
    archive.choose(CHOSEN)
    clock = open_archive(folder)._clock
    Revisions(archive, clock=clock).save(CHOSEN, EXAMPLE, source=CANARIES["file"] + ".json")
    prompt = archive.accept_prompt("utrecht-munich", "an unwanted harbour", {})
    request = ImageRequest("openai", "m", prompt.text, 96, 64, {"prompt": prompt.text}, paid=True)
    attempt = archive.open_attempt(prompt.id, request, 0.05)
    failure = CallFailed("refused", "refused", "No.", "Say it so.", detail=CANARIES["refusal"])
    archive.close_attempt(prompt.id, attempt, failure)
    draft = folder / "prompts" / "utrecht-munich" / "0002.md"
    draft.write_text("a draft, still being written\n", "utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "note.txt").write_text(CANARIES["template"], "utf-8")
    (folder / "session").mkdir()
    (folder / "session" / "journal.jsonl").write_text(CANARIES["code"], "utf-8")
    here = folder / "outputs" / "arezzo-hamm"
    (here / "0001" / "answer-1.body").write_text("raw", "utf-8")
    (here / "0001" / ".tmp-x").write_text("half", "utf-8")
    (here / "stranger.txt").write_text("whose?", "utf-8")
    (here / "0001" / "request-9.json").symlink_to("/etc/hostname")
    if built:
        build(folder)
    return archive


def build(folder: Path) -> None:
    """Set all sheets, gallery and print files."""
    workshop, archive = load_workshop(folder), Archive(folder)
    publisher = Publisher(workshop, archive)
    with hold_lock(archive.layout):
        entries = {
            tandem: [archive.read_entry(record) for record in archive.list_records(tandem.key)]
            for tandem in workshop.tandems
        }
        for tandem, listed in entries.items():
            for entry in listed:
                publisher.publish_record(tandem, entry)
        publisher.publish_overview(entries)


def pack(folder: Path, target: Path, **how: bool) -> Packed:
    workshop = load_workshop(folder)
    return export_workshop(workshop, Archive(folder), target, scope_all(workshop, **how), ignore)


def scope_all(workshop: Workshop, **how: bool) -> Scope:
    return Scope(workshop.tandems, **how)


def ignore(event: object) -> None:
    """Hear nothing."""


def read_zip(path: Path) -> dict[str, bytes]:
    """The bag's files by their path in its folder."""
    with zipfile.ZipFile(path) as container:
        return {name.split("/", 1)[1]: container.read(name) for name in container.namelist()}


def unfold(data: bytes) -> bytes:
    """All that is in a file: of PDF and Office files also what is packed inside."""
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return data + b"".join(_read_object(thing) for thing in pdf.objects)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return data + b"".join(container.read(name) for name in container.namelist())
    return data


def _read_object(thing: pikepdf.Object) -> bytes:
    if not isinstance(thing, pikepdf.Stream):
        return repr(thing).encode()
    try:
        return repr(thing).encode() + thing.read_bytes()
    except pikepdf.PdfError:  # a picture: packed in its own way, and read as it lies
        return thing.read_raw_bytes()
