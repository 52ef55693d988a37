"""Worksheets and roadmaps as PDF, for paper and for screen readers (PDF/UA-1 and PDF/A-2a).

Texts reach Typst only as JSON and pictures only as files, so nothing that people wrote can
act as Typst code. Equal views and pictures give equal bytes.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from visions.documents.bilingual import CLOSE, OPEN, TURN, strip_marks
from visions.documents.livery import enlarge, find_scale, list_theme_files
from visions.documents.own_templates import (
    BUILT_IN,
    OWN_TEMPLATE_SECONDS,
    PAPER_FILES,
    Fault,
    OwnTemplates,
    read_own_templates,
    read_parts,
)
from visions.documents.view import RoadmapView, WorksheetView, as_data
from visions.errors import DocumentFailed
from visions.theme import PLAIN, Theme
from visions.typesetter import Typeset, TypesettingFailed, typeset_pdf

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).parent / "fonts"
STANDARDS: Final[tuple[typst.PDFStandard, ...]] = ("a-2a", "ua-1")
DATA = "data.json"
"""What a template reads: `title` and `pages`, each page a view and the `file` of its picture."""
LEFT_OUT = "□"
"""Printed for a character that no font of ours has."""

NOT_ACCESSIBLE = (
    "Some characters cannot be printed, so this PDF is not marked as accessible (PDF/UA-1)."
)
SECONDS_PER_PICTURE = 0.5
"""What an own template may take longer for each picture: a merged file has many."""

_MOST_REPAIRS = 40
_MARKS = OPEN + TURN + CLOSE
"""What `theme.typ` takes out of texts in two languages."""
_NO_ROOM = re.compile(r"no room: (\d+) mm")
"""What the worksheet's template says of a design that asks for too much."""


@dataclass(frozen=True, slots=True)
class Page:
    """One worksheet or roadmap. `picture` is a JPEG, or None for the empty frame."""

    view: WorksheetView | RoadmapView
    picture: bytes | None


@dataclass(frozen=True, slots=True)
class SetPdf:
    """A PDF and what a facilitator should know about it."""

    pdf: bytes
    warnings: tuple[str, ...]


def set_pdf(
    pages: Sequence[Page],
    *,
    templates: Path | None = None,
    theme: Theme = PLAIN,
    deadline: float = OWN_TEMPLATE_SECONDS,
) -> SetPdf:
    """Set all pages, which are of one kind, as one PDF in one run, in the design `theme`.

    Files in the folder `templates` win over the built-in ones of the same name
    (`worksheet.typ`, `roadmap.typ`, `theme.typ`). Raises as `set_template` does.
    """
    kind = _name_kind(pages)
    numbers = {page.view.head.archive_no: None for page in pages}
    return set_template(
        f"{kind}.typ",
        {
            "title": _name_document(pages),
            "pages": [_page_data(page, number) for number, page in enumerate(pages)],
        },
        {
            _name_picture(number): page.picture
            for number, page in enumerate(pages)
            if page.picture is not None
        },
        stamp=max(page.view.head.created for page in pages),
        document=f"The {kind} of {next(iter(numbers))}" if len(numbers) == 1 else f"The {kind}s",
        templates=templates,
        theme=theme,
        deadline=deadline,
    )


def set_template(
    template: str,
    contents: Mapping[str, object],
    pictures: Mapping[str, bytes],
    *,
    stamp: int,
    document: str,
    templates: Path | None = None,
    theme: Theme = PLAIN,
    deadline: float = OWN_TEMPLATE_SECONDS,
) -> SetPdf:
    """Set `template` from `contents`, which are plain JSON, and pictures by their file names.

    `stamp` is the PDF's own time (Unix seconds), `document` what an error calls it. Files in the
    folder `templates` win over the built-in ones of the same name. Raises TemplateFailed, with
    the PDF by the built-in template, where one of them is broken or takes longer than `deadline`
    seconds, and DocumentFailed where the built-in one cannot be set either.
    """
    data = _replace_uncovered(json.dumps(contents, ensure_ascii=False))
    own = read_own_templates(templates)
    seconds = deadline + SECONDS_PER_PICTURE * max(0, len(pictures) - 1)
    # A design's own files are data like pictures, but it also says how large all of it is.
    pictures = {**pictures, **list_theme_files(theme)}
    scale = find_scale(template, theme)
    if not own.serve(template):
        return _set_built_in(template, data, pictures, stamp, document, scale)
    try:
        own.check_time(template)
        return _set_own(own, template, data, pictures, stamp, seconds, scale)
    except Fault as fault:
        own.remember(template, fault)
        result = _set_built_in(template, data, pictures, stamp, document, scale)
        raise own.blame(template, fault, result.pdf, result.warnings) from None


