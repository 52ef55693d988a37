"""Whether a ZIP is one that can be opened without harm, told from its directory alone.

Nothing is unpacked here. What a bag of ours never has is refused: links, secret or odd packing,
names that lead elsewhere or that two systems read differently, and sizes that cannot be meant.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from visions.bag_errors import BadBag
from visions.errors import Problem

MOST_ENTRIES = 400_000
LARGEST_ENTRY = 4_000_000_000
LARGEST_TOTAL = 200_000_000_000
"""Bytes that all entries together may say they have."""
MOST_SHRUNK = 200
"""How many times larger than its packed bytes an entry may say it is. Deflate reaches 1,032."""
LONGEST_NAME = 1_000
MOST_TOLD = 50

_LARGEST_DIRECTORY = 200_000_000
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def open_container(file: IO[bytes], name: str) -> zipfile.ZipFile:
    """The ZIP in `file`, after a look at all of its directory. Raises BadBag with every problem;
    `name` is what the message calls the file."""
    try:
        _check_directory(file)
        file.seek(0)
        container = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        reason = f"this is no complete ZIP file ({str(error).lower().rstrip('.')})."
        raise refuse(name, [Problem(name, reason, "Copy or send it again.")]) from None
    except (struct.error, ValueError, OverflowError, NotImplementedError, UnicodeError):
        reason = "its directory is damaged."
        raise refuse(name, [Problem(name, reason, "Copy or send it again.")]) from None
    problems = [*_check_entries(container.infolist())]
    if problems:
        container.close()
        raise refuse(name, problems)
    return container


def refuse(name: str, problems: Sequence[Problem]) -> BadBag:
    """The report of why a file is not taken; of very many problems the first ones."""
    told = list(problems[:MOST_TOLD])
    if more := len(problems) - len(told):
        told.append(Problem("and", f"{more} more."))
    return BadBag(told, file=name, count=len(problems))


def show_name(name: str) -> str:
    """A name from a ZIP as a message can quote it: short, and without what steers a terminal."""
    plain = "".join(one if one.isprintable() else "·" for one in name)
    return plain if len(plain) <= 120 else f"{plain[:100]}…{plain[-15:]}"


def _check_directory(file: IO[bytes]) -> None:
    """Look at how large the directory says it is before anything reads all of it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise zipfile.BadZipFile("it has no directory")
    entries, length = struct.unpack("<HI", tail[place + 10 : place + 16])
    if tail[place - 20 : place - 16] == _LOCATOR_64 and place >= 20:
        (start,) = struct.unpack("<Q", tail[place - 12 : place - 4])
        file.seek(min(start, size))
        end = file.read(56)
        if len(end) == 56 and end.startswith(_END_64):
            entries, length = struct.unpack("<QQ", end[32:48])
    if entries > MOST_ENTRIES or length > _LARGEST_DIRECTORY:
        raise zipfile.BadZipFile(f"it says it has {entries:,} entries, more than any workshop")


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> Iterator[Problem]:
    if len(entries) > MOST_ENTRIES:
        yield Problem("the file", f"it has {len(entries):,} entries, more than any workshop.")
        return
    seen: dict[str, str] = {}
    total = 0
    for entry in entries:
        name = entry.orig_filename
        place = show_name(name)
        yield from (Problem(place, what) for what in explain_name(name))
        yield from (Problem(place, what) for what in _check_entry(entry))
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if (before := seen.setdefault(key, name)) is not name:
            what = (
                "this name is there twice."
                if before == name
                else (f"some systems cannot tell it from “{show_name(before)}”.")
            )
            yield Problem(place, what)
        total += entry.file_size
    if total > LARGEST_TOTAL:
        yield Problem("the file", f"unpacked it says it has {total:,} bytes; that is no workshop.")
    yield from _find_overlaps(entries)


def explain_name(name: str) -> Iterator[str]:
    """Why a file of this path would not be taken; nothing where it would."""
    parts = name.removesuffix("/").split("/")
    if not name or len(name) > LONGEST_NAME:
        yield "this is no name for a file."
    elif name.startswith("/") or re.match(r"[A-Za-z]:", name):
        yield "this path begins outside the folder."
    elif ".." in parts:
        yield "this path leads out of the folder."
    elif "\\" in name or ":" in name:
        yield "this name is a path on some systems."
    elif any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp") for one in name):
        yield "this name holds characters that cannot be seen."
    elif "%" in name:
        yield "not all programs agree on how a bag writes a percent sign."
    elif any(part in ("", ".") for part in parts):
        yield "this path has empty parts."
    elif any(_DEVICE.fullmatch(part) or part.endswith((".", " ")) for part in parts):
        yield "some systems cannot have a file of this name."


def _check_entry(entry: zipfile.ZipInfo) -> Iterator[str]:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        yield "this is a link or a device, not a file."
    if entry.flag_bits & _ENCRYPTED:
        yield "this is encrypted."
    if entry.compress_type not in _PACKINGS:
        yield "this is packed in a way that is not read here (only stored or deflated)."
    if entry.file_size > LARGEST_ENTRY:
        yield f"it says it has {entry.file_size:,} bytes; no file of a workshop is that large."
    elif entry.file_size > max(1_000_000, MOST_SHRUNK * entry.compress_size):
        yield (
            f"{entry.compress_size:,} bytes say they become {entry.file_size:,}: "
            "this is made to fill a disk."
        )


def _find_overlaps(entries: Sequence[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Entries that share bytes, by which a small file becomes a huge one."""
    end, last = 0, ""
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            yield Problem(show_name(entry.orig_filename), f"it lies inside “{show_name(last)}”.")
        least = entry.header_offset + 30 + len(entry.orig_filename) + entry.compress_size
        end, last = max(end, least), entry.orig_filename
