"""A workshop in which a name stands wherever one can stand, and pictures that carry it."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.filled import EXAMPLE
from tests.workshops import open_archive, write_workshop
from visions.archive.journal import Journal
from visions.archive.lock import hold_lock
from visions.archive.revisions import Revisions
from visions.archive.store import Archive
from visions.config import load_workshop
from visions.imaging.sketch import draw_sketch, read_scene
from visions.model import GeneratedImage, ImageRequest, RecordId
from visions.pipeline import Pipeline

NAME = "Zoë Ștefănescu-Qvark"
"""Nobody's; in no file of the program."""
WORDS = f"the market square where {NAME} plants trees, and “{NAME.upper()}” again"
TANDEM = "arezzo-hamm"
PNG, JPEG, WEBP, SKETCH = (RecordId(TANDEM, n) for n in (1, 2, 3, 4))
PAID = 'provider = "openai"\nsize = "512x512"\nbudget = 5.0'


def draw_plain(form: str, *, size: int = 64, **options: object) -> bytes:
    """A picture with a pattern, so that a changed pixel would show."""
    image = Image.new("RGB", (size, size))
    image.putdata(
        [(x * 4 % 256, y * 4 % 256, (x * y) % 256) for y in range(size) for x in range(size)]
    )
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def say_xmp(words: str) -> bytes:
    return (
        f'<?xpacket begin="\ufeff"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><p>{words}</p></x:xmpmeta>'
    ).encode()


def say_exif(words: str, *, turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = words  # ImageDescription
    exif[0x0112] = turned
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + words.encode("utf-16-be")  # UserComment
    return exif.tobytes()


def make_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def draw_png(words: str) -> bytes:
    """As tools of image services write them: the prompt in every chunk that takes a text."""
    info = PngInfo()
    info.add_text("Title", "a picture")
    info.add_text("parameters", words.encode("latin-1", "replace").decode("latin-1"))
    info.add_text("Comment", words.encode("ascii", "replace").decode(), zip=True)
    info.add_itxt("prompt", words)
    info.add_itxt("workflow", json.dumps({"prompt": words}), zip=True)
    info.add_itxt("XML:com.adobe.xmp", say_xmp(words).decode())
    data = draw_plain("PNG", pnginfo=info, exif=say_exif(words, turned=6))
    utf8 = make_chunk(b"tEXt", b"prompt\0" + words.encode())
    packed = make_chunk(b"zTXt", b"prompt\0\0" + zlib.compress(words.encode()))
    hidden = make_chunk(
        b"zTXt", b"raw\0\0" + zlib.compress(base64.b64encode(b"x" + words.encode()))
    )
    c2pa = make_chunk(b"caBX", b"\0\0\0\x20jumbjumd" + words.encode() + b"\0")
    return data[:33] + utf8 + packed + hidden + c2pa + data[33:] + words.encode()


def draw_jpeg(words: str) -> bytes:
    """XMP in two segments, a C2PA box in two, IPTC, Exif and a comment."""
    data = draw_plain("JPEG", exif=say_exif(words), comment=words.encode(), quality=95)

    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body

    packet = say_xmp(words)
    half = packet.index(NAME.encode()) + 4 if NAME.encode() in packet else len(packet) // 2
    more = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">I", len(packet))
    box = b"\0\0\1\0jumb"
    added = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)
        + segment(0xE1, more + struct.pack(">I", 0) + packet[:half])
        + segment(0xE1, more + struct.pack(">I", half) + packet[half:])
        + segment(0xEB, b"JP\0\1\0\0\0\1" + box + packet[:half])
        + segment(0xEB, b"JP\0\1\0\0\0\2" + box + packet[half:])
        + segment(0xED, b"Photoshop 3.0\x008BIM\4\4" + words.encode())
    )
    return data[:2] + added + data[2:]


def draw_webp(words: str) -> bytes:
    return draw_plain("WEBP", lossless=True, exif=say_exif(words), xmp=say_xmp(words))


