"""The description for machines, read by the RO-Crate community's own library."""

from __future__ import annotations

import datetime as dt
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

from rocrate.rocrate import ROCrate

from tests.workshops import TOML
from visions.bags.crate import FILE_NAME, PROFILE, Crate, Part, Told
from visions.labels import label_picture
from visions.model import Record, RecordId, Workshop
from visions.workshop_file import parse_workshop

WORKSHOP = parse_workshop(TOML.format(images='provider = "sketch"').encode())
MOMENT = dt.datetime(2023, 10, 23, 12, tzinfo=dt.UTC)


def make_record(number: int = 1, words: str = "a square") -> Record:
    return Record(
        RecordId("arezzo-hamm", number),
        f"00000000-0000-4000-8000-{number:012d}",
        words,
        "0" * 64,
        "openai",
        "OpenAI",
        "gpt-image-2",
        1,
        MOMENT,
        MOMENT + dt.timedelta(seconds=20),
        {"prompt": words},
        "original.png",
        "image/png",
        1536,
        1024,
        100,
        "a" * 64,
    )


def list_parts(record: Record) -> list[Part]:
    here = f"outputs/{record.id}"
    names = (f"{here}/original.png", f"{here}/image.jpg", f"prompts/{record.id}.md")
    return [Part(name, "a" * 64, 100) for name in names]


def describe(folder: Path, records: list[Record], workshop: Workshop = WORKSHOP) -> ROCrate:
    with Crate() as crate:
        tandem = workshop.tandems[0]
        crate.add_tandem(tandem.key, tandem.title, tandem.theme, tandem.cities)
        for record in records:
            told = Told(record.prompt, "2023-10-23T11:00:00+02:00", "en")
            parts = list_parts(record)
            crate.add_prompt(record.id, told, record, parts, label_picture(record))
            for part in parts:
                (folder / part.path).parent.mkdir(parents=True, exist_ok=True)
                (folder / part.path).write_bytes(b"")
        crate.end_tandem([])
        text = b"".join(crate.write(workshop, MOMENT.isoformat(), "A copy."))
    (folder / FILE_NAME).write_bytes(text)
    return ROCrate(str(folder))


def test_each_picture_is_an_action_with_who_what_when_and_by_what(tmp_path: Path) -> None:
    crate = describe(tmp_path, [make_record()])
    (action,) = crate.get_by_type("CreateAction")
    assert action["agent"]["name"] == "Arezzo – Hamm"
    assert action["agent"].type == "Organization"
    assert [city["name"] for city in action["agent"]["location"]] == ["Arezzo", "Hamm"]
    assert action["instrument"]["name"] == "OpenAI gpt-image-2"
    assert action["instrument"].type == "SoftwareApplication"
    assert action["object"].id == "prompts/arezzo-hamm/0001.md"
    assert action["object"]["text"] == "a square"
    assert action["startTime"] == "2023-10-23T12:00:00+00:00"
    assert action["endTime"] == "2023-10-23T12:00:20+00:00"
    original, copy = action["result"]
    assert original.id == "outputs/arezzo-hamm/0001/original.png"
    assert original["sha256"] == "a" * 64
    assert copy["isBasedOn"] is original


def test_every_picture_says_that_it_is_generated(tmp_path: Path) -> None:
    crate = describe(tmp_path, [make_record()])
    pictures = list(crate.get_by_type("ImageObject"))
    assert len(pictures) == 2
    for picture in pictures:
        assert "AI-generated picture" in picture["name"]
        source = picture["digitalSourceType"]
        assert (source if isinstance(source, str) else source["@id"]).endswith(
            "/trainedAlgorithmicMedia"
        )


def test_the_version_is_pinned_and_the_whole_is_described(tmp_path: Path) -> None:
    crate = describe(tmp_path, [make_record(), make_record(2)])
    note = json.loads((tmp_path / FILE_NAME).read_bytes())
    assert note["@graph"][0]["conformsTo"] == {"@id": PROFILE}
    assert note["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    root = crate.root_dataset
    assert root["name"] == "A workshop"
    assert root["datePublished"] == MOMENT.isoformat()
    assert root["publisher"]["name"] == "The organisers"
    assert "Ask the organiser" in root["license"]["description"]
    files = {one.id for one in crate.get_by_type("File", exact=False)}
    assert {part.path for n in (1, 2) for part in list_parts(make_record(n))} <= files
    assert len(crate.get_by_type("SoftwareApplication")) == 1


def test_terms_of_use_are_its_licence(tmp_path: Path) -> None:
    workshop = replace(WORKSHOP, usage_terms="CC BY 4.0")
    crate = describe(tmp_path, [make_record()], workshop)
    assert crate.root_dataset["license"]["name"] == "CC BY 4.0"


def test_no_words_break_it(tmp_path: Path) -> None:
    words = 'quote " \\ \u2028 </script> \ud800 ‮ {"@id": "./"}'
    crate = describe(tmp_path, [make_record(words=words)])
    (action,) = crate.get_by_type("CreateAction")
    assert action["object"]["text"] == words.replace("\ud800", "?")


def test_many_pictures_need_little_more_memory_than_one() -> None:
    tracemalloc.start()
    size = 0
    with Crate() as crate:
        crate.add_tandem("arezzo-hamm", "Arezzo – Hamm", "", ())
        for number in range(1, 2_000):
            record = make_record(number, "a square " * 20)
            crate.add_prompt(record.id, Told("x"), record, list_parts(record), "AI-generated")
        crate.end_tandem([])
        for piece in crate.write(WORKSHOP, "", ""):
            size += len(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 5_000_000
    assert most < 3_000_000


def test_it_is_one_json_document(tmp_path: Path) -> None:
    describe(tmp_path, [make_record()])
    note = json.loads((tmp_path / FILE_NAME).read_bytes())
    ids = [entity["@id"] for entity in note["@graph"]]
    assert len(ids) == len(set(ids))
    assert ids[:2] == [FILE_NAME, "./"]
