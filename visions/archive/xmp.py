"""The XMP packet of a labelled picture: what it is, who drew it, from which words.

Fields and their meaning: IPTC Photo Metadata Standard 2025.1; packet: XMP, ISO 16684-1.
A picture of the built-in illustrator claims no AI field. `dc:creator` is left out: no person
made a generated picture.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from visions.i18n import SOURCE, speak
from visions.labels import caption_picture, label_picture
from visions.model import Record, Tandem

LONGEST_PACKET = 60_000
"""Bytes; a JPEG segment holds about 64 kB, and a packet is never split here."""
LONGEST_PROMPT = 4_000
LONGEST_ALT = 250
LONGEST_NAME = 200

_SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES = {
    "x": "adobe:ns:meta/",
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
# What XML 1.0 (production 2) does not count as a character.
_UNHOLDABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

for _prefix, _uri in _NAMESPACES.items():
    ET.register_namespace(_prefix, _uri)


def build_packet(
    record: Record,
    tandem: Tandem,
    *,
    languages: Sequence[str],
    version: str,
    alt: Mapping[str, str] | None = None,
    terms: str = "",
) -> bytes:
    """Return the packet for `record`, UTF-8, at most 60 kB, the same for the same input.

    Texts come in English (x-default) and in each of `languages`. `alt` holds descriptions
    that a person wrote or confirmed, by language, and `terms` under which the picture may be used;
    none, no field. Texts that are too long end in “…”. Raises KeyError for a language without a
    catalogue.
    """
    # The description repeats the prompt once a language; it gives way, the prompt field never.
    for longest in (LONGEST_PROMPT, 1_000, LONGEST_ALT):
        packet = _write_packet(record, tandem, languages, version, alt or {}, terms, longest)
        if len(packet) <= LONGEST_PACKET:
            break
    return packet


def _write_packet(
    record: Record,
    tandem: Tandem,
    languages: Sequence[str],
    version: str,
    alt: Mapping[str, str],
    terms: str,
    longest: int,
) -> bytes:
    tool = f"visions {version}"
    label = label_picture(record)
    created = record.created_at.isoformat(timespec="seconds")
    quoted = _fit(record.prompt, longest)

    root = ET.Element(_name("x:xmpmeta"), {_name("x:xmptk"): tool})
    about = ET.SubElement(
        ET.SubElement(root, _name("rdf:RDF")), _name("rdf:Description"), {_name("rdf:about"): ""}
    )
    source_type = "trainedAlgorithmicMedia" if record.is_ai else "algorithmicMedia"
    _add_text(about, "Iptc4xmpExt:DigitalSourceType", _SOURCE_TYPES + source_type)
    if record.is_ai:
        system = f"{record.system} {record.model}".strip()
        _add_text(about, "Iptc4xmpExt:AISystemUsed", _fit(system, LONGEST_NAME))
        answered = record.reported.get("model")
        if isinstance(answered, str) and answered:
            _add_text(about, "Iptc4xmpExt:AISystemVersionUsed", _fit(answered, LONGEST_NAME))
        prompt = _fit(record.prompt, LONGEST_PROMPT)
        _add_text(about, "Iptc4xmpExt:AIPromptInformation", prompt)
    _add_text(
        about, "Iptc4xmpExt:DigImageGUID", "urn:uuid:" + record.uuid.removeprefix("urn:uuid:")
    )
    if alt:
        _add_alternatives(
            about,
            "Iptc4xmpCore:AltTextAccessibility",
            {code: _fit(text, LONGEST_ALT) for code, text in alt.items()},
        )
    _add_alternatives(
        about,
        "dc:description",
        {code: caption_picture(record, quoted, speak(code)) for code in (SOURCE, *languages)},
    )
    title = f"{_fit(tandem.title, LONGEST_NAME)}, {record.id.digits}"
    _add_alternatives(about, "dc:title", dict.fromkeys((SOURCE, *languages), title))
    keyword = "AI-generated" if record.is_ai else "drawn by rules, not AI"
    _add_bag(about, "dc:subject", [keyword, "smart city", _fit(tandem.theme, LONGEST_NAME)])
    _add_text(about, "photoshop:Credit", f"{label} / {_fit(tandem.title, LONGEST_NAME)}")
    _add_text(about, "photoshop:DateCreated", created)
    _add_text(about, "xmp:CreatorTool", tool)
    _add_text(about, "xmp:CreateDate", created)
    if terms:
        _add_alternatives(about, "xmpRights:UsageTerms", {"": terms})

    xml = ET.tostring(root, encoding="unicode")
    wrapped = (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{xml}\n<?xpacket end="w"?>'
    )
    return wrapped.encode()


def _name(qualified: str) -> str:
    prefix, name = qualified.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"


def _add_text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, _name(name))
    element.text = _clean_text(text)
    return element


def _add_alternatives(parent: ET.Element, name: str, texts: Mapping[str, str]) -> None:
    """Add a Lang Alt: x-default first (English where there is one), then each language."""
    default = texts.get(SOURCE) or next(iter(texts.values()))
    box = ET.SubElement(ET.SubElement(parent, _name(name)), _name("rdf:Alt"))
    for code, text in {"x-default": default, **texts}.items():
        if not code:  # in whatever language it is written
            continue
        _add_text(box, "rdf:li", text).set(_LANG, code)


def _add_bag(parent: ET.Element, name: str, texts: Sequence[str]) -> None:
    box = ET.SubElement(ET.SubElement(parent, _name(name)), _name("rdf:Bag"))
    for text in texts:
        if text:
            _add_text(box, "rdf:li", text)


def _fit(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _clean_text(text: str) -> str:
    """Return `text` without the characters that XML 1.0 cannot hold."""
    return _UNHOLDABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
