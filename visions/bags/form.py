"""What a bag is made of: names and lines of RFC 8493 (BagIt 1.0)."""

from __future__ import annotations

import re

VERSION = "1.0"
DECLARATION = f"BagIt-Version: {VERSION}\nTag-File-Character-Encoding: UTF-8\n"
BAGIT = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
FETCH = "fetch.txt"
PAYLOAD = "data/"
OXUM = "Payload-Oxum"

_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+(\S.*)")


def write_line(digest: str, path: str) -> str:
    """A line of a manifest. Percent sign and line ends in a path are encoded (§ 2.1.3)."""
    for plain, encoded in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        path = path.replace(plain, encoded)
    return f"{digest}  {path}\n"


def parse_line(line: str) -> tuple[str, str] | None:
    """The digest in small letters and the path in a line of a manifest; None where it is none."""
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    path = re.sub("%0d", "\r", re.sub("%0a", "\n", match[2], flags=re.I), flags=re.I)
    return match[1].lower(), path.replace("%25", "%")


def write_info(info: dict[str, str]) -> str:
    """The text of bag-info.txt: one line a label, whatever lines its value had."""
    return "".join(f"{key}: {' '.join(value.split())}\n" for key, value in info.items() if value)


def parse_info(text: str) -> dict[str, str]:
    """The labels of a bag-info.txt with their values; lines that go on begin with a blank."""
    found: dict[str, str] = {}
    label = ""
    for line in text.splitlines():
        if line[:1] in (" ", "\t") and label:
            found[label] = f"{found[label]} {line.strip()}"
        elif ":" in line:
            label, _, value = line.partition(":")
            found[label] = value.strip()
    return found
