"""Hostile and broken bags: each refused with its reason, none unpacked."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bags.hostile import HOSTILE, HandMade, bomb, seal
from visions.bag_errors import BadBag
from visions.bags.container import MOST_TOLD, explain_name
from visions.bags.form import parse_info, parse_line, write_info, write_line
from visions.bags.reader import open_bag
from visions.bags.writer import BagWriter


def read(data: bytes) -> dict[str, bytes]:
    with open_bag(io.BytesIO(data), "it.zip") as bag:
        return {path: bag.read(path) for path in bag.files}


def test_a_sound_bag_is_read() -> None:
    assert read(HandMade().pack()) == {"a.txt": b"aa", "b": b"b"}


def test_a_packed_one_is_read_too() -> None:
    made = HandMade({"data/a": b"a" * 3000}, packing=zipfile.ZIP_DEFLATED)
    assert read(made.pack()) == {"a": b"a" * 3000}


def test_a_bag_without_a_tag_manifest_is_one() -> None:
    assert read(HandMade(missing=("tagmanifest-sha256.txt", "bag-info.txt")).pack())


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_it_is_refused_with_the_reason(name: str) -> None:
    make, reason = HOSTILE[name]
    with pytest.raises(BadBag) as refused:
        read(make())
    assert reason in refused.value.message
    assert "it.zip is not taken" in refused.value.message
    assert refused.value.message.isprintable() or "\n" in refused.value.message


def test_all_problems_are_told_at_once() -> None:
    extra = {"data/../x": b"", "data/A.txt": b"", "data/c:d": b""}
    with pytest.raises(BadBag) as refused:
        read(HandMade(extra=extra).pack())
    assert len(refused.value.problems) == 3


def test_of_very_many_problems_the_first_are_told() -> None:
    with pytest.raises(BadBag) as refused:
        read(HandMade(extra={f"data/x{n}:": b"" for n in range(300)}).pack())
    assert len(refused.value.problems) == MOST_TOLD + 1
    assert refused.value.params["count"] == 300


def test_a_bomb_is_not_unpacked() -> None:
    data = bomb()
    tracemalloc.start()
    with pytest.raises(BadBag):
        read(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_what_changes_between_looking_and_reading_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "it.zip"
    path.write_bytes(HandMade().pack())
    with path.open("rb", buffering=0) as file, open_bag(file, "it.zip") as bag:
        altered = path.read_bytes().replace(b"data/a.txtaa", b"data/a.txtzz")
        with path.open("r+b") as other:
            other.write(altered)
        with pytest.raises(BadBag, match="changed while it was read"):
            bag.read("a.txt")


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(name=NAMES)
def test_whatever_a_name_is_nothing_leads_out(name: str) -> None:
    """Either a name is refused, or it is one path below `data/` on every system."""
    try:
        found = read(HandMade({f"data/{name}": b"x"}).pack())
    except BadBag:
        return
    (path,) = found
    parts = path.split("/")
    assert not {"", ".", ".."} & set(parts)
    assert not set(path) & set("\\:\0\n\r")
    assert not path.startswith("/")


@given(name=NAMES)
def test_a_line_of_a_manifest_comes_back(name: str) -> None:
    line = write_line("0" * 64, f"data/{name}")
    assert "\n" not in line[:-1]
    assert "\r" not in line
    assert parse_line(line[:-1]) == ("0" * 64, f"data/{name}")


def test_bag_info_comes_back() -> None:
    info = {"Source-Organization": "A\nnetwork: of  cities", "Empty": ""}
    assert parse_info(write_info(info)) == {"Source-Organization": "A network: of cities"}
    assert parse_info("A: b\n  c\nD:e\n") == {"A": "b c", "D": "e"}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,3})?", fullmatch=True), st.binary()))
def test_what_is_written_is_read(files: dict[str, bytes]) -> None:
    target = io.BytesIO()
    with BagWriter(target, "bag") as writer:
        for path, data in files.items():
            writer.add(path, [data[:3], data[3:]])
        writer.finish({})
    if any(True for path in files for _ in explain_name(path)):
        with pytest.raises(BadBag, match="cannot have a file of this name"):
            read(target.getvalue())
    else:
        assert read(target.getvalue()) == files


def test_the_seal_of_a_hand_made_bag_is_what_sha256sum_writes() -> None:
    assert seal({"data/a": b""}).endswith(b"  data/a\n")
