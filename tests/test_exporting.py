"""A workshop as one file: a bag to others, the same bytes for the same content, nothing lost."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import zipfile
from pathlib import Path

import bagit
import pytest
from rocrate.rocrate import ROCrate

from tests.packed import (
    CANARIES,
    CHOSEN,
    REFUSED,
    ignore,
    pack,
    read_zip,
    scope_all,
    unfold,
    write_packed_workshop,
)
from tests.workshops import list_files
from visions.archive.layout import is_truth
from visions.archive.manifest import Manifest
from visions.archive.store import Archive
from visions.bag_errors import BadTarget, ExportTaken, NothingToExport
from visions.bags.reader import open_bag
from visions.config import load_workshop
from visions.errors import Damaged, DiskFailed
from visions.exporting import bring_up_to_date, export_workshop, foretell_export
from visions.packing.scope import Scope

NAME = "visions-2023-10-23"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written once; every test works on a copy of its own."""
    folder = tmp_path_factory.mktemp("model") / "room"
    write_packed_workshop(folder)
    return folder


@pytest.fixture
def room(model: Path, tmp_path: Path) -> Path:
    return shutil.copytree(model, tmp_path / "room", symlinks=True)


@pytest.fixture(scope="module")
def bag(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of it packed."""
    target = tmp_path_factory.mktemp("bag") / "all.zip"
    pack(model, target)
    return target


@pytest.fixture(scope="module")
def public(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("bag") / "public.zip"
    pack(model, target, public=True)
    return target


def extract(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as container:
        container.extractall(folder)
    (top,) = folder.iterdir()
    return top


def test_it_is_a_bag_to_the_library_of_congress(bag: Path, tmp_path: Path) -> None:
    top = extract(bag, tmp_path)
    assert top.name == NAME
    other = bagit.Bag(str(top))
    assert other.validate()
    assert other.info["Source-Organization"] == "The organisers"
    assert other.info["Bagging-Date"] == "2023-10-23"


def test_it_is_a_crate_to_the_ro_crate_community(bag: Path, tmp_path: Path) -> None:
    crate = ROCrate(str(extract(bag, tmp_path) / "data"))
    actions = crate.get_by_type("CreateAction")
    assert [action["object"]["text"] for action in actions] == [
        "a square with trees",
        "the same square, later",
    ]
    for action in actions:
        assert action["agent"]["name"] == "Arezzo – Hamm"
        assert action["instrument"]["name"] == "OpenAI gpt-image-2"
        original, copy = action["result"]
        data = (tmp_path / NAME / "data" / original.id).read_bytes()
        assert hashlib.sha256(data).hexdigest() == original["sha256"]
        assert copy["name"].startswith("AI-generated picture")


def test_each_file_of_the_crate_is_in_the_bag(bag: Path) -> None:
    files = read_zip(bag)
    note = json.loads(files["data/ro-crate-metadata.json"])
    listed = {
        f"data/{one['@id']}"
        for one in note["@graph"]
        if "File" in one["@type"] and not one["@id"].startswith("#")
    }
    payload = {name for name in files if name.startswith("data/")}
    assert payload - listed == {"data/ro-crate-metadata.json"}
    assert listed <= payload


def test_all_that_cannot_be_rebuilt_is_in_it_unchanged(room: Path, bag: Path) -> None:
    mine = {name: data for name, data in list_files(room).items() if is_truth(name)}
    mine.pop("outputs/arezzo-hamm/0001/request-9.json")  # the link
    theirs = {name.removeprefix("data/"): data for name, data in read_zip(bag).items()}
    assert {name: data for name, data in theirs.items() if is_truth(name)} == mine
    assert theirs["workshop.toml"] == (room / "workshop.toml").read_bytes()
    assert "outputs/index.html" in theirs
    assert "outputs/print/worksheets.pdf" in theirs
    assert "outputs/arezzo-hamm/0002/roadmap.it.xlsx" in theirs


def test_what_is_not_ours_or_not_for_others_stays_behind(bag: Path) -> None:
    for name in read_zip(bag):
        for part in (
            "session",
            ".lock",
            ".tmp",
            "answer-1.body",
            "stranger",
            "request-9",
            "sqlite",
        ):
            assert part not in name
    assert not any(CANARIES["code"].encode() in data for data in read_zip(bag).values())


def test_the_manifest_of_a_tandem_is_that_of_its_files(
    room: Path, bag: Path, tmp_path: Path
) -> None:
    data = extract(bag, tmp_path / "out") / "data"
    for tandem in ("arezzo-hamm", "utrecht-munich"):
        theirs = Manifest(Archive(data).layout, tandem).read()
        assert theirs == Manifest(Archive(room).layout, tandem).read()
        assert "prompts/utrecht-munich/0002.md" not in theirs, "a draft may still be edited"


def test_equal_content_gives_equal_bytes_wherever_it_lies(
    room: Path, bag: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "under another name"
    other.parent.mkdir()
    shutil.copytree(room, other, symlinks=True, copy_function=shutil.copy)
    for path in sorted(other.rglob("*"), reverse=True):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (1_600_000_000, 1_600_000_000))
    pack(other, tmp_path / "other.zip")
    assert (tmp_path / "other.zip").read_bytes() == bag.read_bytes()


def test_other_content_gives_other_bytes(room: Path, bag: Path, tmp_path: Path) -> None:
    Archive(room).accept_prompt("utrecht-munich", "one more", {})
    pack(room, tmp_path / "other.zip")
    assert (tmp_path / "other.zip").read_bytes() != bag.read_bytes()


# For the public


def test_nothing_private_is_in_a_public_bag(public: Path) -> None:
    for name, data in read_zip(public).items():
        inside = unfold(data)
        for what, canary in CANARIES.items():
            assert canary.encode() not in inside, f"{what} in {name}"


def test_the_same_search_finds_all_of_it_in_a_bag_for_the_archive(bag: Path) -> None:
    everything = b"".join(unfold(data) for data in read_zip(bag).values())
    found = {what for what, canary in CANARIES.items() if canary.encode() in everything}
    assert found == CANARIES.keys() - {"code"}


def test_the_work_is_in_a_public_bag(public: Path, room: Path) -> None:
    files = read_zip(public)
    assert files["data/prompts/arezzo-hamm/0001.md"] == b"a square with trees\n"
    here = "data/outputs/arezzo-hamm/0002"
    original = (room / "outputs/arezzo-hamm/0002/original.png").read_bytes()
    assert files[f"{here}/original.png"] == original
    record = json.loads(files[f"{here}/record.json"])
    assert (record["model"], record["cost_usd"], record["usage"]) == ("gpt-image-2", None, {})
    assert record["parameters"] == {"prompt": "the same square, later", "size": "96x64"}
    assert record["reported"] == {"model": "gpt-image-2-2026-05"}
    answers = json.loads(files[f"{here}/answers-0001.json"])
    assert answers["source"] == ""
    assert "Arezzo and Hamm share their data" in json.dumps(answers)
    assert json.loads(files["data/prompts/arezzo-hamm/0001.json"]).keys() == {
        "format", "accepted_at", "language", "sha256",
    }  # fmt: skip
    assert f"{here}/worksheet.it.pdf" in files
    assert not any("request-" in name or "result-" in name for name in files)


def test_a_public_bag_is_a_bag_and_a_workshop(public: Path, tmp_path: Path) -> None:
    top = extract(public, tmp_path)
    assert top.name == f"{NAME}-public"
    assert bagit.Bag(str(top)).validate()
    workshop = load_workshop(top / "data")
    assert [tandem.key for tandem in workshop.tandems] == ["arezzo-hamm", "utrecht-munich"]
    assert workshop.images.budget is None
    assert workshop.tandems[0].theme == "Urban data platform"
    entry = Archive(top / "data").read_entry(CHOSEN)
    assert entry.record is not None


# Less than everything


def test_only_the_chosen_pictures(room: Path, tmp_path: Path) -> None:
    packed = pack(room, tmp_path / "it.zip", only_chosen=True)
    files = read_zip(tmp_path / "it.zip")
    assert (packed.prompts, packed.pictures) == (1, 1)
    assert packed.notes[0] == "Without a chosen picture, and so not in it: utrecht-munich."
    assert {name.split("/")[3] for name in files if name.startswith("data/outputs/arezzo")} == {
        "0002", "choice-0002.json", "manifest-sha256.txt",
    }  # fmt: skip
    assert "data/outputs/index.html" not in files, "it links what is not there"
    assert b"data/outputs/arezzo-hamm/0002/image.jpg" in files["index.html"]
    with (tmp_path / "it.zip").open("rb") as file, open_bag(file, "it.zip") as checked:
        assert "prompts/arezzo-hamm/0001.md" not in checked.files


def test_only_some_tandems(room: Path, tmp_path: Path) -> None:
    workshop = load_workshop(room)
    scope = Scope(workshop.tandems[1:], is_whole=False)
    export_workshop(workshop, Archive(room), tmp_path / "it.zip", scope, ignore)
    files = read_zip(tmp_path / "it.zip")
    assert not any("arezzo" in name for name in files)
    assert "data/prompts/utrecht-munich/0001.md" in files
    assert "data/outputs/print/worksheets.pdf" not in files, "it shows other tandems"


def test_an_empty_workshop_is_a_bag_too(room: Path, tmp_path: Path) -> None:
    shutil.rmtree(room / "prompts")
    shutil.rmtree(room / "outputs")
    packed = pack(room, tmp_path / "it.zip")
    assert packed.prompts == 0
    assert bagit.Bag(str(extract(tmp_path / "it.zip", tmp_path / "out"))).validate()


# What must not be packed


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("outputs/arezzo-hamm/0001/original.png", "no longer as it was stored"),
        ("outputs/arezzo-hamm/0001/record.json", "no longer"),
        ("outputs/arezzo-hamm/choice-0001.json", "no longer as it was stored"),
        ("prompts/arezzo-hamm/0001.md", "no longer as it was stored"),
        ("prompts/arezzo-hamm/0001.json", "no longer as it was stored"),
        ("outputs/arezzo-hamm/0002/answers-0001.json", "no longer as it was stored"),
    ],
)
@pytest.mark.parametrize("public", [False, True])
def test_an_altered_file_is_not_packed(
    room: Path, tmp_path: Path, name: str, told: str, public: bool
) -> None:
    path = room / name
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data[:-3] + b"?" + data[-2:])
    with pytest.raises(Damaged) as refused:
        pack(room, tmp_path / "it.zip", public=public)
    assert f"{name}: it is {told}" in refused.value.message or told in refused.value.message
    assert not (tmp_path / "it.zip").exists()
    assert list(tmp_path.iterdir()) == [room], "no half file stays"


def test_missing_files_are_told_together(room: Path, tmp_path: Path) -> None:
    for name in ("prompts/arezzo-hamm/0001.md", "outputs/arezzo-hamm/0001/result-1.json"):
        (room / name).unlink()
    with pytest.raises(Damaged) as refused:
        pack(room, tmp_path / "it.zip")
    assert [problem.place for problem in refused.value.problems] == [
        "prompts/arezzo-hamm/0001.md", "outputs/arezzo-hamm/0001/result-1.json",
    ]  # fmt: skip
    assert "visions verify" in refused.value.message


def test_an_unlisted_picture_is_compared_with_its_record(room: Path, tmp_path: Path) -> None:
    (room / "outputs/arezzo-hamm/manifest-sha256.txt").unlink()
    path = room / "outputs/arezzo-hamm/0001/original.png"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Damaged, match="not the picture that was received"):
        pack(room, tmp_path / "it.zip")


def test_an_interrupted_redaction_is_finished_first(room: Path, tmp_path: Path) -> None:
    note = {"format": 1, "record": "arezzo-hamm/0001", "what": "text"}
    path = room / "outputs/arezzo-hamm/0001/redaction-0001.json"
    path.write_text(json.dumps(note), "utf-8")
    with pytest.raises(Damaged, match="a redaction was interrupted here"):
        pack(room, tmp_path / "it.zip")


def test_a_file_that_changes_meanwhile_is_not_packed(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visions.packing import stowage

    read = stowage._read

    def write_meanwhile(file: object, name: str) -> object:
        if name.endswith("worksheet.it.html"):
            with (room / name).open("ab") as other:
                other.write(b"more")
        return read(file, name)  # type: ignore[arg-type]

    monkeypatch.setattr(stowage, "_read", write_meanwhile)
    with pytest.raises(Damaged, match="it changed while it was read"):
        pack(room, tmp_path / "it.zip")


def test_nothing_is_overwritten(room: Path, tmp_path: Path) -> None:
    (tmp_path / "it.zip").write_bytes(b"mine")
    with pytest.raises(ExportTaken, match=r"it\.zip exists already"):
        pack(room, tmp_path / "it.zip")
    assert (tmp_path / "it.zip").read_bytes() == b"mine"


def test_a_full_disk_leaves_no_half_file(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visions.bags.writer import BagWriter

    def fill(self: object, *rest: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(BagWriter, "finish", fill)
    with pytest.raises(DiskFailed, match=r"another disk; no half file was left\.$"):
        pack(room, tmp_path / "it.zip")
    assert list(tmp_path.iterdir()) == [room]


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_where_nothing_may_be_written_another_place_is_asked_for(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    link = os.link

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == "it.zip":
            raise OSError(number, os.strerror(number))
        link(source, target)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr("visions.archive.files._NO_LINKS", set())
    with pytest.raises(DiskFailed, match="Name another place") as refused:
        pack(room, tmp_path / "it.zip")
    assert "copy the workshop folder" not in refused.value.message
    assert list(tmp_path.iterdir()) == [room]


@pytest.mark.parametrize("name", ["", "noending", "it.zip.txt", ".zip"])
def test_what_is_no_name_of_a_zip_is_refused(room: Path, name: str) -> None:
    workshop, archive = load_workshop(room), Archive(room)
    for export in (foretell_export, lambda *rest: export_workshop(*rest, ignore)):
        with pytest.raises(BadTarget, match=r"ends in \.zip"):
            export(workshop, archive, Path(name), scope_all(workshop))


def test_one_fault_is_told_once(room: Path, tmp_path: Path) -> None:
    for name in ("outputs/arezzo-hamm/0001/record.json", "outputs/arezzo-hamm/choice-0002.json"):
        (room / name).chmod(0o644)
        (room / name).write_bytes(b"{")
    with pytest.raises(Damaged, match=r"^2 file\(s\)") as refused:
        pack(room, tmp_path / "it.zip")
    assert [problem.place for problem in refused.value.problems] == [
        "outputs/arezzo-hamm/choice-0002.json", "outputs/arezzo-hamm/0001/record.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["outputs/arezzo-hamm", "prompts/arezzo-hamm", "outputs", "outputs/arezzo-hamm/0001"]
)
def test_a_folder_that_is_a_link_is_neither_packed_nor_written_to(
    room: Path, tmp_path: Path, name: str
) -> None:
    shutil.move(room / name, tmp_path / "elsewhere")
    (room / name).symlink_to(tmp_path / "elsewhere")
    toml = room / "workshop.toml"
    toml.write_text(toml.read_text("utf-8").replace("A workshop", "Another title"), "utf-8")
    before = list_files(tmp_path / "elsewhere")
    workshop, archive = load_workshop(room), Archive(room)
    with pytest.raises(Damaged, match=f"{name}: it is a link") as refused:
        pack(room, tmp_path / "it.zip")
    assert len(refused.value.problems) == 1
    with pytest.raises(Damaged, match=f"{name}: it is a link"):
        foretell_export(workshop, archive, tmp_path / "it.zip", scope_all(workshop))
    assert list_files(tmp_path / "elsewhere") == before
    assert not (tmp_path / "it.zip").exists()


def test_nothing_to_pack_makes_no_file(room: Path, tmp_path: Path) -> None:
    workshop, archive = load_workshop(room), Archive(room)
    some = Scope(workshop.tandems[1:], is_whole=False, only_chosen=True)
    with pytest.raises(NothingToExport, match="visions choose TANDEM NNNN"):
        export_workshop(workshop, archive, tmp_path / "it.zip", some, ignore)
    for top in ("prompts", "outputs"):
        shutil.rmtree(room / top / "utrecht-munich")
    some = Scope(workshop.tandems[1:], is_whole=False)
    for export in (foretell_export, lambda *rest: export_workshop(*rest, ignore)):
        with pytest.raises(NothingToExport, match="no prompt yet for utrecht-munich"):
            export(workshop, archive, tmp_path / "it.zip", some)
    assert list(tmp_path.iterdir()) == [room]


def test_without_its_folder_there_is_no_file(room: Path, tmp_path: Path) -> None:
    with pytest.raises(DiskFailed, match="there is no such folder"):
        pack(room, tmp_path / "nowhere" / "it.zip")


# Up to date, and what it would be


def test_a_stale_sheet_is_set_first(room: Path, tmp_path: Path) -> None:
    page = room / "outputs/arezzo-hamm/0002/worksheet.it.html"
    page.unlink()
    toml = room / "workshop.toml"
    toml.write_text(toml.read_text("utf-8").replace("A workshop", "Another title"), "utf-8")
    pack(room, tmp_path / "it.zip")
    files = read_zip(tmp_path / "it.zip")
    assert b"Another title" in files["data/outputs/arezzo-hamm/0002/worksheet.it.html"]
    assert b"Another title" in files["data/outputs/index.html"]


def test_what_is_up_to_date_is_not_looked_into(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from visions.publishing import Publisher

    workshop, archive = load_workshop(room), Archive(room)
    bring_up_to_date(workshop, archive, workshop.tandems, ignore)
    monkeypatch.setattr(Publisher, "publish_record", None)
    monkeypatch.setattr(Publisher, "publish_overview", None)
    bring_up_to_date(workshop, archive, workshop.tandems, ignore)


def test_where_nothing_can_be_written_the_sheets_are_taken_as_they_are(
    room: Path, bag: Path, tmp_path: Path
) -> None:
    (room / ".visions.lock").unlink(missing_ok=True)
    (room / ".visions.lock").mkdir()
    packed = pack(room, tmp_path / "it.zip")
    assert "cannot be written to" in packed.notes[0]
    assert (tmp_path / "it.zip").read_bytes() == bag.read_bytes()


def test_the_forecast_is_what_comes_and_writes_nothing(room: Path, tmp_path: Path) -> None:
    workshop, archive = load_workshop(room), Archive(room)
    before = list_files(tmp_path)
    told = foretell_export(workshop, archive, tmp_path / "it.zip", scope_all(workshop))
    assert list_files(tmp_path) == before
    assert told == pack(room, tmp_path / "it.zip")
    assert told.size == (tmp_path / "it.zip").stat().st_size
    with pytest.raises(ExportTaken):
        foretell_export(workshop, archive, tmp_path / "it.zip", scope_all(workshop))


def test_what_waits_as_a_text_file_is_told(room: Path, tmp_path: Path) -> None:
    (room / "prompts/arezzo-hamm/idea.txt").write_text("a bridge", "utf-8")
    packed = pack(room, tmp_path / "it.zip")
    assert packed.notes == (
        "prompts/arezzo-hamm has text files that are no prompts yet (1); they stay out until "
        "“visions make” takes them in.",
    )


def test_a_trace_of_a_redacted_prompt_stays(room: Path, tmp_path: Path) -> None:
    """The number stays used, and the bag says why nothing else is there."""
    archive = Archive(room)
    folder = archive.layout.record_folder(REFUSED)
    gone = [archive.layout.prompt(REFUSED), archive.layout.facts(REFUSED), *folder.iterdir()]
    changes: dict[str, str | None] = {}
    for path in gone:
        path.unlink()
        changes[path.relative_to(room).as_posix()] = None
    Manifest(archive.layout, REFUSED.tandem).change(changes)
    note = {"format": 1, "record": str(REFUSED), "redacted_by": CANARIES["sender"], "why": "asked"}
    path = archive.layout.redaction(REFUSED, 1)
    archive.publish(path, json.dumps(note).encode(), REFUSED.tandem)
    pack(room, tmp_path / "it.zip", public=True)
    name = f"data/outputs/{REFUSED}/redaction-0001.json"
    assert json.loads(read_zip(tmp_path / "it.zip")[name]) == {
        "format": 1, "record": str(REFUSED), "why": "asked",
    }  # fmt: skip


def test_the_page_on_top_answers_a_stranger(bag: Path) -> None:
    page = read_zip(bag)["index.html"].decode()
    assert "a square with trees" in page
    assert "Arezzo (Italy) – Hamm (Germany)" in page
    assert "OpenAI" in page
    assert "gpt-image-2" in page
    assert "AI-generated picture" in page
    original = read_zip(bag)[f"data/outputs/{CHOSEN}/original.png"]
    assert hashlib.sha256(original).hexdigest() in page
    assert "sha256sum --check" in page
