"""`visions verify` on 10,000 pictures of 1 MB, or as many as the disk carries, beside `sha256sum`.

Both read all files below prompts/ and outputs/, from the system's cache if it is large enough, on
all processors. Besides hashing, verify reads every note, compares it with the others, and reads the
label in every copy. Measured are whole processes. A `sha256sum` that makes no use of a processor's
own instructions for SHA-256 is slower than Python's hashing, which is why that is told as well.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from benchmarks.timing import compare, report, tell
from visions import __version__
from visions.archive.derived import seal_index
from visions.archive.labelled import label_copy
from visions.archive.layout import Layout
from visions.archive.notes import (
    FORMAT,
    dump_note,
    make_record,
    note_record,
    note_request,
    note_result,
)
from visions.archive.prompt_text import digest_words, encode_prompt
from visions.archive.xmp import build_packet
from visions.model import City, GeneratedImage, ImageRequest, RecordId, State, Tandem

PICTURES, TANDEMS, BYTES = 10_000, 5, 1_000_000
KEPT_FREE = 15_000_000_000
TARGET, ROUNDS = 1.2, 3
COMMAND = str(Path(sys.executable).with_name("visions"))
BARE = """
import hashlib, os, sys
from concurrent.futures import ThreadPoolExecutor
def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
paths = [os.path.join(place, name) for place, _, names in os.walk(".") for name in names]
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    assert len(list(pool.map(digest, paths))) == len(paths)
"""


def run(pictures: int | str = PICTURES) -> None:
    """`python -m benchmarks verify:2000` takes fewer."""
    with tempfile.TemporaryDirectory(prefix="visions-verify-") as name:
        folder = Path(name)
        room = (shutil.disk_usage(folder).free - KEPT_FREE) // (BYTES + 40_000)
        number = max(TANDEMS, min(int(pictures), room)) // TANDEMS * TANDEMS
        _write(folder, number)
        files = [path for path in folder.rglob("*") if path.is_file()]
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        _hash_all(folder, cores)  # warm
        theirs, ours, bare, memory = [], [], [], 0
        for _ in range(ROUNDS):
            began = time.perf_counter()
            _hash_all(folder, cores)
            theirs.append(time.perf_counter() - began)
            began = time.perf_counter()
            memory = max(memory, _verify(folder))
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", BARE, str(cores)], cwd=folder, check=True)
            bare.append(time.perf_counter() - began)
        ratio = compare(ours, theirs)
        report(
            f"verify of {number:,} pictures of 1 MB over sha256sum, {cores} cores",
            f"{ratio:.2f} x",
            f"<= {TARGET} x",
            ratio <= TARGET,
        )
        size = sum(path.stat().st_size for path in files) / 1e9
        tell(f"... {len(files):,} files, {size:.1f} GB", f"{statistics.median(ours):.1f} s")
        tell("... sha256sum on the same files", f"{statistics.median(theirs):.1f} s")
        tell("... verify over Python's bare hashing of them", f"{compare(ours, bare):.2f} x")
        tell("... most memory of verify", f"{memory / 1000:.0f} MB")


def _hash_all(folder: Path, cores: int) -> None:
    command = f"find . -type f -print0 | xargs -0 -n 256 -P {cores} sha256sum"
    subprocess.run(command, shell=True, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _verify(folder: Path) -> int:
    """Its peak of memory in kB."""
    command = [COMMAND, "-C", str(folder), "verify"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.stdout is not None
    told = process.stdout.read().decode()
    process.stdout.close()
    assert process.returncode == 0, told
    assert told.startswith("Sound"), told
    return used.ru_maxrss


def _write(folder: Path, number: int) -> None:
    """Records as visions writes them, without waiting for the disk."""
    tandems = [
        Tandem(f"tandem-{key}", (City("Arezzo"), City("Hamm")), "Air", ("it",))
        for key in range(TANDEMS)
    ]
    blocks = "".join(
        f'[[tandems]]\nkey = "{tandem.key}"\ncities = [{{ name = "Arezzo" }}]\n'
        for tandem in tandems
    )
    text = f'title = "Bench"\ndate = 2023-10-23\nhorizon = "2024-12"\n{blocks}'
    (folder / "workshop.toml").write_text(text, "utf-8")
    chance = random.Random(1)
    small = _draw(chance, 2_000, whole=True)
    for tandem in tandems:
        listed: list[str] = []
        for place in range(1, number // TANDEMS + 1):
            listed += _write_record(folder, tandem, RecordId(tandem.key, place), chance, small)
        Layout(folder).manifest(tandem.key).write_text("".join(listed))


def _write_record(
    folder: Path, tandem: Tandem, record: RecordId, chance: random.Random, small: bytes
) -> list[str]:
    layout, words = Layout(folder), f"A town on a river, number {record.number}"
    moment = dt.datetime(2023, 10, 23, 12, tzinfo=dt.UTC)
    data = _draw(chance, BYTES)
    sent = {"model": "gpt-image-2", "prompt": words, "size": "64x64", "quality": "medium"}
    request = ImageRequest("openai", "gpt-image-2", words, 64, 64, sent, "https://x/v1", True)
    image = GeneratedImage(data, "image/png", 64, 64, "OpenAI", "gpt-image-2", {"tokens": 9}, {})
    digest = hashlib.sha256(data).hexdigest()
    asked = dict(note_request(request, 1, moment, 0.2), requested_at=moment.isoformat())
    ended = dict(note_result(image, digest, 1, moment, 0.05), ended_at=moment.isoformat())
    uuid = f"00000000-0000-4000-8000-{chance.randrange(10**12):012d}"
    kept = make_record(record, uuid, "original.png", asked, ended)
    facts = {"format": FORMAT, "accepted_at": moment.isoformat(), "sha256": digest_words(words)}
    truth = {
        layout.facts(record): dump_note(facts),
        layout.prompt(record): encode_prompt(words),
        layout.request(record, 1): dump_note(asked),
        layout.original(record, "image/png"): data,
        layout.result(record, 1): dump_note(ended),
        layout.record(record): dump_note(note_record(kept)),
    }
    packet = build_packet(kept, tandem, languages=("it",), version=__version__)
    copy = label_copy(small, "image/png", packet)
    labelled = layout.labelled(record, State.DONE)
    known = {labelled.name: {"from": digest, "sha256": hashlib.sha256(copy).hexdigest()}}
    derived = {labelled: copy, labelled.with_name("built.json"): dump_note(seal_index(known))}
    for path, content in {**truth, **derived}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [
        f"{hashlib.sha256(content).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path, content in truth.items()
    ]


def _draw(chance: random.Random, size: int, *, whole: bool = False) -> bytes:
    """A PNG of 64 x 64 pixels and of about `size` bytes; only a `whole` one can be decoded."""
    pixels = zlib.compress((b"\x00" + bytes(192)) * 64) if whole else chance.randbytes(size)
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
