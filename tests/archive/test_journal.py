"""The journal: lines that stay, whatever is cut off."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workshops import write_workshop
from visions.archive import journal as module
from visions.archive.journal import Journal
from visions.archive.layout import Layout
from visions.errors import DiskFailed


def test_lines_are_read_as_they_were_written(tmp_path: Path) -> None:
    layout = Layout(write_workshop(tmp_path))
    written = [Journal(layout).write("step", {"number": n, "words": "ș\n\u2028"}) for n in range(3)]
    assert Journal(layout).read() == written
    assert [line["number"] for line in written] == [0, 1, 2]


@given(st.integers(min_value=0, max_value=400), st.binary(max_size=30))
def test_a_cut_off_end_takes_nothing_else_with_it(cut: int, rest: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        layout = Layout(Path(folder))
        journal = Journal(layout)
        written = [journal.write("step", {"number": n}) for n in range(3)]
        data = layout.journal.read_bytes()
        layout.journal.write_bytes(data[: max(0, len(data) - cut)] + rest)
        after = journal.write("step", {"number": 3})
        read = [line for line in journal.read() if line["what"] == "step"]
        assert read[-1] == after
        whole = [line for line in read[:-1] if line in written]
        assert whole == written[: len(whole)]
        if cut == 0:
            assert whole == written


def test_what_is_no_line_is_passed_over(tmp_path: Path) -> None:
    layout = Layout(write_workshop(tmp_path))
    line = Journal(layout).write("step", {})
    with layout.journal.open("a") as file:
        file.write('[1]\n{"what": 5}\nnull\n{"what": "x"}\n' + "[" * 5000 + "\n")
    assert Journal(layout).read() == [line]


def test_a_line_is_confirmed_only_once_it_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(write_workshop(tmp_path))

    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(module, "sync_descriptor", fail)
    with pytest.raises(DiskFailed, match="journal"):
        Journal(layout).write("step", {})
