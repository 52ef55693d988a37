"""Worksheets and roadmaps as PDF, for paper and for screen readers (PDF/UA-1 and PDF/A-2a).

Texts reach Typst only as JSON and pictures only as files, so nothing that people wrote can
act as Typst code. Equal views and pictures give equal bytes.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from visions.documents.view import RoadmapView, WorksheetView, as_data
from visions.errors import DocumentFailed
from visions.typesetter import Typeset, TypesettingFailed, typeset_pdf

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: Final[tuple[typst.PDFStandard, ...]] = ("a-2a", "ua-1")
DATA = "data.json"
"""What a template reads: `title` and `pages`, each page a view and the `file` of its picture."""
LEFT_OUT = "□"
"""Printed for a character that no font of ours has."""

NOT_ACCESSIBLE = (
    "Some characters cannot be printed, so this PDF is not marked as accessible (PDF/UA-1)."
)
OWN_TEMPLATE_SECONDS = 60.0
"""What a template of the workshop's own may take, before it is stopped."""

_MOST_REPAIRS = 40
_TEMPLATE_FILES = ("*.typ", "*.svg", "*.png", "*.jpg")
_IMPORTED = re.compile(r'^#import "([^"]+)"', re.MULTILINE)


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


def set_pdf(pages: Sequence[Page], *, templates: Path | None = None) -> SetPdf:
    """Set all pages, which are of one kind, as one PDF in one run.

    Files in the folder `templates` win over the built-in ones of the same name
    (`worksheet.typ`, `roadmap.typ`, `theme.typ`). Raises DocumentFailed.
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
    )


def set_template(
    template: str,
    contents: Mapping[str, object],
    pictures: Mapping[str, bytes],
    *,
    stamp: int,
    document: str,
    templates: Path | None = None,
) -> SetPdf:
    """Set `template` from `contents`, which are plain JSON, and pictures by their file names.

    `stamp` is the PDF's own time (Unix seconds), `document` what an error calls it. Files in the
    folder `templates` win over the built-in ones of the same name. Raises DocumentFailed.
    """
    data = _replace_uncovered(json.dumps(contents, ensure_ascii=False))
    with tempfile.TemporaryDirectory(prefix="visions-") as folder:
        root = Path(folder)
        is_own = _lay_out(root, template, pictures, templates)
        deadline = OWN_TEMPLATE_SECONDS if is_own else None
        try:
            result = _set_repaired(root, template, data, stamp, deadline)
        except TypesettingFailed as error:
            raise _say_failure(error, document, templates) from error
    return SetPdf(result.pdf, result.warnings)


def _set_repaired(
    root: Path, template: str, data: str, stamp: int, deadline: float | None
) -> Typeset:
    """Set `template`; as often as Typst finds something unprintable, replace it and try again."""

    def attempt(standards: Sequence[typst.PDFStandard]) -> Typeset:
        (root / DATA).write_text(data, encoding="utf-8")
        return typeset_pdf(
            root, template, FONTS, standards=standards, timestamp=stamp, deadline=deadline
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
    return " · ".join(part for part in (head.workshop, head.title) if part)


def _page_data(page: Page, number: int) -> dict[str, object]:
    file = None if page.picture is None else _name_picture(number)
    return {**as_data(page.view), "file": file}


def _name_picture(number: int) -> str:
    return f"picture-{number + 1}.jpg"


def _lay_out(
    root: Path, template: str, pictures: Mapping[str, bytes], templates: Path | None
) -> bool:
    """Fill `root` with templates and pictures and nothing else; Typst cannot read outside it.

    Returns whether a template of the workshop's own is among them.
    """
    is_own = templates is not None and any(templates.glob("*.typ"))
    if is_own:
        # It may import any of the built-in ones.
        _copy_templates(TEMPLATES, root)
    else:
        for name, text in _read_parts(template):
            (root / name).write_bytes(text)
    is_own = templates is not None and _copy_templates(templates, root)
    for name, picture in pictures.items():
        (root / name).write_bytes(picture)
    return is_own


@cache
def _read_parts(template: str) -> tuple[tuple[str, bytes], ...]:
    """A built-in template and all that it imports, each once; a copy of all would take longer."""
    parts: dict[str, bytes] = {}
    waiting = [template]
    while waiting:
        name = waiting.pop()
        if name not in parts:
            parts[name] = (TEMPLATES / name).read_bytes()
            waiting += _IMPORTED.findall(parts[name].decode())
    return tuple(parts.items())


def _copy_templates(source: Path, root: Path) -> bool:
    """Copy what a template may need; a link could lead out of the folder and stays behind."""
    found = False
    for pattern in _TEMPLATE_FILES:
        for file in source.glob(pattern):
            if file.is_file() and not file.is_symlink():
                shutil.copyfile(file, root / file.name)
                found = found or file.suffix == ".typ"
    return found


def _say_failure(error: TypesettingFailed, document: str, templates: Path | None) -> DocumentFailed:
    place = (error.file, f"line {error.line}" if error.line else "")
    where = ", ".join(part for part in place if part)
    is_own = bool(error.file) and templates is not None and (templates / error.file).is_file()
    return DocumentFailed(
        document=document,
        reason=f"{error} ({where})" if where else str(error),
        advice=(
            f"Mend {error.file} in the workshop's templates folder, or take it away: "
            "the built-in one steps in."
            if is_own
            else "Print the HTML page from a browser instead, and please report this."
        ),
    )


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
