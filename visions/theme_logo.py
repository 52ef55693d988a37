"""The logo of a workshop: read, checked and measured before anything is set with it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

LARGEST = 2_000_000
"""Bytes."""
ENDINGS = ("svg", "png", "jpg", "jpeg")

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_ACTIVE = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "set"} | {
    "handler", "listener", "animate", "animatemotion", "animatetransform", "a",
}  # fmt: skip
_INSIDE = re.compile(r"#|data:image/(png|jpe?g);base64,", re.IGNORECASE)
_ADDRESS = re.compile(r"url\(\s*['\"]?\s*([^'\")]*)|@import|expression\(", re.IGNORECASE)


class LogoRefused(Exception):
    """`what` is wrong with the file, and what to do `instead`."""

    def __init__(self, what: str, instead: str) -> None:
        self.what = what
        self.instead = instead
        super().__init__(what)


def read_logo(folder: Path, name: str) -> tuple[bytes, float, float]:
    """The bytes of the logo `name` in `folder`, and its width and height in units of its own.

    Raises LogoRefused for anything but a sound, safe file that lies in the folder itself.
    """
    plain = re.fullmatch(r"[^/\\\x00-\x1f:]+", name)
    if not plain or name.startswith("."):
        raise LogoRefused(
            "this is not the plain name of a file.",
            'Put the file beside workshop.toml and write its name: "logo.svg".',
        )
    ending = name.rpartition(".")[2].lower()
    if "." not in name or ending not in ENDINGS:
        raise LogoRefused("this is no picture that can be set.", "Use an SVG, PNG or JPG file.")
    data = _read(folder, name)
    if ending == "svg":
        return data, *_measure_svg(data)
    found = _measure_png(data) if ending == "png" else _measure_jpeg(data)
    if found is None or not all(0 < side <= 20_000 for side in found):
        raise LogoRefused(
            f"it is not a whole {'PNG' if ending == 'png' else 'JPG'} picture.",
            "Save it again from a graphics program.",
        )
    return data, *found


def _read(folder: Path, name: str) -> bytes:
    path = folder / name
    try:
        if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
            raise LogoRefused("it is a link.", "Put the file itself beside workshop.toml.")
        if not path.is_file():
            raise LogoRefused(
                "there is no such file beside workshop.toml.", "Put it there, or take the key out."
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or "no reason was given"
        raise LogoRefused(f"it cannot be read ({reason}).", "Look at its rights.") from None
    if len(data) > LARGEST:
        raise LogoRefused("it is larger than 2 MB.", "Save it smaller: 1000 pixels are plenty.")
    return data


def _measure_png(data: bytes) -> tuple[int, int] | None:
    """Width and height; None where a part is missing or altered."""
    if not data.startswith(_PNG):
        return None
    place, size, kind = len(_PNG), None, b""
    while place + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        mark = data[place + 8 + length : place + 12 + length]
        if len(mark) < 4 or zlib.crc32(kind + body) != struct.unpack(">I", mark)[0]:
            return None
        if size is None:
            if kind != b"IHDR" or length != 13:
                return None
            size = struct.unpack(">II", body[:8])
        if kind == b"IEND":
            return size
        place += 12 + length
    return None


def _measure_jpeg(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8\xff") or b"\xff\xd9" not in data[-64:]:
        return None
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        kind, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 1 if kind == 0xFF else 2 + length
    return None


def _measure_svg(data: bytes) -> tuple[float, float]:
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", data, re.IGNORECASE) or b"\x00" in data:
        raise LogoRefused(
            "this SVG has a document type or entities.", "Save it as a plain SVG without them."
        )
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        raise LogoRefused("it is not a whole SVG.", "Save it again as SVG, or as PNG.") from None
    if _name(root.tag) != "svg":
        raise LogoRefused("it is not an SVG.", "Save it again as SVG, or as PNG.")
    if b"<?xml-stylesheet" in data:
        raise LogoRefused("this SVG loads a style sheet.", "Save it as a plain SVG, or as PNG.")
    for what in _find_unsafe(root):
        raise LogoRefused(f"this SVG {what}.", "Save it as a plain SVG, or as PNG.")
    size = _read_size(root)
    if size is None:
        raise LogoRefused(
            "this SVG does not say how large it is.", 'Give it a viewBox="0 0 width height".'
        )
    return size


def _find_unsafe(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = _name(element.tag)
        if name in _ACTIVE:
            yield f"has an active part <{name}>"
        if name == "style":
            yield from _find_addresses(element.text or "")
        for key, value in element.attrib.items():
            plain = _name(key)
            if plain.startswith("on"):
                yield f"has a script in “{plain}”"
            elif plain in ("href", "src") and not _INSIDE.match(value.strip()):
                yield "refers to something outside itself"
            yield from _find_addresses(value)


def _find_addresses(text: str) -> Iterator[str]:
    # A backslash can spell any letter in CSS.
    if "\\" in text or any(
        found[1] is None or not found[1].strip().startswith("#")
        for found in _ADDRESS.finditer(text)
    ):
        yield "refers to something outside itself"


def _read_size(root: ElementTree.Element) -> tuple[float, float] | None:
    box = [part for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if part]
    if len(box) == 4 and all(re.fullmatch(_NUMBER, part, re.IGNORECASE) for part in box):
        sides = (float(box[2]), float(box[3]))
    else:
        found = [_LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height")]
        lengths = [float(one[1]) * _UNITS[(one[2] or "px").lower()] for one in found if one]
        if len(lengths) < 2:
            return None
        sides = (lengths[0], lengths[1])
    return sides if all(0 < side < 1e6 for side in sides) else None


def _name(tag: object) -> str:
    """Without its namespace, in small letters; “” for a comment."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
