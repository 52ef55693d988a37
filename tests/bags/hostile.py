"""Bags with one fault each, made by hand: by a broken disk, and by somebody ill-meaning."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from visions.bags.form import DECLARATION

TOP = "bag"


@dataclass
class HandMade:
    """A bag as names and bytes. `pack` seals it as it is: manifests are made of `files` unless one
    is among `tags` already."""

    files: dict[str, bytes] = field(default_factory=lambda: {"data/a.txt": b"aa", "data/b": b"b"})
    tags: dict[str, bytes] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    extra: dict[str, bytes] = field(default_factory=dict)
    packing: int = zipfile.ZIP_STORED

    def pack(self, top: str = f"{TOP}/") -> bytes:
        tags = {"bagit.txt": DECLARATION.encode(), **self.tags}
        size = sum(map(len, self.files.values()))
        oxum = f"Payload-Oxum: {size}.{len(self.files)}\n"
        tags.setdefault("bag-info.txt", oxum.encode())
        tags.setdefault("manifest-sha256.txt", seal(self.files))
        tags.setdefault("tagmanifest-sha256.txt", seal(tags))
        entries = {**tags, **self.files, **self.extra}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", self.packing) as container, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name, data in entries.items():
                if name not in self.missing:
                    container.writestr(f"{top}{name}", data)
        return target.getvalue()


def seal(files: Mapping[str, bytes]) -> bytes:
    """The manifest of these files."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    return "".join(lines).encode()


def add_entry(name: str, data: bytes = b"x", **change: object) -> Callable[[], bytes]:
    """A sound bag with one more entry, whose ZipInfo has these values."""

    def make() -> bytes:
        target = io.BytesIO(HandMade().pack())
        with zipfile.ZipFile(target, "a") as container, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            entry = zipfile.ZipInfo(name)
            for key, value in change.items():
                setattr(entry, key, value)
            container.writestr(entry, data)
        return target.getvalue()

    return make


def patch_directory(offset: int, form: str, value: int) -> Callable[[], bytes]:
    """A sound bag in whose directory the last entry says something else, at `offset` from its
    beginning (APPNOTE 4.3.12)."""

    def make() -> bytes:
        data = bytearray(HandMade().pack())
        place = data.rfind(b"PK\x01\x02")
        struct.pack_into(form, data, place + offset, value)
        return bytes(data)

    return make


def rename(old: bytes, new: bytes) -> Callable[[], bytes]:
    """A sound bag in which a name of the same length stands in both places."""

    def make() -> bytes:
        assert len(old) == len(new)
        return HandMade().pack().replace(old, new)

    return make


def bomb() -> bytes:
    """Fifty megabytes of nothing, in fifty kilobytes."""
    made = HandMade({"data/a.txt": bytes(50_000_000)}, packing=zipfile.ZIP_DEFLATED)
    return made.pack()


def lie_about_size() -> bytes:
    """A packed file that says it is smaller than it is."""
    data = bytearray(HandMade({"data/a.txt": b"a" * 5000}, packing=zipfile.ZIP_DEFLATED).pack())
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x05\x06"))
    struct.pack_into("<I", data, place + 24, 100)
    return bytes(data)


def overlap() -> bytes:
    """Two entries of the directory that point to the same bytes."""
    data = bytearray(HandMade().pack())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    (place,) = struct.unpack_from("<I", data, first + 42)
    struct.pack_into("<I", data, second + 42, place + 1)
    return bytes(data)


def flip_byte() -> bytes:
    """A bag in which one byte of a file went wrong."""
    data = HandMade().pack()
    assert data.count(b"data/a.txtaa") == 1
    return data.replace(b"data/a.txtaa", b"data/a.txtab")


