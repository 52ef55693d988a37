"""What is written is a bag to others, the same each time, and whole or nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import bagit
import pytest

from visions.bags.reader import open_bag
from visions.bags.writer import BagWriter


def write(files: dict[str, bytes], *, pieces: int = 1000) -> bytes:
    target = io.BytesIO()
    with BagWriter(target, "bag") as writer:
        for path, data in files.items():
            cut = [data[n : n + pieces] for n in range(0, len(data), pieces)]
            writer.add(path, cut, size=len(data))
        writer.add_page("index.html", [b"<p>", b"</p>"])
        writer.finish({"Source-Organization": "We"})
    return target.getvalue()


FILES = {"a.txt": b"a", "folder/ş one.bin": bytes(5000), "folder/empty": b""}


def test_the_library_of_congress_calls_it_a_bag(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write(FILES))) as container:
        container.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["Payload-Oxum"] == "5001.3"
    assert (tmp_path / "bag" / "data" / "folder" / "ş one.bin").read_bytes() == bytes(5000)


def test_a_flipped_byte_is_noticed_by_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write(FILES))) as container:
        container.extractall(tmp_path)
    (tmp_path / "bag" / "data" / "a.txt").write_bytes(b"b")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "bag")).validate()


def test_the_same_files_give_the_same_bytes_however_they_come() -> None:
    assert write(FILES) == write(FILES, pieces=7)
    assert write(FILES) != write({**FILES, "a.txt": b"b"})


def test_nothing_of_this_machine_is_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write(FILES))) as container:
        for entry in container.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 3
            assert entry.external_attr == 0o100644 << 16
            assert entry.compress_type == zipfile.ZIP_STORED


def test_files_too_large_for_a_plain_zip_have_a_larger_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    path = tmp_path / "bag.zip"
    path.write_bytes(write({"large": b"x" * 5000, "small": b"y"}, pieces=100))
    monkeypatch.undo()
    assert b"\x01\x00\x10\x00" in path.read_bytes(), "the extra field of a ZIP64 entry"
    with path.open("rb") as file, open_bag(file, "bag.zip") as bag:
        assert bag.read("large") == b"x" * 5000


def test_a_fault_while_writing_goes_through_and_lets_go_of_the_target() -> None:
    def fail() -> object:
        yield b"begun"
        raise OSError(28, "No space left on device")

    target = io.BytesIO()
    with pytest.raises(OSError, match="No space"), BagWriter(target, "bag") as writer:
        writer.add("a", fail())  # type: ignore[arg-type]
    target.close()
