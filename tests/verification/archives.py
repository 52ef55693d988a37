"""Sound archives for tests, made by the program itself, and the means to break them."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tests.filled import EXAMPLE
from tests.workshops import drop_prompt, open_archive, write_workshop
from visions.answers import Answers
from visions.archive.derived import seal_index
from visions.archive.journal import Journal
from visions.archive.lock import hold_lock
from visions.archive.manifest import Manifest
from visions.archive.notes import dump_note
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.errors import CallFailed
from visions.model import GeneratedImage, ImageRequest, RecordId
from visions.pipeline import Pipeline
from visions.verification.finding import Finding
from visions.verification.workshop import Tally, verify_workshop

FIRST, SECOND = "arezzo-hamm", "utrecht-munich"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32" viewBox="0 0 48 32">'
    '<rect width="48" height="32" fill="#{colour:06x}"/></svg>'
)


def make_archive(folder: Path, seed: int = 0, *, stand_ins: bool = False) -> Path:
    """A workshop of two tandems with prompts in every state, sheets and all.

    arezzo-hamm: 0001 sketch with answers, chosen · 0002 of a service, at the second attempt ·
    0003 refused · 0004 by hand, waiting · 0005 of a service, unknown how it ended.
    utrecht-munich: 0001 by hand, drawn · 0002 sketch. `seed` varies words, pictures and more.
    """
    chance = random.Random(seed)
    images = 'provider = "sketch"\nsize = "512x512"'
    if stand_ins:
        images = 'provider = "openai"\nsize = "512x512"\nfallback = "sketch"'
    write_workshop(folder, images)
    archive = open_archive(folder)
    for key in (FIRST, SECOND):
        for _ in range(chance.randrange(3) if seed else 0):
            _draw_sketch(archive, _accept(archive, key, chance), chance)

    one = _accept(archive, FIRST, chance)
    _draw_sketch(archive, one, chance)
    two = _accept(archive, FIRST, chance)
    _refuse(archive, two, "failed")
    _draw_picture(archive, two, chance)
    _refuse(archive, _accept(archive, FIRST, chance), "refused")
    number = one.number + 3
    drop_prompt(folder, FIRST, f"{number:04d}.md", "Una piazza disegnata domani\n")
    five = _accept(archive, FIRST, chance)
    archive.open_attempt(five, ask_for(archive, five, "openai"), 0.2)

    by_hand = RecordId(SECOND, len(archive.list_records(SECOND)) + 1)
    drop_prompt(folder, SECOND, f"{by_hand.digits}.md", f"\ufeffEen gracht {chance.random()}\n")
    (folder / f"prompts/{by_hand}.json").write_text('{"language": "nl"}')
    _draw_sketch(archive, by_hand, chance)
    _draw_sketch(archive, _accept(archive, SECOND, chance), chance)

    revisions = Revisions(archive)
    revisions.save(one, EXAMPLE, source="sheet.xlsx")
    revisions.save(one, Answers(), source="sheet.xlsx")
    archive.choose(two)
    archive.choose(one)
    Journal(archive.layout).write("session.began", {"step": 1})
    rebuild(folder)
    return folder


def copy_archive(source: str | Path, target: Path) -> Path:
    """A copy to be broken. The assets, which are large, are the same files: whoever breaks one
    unlinks it first."""

    def copy(one: str, two: str) -> None:
        if "assets" in Path(one).parts:
            os.link(one, two)
        else:
            shutil.copy2(one, two)

    return Path(shutil.copytree(source, target, copy_function=copy))


def rebuild(folder: Path) -> None:
    """What `visions documents` does."""
    workshop = load_workshop(folder)
    pipeline = Pipeline(workshop, Archive(folder), None, lambda event: None)
    with hold_lock(Archive(folder).layout):
        asyncio.run(pipeline.rebuild(workshop.tandems, anew=False))


def verify(folder: Path, *keys: str) -> Tally:
    """Everything that `visions verify` finds."""
    tally = Tally()
    for step in verify_workshop(folder, keys):
        tally.add(step)
    return tally


def list_codes(findings: list[Finding]) -> list[str]:
    return sorted(finding.code for finding in findings)


def edit_note(
    folder: Path, place: str, change: Callable[[dict[str, Any]], object], *, listed: bool = True
) -> None:
    """Change a JSON file of the archive, and its line in the manifest with it."""
    path = folder / place
    note = json.loads(path.read_bytes())
    change(note)
    put(folder, place, dump_note(note), listed=listed)


def put(folder: Path, place: str, data: bytes, *, listed: bool = True) -> None:
    """Write a file over what is there, as if it had always been so."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    if listed:
        list_again(folder, place, hashlib.sha256(data).hexdigest())


def take_away(folder: Path, place: str) -> None:
    """Remove a file and its line in the manifest."""
    (folder / place).unlink()
    list_again(folder, place, None)


def list_again(folder: Path, place: str, digest: str | None) -> None:
    """Give a file another line in its tandem's manifest, or none."""
    Manifest(Archive(folder).layout, place.split("/")[1]).change({place: digest})


def build_again(folder: Path, place: str, data: bytes | None) -> None:
    """Write a file that can be rebuilt, or remove it, as if it had been built so."""
    path = folder / place
    index = path.parent / "built.json"
    files = json.loads(index.read_bytes())["files"]
    if data is None:
        path.unlink()
        del files[path.name]
    else:
        path.write_bytes(data)
        files[path.name] = {"from": "elsewhere", "sha256": hashlib.sha256(data).hexdigest()}
    index.write_bytes(dump_note(seal_index(files)))


def ask_for(archive: Archive, record: RecordId, provider: str) -> ImageRequest:
    """What is sent for the words of a prompt."""
    words = archive.read_prompt(record).text
    parameters = {"prompt": words, "model": "m"}
    return ImageRequest(
        provider, "m", words, 64, 64, parameters, paid=provider != "sketch", endpoint="https://x/v1"
    )


def draw_png(
    colour: tuple[int, int, int] = (10, 120, 200), size: tuple[int, int] = (64, 64)
) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def _accept(archive: Archive, key: str, chance: random.Random) -> RecordId:
    words = f"A town by a river, {chance.randrange(10**9)}"
    return archive.accept_prompt(key, words, {"language": "en", "source": "add"}).id


def _draw_sketch(archive: Archive, record: RecordId, chance: random.Random) -> None:
    svg = SVG.format(colour=chance.randrange(1 << 24)).encode()
    image = GeneratedImage(svg, "image/svg+xml", 48, 32, "visions sketch", "1", reported={})
    _keep(archive, record, image, "sketch")


def _draw_picture(archive: Archive, record: RecordId, chance: random.Random) -> None:
    colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
    image = GeneratedImage(draw_png(colour), "image/png", 64, 64, "A service", "m", {"tokens": 9})
    _keep(archive, record, image, "openai")


def _keep(archive: Archive, record: RecordId, image: GeneratedImage, provider: str) -> None:
    attempt = archive.open_attempt(record, ask_for(archive, record, provider), None)
    archive.keep_answer(record, attempt, image.data)
    archive.keep_image(record, attempt, image, 0.05 if provider == "openai" else None)


def _refuse(archive: Archive, record: RecordId, outcome: str) -> None:
    attempt = archive.open_attempt(record, ask_for(archive, record, "openai"), 0.2)
    archive.close_attempt(record, attempt, CallFailed("kind", outcome, "It said no.", "Try again."))
