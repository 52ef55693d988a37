"""A broken folder for each finding: what is done to a sound archive, and what must be told.

The archive is that of `make_archive` with seed 0.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.verification.archives import (
    FIRST,
    SECOND,
    build_again,
    draw_png,
    edit_note,
    list_again,
    put,
    take_away,
)

Break = Callable[[Path], object]
A1, A2, A3, A5 = (f"outputs/{FIRST}/{number:04d}" for number in (1, 2, 3, 5))


@dataclass(frozen=True, slots=True)
class Example:
    """`place` of the finding, and the codes that cannot but come with it."""

    code: str
    place: str
    damage: Break
    companions: tuple[str, ...] = ()


def _set(place: str, key: str, value: object) -> Break:
    return lambda folder: edit_note(folder, place, lambda note: note.update({key: value}))


def _flip(path: Path, at: int = -20) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.unlink()
    path.write_bytes(data)


def _replace_text(place: str, old: bytes, new: bytes) -> Break:
    def damage(folder: Path) -> None:
        data = (folder / place).read_bytes()
        assert old in data
        (folder / place).write_bytes(data.replace(old, new, 1))

    return damage


def _relabel(name: str, old: bytes, new: bytes, folder_place: str = A2) -> Break:
    """Change the label of a copy as if it had been built so; the packet keeps its length."""
    assert len(old) == len(new)

    def damage(folder: Path) -> None:
        data = (folder / folder_place / name).read_bytes()
        assert old in data
        build_again(folder, f"{folder_place}/{name}", data.replace(old, new, 1))

    return damage


def _strip_label(folder: Path) -> None:
    data = (folder / A1 / "image.jpg").read_bytes()
    build_again(folder, f"{A1}/image.jpg", data.replace(b"ns.adobe.com/xap", b"ns.adobe.com/pax"))


def _declare_entities(folder: Path) -> None:
    data = (folder / A1 / "image.jpg").read_bytes()
    begin = data.index(b"<?xpacket begin")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    build_again(folder, f"{A1}/image.jpg", data[:begin] + bomb + data[begin + len(bomb) :])


def _write_many(folder: Path) -> None:
    for number in range(1_244):
        (folder / A1 / f"IMG_{number:05d}.HEIC").touch()


def _spoil_seal(folder: Path) -> None:
    path = folder / A1 / "built.json"
    note = json.loads(path.read_bytes())
    note["files"]["image.jpg"]["sha256"] = "0" * 64
    path.write_text(json.dumps(note, indent=2))


def _write_compactly(folder: Path) -> None:
    path = folder / A1 / "built.json"
    path.write_text(json.dumps(json.loads(path.read_bytes())))


def _link_away(folder: Path) -> None:
    path = folder / A1 / "original.svg"
    path.replace(folder.parent / "elsewhere.svg")
    path.symlink_to(folder.parent / "elsewhere.svg")


def _send_to_cloud(folder: Path) -> None:
    (folder / A1 / "original.svg").rename(folder / A1 / ".original.svg.icloud")


def _lose_record(folder: Path) -> None:
    take_away(folder, f"{A2}/record.json")
    for name in ("image.jpg", "thumbnail.jpg"):
        build_again(folder, f"{A2}/{name}", None)


def _lose_result(folder: Path) -> None:
    _lose_record(folder)
    take_away(folder, f"{A2}/result-2.json")


def _lose_prompt(folder: Path) -> None:
    take_away(folder, f"prompts/{FIRST}/0001.md")
    take_away(folder, f"prompts/{FIRST}/0001.json")


def _leave_gap(folder: Path) -> None:
    (folder / f"prompts/{FIRST}/0004.md").unlink()


def _add_second_original(folder: Path) -> None:
    put(folder, f"{A1}/original.png", draw_png())


def _swap_for_another(folder: Path) -> None:
    put(folder, f"{A2}/original.png", draw_png((1, 2, 3)))


def _misstate(place: str, **said: object) -> Break:
    """Make record and result say the same wrong thing."""

    def damage(folder: Path) -> None:
        for name in ("record.json", "result-2.json"):
            edit_note(folder, f"{place}/{name}", lambda note: note.update(said))

    return damage


def _begin_redaction(folder: Path) -> None:
    _write_tombstone(folder, listed=False)
    put(folder, f"prompts/{FIRST}/0001.md", "A town by […]\n".encode(), listed=False)


def _write_tombstone(
    folder: Path, number: int = 1, *, listed: bool = True, what: str = "text"
) -> None:
    note = {
        "format": 1,
        "record": f"{FIRST}/0001",
        "redacted_at": "2023-10-24T10:00:00+00:00",
        "redacted_by": "",
        "why": "a name",
        "what": what,
        "files": [f"prompts/{FIRST}/0001.md"],
        "places": 1,
        "original_altered": False,
    }
    data = json.dumps(note).encode()
    put(folder, f"{A1}/redaction-{number:04d}.json", data, listed=listed)


def _change_words(folder: Path) -> None:
    put(folder, f"prompts/{SECOND}/0001.md", b"Another canal\n")


def _add_line(folder: Path, line: str) -> None:
    with (folder / f"outputs/{FIRST}/manifest-sha256.txt").open("a") as manifest:
        manifest.write(line)


def _cut_last_end(folder: Path) -> None:
    path = folder / f"outputs/{FIRST}/manifest-sha256.txt"
    path.write_bytes(path.read_bytes()[:-1])


def _write_copy(place: str, copy: str) -> Break:
    return lambda folder: put(folder, copy, (folder / place).read_bytes(), listed=False)


EXAMPLES = [
    Example("V001", "workshop.toml", lambda f: (f / "workshop.toml").unlink()),
    Example("V002", "workshop.toml", lambda f: (f / "workshop.toml").write_text("title = ")),
    Example("V002", "workshop.toml", lambda f: (f / "workshop.toml").write_text("title = 'x'")),
    Example("V002", "workshop.toml", lambda f: (f / "workshop.toml").write_bytes(b"\xff\xfe")),
    Example(
        "V003",
        "prompts/arezzo",
        lambda f: put(f, "prompts/arezzo/0001.md", b"Una piazza\n", listed=False),
    ),
    Example(
        "V004",
        "session/journal.jsonl",
        _replace_text("session/journal.jsonl", b'{"at"', b'{"at'),
    ),
    Example("V010", f"{A1}/notes.docx", lambda f: (f / A1 / "notes.docx").touch()),
    Example("V010", f"{A1}/old/", lambda f: (f / A1 / "old").mkdir()),
    Example("V010", "outputs/holiday.png", lambda f: (f / "outputs/holiday.png").touch()),
    Example("V010", "outputs/assets/a.css", lambda f: (f / "outputs/assets/a.css").touch()),
    Example("V010", "outputs/0007/", lambda f: (f / "outputs/0007").mkdir()),
    Example("V010", f"outputs/{FIRST}/x.txt", lambda f: (f / f"outputs/{FIRST}/x.txt").touch()),
    Example("V010", f"prompts/{FIRST}/x.odt", lambda f: (f / f"prompts/{FIRST}/x.odt").touch()),
    Example("V010", "prompts/x.odt", lambda f: (f / "prompts/x.odt").touch()),
    Example("V011", A1, _write_many, companions=("V010",) * 10),
    *(
        Example("V012", copy, _write_copy(place, copy))
        for place, copy in (
            (f"{A1}/record.json", f"{A1}/record (1).json"),
            (f"{A1}/record.json", f"{A1}/record (Ana's conflicted copy 2024-05-01).json"),
            (f"{A1}/record.json", f"{A1}/record (Conflict copy).json"),
            (f"{A1}/record.json", f"{A1}/record-DESKTOP-4F2A.json"),
            (f"{A1}/record.json", f"{A1}/record.sync-conflict-20240501-101112-ABCDEFG.json"),
            (f"{A1}/record.json", f"{A1}/record 2.json"),
            (f"{A1}/record.json", f"{A1}/record - Kopie.json"),
            (f"{A1}/record.json", f"{A1}/Copy of record.json"),
            (f"{A1}/record.json", f"{A1}/record.json~"),
            (f"{A1}/answers-0001.json", f"{A1}/answers-0001-LAPTOP.json"),
            (f"{A1}/worksheet.it.pdf", f"{A1}/worksheet.it (1).pdf"),
            (f"{A1}/record.json", f"outputs/{FIRST}/choice-0001 (1).json"),
            (f"prompts/{FIRST}/0001.md", f"prompts/{FIRST}/0001 (1).md"),
            ("outputs/index.html", "outputs/index-LAPTOP.html"),
            (f"outputs/{FIRST}/manifest-sha256.txt", f"outputs/{FIRST}/manifest-sha256 (2).txt"),
        )
    ),
    Example("V012", f"{A1} (1)", lambda f: (f / f"{A1} (1)").mkdir()),
    Example("V012", f"prompts/{FIRST} (2)", lambda f: (f / f"prompts/{FIRST} (2)").mkdir()),
    Example("V013", f"{A1}/original.svg", _link_away, companions=("V022",)),
    Example("V013", f"{A1}/pipe", lambda f: os.mkfifo(f / A1 / "pipe")),
    Example("V013", f"{A1}/more", lambda f: (f / A1 / "more").symlink_to("/")),
    Example(
        "V013",
        f"prompts/{FIRST}/0006.md",
        lambda f: (f / f"prompts/{FIRST}/0006.md").symlink_to("0001.md"),
    ),
    Example("V014", f"{A1}/Record.JSON", _write_copy(f"{A1}/record.json", f"{A1}/Record.JSON")),
    Example(
        "V014",
        f"prompts/{FIRST}/0001.MD",
        _write_copy(f"prompts/{FIRST}/0001.md", f"prompts/{FIRST}/0001.MD"),
    ),
    Example("V019", f"{A1}/.original.svg.icloud", _send_to_cloud, companions=("V022",)),
    Example("V015", f"{A1}/.tmp-x", lambda f: (f / A1 / ".tmp-x").touch()),
    Example(
        "V018", f"prompts/{FIRST}/idea.txt", lambda f: (f / f"prompts/{FIRST}/idea.txt").touch()
    ),
    Example(
        "V020",
        f"outputs/{FIRST}/manifest-sha256.txt",
        lambda f: (f / f"outputs/{FIRST}/manifest-sha256.txt").unlink(),
    ),
    Example("V025", f"outputs/{FIRST}", lambda f: shutil.rmtree(f / f"outputs/{FIRST}")),
    Example("V021", f"outputs/{FIRST}/manifest-sha256.txt", _cut_last_end),
    Example(
        "V021",
        f"outputs/{FIRST}/manifest-sha256.txt",
        lambda f: _add_line(f, "0" * 30),
    ),
    Example(
        "V021",
        f"outputs/{FIRST}/manifest-sha256.txt",
        lambda f: _add_line(f, f"{'0' * 64}  ../../../etc/passwd\n"),
    ),
    Example("V022", f"{A3}/result-1.json", lambda f: (f / A3 / "result-1.json").unlink()),
    Example(
        "V022", f"prompts/{FIRST}/0003.md", lambda f: (f / f"prompts/{FIRST}/0003.md").unlink()
    ),
    Example(
        "V022",
        f"outputs/{FIRST}/choice-0001.json",
        lambda f: (f / f"outputs/{FIRST}/choice-0001.json").unlink(),
    ),
    Example("V023", f"{A2}/request-1.json", lambda f: list_again(f, f"{A2}/request-1.json", None)),
    Example(
        "V023",
        f"prompts/{SECOND}/0001.md",
        lambda f: list_again(f, f"prompts/{SECOND}/0001.md", None),
    ),
    Example("V024", f"{A1}/original.svg", lambda f: _flip(f / A1 / "original.svg")),
    Example("V024", f"{A1}/record.json", lambda f: _flip(f / A1 / "record.json")),
    Example("V024", f"prompts/{FIRST}/0001.md", lambda f: _flip(f / f"prompts/{FIRST}/0001.md", 2)),
    Example(
        "V024",
        f"outputs/{FIRST}/choice-0002.json",
        lambda f: _flip(f / f"outputs/{FIRST}/choice-0002.json"),
    ),
    Example(
        "V030",
        f"prompts/{FIRST}/0004.md",
        lambda f: (f / f"prompts/{FIRST}/0004.md").write_bytes(b"citt\xe0\n"),
    ),
    Example(
        "V030",
        f"prompts/{FIRST}/0004.md",
        lambda f: (f / f"prompts/{FIRST}/0004.md").write_bytes(b" \n"),
    ),
    Example(
        "V030",
        f"prompts/{FIRST}/0004.md",
        lambda f: (f / f"prompts/{FIRST}/0004.md").write_bytes(b"a" * 200_000),
    ),
    Example(
        "V031",
        f"prompts/{FIRST}/0003.md",
        lambda f: put(f, f"prompts/{FIRST}/0003.md", b"Other words\n"),
    ),
    Example("V032", f"prompts/{SECOND}/0001.md", _change_words),
    Example("V033", A1, _lose_prompt),
    Example(
        "V034",
        f"prompts/{FIRST}/0006.json",
        lambda f: put(f, f"prompts/{FIRST}/0006.json", b"{}", listed=False),
    ),
    Example("V035", f"prompts/{FIRST}", _leave_gap),
    Example("V040", f"{A1}/request-1.json", lambda f: put(f, f"{A1}/request-1.json", b"{")),
    Example("V040", f"{A1}/record.json", lambda f: put(f, f"{A1}/record.json", b"[" * 100_000)),
    Example(
        "V040",
        f"{A1}/record.json",
        lambda f: put(f, f"{A1}/record.json", b'{"a":' + b"1" * 5000 + b"}"),
    ),
    Example("V041", f"{A1}/record.json", _set(f"{A1}/record.json", "format", 2)),
    Example("V041", f"{A1}/answers-0001.json", _set(f"{A1}/answers-0001.json", "format", 2)),
    *(
        Example("V042", f"{place}", _set(place, key, value))
        for place, key, value in (
            (f"{A1}/record.json", "uuid", "1"),
            (f"{A1}/record.json", "bytes", "12"),
            (f"{A1}/record.json", "created_at", "yesterday"),
            (f"{A1}/record.json", "original", "../original.svg"),
            (f"{A1}/record.json", "original", "original.png"),
            (f"{A1}/record.json", "width", True),
            (f"{A1}/record.json", "format", None),
            (f"{A1}/request-1.json", "parameters", {}),
            (f"{A3}/result-1.json", "outcome", "lost"),
            (f"{A3}/result-1.json", "reason", None),
            (f"{A1}/result-1.json", "media_type", "image/gif"),
            (f"{A1}/answers-0002.json", "saved_at", "2023"),
            (f"{A1}/answers-0002.json", "worksheet", []),
            (f"outputs/{FIRST}/choice-0001.json", "number", "0001"),
            (f"prompts/{FIRST}/0001.json", "sha256", "abc"),
        )
    ),
    Example("V043", f"{A1}/record.json", _set(f"{A1}/record.json", "number", 2)),
    Example("V043", f"{A1}/record.json", _set(f"{A1}/record.json", "tandem", SECOND)),
    Example(
        "V043",
        f"{A1}/answers-0001.json",
        _set(f"{A1}/answers-0001.json", "record", f"{FIRST}/0002"),
    ),
    Example("V043", f"{A3}/result-1.json", _set(f"{A3}/result-1.json", "attempt", 2)),
    *(
        Example("V044", f"{A2}/record.json", _set(place, key, value), companions)
        for place, key, value, companions in (
            (f"{A2}/record.json", "prompt_sha256", "0" * 64, ()),
            (f"{A2}/record.json", "model", "another", ()),
            (f"{A2}/record.json", "cost_usd", 0.04, ()),
            (f"{A2}/record.json", "requested_at", "2023-10-23T10:00:00+00:00", ()),
            (f"{A2}/request-2.json", "provider", "azure", ()),
            (f"{A2}/result-2.json", "usage", {"tokens": 8}, ()),
            (f"{A2}/result-2.json", "ended_at", "2023-10-23T10:00:00+00:00", ()),
        )
    ),
    Example(
        "V045",
        f"{A2}/request-1.json",
        lambda f: [take_away(f, f"{A2}/{name}-1.json") for name in ("request", "result")],
    ),
    Example("V045", f"{A1}/answers-0001.json", lambda f: take_away(f, f"{A1}/answers-0001.json")),
    Example("V045", f"{A1}/redaction-0001.json", lambda f: _write_tombstone(f, 2)),
    Example(
        "V045",
        f"outputs/{FIRST}/choice-0001.json",
        lambda f: take_away(f, f"outputs/{FIRST}/choice-0001.json"),
    ),
    Example("V050", f"{A3}/result-1.json", lambda f: take_away(f, f"{A3}/request-1.json")),
    Example("V051", f"{A2}/record.json", lambda f: take_away(f, f"{A2}/result-2.json")),
    Example("V052", f"{A2}/result-2.json", _lose_record, companions=("V059",)),
    Example("V053", f"{A1}/original.svg", lambda f: take_away(f, f"{A1}/original.svg")),
    Example("V054", f"{A1}/original.png", _add_second_original),
    Example("V055", f"{A2}/original.png", _lose_result, companions=("V059",)),
    Example("V056", f"{A2}/original.png", _swap_for_another),
    Example("V057", f"{A2}/original.png", _misstate(A2, width=65)),
    Example("V057", f"{A2}/original.webp", lambda f: _call_it_webp(f)),
    Example("V058", f"{A5}/answer-1.body", lambda f: (f / A5 / "answer-1.body").write_bytes(b"{}")),
    Example("V058", f"{A1}/answer-1.body", lambda f: (f / A1 / "answer-1.body").write_bytes(b"{}")),
    Example(
        "V059",
        f"outputs/{FIRST}/choice-0002.json",
        _set(f"outputs/{FIRST}/choice-0002.json", "number", 3),
    ),
    Example(
        "V059",
        f"outputs/{FIRST}/choice-0002.json",
        _set(f"outputs/{FIRST}/choice-0002.json", "number", 77),
    ),
    Example("V060", f"{A1}/redaction-0001.json", _begin_redaction),
    Example("V060", f"{A1}/redaction-0001.json", lambda f: _write_tombstone(f, what="record")),
    Example("V070", f"{A1}/worksheet.it.pdf", lambda f: (f / A1 / "worksheet.it.pdf").unlink()),
    Example("V070", "outputs/index.html", lambda f: (f / "outputs/index.html").unlink()),
    Example("V071", f"{A1}/worksheet.it.html", lambda f: _flip(f / A1 / "worksheet.it.html")),
    Example("V071", f"{A1}/image.jpg", lambda f: _flip(f / A1 / "image.jpg")),
    Example(
        "V071", "outputs/print/worksheets.pdf", lambda f: _flip(f / "outputs/print/worksheets.pdf")
    ),
    Example("V072", f"{A1}/built.json", lambda f: (f / A1 / "built.json").unlink()),
    Example("V072", "outputs/built.json", lambda f: (f / "outputs/built.json").unlink()),
    Example("V073", f"{A1}/built.json", _spoil_seal),
    Example("V073", f"{A1}/built.json", lambda f: (f / A1 / "built.json").write_text("{")),
    Example("V073", "outputs/built.json", lambda f: _flip(f / "outputs/built.json", 30)),
    Example(
        "V074",
        f"{A1}/worksheet.de.pdf",
        _write_copy(f"{A1}/worksheet.it.pdf", f"{A1}/worksheet.de.pdf"),
    ),
    Example("V075", f"{A1}/built.json", _write_compactly),
    Example("V080", f"{A1}/image.jpg", lambda f: build_again(f, f"{A1}/image.jpg", None)),
    Example("V081", f"{A1}/image.jpg", _strip_label),
    Example("V081", f"{A1}/image.jpg", _declare_entities),
    Example("V081", f"{A1}/image.jpg", lambda f: build_again(f, f"{A1}/image.jpg", draw_png())),
    Example(
        "V082",
        f"{A2}/image.jpg",
        _relabel("image.jpg", b"/trainedAlgorithmicMedia", b"/digitalCreation12345678"),
    ),
    Example(
        "V082", f"{A2}/image.jpg", _relabel("image.jpg", b"urn:uuid:00000000", b"urn:uuid:00000001")
    ),
    Example(
        "V082",
        f"{A2}/thumbnail.jpg",
        _relabel("thumbnail.jpg", b"AIPromptInformation>A town", b"AIPromptInformation>A moon"),
    ),
    Example(
        "V082",
        f"{A1}/image.jpg",
        _relabel("image.jpg", b"/algorithmicMedia", b"/humanEdits123456", A1),
    ),
]


def _call_it_webp(folder: Path) -> None:
    """A PNG that every note calls a WebP."""
    data = (folder / A2 / "original.png").read_bytes()
    take_away(folder, f"{A2}/original.png")
    put(folder, f"{A2}/original.webp", data)

    def change(note: dict[str, Any]) -> None:
        note["media_type"] = "image/webp"
        if "original" in note:
            note["original"] = "original.webp"

    edit_note(folder, f"{A2}/result-2.json", change)
    edit_note(folder, f"{A2}/record.json", change)