def keep_picture(
    archive: Archive, words: str, data: bytes, media_type: str, cost: float | None = 0.04
) -> RecordId:
    """Store a prompt with a picture of a paid service that reports the prompt back."""
    record = archive.accept_prompt(
        TANDEM, words, {"language": "en", "dropped_as": f"{NAME}.txt"}
    ).id
    parameters = {"prompt": words, "size": "64x64", "quality": "low", "user": NAME}
    request = ImageRequest("openai", "gpt-image-2", words, 64, 64, parameters, paid=True)
    attempt = archive.open_attempt(record, request, 0.05)
    reported = {"revised_prompt": f"A drawing: {words}", NAME: [{"deep": words}]}
    image = GeneratedImage(
        data,
        media_type,
        64,
        64,
        "OpenAI",
        "gpt-image-2",
        {"note": words, "input_tokens": 3},
        reported,
    )
    archive.keep_image(record, attempt, image, cost)
    return record


def keep_sketch(archive: Archive, words: str) -> RecordId:
    record = archive.accept_prompt(TANDEM, words, {}).id
    svg = draw_sketch(words, width=512, height=512).svg.encode()
    request = ImageRequest("sketch", "1", words, 512, 512, {"prompt": words})
    attempt = archive.open_attempt(record, request, None)
    reported = {"scene": read_scene(svg)}
    image = GeneratedImage(svg, "image/svg+xml", 512, 512, "visions sketch", "1", {}, reported)
    archive.keep_image(record, attempt, image, None)
    return record


def write_private_workshop(folder: Path, *, build: bool = True, alone: bool = False) -> Archive:
    """Four pictures, answers and a journal, the name in all of them; `build`: and all sheets.

    `alone`: only the first of the pictures.
    """
    write_workshop(folder, PAID)
    archive = open_archive(folder)
    records = [keep_picture(archive, WORDS, draw_png(WORDS), "image/png")]
    if not alone:
        records.append(keep_picture(archive, WORDS, draw_jpeg(WORDS), "image/jpeg"))
        records.append(keep_picture(archive, WORDS, draw_webp(WORDS), "image/webp"))
        records.append(keep_sketch(archive, WORDS))
    assert records == [PNG, JPEG, WEBP, SKETCH][: len(records)]
    for record in records:
        fill_in(archive, record)
    archive.choose(PNG)
    journal = Journal(archive.layout)
    journal.write("pass", {"tandem": TANDEM, "code": "ABC234", "ticket": "t"})
    journal.write("dot", {"record": str(PNG), "phone": "p1"})
    journal.write("pause", {"reason": f"{NAME} is speaking"})
    steps = [[10, f"Welcome by {NAME}"], [5, "Break"]]
    journal.write("agenda", {"steps": steps, "current": None, "began": None, "extra": 0})
    if build:
        rebuild(folder, archive)
    return archive


def fill_in(archive: Archive, record: RecordId) -> None:
    """Two revisions of answers, both with the name."""
    action = replace(EXAMPLE.roadmap.actions[0], title=f"Call {NAME}", notes=NAME)
    roadmap = replace(EXAMPLE.roadmap, actions=(action, *EXAMPLE.roadmap.actions[1:]))
    for n, wish in enumerate((f"ask {NAME}", f"thank {NAME}")):
        worksheet = replace(EXAMPLE.worksheet, missing=wish, headline=f"{NAME} {n}")
        answers = replace(EXAMPLE, worksheet=worksheet, roadmap=roadmap)
        Revisions(archive).save(record, answers, source=f"{NAME}.json")


def rebuild(folder: Path, archive: Archive) -> None:
    """Set everything that people see."""
    workshop = load_workshop(folder)
    with hold_lock(archive.layout):
        outcome = asyncio.run(
            Pipeline(workshop, archive, None, lambda event: None).rebuild(workshop.tandems)
        )
    assert outcome.troubles == []