def _set_built_in(
    template: str,
    data: str,
    pictures: Mapping[str, bytes],
    stamp: int,
    document: str,
    scale: float,
) -> SetPdf:
    with tempfile.TemporaryDirectory(prefix="visions-") as folder:
        root = Path(folder)
        for name, part in read_parts(template).items():
            (root / name).write_bytes(enlarge(part, scale))
        for name, part in pictures.items():
            (root / name).write_bytes(part)
        try:
            result = _set_repaired(root, template, data, stamp, None)
        except TypesettingFailed as error:
            if room := _NO_ROOM.search(str(error)):
                raise DocumentFailed(
                    document=document,
                    reason=f"its boxes need {room[1]} mm more than there is on one page",
                    advice="Take lines, fields or boxes away in theme.toml.",
                ) from error
            where = f" ({error.file}, line {error.line})" if error.file and error.line else ""
            raise DocumentFailed(
                document=document,
                reason=f"{error}{where}",
                advice="Print the HTML page from a browser instead, and please report this.",
            ) from error
    return SetPdf(result.pdf, result.warnings)


def _set_own(
    own: OwnTemplates,
    template: str,
    data: str,
    pictures: Mapping[str, bytes],
    stamp: int,
    seconds: float,
    scale: float,
) -> SetPdf:
    """Set it in a process of its own, in a folder that holds all it can read. Raises Fault."""
    with tempfile.TemporaryDirectory(prefix="visions-") as folder:
        root = Path(folder)
        theirs = {n: data for n, data in own.files.items() if n.lower().endswith(PAPER_FILES)}
        for name, part in {**_read_built_in(), **theirs, **pictures}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            is_template = name.endswith(".typ")
            (root / name).write_bytes(enlarge(part, scale) if is_template else part)
        try:
            result = _set_repaired(root, template, data, stamp, seconds)
        except TypesettingFailed as error:
            raise Fault(error.file, error.line, str(error), is_late=error.is_late) from error
    return SetPdf(result.pdf, result.warnings)


@cache
def _read_built_in() -> Mapping[str, bytes]:
    """All built-in templates: an own one may import any of them."""
    return {path.name: path.read_bytes() for path in sorted(BUILT_IN.glob("*.typ"))}


def _set_repaired(
    root: Path, template: str, data: str, stamp: int, seconds: float | None
) -> Typeset:
    """Set `template`; as often as Typst finds something unprintable, replace it and try again.

    With `seconds`, for all of it, in a process of its own."""
    end = time.monotonic() + (seconds or 0)

    def attempt(standards: Sequence[typst.PDFStandard]) -> Typeset:
        (root / DATA).write_text(data, encoding="utf-8")
        left = max(1.0, end - time.monotonic()) if seconds else None
        return typeset_pdf(
            root, template, FONTS, standards=standards, timestamp=stamp, deadline=left
        )

    for _ in range(_MOST_REPAIRS):
        try:
            return attempt(STANDARDS)
        except TypesettingFailed as error:
            if not error.text:
                raise
            # Only what is not ASCII: a quotation mark less would break the JSON.
            repaired = data if error.text.isascii() else data.replace(error.text, LEFT_OUT)
            if repaired == data:
                break
            data = repaired
    result = attempt(())
    return Typeset(result.pdf, (NOT_ACCESSIBLE, *result.warnings))


def _name_kind(pages: Sequence[Page]) -> str:
    kinds = {type(page.view) for page in pages}
    if len(kinds) != 1:
        raise ValueError("one PDF holds pages of exactly one kind")
    return "worksheet" if kinds == {WorksheetView} else "roadmap"


def _name_document(pages: Sequence[Page]) -> str:
    head = pages[0].view.head
    if len(pages) == 1:
        return head.document_title
    return " · ".join(part for part in (head.workshop, strip_marks(head.title)) if part)


def _page_data(page: Page, number: int) -> dict[str, object]:
    file = None if page.picture is None else _name_picture(number)
    return {**as_data(page.view), "file": file}


def _name_picture(number: int) -> str:
    return f"picture-{number + 1}.jpg"


def _replace_uncovered(text: str) -> str:
    """Return `text` with □ for every character that none of the fonts has.

    Joiners, selectors and other invisible characters that no font has are left out.
    """
    ugly = {character for character in set(text) if not _is_covered(ord(character))}
    if not ugly:
        return text
    table = {ord(character): "" if _is_invisible(character) else LEFT_OUT for character in ugly}
    return text.translate(table)


# Unicode's Default_Ignorable_Code_Point, as far as assigned.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def _is_invisible(character: str) -> bool:
    return _INVISIBLE.match(character) is not None


def _is_covered(code: int) -> bool:
    if code < 0x20:
        return code == 0x0A
    if chr(code) in _MARKS:
        return True
    firsts, lasts = _read_coverage()
    place = bisect_right(firsts, code) - 1
    return place >= 0 and code <= lasts[place]


@cache
def _read_coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last code points of the runs that at least one font covers."""
    runs = [
        line.split("-")
        for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines()
    ]
    return tuple(int(run[0], 16) for run in runs), tuple(int(run[1], 16) for run in runs)