def claim_entries() -> bytes:
    """A directory that says it has more entries than anybody could mean."""
    data = bytearray(HandMade().pack())
    end = data.rfind(b"PK\x05\x06")
    # Zip64: a record and a locator before the end that says “look there”.
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 10**9, 10**9, 10**11, 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1)
    return bytes(data[:end]) + record + locator + bytes(data[end:])


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "not a zip": (lambda: b"PNG" * 100, "no complete ZIP file (it has no directory)"),
    "empty file": (lambda: b"", "no complete ZIP file"),
    "cut off": (lambda: HandMade().pack()[:-30], "no complete ZIP file"),
    "too many entries": (claim_entries, "1,000,000,000 entries"),
    "encrypted": (patch_directory(8, "<H", 1), "this is encrypted"),
    "odd packing": (patch_directory(10, "<H", 12), "packed in a way that is not read here"),
    "symlink": (
        add_entry(f"{TOP}/data/link", b"/etc/passwd", external_attr=(stat.S_IFLNK | 0o777) << 16),
        "this is a link or a device",
    ),
    "device": (
        add_entry(f"{TOP}/data/null", external_attr=(stat.S_IFCHR | 0o666) << 16),
        "this is a link or a device",
    ),
    "absolute": (add_entry("/etc/passwd"), "begins outside the folder"),
    "parent": (add_entry(f"{TOP}/data/../../../evil"), "leads out of the folder"),
    "backslash": (rename(b"data/a.txt", b"data\\a.txt"), "is a path on some systems"),
    "drive": (add_entry("C:/evil"), "begins outside the folder"),
    "stream": (add_entry(f"{TOP}/data/a.txt:hidden"), "is a path on some systems"),
    "nul": (rename(b"data/a.txt", b"data/a.\0xt"), "characters that cannot be seen"),
    "control": (add_entry(f"{TOP}/data/a\x1b[31m"), "characters that cannot be seen"),
    "bidi": (add_entry(f"{TOP}/data/\u202etxt.exe"), "characters that cannot be seen"),
    "percent": (add_entry(f"{TOP}/data/a%0a"), "not all programs agree"),
    "empty part": (add_entry(f"{TOP}/data//a"), "has empty parts"),
    "dot": (add_entry(f"{TOP}/data/./a"), "has empty parts"),
    "reserved": (add_entry(f"{TOP}/data/con.txt"), "cannot have a file of this name"),
    "trailing dot": (add_entry(f"{TOP}/data/a.txt."), "cannot have a file of this name"),
    "long name": (add_entry(f"{TOP}/data/{'a' * 1200}"), "no name for a file"),
    "twice": (add_entry(f"{TOP}/data/a.txt"), "this name is there twice"),
    "case twin": (add_entry(f"{TOP}/data/A.TXT"), "cannot tell it from “bag/data/a.txt”"),
    "normal twin": (
        lambda: HandMade(
            {"data/a.txt": b"", "data/\u00e9": b"1"}, extra={"data/e\u0301": b"2"}
        ).pack(),
        "some systems cannot tell it from",
    ),
    "bomb": (bomb, "made to fill a disk"),
    "huge": (patch_directory(24, "<I", 4_100_000_000), "no file of a workshop is that large"),
    "lie about size": (lie_about_size, "its bytes are not those that were packed"),
    "overlap": (overlap, "lies inside"),
    "two folders": (add_entry("other/a.txt"), "a bag is one folder"),
    "no folder": (lambda: HandMade().pack(top=""), "a bag is one folder"),
    "no bagit.txt": (
        lambda: HandMade(missing=("bagit.txt",)).pack(),
        "bagit.txt: it is missing, so this is no bag",
    ),
    "other version": (
        lambda: HandMade(tags={"bagit.txt": DECLARATION.replace("1.0", "0.97").encode()}).pack(),
        "BagIt version “0.97”",
    ),
    "other encoding": (
        lambda: HandMade(
            tags={"bagit.txt": DECLARATION.replace("UTF-8", "UTF-16").encode()}
        ).pack(),
        "not in UTF-8",
    ),
    "no manifest": (
        lambda: HandMade(missing=("manifest-sha256.txt",)).pack(),
        "manifest-sha256.txt: it is missing",
    ),
    "fetch": (
        lambda: HandMade(extra={"fetch.txt": b"http://x/ 3 data/c\n"}).pack(),
        "nothing is fetched",
    ),
    "file gone": (
        lambda: HandMade(missing=("data/a.txt",)).pack(),
        "listed in manifest-sha256.txt, but not in the bag",
    ),
    "file added": (add_entry(f"{TOP}/data/c"), "but not in its manifest"),
    "byte flipped": (flip_byte, "its bytes are not those that were packed"),
    "digest wrong": (
        lambda: HandMade(
            tags={"manifest-sha256.txt": seal({"data/a.txt": b"zz", "data/b": b"b"})}
        ).pack(),
        "data/a.txt: it is not what manifest-sha256.txt says it was",
    ),
    "listed twice": (
        lambda: HandMade(
            tags={"manifest-sha256.txt": seal({"data/a.txt": b"aa", "data/b": b"b"}) * 2}
        ).pack(),
        "is listed twice",
    ),
    "torn line": (
        lambda: HandMade(tags={"manifest-sha256.txt": b"abc  data/a.txt\n"}).pack(),
        "no line of a manifest",
    ),
    "outside data": (
        lambda: HandMade(
            tags={"manifest-sha256.txt": seal({"bagit.txt": DECLARATION.encode()})}
        ).pack(),
        "is not its matter",
    ),
    "not text": (
        lambda: HandMade(tags={"manifest-sha256.txt": b"\xff\xfe"}).pack(),
        "it is not UTF-8 text",
    ),
    "tagmanifest wrong": (
        lambda: HandMade(
            tags={"tagmanifest-sha256.txt": seal({"manifest-sha256.txt": b"other"})}
        ).pack(),
        "it is not what tagmanifest-sha256.txt says it was",
    ),
    "tagmanifest without manifest": (
        lambda: HandMade(
            tags={"tagmanifest-sha256.txt": seal({"bagit.txt": DECLARATION.encode()})}
        ).pack(),
        "does not vouch for manifest-sha256.txt",
    ),
    "oxum wrong": (
        lambda: HandMade(tags={"bag-info.txt": b"Payload-Oxum: 4.2\n"}).pack(),
        "Payload-Oxum is “4.2”, but the bag has 3.2",
    ),
}


def write(folder: Path, data: bytes) -> Path:
    path = folder / "hostile.zip"
    path.write_bytes(data)
    return path
