"""Patterns: what a workshop's own templates begin as, and which of them a workshop has.

A web page with blocks begins as a thin file that extends the built-in one, so that whatever is
not changed goes on coming from there. Any other template begins as a copy of its main file, whose
parts (`theme.typ`, `_parts.html.j2` …) go on coming from there.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from visions import __version__
from visions.archive.files import publish_file
from visions.documents.card import CardsView
from visions.documents.filled import FilledRoadmap, FilledWorksheet
from visions.documents.html import FittedText
from visions.documents.overview import ContactSheetView
from visions.documents.own_templates import BUILT_IN, FOLDER, OwnTemplates, read_own_templates
from visions.documents.poster import PostersView
from visions.documents.report import ReportView
from visions.documents.session_plan import SessionPlanView
from visions.documents.view import Head, RoadmapView, WorksheetView
from visions.errors import DiskFailed, TemplateTaken

PATTERNS: Mapping[str, Sequence[str]] = {
    "worksheet": ("worksheet.html.j2", "worksheet.typ"),
    "roadmap": ("roadmap.html.j2", "roadmap.typ"),
    "gallery": ("gallery.html.j2",),
    "report": ("report.html.j2", "report.typ"),
    "poster": ("poster.typ",),
    "prompt-card": ("prompt_card.typ",),
    "contact-sheet": ("contact_sheet.typ",),
    "session-plan": ("session_plan.typ",),
}
"""What can be ejected: names and the files of each."""

_BLOCK = re.compile(r"\{% block (\w+) %\}")
_BORN = re.compile(r"visions eject [\w-]+ · visions (\S+)")
_KEPT_BLOCKS = ("styles", "scripts", "kind", "head", "content")
"""They hold other blocks or stand inside a tag: nobody's first change."""

_DESIGN = ("design", "what theme.toml says: which styles to link, and the logo, if any")
_Given = Sequence[tuple[str, type | str]]
_GIVEN: Mapping[str, _Given] = {
    "worksheet.html.j2": (
        ("view", WorksheetView),
        ("head (also view.head)", Head),
        ("filled (none for an empty sheet)", FilledWorksheet),
        ("prompt (as it fits)", FittedText),
        ("picture, assets", "where the picture (or none) and the styles are, for links"),
        _DESIGN,
    ),
    "roadmap.html.j2": (
        ("view", RoadmapView),
        ("head (also view.head)", Head),
        ("filled (none for an empty sheet)", FilledRoadmap),
        ("prompt (as it fits)", FittedText),
        ("milestones_of", "the milestones of each period"),
        ("chart", "the lanes of the Gantt chart, or none"),
        ("picture, assets", "where the picture (or none) and the styles are, for links"),
        _DESIGN,
    ),
    "gallery.html.j2": (
        ("title, organiser, language, made_with", "texts"),
        ("facts", "pairs of label and value"),
        ("walls", "a tandem each: anchor, title, cities, theme, shown, pieces"),
        ("prints", "the files for the printer"),
        ("words", "all other texts, by name"),
        ("data", "what search and full-size view need, for their script: JSON"),
        ("assets", "where the styles are, for links"),
        _DESIGN,
    ),
    "report.html.j2": (
        ("view", ReportView),
        ("images", "where the pictures are, by their number (arezzo-hamm/0001)"),
        ("assets", "where the styles are, for links"),
        _DESIGN,
    ),
    "worksheet.typ": (
        ("data.title", "of the PDF"),
        ("data.pages", "a sheet each, with the file of its picture (or none) and:"),
        ("page", WorksheetView),
        ("page.head", Head),
        ("page.filled (none for an empty sheet)", FilledWorksheet),
    ),
    "roadmap.typ": (
        ("data.title", "of the PDF"),
        ("data.pages", "a sheet each, with the file of its picture (or none) and:"),
        ("page", RoadmapView),
        ("page.head", Head),
        ("page.filled (none for an empty sheet)", FilledRoadmap),
    ),
    "report.typ": (("paper", ReportView),),
    "poster.typ": (("paper", PostersView),),
    "prompt_card.typ": (("paper", CardsView),),
    "contact_sheet.typ": (("paper", ContactSheetView),),
    "session_plan.typ": (("paper", SessionPlanView),),
}
_PICTURES = ("data.pictures", "the files of the pictures, by their number (arezzo-hamm/0001)")


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A template that a workshop has. `version` is the one of visions that it was ejected from,
    empty where it does not say; `near` a built-in name that was perhaps meant, where the file's
    own means nothing."""

    name: str
    is_used: bool
    version: str = ""
    near: str = ""


def eject(workshop: Path, name: str) -> tuple[list[str], list[str]]:
    """Write the files of the pattern `name` into the workshop's templates folder.

    Returns the paths in the workshop that were written and those that were there already, which
    stay as they are. Raises TemplateTaken where there is none to write, and DiskFailed.
    """
    folder = workshop.absolute() / FOLDER
    if folder.exists() and not folder.is_dir():
        raise DiskFailed(
            file=FOLDER,
            reason="there is a file of that name",
            advice="Move it away: a folder of that name holds the workshop's own templates.",
        )
    names = {file: folder / file for file in PATTERNS[name]}
    taken = [file for file, path in names.items() if path.is_symlink() or path.exists()]
    if len(taken) == len(names):
        raise TemplateTaken(files=" and ".join(f"{FOLDER}/{one}" for one in taken), name=name)
    written = [file for file in names if file not in taken]
    for file in written:
        publish_file(names[file], begin_template(name, file).encode())
    return [f"{FOLDER}/{one}" for one in written], [f"{FOLDER}/{one}" for one in taken]


def begin_template(name: str, file: str) -> str:
    """The text that `file` of the pattern `name` begins as: it makes what the built-in one does."""
    built_in = (BUILT_IN / file).read_text("utf-8")
    blocks = _list_blocks(file) if file.endswith(".j2") else []
    lines = [*_introduce(name, file, blocks), "", *_list_given(file)]
    if not file.endswith(".j2"):
        return "\n".join(["//" + f" {line}" * bool(line) for line in lines]) + "\n\n" + built_in
    comment = "{#\n" + "\n".join(f"  {line}".rstrip() for line in lines) + "\n#}\n"
    if not blocks:
        return comment + built_in
    return f'{comment}{{% extends "builtin/{file}" %}}\n\n' + "\n".join(
        f"{{% block {block} %}}\n{{{{ super() }}}}{{% endblock %}}\n" for block in blocks
    )


def list_own(own: OwnTemplates) -> list[OwnFile]:
    """The templates among a workshop's own files, and whether any document is made with each."""
    built_in = {path.name for path in BUILT_IN.iterdir()}
    texts = {n: d.decode("utf-8", "replace") for n, d in own.files.items() if _is_template(n)}
    found = []
    for name, text in texts.items():
        others = "".join(other for known, other in texts.items() if known != name)
        is_used = name in built_in or f'"{name}"' in others or f"'{name}'" in others
        near = [] if is_used else difflib.get_close_matches(name, built_in, n=1)
        version = _BORN.search(text[:2000])
        found.append(OwnFile(name, is_used, version[1] if version else "", "".join(near)))
    return found


