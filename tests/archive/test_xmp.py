"""The XMP packet: right fields, honest labels, valid XML for any prompt, never too long."""

import dataclasses
import datetime as dt
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from visions.archive.xmp import LONGEST_PACKET, build_packet
from visions.model import LANGUAGES, City, Record, RecordId, Tandem

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TANDEM = Tandem(
    "arezzo-hamm", (City("Arezzo", "IT"), City("Hamm", "DE")), "Open data", ("it", "de")
)
RECORD = Record(
    id=RecordId("arezzo-hamm", 7),
    uuid="urn:uuid:0b7d3b0e-6a4f-4a5e-9a59-0f5e3f1f2a77",
    prompt="a square with <trams> & “trees”",
    prompt_sha256="0" * 64,
    provider="openai",
    system="OpenAI",
    model="gpt-image-2",
    attempt=1,
    requested_at=dt.datetime(2023, 10, 23, 14, 5, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    created_at=dt.datetime(2023, 10, 23, 14, 6, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    parameters={},
    original="original.png",
    media_type="image/png",
    width=1536,
    height=1024,
    bytes=1,
    sha256="0" * 64,
)
SKETCH = dataclasses.replace(
    RECORD, provider="sketch", system="visions", model="sketch", original="original.svg"
)


def pack(record: Record = RECORD, **changes: object) -> bytes:
    arguments = {"languages": ("it", "de"), "version": "1.2.3", **changes}
    return build_packet(record, TANDEM, **arguments)


def read_packet(packet: bytes) -> ET.Element:
    """The rdf:Description inside the packet, by an XML parser."""
    description = ET.fromstring(packet).find(f"{RDF}RDF/{RDF}Description")
    assert description is not None
    return description


def read_alternatives(packet: bytes, name: str) -> dict[str, str]:
    items = read_packet(packet).findall(f"{name}/{RDF}Alt/{RDF}li")
    return {item.attrib[LANG]: item.text or "" for item in items}


def test_an_api_picture_says_that_it_is_ai_generated() -> None:
    about = read_packet(pack())
    assert (about.findtext(f"{EXT}DigitalSourceType") or "").endswith("/trainedAlgorithmicMedia")
    assert about.findtext(f"{EXT}AISystemUsed") == "OpenAI gpt-image-2"
    assert about.findtext(f"{EXT}AIPromptInformation") == RECORD.prompt
    assert about.findtext(f"{EXT}DigImageGUID") == RECORD.uuid


def test_a_sketch_claims_no_ai() -> None:
    packet = pack(SKETCH)
    about = read_packet(packet)
    assert (about.findtext(f"{EXT}DigitalSourceType") or "").endswith("/algorithmicMedia")
    assert not [element.tag for element in about if element.tag.startswith(f"{EXT}AI")]
    assert b"AI-generated" not in packet
    assert "without AI" in read_alternatives(packet, f"{DC}description")["en"]


def test_the_model_version_is_only_what_the_service_reported() -> None:
    assert read_packet(pack()).find(f"{EXT}AISystemVersionUsed") is None
    reported = dataclasses.replace(RECORD, reported={"model": "gpt-image-2-2026-04-21"})
    version = read_packet(pack(reported)).findtext(f"{EXT}AISystemVersionUsed")
    assert version == "gpt-image-2-2026-04-21"


def test_no_person_is_named_as_creator() -> None:
    about = read_packet(pack())
    assert about.find(f"{DC}creator") is None
    assert about.find(f"{EXT}AIPromptWriterName") is None


def test_the_description_comes_in_each_language_with_english_as_the_default() -> None:
    texts = read_alternatives(pack(languages=LANGUAGES), f"{DC}description")
    assert list(texts) == ["x-default", *LANGUAGES]
    assert texts["x-default"] == texts["en"]
    assert len(set(texts.values())) == len(LANGUAGES)
    assert all(RECORD.prompt in text for text in texts.values())


def test_a_confirmed_description_becomes_the_alternative_text() -> None:
    assert read_alternatives(pack(), f"{CORE}AltTextAccessibility") == {}
    texts = read_alternatives(pack(alt={"de": "x" * 300}), f"{CORE}AltTextAccessibility")
    assert list(texts) == ["x-default", "de"]
    assert len(texts["de"]) == 250


def test_a_long_prompt_is_cut_at_4000_characters() -> None:
    long = dataclasses.replace(RECORD, prompt="wort " * 6_000)
    text = read_packet(pack(long)).findtext(f"{EXT}AIPromptInformation") or ""
    assert len(text) <= 4_000
    assert text.endswith("…")


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        pack(languages=("xx",))


hostile = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["\x00\x0b\ufffe\uffff\ud800", "]]>", "</rdf:li><dc:creator>", "<?xpacket end='w'?>", "{label}"]
)


@settings(max_examples=60, deadline=None)
@given(hostile, hostile, hostile, st.sampled_from([1, 100, 2_000]))
def test_any_text_gives_valid_xml_of_bounded_length(
    prompt: str, city: str, theme: str, times: int
) -> None:
    tandem = Tandem("a", (City(city * times), City(theme * times)), theme * times)
    record = dataclasses.replace(RECORD, prompt=prompt * times, reported={"model": city * times})
    packet = build_packet(
        record,
        tandem,
        languages=LANGUAGES,
        version="1.2.3",
        alt=dict.fromkeys(LANGUAGES, city * times),
    )
    assert len(packet) <= LONGEST_PACKET
    about = read_packet(packet)
    assert about.find(f"{DC}creator") is None
    assert packet.startswith(b"<?xpacket begin=")
    assert packet.endswith(b'<?xpacket end="w"?>')


def test_the_worst_text_still_fits() -> None:
    worst = "&" * 40_000
    packet = build_packet(
        dataclasses.replace(RECORD, prompt=worst, system=worst, reported={"model": worst}),
        Tandem("a", (City(worst),), worst),
        languages=LANGUAGES,
        version="1.2.3",
        alt=dict.fromkeys(LANGUAGES, worst),
    )
    assert len(packet) <= LONGEST_PACKET


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_reads_what_was_written(tmp_path) -> None:
    picture = tmp_path / "picture.jpg"
    answered = dataclasses.replace(RECORD, reported={"model": "gpt-image-2-2026-04-21"})
    packet = pack(answered, alt={"it": "Una piazza con tram."}, terms="CC BY 4.0, the cities")
    Image.new("RGB", (8, 8)).save(picture, "JPEG", xmp=packet)
    output = subprocess.run(
        ["exiftool", "-json", "-n", "-struct", "-XMP:all", picture],
        capture_output=True,
        check=True,
    ).stdout
    (tags,) = json.loads(output)
    assert tags["DigitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert tags["AISystemUsed"] == "OpenAI gpt-image-2"
    assert tags["AIPromptInformation"] == RECORD.prompt
    assert tags["DigitalImageGUID"] == RECORD.uuid
    assert tags["Title"] == "Arezzo – Hamm, 0007"
    assert tags["Subject"] == ["AI-generated", "smart city", "Open data"]
    assert tags["CreatorTool"] == "visions 1.2.3"
    assert tags["DateCreated"] == "2023:10:23 14:06:00+02:00"
    assert RECORD.prompt in tags["Description-it"]
    assert tags["AISystemVersionUsed"] == "gpt-image-2-2026-04-21"
    assert tags["CreateDate"] == "2023:10:23 14:06:00+02:00"
    assert tags["Credit"] == "AI-generated picture / Arezzo – Hamm"
    assert (tags["AltTextAccessibility"], tags["AltTextAccessibility-it"]) == (
        "Una piazza con tram.",
        "Una piazza con tram.",
    )
    assert tags["UsageTerms"] == "CC BY 4.0, the cities"
    assert not {"Creator", "AIPromptWriterName"} & tags.keys()
