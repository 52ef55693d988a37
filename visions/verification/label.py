"""The label inside a copy of a picture: its XMP packet, and whether that tells the truth.

JPEG: ITU-T T.81 B.1; XMP in JPEG: ISO 16684-3 (APP1 with Adobe's name). Fields: IPTC Photo Metadata
Standard 2025.1.
"""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

from visions.verification.words import quote_words

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_APP1 = 0xE1
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_IPTC = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_GUID = re.compile(r"urn:uuid:[0-9a-f-]{36}")


class NoLabel(ValueError):
    """There is no packet that can be read; its text is the reason."""


def read_label(copy: bytes) -> ET.Element:
    """The root of the XMP packet in a JPEG. Raises NoLabel."""
    packet = next((body for body in _list_xmp(copy)), None)
    if packet is None:
        raise NoLabel("the copy holds none")
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet or b"\x00" in packet:
        raise NoLabel("it declares entities or is not UTF-8")
    try:
        return ET.fromstring(packet.decode("utf-8").strip("\ufeff \n\r\t"))
    except (ET.ParseError, UnicodeDecodeError, ValueError):
        raise NoLabel("its XML is broken") from None


def find_lies(label: ET.Element, record: Mapping[str, Any] | None) -> Iterator[str]:
    """The fields of a label that do not fit the record; None: of a sketch that stands in."""
    is_ai = record is not None and record["provider"] != "sketch"
    source = "trainedAlgorithmicMedia" if is_ai else "algorithmicMedia"
    if _find(label, f"{_IPTC}DigitalSourceType") != _SOURCES + source:
        yield "DigitalSourceType"
    guid = _find(label, f"{_IPTC}DigImageGUID")
    if record is None:
        if guid is None or not _GUID.fullmatch(guid):
            yield "DigImageGUID"
    elif guid != "urn:uuid:" + record["uuid"].removeprefix("urn:uuid:"):
        yield "DigImageGUID"
    quoted = quote_words(record["prompt"]) if record is not None and is_ai else None
    if _find(label, f"{_IPTC}AIPromptInformation") != quoted:
        yield "AIPromptInformation"
    if _find(label, _CREATOR) is not None:
        yield "creator"


def _find(label: ET.Element, name: str) -> str | None:
    """The text of a property, as an element or an attribute; None where there is none."""
    for about in label.iter(f"{_RDF}Description"):
        element = about.find(name)
        if element is not None:
            return element.text or ""
        if name in about.attrib:
            return about.attrib[name]
    return None


def _list_xmp(copy: bytes) -> Iterator[bytes]:
    if not copy.startswith(b"\xff\xd8"):
        raise NoLabel("the copy is no JPEG")
    at = 2
    while at + 4 <= len(copy) and copy[at] == 0xFF:
        marker = copy[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in (0xDA, 0xD9):  # the picture itself, or the end
            return
        (length,) = struct.unpack_from(">H", copy, at + 2)
        body = copy[at + 4 : at + 2 + length]
        if marker == _APP1 and body.startswith(_XMP):
            yield body[len(_XMP) :]
        at += 2 + length