def survey_patterns(
    folder: Path | None,
) -> Iterator[tuple[str, Sequence[tuple[str, OwnFile | None]]]]:
    """Each pattern with its files and, where the workshop has one, its own."""
    own = {one.name: one for one in list_own(read_own_templates(folder))}
    for name, files in PATTERNS.items():
        yield name, [(file, own.get(file)) for file in files]


def _is_template(name: str) -> bool:
    return name.endswith((".typ", ".j2"))


def _list_blocks(file: str) -> list[str]:
    """The blocks of a built-in page that people may want to replace, in its own order."""
    text = (BUILT_IN / file).read_text("utf-8")
    return [block for block in _BLOCK.findall(text) if block not in _KEPT_BLOCKS]


def _introduce(name: str, file: str, blocks: Sequence[str]) -> list[str]:
    lines = [
        f"{name.replace('-', ' ').capitalize()} of this workshop's own: "
        f"visions eject {name} · visions {__version__}",
        "",
    ]
    if blocks:
        lines.append("{{ super() }} is what the built-in template has in a block. Put words before")
        lines.append(
            "or after it, or others in its place; leave out the blocks that stay as they are."
        )
    else:
        parts = "theme.typ (colours, sizes)" if file.endswith(".typ") else "_parts.html.j2"
        lines.append(
            "A copy of the built-in template: change what you like. What it imports, such as"
        )
        lines.append(f"{parts}, is built in, unless a file of that name lies here.")
    lines.append(
        "If there is a mistake, “visions make” names its line, and the built-in one stands in."
    )
    lines.append("Without this file, the built-in one is back.")
    return lines


def _list_given(file: str) -> Iterator[str]:
    is_paper = _GIVEN[file][0][0] == "paper"
    yield "It gets:" if file.endswith(".j2") else "It gets, from data.json:"
    for name, given in (*_GIVEN[file], *([_PICTURES] if is_paper else [])):
        if not isinstance(given, str):
            given = ", ".join(one.name for one in dataclasses.fields(given))
        text = f"{name}: {given}"
        yield from textwrap.wrap(text, 92, initial_indent="  ", subsequent_indent="    ")
