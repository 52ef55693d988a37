"""A search for a text in every byte of a folder, whatever it is packed or written in.

It shares nothing with the code that takes texts out.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pdfplumber
import pikepdf
from PIL import Image

_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")


def find_everywhere(folder: Path, text: str) -> list[str]:
    """Where `text` stands in `folder`: the file, in what it is packed, and how it is written."""
    needles = list_needles(text)
    hits = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hits += [
            f"{name}: its name, {way}" for way, needle in needles.items() if needle in name.encode()
        ]
        if path.is_file():
            hits += find_in(path.read_bytes(), needles, name)
            hits += [f"{name}: {said}" for said in _read_with_judges(path, text)]
    return hits


def find_in(data: bytes, needles: dict[str, bytes], name: str) -> list[str]:
    return [
        f"{name}{inside}: {way}"
        for inside, piece in _unpack(data)
        for way, needle in needles.items()
        if needle in piece
    ]


def list_needles(text: str) -> dict[str, bytes]:
    """The text as bytes in every way that a file may write it."""
    needles: dict[str, bytes] = {}
    cases = {text, text.lower(), text.upper(), text.casefold(), text.title()}
    for case in cases:
        for form in ("NFC", "NFD"):
            said = unicodedata.normalize(form, case)
            about = f"{said!r} {form}"
            needles[f"{about} UTF-8"] = said.encode()
            for code in ("utf-16-le", "utf-16-be", "latin-1"):
                needles[f"{about} {code}"] = said.encode(code, "replace")
            needles[f"{about} JSON"] = json.dumps(said)[1:-1].encode()
            needles[f"{about} JSON, capitals"] = re.sub(
                r"\\u[0-9a-f]{4}",
                lambda found: "\\u" + found[0][2:].upper(),
                json.dumps(said)[1:-1],
            ).encode()
            needles[f"{about} decimal entities"] = said.encode("ascii", "xmlcharrefreplace")
            needles[f"{about} named entities"] = html.escape(said).encode()
            needles[f"{about} hex entities"] = "".join(
                one if one.isascii() else f"&#x{ord(one):x};" for one in said
            ).encode()
            needles[f"{about} percent"] = quote(said).encode()
            needles[f"{about} percent and plus"] = quote(said).replace("%20", "+").encode()
            for shift in range(3):
                packed = base64.b64encode(b"\0" * shift + said.encode())
                # Only the letters that hold nothing of what stands before or behind.
                first = (0, 2, 3)[shift]
                whole = (shift + len(said.encode())) * 8 // 6
                needles[f"{about} Base64 {shift}"] = packed[first:whole]
    return needles


def _unpack(data: bytes, depth: int = 3) -> Iterator[tuple[str, bytes]]:
    yield "", data
    # Calendars break a line in the midst of a word.
    if b"\r\n " in data:
        yield " (lines joined)", data.replace(b"\r\n ", b"")
    if depth == 0:
        return
    if data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield f" ({member.filename})", member.filename.encode() + member.comment
                for inside, piece in _unpack(archive.read(member), depth - 1):
                    yield f" ({member.filename}{inside})", piece
    if data[:2] == b"\x1f\x8b":
        for inside, piece in _unpack(gzip.decompress(data), depth - 1):
            yield f" (gzip{inside})", piece
    if data[:16] == b"SQLite format 3\0":
        with sqlite3.connect(":memory:") as memory:
            memory.deserialize(data)
            yield " (dump)", "\n".join(memory.iterdump()).encode()
        memory.close()
    for found in _ZLIB.finditer(data):
        try:
            piece = zlib.decompressobj().decompress(data[found.start() :], 50_000_000)
        except zlib.error:
            continue
        if len(piece) > 3:
            yield f" (zlib at {found.start()})", piece


def _read_with_judges(path: Path, text: str) -> list[str]:
    """What programs of others read out of a file."""
    wanted = _plain(text)
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            metadata = _plain(str(pdf.docinfo)) + _plain(str(pdf.open_metadata()))
        with pdfplumber.open(path) as pdf:
            pages = "".join(_plain(page.extract_text() or "") for page in pdf.pages)
        return [
            what
            for what, said in (("PDF metadata", metadata), ("PDF text", pages))
            if wanted in said
        ]
    if path.suffix in (".png", ".jpg", ".webp"):
        with Image.open(path) as image:
            image.load()
            said = _plain(repr(image.info) + repr(dict(image.getexif())))
        return ["what Pillow reads"] if wanted in said else []
    return []


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())
