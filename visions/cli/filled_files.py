"""A file that somebody filled in, read as answers; and what else such a file may turn out to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from visions.answers import Answers
    from visions.archive.revisions import Revision
    from visions.errors import Problem
    from visions.model import RecordId, Tandem

_PAGE = "Open it in a browser, press “Fill in here”, then “Save file”, and give the file it saves."
_TYPE = "Type what it says into the HTML sheet (“Fill in here”), or into a workbook: {form}"
_SAVE = "Save it as “Excel workbook (.xlsx)” and give that."
_ENDINGS = {
    (".html", ".htm", ".mhtml"): ("is the sheet itself", _PAGE),
    (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".webp"): ("is like paper", _TYPE),
    (".docx", ".doc", ".odt", ".rtf", ".txt", ".md"): ("is not read back", _TYPE),
    (".csv", ".tsv", ".ics"): ("is not read back", _TYPE),
    (".xls", ".xlsm", ".xlsb", ".ods", ".numbers"): ("is another kind of workbook", _SAVE),
}
_STARTS = (
    (b"%PDF", "this is a PDF.", _TYPE),
    (b"\xff\xd8\xff", "this is a photograph.", _TYPE),
    (b"\x89PNG", "this is a picture.", _TYPE),
    (b"<!doctype html", "this is an HTML page.", _PAGE),
    (b"<html", "this is an HTML page.", _PAGE),
)
_FORM = "visions answers {key} {number} --to plan.xlsx"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a file says. `remarks` tell what was passed over; `began` is the number of the
    revision it was written from, 0 for a blank form and None where it does not say."""

    answers: Answers
    remarks: tuple[str, ...] = ()
    began: int | None = None


Reader = Callable[[bytes, "Tandem", "RecordId", "Revision | None", str], Filled]


def check_ending(file: Path, key: str, number: int) -> None:
    """Raises BadParameter for a file that is not read by its name, with what to do instead."""
    ending = file.suffix.lower()
    if ending in READERS:
        return
    known = next((told for endings, told in _ENDINGS.items() if ending in endings), None)
    text = f"the name must end in {' or '.join(READERS)}"
    if known is not None:
        what, advice = known
        text += f". A {ending} {what}. {_complete(advice, key, number)}"
    raise typer.BadParameter(text, param_hint="FILE")


def read_bytes(file: Path, record: RecordId) -> bytes:
    """The file's bytes, a bit more than allowed at most, which is refused later.

    Raises BrokenAnswers where it cannot be read, and where it begins like something that no
    reader takes.
    """
    from visions.answers.file import LARGEST_FILE, report_answers
    from visions.errors import Problem

    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        # Windows says of a folder that it may not be read.
        if file.is_dir():
            problem = Problem("The whole file", "this is a folder.", "Name the file inside it.")
            raise report_answers([problem], file.name) from None
        reason = (error.strerror or "unknown reason").lower()
        is_lost = isinstance(error, FileNotFoundError)
        advice = "Check its name." if is_lost else "Check its permissions, or copy it elsewhere."
        problem = Problem("The whole file", f"this cannot be read ({reason}).", advice)
        raise report_answers([problem], file.name) from None
    stranger = _find_stranger(data, file.suffix.lower(), record)
    if stranger is not None:
        raise report_answers([stranger], file.name)
    return data


def _find_stranger(data: bytes, ending: str, record: RecordId) -> Problem | None:
    from visions.errors import Problem

    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    what = advice = ""
    if not start and len(data) <= 400:
        what, advice = "this file is empty.", "Was it saved, and did it arrive as a whole?"
    elif ending == ".json" and start.startswith(b"PK\x03\x04"):
        what, advice = "this is a workbook or another packed file.", "Does its name end in .xlsx?"
    elif ending == ".xlsx" and start.startswith((b"{", b"[")):
        what, advice = "this is JSON and no workbook.", "Let its name end in .json."
    for signature, kind, hint in _STARTS:
        if start[: len(signature)].lower() == signature.lower():
            what, advice = kind, _complete(hint, record.tandem, record.number)
    return Problem("The whole file", what, advice) if what else None


def _complete(advice: str, key: str, number: int) -> str:
    return advice.format(form=_FORM.format(key=key, number=number))


def read_filled(
    data: bytes, file: Path, tandem: Tandem, record: RecordId, newest: Revision | None
) -> Filled:
    """The answers in `data`; a part that the file leaves out stays as in `newest`.

    Raises BrokenAnswers with every problem it has.
    """
    return READERS[file.suffix.lower()](data, tandem, record, newest, file.name)


def _read_json(
    data: bytes, tandem: Tandem, record: RecordId, newest: Revision | None, file: str
) -> Filled:
    from visions.answers import Answers
    from visions.answers.file import load_answers

    kept = newest.answers if newest else Answers()
    return Filled(load_answers(data, len(tandem.cities), record=str(record), file=file, kept=kept))


def _read_workbook(
    data: bytes, tandem: Tandem, record: RecordId, newest: Revision | None, file: str
) -> Filled:
    """The roadmap of a workbook; the worksheet stays as it is."""
    from visions.answers import Answers
    from visions.answers.file import report_answers
    from visions.errors import BrokenSheet, Problem
    from visions.exchange.xlsx_read import read_workbook

    try:
        reading = read_workbook(data, len(tandem.cities))
    except BrokenSheet as error:
        raise BrokenSheet(error.problems, file=file, count=error.params["count"]) from None
    if reading.record not in ("", str(record)):
        what = f"this is the roadmap of “{reading.record}”."
        advice = f"Fill it in there: visions fill {reading.record.replace('/', ' ')} FILE"
        raise report_answers([Problem("The whole file", what, advice)], file)
    kept = newest.answers if newest else Answers()
    remarks = tuple(f"{file}: {remark}" for remark in reading.remarks)
    return Filled(Answers(kept.worksheet, reading.roadmap), remarks, reading.revision)


READERS: dict[str, Reader] = {".json": _read_json, ".xlsx": _read_workbook}
"""How a file becomes answers, by the ending of its name."""
